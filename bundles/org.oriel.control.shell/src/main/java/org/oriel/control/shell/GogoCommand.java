package org.oriel.control.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** {@code oriel shell [COMMAND]}: Gogo over the socket, line by line. */
final class GogoCommand implements Command {
    private final CommandProcessor processor;

    GogoCommand(CommandProcessor processor) {
        this.processor = processor;
    }

    @Override
    public int run(List<String> words, Conversation talk) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        try (CommandSession session = processor.createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
            // Without a scope path only fully qualified names such as felix:lb would be found.
            session.put("SCOPE", "*");
            session.put(CommandSession.OPTION_NO_GLOB, true);
            if (!words.isEmpty()) {
                return execute(session, String.join(" ", words), printed, talk);
            }
            return interactive(session, printed, talk);
        }
    }

    private static int interactive(CommandSession session, ByteArrayOutputStream printed, Conversation talk)
            throws IOException {
        while (true) {
            Optional<String> line = talk.ask("g! ", false);
            if (line.isEmpty() || line.get().trim().matches("exit|quit|logout")) {
                return 0;
            }
            execute(session, line.get(), printed, talk);
        }
    }

    private static int execute(CommandSession session, String line, ByteArrayOutputStream printed, Conversation talk)
            throws IOException {
        int code = 0;
        try {
            Object result = session.execute(line);
            if (result != null) {
                printed.writeBytes(
                        session.format(result, Converter.INSPECT).toString().getBytes(StandardCharsets.UTF_8));
                printed.write('\n');
            }
        } catch (Exception e) {
            // Gogo commands throw anything; whatever it is, it is the answer to this line only.
            talk.err("shell: "
                    + String.valueOf(e.getMessage())
                            .lines()
                            .findFirst()
                            .orElse(e.getClass().getName()));
            code = CommandFailure.CHECK;
        }
        flush(printed, talk);
        return code;
    }

    private static void flush(ByteArrayOutputStream printed, Conversation talk) throws IOException {
        if (printed.size() > 0) {
            talk.out(printed.toString(StandardCharsets.UTF_8));
            printed.reset();
        }
    }
}
