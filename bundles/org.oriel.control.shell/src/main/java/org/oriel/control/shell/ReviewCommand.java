package org.oriel.control.shell;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.host.Delivery;
import org.oriel.host.EventStore;
import org.oriel.host.StoreException;

/** {@code oriel review [list|approve [POSITION]|delete …]}: what waits, what of it may leave, what shall not exist. */
final class ReviewCommand implements Command {
    private static final int BLOCKS = 8;
    private static final int MOST_ROWS = 2_000;

    private final Core core;

    ReviewCommand(Core core) {
        this.core = core;
    }

    /** Events in a row of one application. */
    private static final class Row {
        private final String application;
        private final String session;
        private final long first;
        private long last;
        private final long from;
        private long until;
        private final Map<String, Long> kinds = new TreeMap<>();

        Row(String application, String session, long position, long wall) {
            this.application = application;
            this.session = session;
            this.first = position;
            this.from = wall;
        }

        void add(long position, long wall, String kind) {
            last = position;
            until = wall;
            kinds.merge(kind, 1L, Long::sum);
        }

        Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("first", first);
            values.put("last", last);
            values.put("fromMillis", from);
            values.put("untilMillis", until);
            values.put("application", application);
            values.put("session", session);
            values.put("kinds", kinds);
            return values;
        }

        String text() {
            StringBuilder counts = new StringBuilder();
            kinds.forEach((kind, count) -> counts.append(counts.isEmpty() ? "" : ", ")
                    .append(count)
                    .append(' ')
                    .append(kind));
            return "%d-%d  %s to %s  %s: %s%n"
                    .formatted(first, last, time(from), time(until), application.isEmpty() ? "-" : application, counts);
        }

        private static String time(long millis) {
            return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }

    @Override
    public int run(List<String> words, Conversation talk) throws CommandFailure, IOException {
        String verb = words.isEmpty() || words.get(0).startsWith("--") ? "list" : words.get(0);
        List<String> rest = words.isEmpty() || words.get(0).startsWith("--") ? words : words.subList(1, words.size());
        try {
            switch (verb) {
                case "list" -> list(rest, talk);
                case "approve" -> approve(rest, talk);
                case "delete" -> Deletion.parse("review delete", rest).run(core, talk);
                default ->
                    throw new CommandFailure(
                            CommandFailure.USAGE, "review: unknown " + verb + ", allowed: list approve delete");
            }
            return 0;
        } catch (StoreException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, String.valueOf(e.getMessage()));
        }
    }

    private void list(List<String> words, Conversation talk) throws CommandFailure, IOException, StoreException {
        boolean json = words.equals(List.of("--json"));
        if (!json && !words.isEmpty()) {
            throw new CommandFailure(
                    CommandFailure.USAGE, "review list: unexpected " + words.get(0) + ", allowed: --json");
        }
        Delivery delivery = core.need(core.delivery(), "delivery");
        boolean everything = delivery.approved() == Long.MAX_VALUE;
        long after = everything ? 0 : delivery.approved();
        List<Row> rows = rows(core.need(core.store(), "store"), after);
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("reviewRequired", delivery.reviewed());
            all.put("approved", everything ? -1 : delivery.approved());
            all.put("waiting", rows.stream().map(Row::values).toList());
            talk.out(StatusReport.pretty(all));
            return;
        }
        for (Row row : rows) {
            talk.out(row.text());
        }
        talk.out(
                everything
                        ? "Nothing waits for an approval here; this is all that is stored.\n"
                        : rows.isEmpty()
                                ? "Nothing waits for review.\n"
                                : "Approve with: oriel review approve [POSITION]; take out with: oriel review delete …\n");
    }

    private static List<Row> rows(EventStore store, long start) throws StoreException {
        List<Row> rows = new ArrayList<>();
        long after = start;
        List<EventStore.Block> blocks = store.read(after, BLOCKS);
        while (!blocks.isEmpty() && rows.size() < MOST_ROWS) {
            for (EventStore.Block block : blocks) {
                for (int i = 0; i < block.lines().size(); i++) {
                    add(rows, block.first() + i, block.lines().get(i), start);
                }
                after = block.last();
            }
            blocks = store.read(after, BLOCKS);
        }
        return rows;
    }

    private static void add(List<Row> rows, long position, String line, long start) {
        if (position <= start) {
            return;
        }
        JsonObject event = JsonParser.parseString(line).getAsJsonObject();
        String application = text(event, "subject", "application");
        JsonElement session = event.get("session");
        long wall = event.getAsJsonObject("time").get("wallMillis").getAsLong();
        Row row = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        String of = session == null ? "" : session.getAsString();
        if (row == null || !row.application.equals(application) || !row.session.equals(of)) {
            row = new Row(application, of, position, wall);
            rows.add(row);
        }
        row.add(position, wall, text(event, "body", "type"));
    }

    private static String text(JsonObject event, String object, String field) {
        JsonElement value = event.has(object) ? event.getAsJsonObject(object).get(field) : null;
        return value == null ? "" : value.getAsString();
    }

    private void approve(List<String> words, Conversation talk) throws CommandFailure, IOException, StoreException {
        if (words.size() > 1 || (words.size() == 1 && !words.get(0).matches("[0-9]{1,15}"))) {
            throw new CommandFailure(CommandFailure.USAGE, "review approve: allowed: one position, or nothing");
        }
        Delivery delivery = core.need(core.delivery(), "delivery");
        long position =
                words.isEmpty() ? core.need(core.store(), "store").status().last() : Long.parseLong(words.get(0));
        delivery.approve(position);
        talk.out("Approved up to position %,d.\n".formatted(delivery.approved()));
    }
}
