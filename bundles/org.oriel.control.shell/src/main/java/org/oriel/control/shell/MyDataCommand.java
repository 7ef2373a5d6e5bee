package org.oriel.control.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.oriel.host.StoreException;

/** {@code oriel my-data export --out DIR | delete … | answer [--json]}: a person's rights, without asking anybody. */
final class MyDataCommand implements Command {
    private final Core core;

    MyDataCommand(Core core) {
        this.core = core;
    }

    @Override
    public int run(List<String> words, Conversation talk) throws CommandFailure, IOException {
        String verb = words.isEmpty() ? "(none)" : words.get(0);
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        try {
            switch (verb) {
                case "export" -> export(rest, talk);
                case "delete" -> Deletion.parse("my-data delete", rest).run(core, talk);
                case "answer" -> answer(rest, talk);
                default ->
                    throw new CommandFailure(
                            CommandFailure.USAGE, "my-data: unknown " + verb + ", allowed: export delete answer");
            }
            return 0;
        } catch (StoreException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, String.valueOf(e.getMessage()));
        }
    }

    private void answer(List<String> words, Conversation talk) throws CommandFailure, IOException, StoreException {
        boolean json = words.equals(List.of("--json"));
        if (!json && !words.isEmpty()) {
            throw new CommandFailure(
                    CommandFailure.USAGE, "my-data answer: unexpected " + words.get(0) + ", allowed: --json");
        }
        var values = new UseReport(core).values();
        talk.out(json ? StatusReport.pretty(values) : UseReport.text(values));
    }

    private void export(List<String> words, Conversation talk) throws CommandFailure, IOException, StoreException {
        if (words.size() != 2 || !words.get(0).equals("--out")) {
            throw new CommandFailure(CommandFailure.USAGE, "my-data export: allowed: --out DIR");
        }
        new MyDataFolder(core, Path.of(words.get(1))).write(talk);
    }
}
