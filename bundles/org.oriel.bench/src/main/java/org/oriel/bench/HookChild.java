package org.oriel.bench;

import java.nio.file.Path;

/** One hook in a process of its own. */
final class HookChild {
    private HookChild() {}

    /** {@code oriel|jnativehook DISPLAY}; the display is in the environment too, for hooks that look there. */
    public static void main(String[] args) throws Exception {
        Times times = new Times();
        try (AutoCloseable hook = Receiver.of(args[0], args[1], times::add)) {
            Server.serve(words -> {
                switch (words[0]) {
                    case "clear" -> times.clear();
                    case "times" -> times.write(Path.of(words[1]));
                    default -> {
                        // Anything else only asks how many there are.
                    }
                }
                return times.count() + " " + times.last();
            });
        }
        System.exit(0);
    }
}
