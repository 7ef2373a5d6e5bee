package org.oriel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The other end of {@link Child}: reads commands from standard input until it ends. */
final class Server {
    /** Does what a command says and returns the answer. */
    interface Handler {
        String handle(String[] words) throws Exception;
    }

    private Server() {}

    static void serve(Handler handler) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(handler.handle(line.split(" ", -1)));
            System.out.flush();
        }
    }

    /** Waits for the end of standard input. */
    static void park() throws IOException {
        while (System.in.read() >= 0) {
            // Nobody sends anything; the end is what counts.
        }
    }
}
