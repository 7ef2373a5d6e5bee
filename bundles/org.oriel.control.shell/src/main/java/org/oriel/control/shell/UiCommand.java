package org.oriel.control.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.oriel.host.PersonPage;

/** {@code oriel ui [--open]}: the way to the person's page. */
final class UiCommand implements Command {
    private final Core core;

    UiCommand(Core core) {
        this.core = core;
    }

    @Override
    public int run(List<String> words, Conversation talk) throws CommandFailure, IOException {
        boolean open = words.equals(List.of("--open"));
        if (!open && !words.isEmpty()) {
            throw new CommandFailure(CommandFailure.USAGE, "ui: unexpected " + words.get(0) + ", allowed: --open");
        }
        PersonPage page = core.need(core.page(), "page");
        if (open) {
            browse(page.ticket());
            talk.out("Opening your browser. If none comes: oriel ui\n");
        } else {
            talk.out(page.address() + "\n");
        }
        return 0;
    }

    /** Through a file: other users of this computer can read command lines, and the address lets in who has it. */
    private static void browse(Path ticket) throws CommandFailure {
        try {
            new ProcessBuilder("xdg-open", ticket.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.ENVIRONMENT,
                    "ui: xdg-open is not there (Debian: xdg-utils); oriel ui prints the address");
        }
    }
}
