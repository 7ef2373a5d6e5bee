package org.oriel.control.shell;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.oriel.host.EventStore.Deleted;
import org.oriel.host.EventStore.Selection;
import org.oriel.host.StoreException;

/** What a person picks out on the command line, deleted: what is stored, and what of it is still held back. */
final class Deletion {
    static final String OPTIONS = "--last 15m | --application X | --session ID | --positions 3,7-9 | --all";

    private static final int MOST_POSITIONS = 100_000;

    private Optional<Instant> from = Optional.empty();
    private Optional<Instant> until = Optional.empty();
    private String application = "";
    private String session = "";
    private final Set<Long> positions = new HashSet<>();
    private boolean all;

    private Deletion() {}

    static Deletion parse(String command, List<String> words) throws CommandFailure {
        // The moment is taken first: what is captured while this runs was not meant.
        Deletion deletion = new Deletion();
        deletion.until = Optional.of(Instant.now());
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--all")) {
                deletion.all = true;
            } else if (i + 1 < words.size()) {
                deletion.option(command, word, words.get(++i));
            } else {
                throw usage(command, word);
            }
        }
        boolean picked = deletion.from.isPresent()
                || !deletion.application.isEmpty()
                || !deletion.session.isEmpty()
                || !deletion.positions.isEmpty();
        if (picked == deletion.all) {
            throw new CommandFailure(CommandFailure.USAGE, command + ": allowed: " + OPTIONS);
        }
        return deletion;
    }

    private void option(String command, String name, String value) throws CommandFailure {
        switch (name) {
            case "--last" -> {
                Duration reach = Lengths.parse(command + " --last", value);
                from = until.map(now -> now.minus(reach));
            }
            case "--application" -> application = value;
            case "--session" -> session = value;
            case "--positions" -> positions(command, value);
            default -> throw usage(command, name);
        }
    }

    private void positions(String command, String value) throws CommandFailure {
        for (String part : value.split(",")) {
            if (!part.matches("[0-9]{1,15}(-[0-9]{1,15})?")) {
                throw usage(command, "--positions " + value);
            }
            String[] ends = part.split("-");
            long first = Long.parseLong(ends[0]);
            long last = Long.parseLong(ends[ends.length - 1]);
            if (last < first || last - first + positions.size() >= MOST_POSITIONS) {
                throw usage(command, "--positions " + value);
            }
            for (long position = first; position <= last; position++) {
                positions.add(position);
            }
        }
    }

    private static CommandFailure usage(String command, String word) {
        return new CommandFailure(CommandFailure.USAGE, command + ": unexpected " + word + ", allowed: " + OPTIONS);
    }

    void run(Core core, Conversation talk) throws CommandFailure, IOException {
        var pipeline = core.need(core.pipeline(), "pipeline");
        if (from.isPresent()) {
            pipeline.forget(Duration.between(from.get(), Instant.now()));
        } else if (all) {
            pipeline.forget(Duration.ofDays(3650));
        } else {
            // What is held back is of one kind only once it is stored.
            pipeline.flush();
        }
        try {
            Deleted deleted = core.need(core.store(), "store")
                    .delete(new Selection(from, all ? Optional.empty() : until, application, session, positions));
            talk.out("Deleted %,d stored events and %,d pictures%s.\n"
                    .formatted(
                            deleted.events(),
                            deleted.images(),
                            from.isPresent() || all ? ", and what was held back" : ""));
            deleted.left()
                    .forEach((exporter, count) -> say(
                            talk,
                            "%,d of them had reached %s already: they are on the recall list.\n"
                                    .formatted(count, exporter)));
        } catch (StoreException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, String.valueOf(e.getMessage()));
        }
    }

    private static void say(Conversation talk, String text) {
        try {
            talk.out(text);
        } catch (IOException e) {
            // The caller hung up; it is deleted all the same.
            return;
        }
    }
}
