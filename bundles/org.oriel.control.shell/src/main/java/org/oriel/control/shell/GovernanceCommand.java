package org.oriel.control.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.oriel.host.GovernancePack;

/** {@code oriel governance pack --out DIR}: writes the documents about what is installed. */
final class GovernanceCommand implements Command {
    private final Core core;

    GovernanceCommand(Core core) {
        this.core = core;
    }

    @Override
    public int run(List<String> words, Conversation talk) throws CommandFailure, IOException {
        if (words.size() != 3 || !words.get(0).equals("pack") || !words.get(1).equals("--out")) {
            throw new CommandFailure(CommandFailure.USAGE, "governance: allowed: pack --out DIR");
        }
        GovernancePack pack = core.need(core.governance(), "governance pack");
        Path folder = Path.of(words.get(2));
        Files.createDirectories(folder);
        Map<String, String> documents = pack.documents();
        for (Map.Entry<String, String> document : documents.entrySet()) {
            Files.write(folder.resolve(document.getKey()), document.getValue().getBytes(StandardCharsets.UTF_8));
        }
        talk.out("Wrote %d drafts to %s. They are for counsel; nobody has approved them.%n"
                .formatted(documents.size(), folder));
        return 0;
    }
}
