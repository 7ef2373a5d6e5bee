package org.oriel.control.shell;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.host.Grant;
import org.oriel.host.Ledger;
import org.oriel.host.StoreException;

/** "Is my data used, and for what?" on one page: what is stored, what left, where to, what for, and what was agreed. */
final class UseReport {
    private static final int PAGE = 1000;

    private final Core core;

    /** What one exporter took to one place for one purpose, as the ledger says. */
    private static final class Use {
        private long events;
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;

        void add(Ledger.Entry entry, long more) {
            events += more;
            first = entry.time().isBefore(first) ? entry.time() : first;
            last = entry.time().isAfter(last) ? entry.time() : last;
        }
    }

    UseReport(Core core) {
        this.core = core;
    }

    Map<String, Object> values() throws StoreException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("time", Instant.now().toString());
        if (core.store().isPresent()) {
            var status = core.store().get().status();
            all.put("storedEvents", status.events());
            all.put("storedPictures", status.images());
        }
        all.put("exporters", core.delivery().map(StatusReport::exporters).orElse(List.of()));
        all.put("grants", grants());
        if (core.ledger().isPresent()) {
            all.putAll(ledger(core.ledger().get()));
        } else {
            all.put("ledger", "there is none: what left is not recorded");
        }
        return all;
    }

    private List<Map<String, Object>> grants() {
        return core.gate().map(gate -> gate.grants()).orElse(List.of()).stream()
                .map(UseReport::grant)
                .toList();
    }

    private static Map<String, Object> grant(Grant grant) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", grant.id());
        values.put("given", grant.given().toString());
        values.put("how", grant.how());
        values.put("purpose", grant.purpose());
        values.put("jurisdiction", grant.jurisdiction());
        values.put("notice", grant.noticeHash());
        return values;
    }

    private static Map<String, Object> ledger(Ledger ledger) throws StoreException {
        Ledger.Head head = ledger.head();
        Map<List<String>, Use> uses = new LinkedHashMap<>();
        Map<String, Long> deleted = new TreeMap<>();
        for (long first = 0; first < head.size(); first += PAGE) {
            for (Ledger.Entry entry : ledger.entries(first, PAGE)) {
                if (entry.kind().equals("export")) {
                    uses.computeIfAbsent(key(entry), any -> new Use()).add(entry, number(entry));
                } else if (entry.kind().equals("deletion")) {
                    deleted.merge(entry.facts().getOrDefault("why", ""), number(entry), Long::sum);
                }
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("left", uses.entrySet().stream().map(UseReport::use).toList());
        values.put("deleted", deleted);
        values.put("ledgerEntries", head.size());
        values.put("ledgerRoot", head.root());
        values.put("ledgerSigned", head.time().toString());
        values.put("ledgerKey", head.key());
        return values;
    }

    private static List<String> key(Ledger.Entry entry) {
        Map<String, String> facts = entry.facts();
        return List.of(
                facts.getOrDefault("exporter", ""),
                facts.getOrDefault("destination", ""),
                facts.getOrDefault("purpose", ""),
                facts.getOrDefault("grant", ""));
    }

    private static long number(Ledger.Entry entry) {
        String events = entry.facts().getOrDefault("events", "0");
        return events.matches("[0-9]{1,18}") ? Long.parseLong(events) : 0;
    }

    private static Map<String, Object> use(Map.Entry<List<String>, Use> one) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("exporter", one.getKey().get(0));
        values.put("destination", one.getKey().get(1));
        values.put("purpose", one.getKey().get(2));
        values.put("grant", one.getKey().get(3));
        values.put("events", one.getValue().events);
        values.put("first", one.getValue().first.toString());
        values.put("last", one.getValue().last.toString());
        return values;
    }

    /** The same for people. */
    static String text(Map<String, Object> values) {
        StringBuilder text = new StringBuilder("Is my data used, and for what?\n\n");
        values.forEach((name, value) -> {
            if (value instanceof List<?> rows) {
                text.append(name).append(rows.isEmpty() ? ": none\n" : ":\n");
                rows.forEach(row -> text.append("  ").append(line(row)).append('\n'));
            } else {
                text.append(name).append(": ").append(value).append('\n');
            }
        });
        return text.append("\nWhat it says about the past can be checked: oriel verify DATA\n")
                .toString();
    }

    private static String line(Object row) {
        StringBuilder line = new StringBuilder();
        if (row instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> {
                if (!String.valueOf(value).isEmpty()) {
                    line.append(line.isEmpty() ? "" : ", ")
                            .append(name)
                            .append(' ')
                            .append(value);
                }
            });
        }
        return line.isEmpty() ? String.valueOf(row) : line.toString();
    }
}
