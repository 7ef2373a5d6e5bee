package org.oriel.control.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A conversation with the person at the terminal that runs the instance. */
final class TerminalConversation implements Conversation {
    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream err;

    TerminalConversation(java.io.InputStream in, PrintStream out, PrintStream err) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.err = err;
    }

    @Override
    public void out(String text) {
        out.print(text);
        out.flush();
    }

    @Override
    public void err(String line) {
        err.println("oriel: " + line);
    }

    @Override
    public Optional<String> ask(String prompt, boolean personOnly) throws IOException {
        out(prompt);
        return Optional.ofNullable(in.readLine());
    }
}
