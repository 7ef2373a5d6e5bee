package org.oriel.control.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.host.Delivery;
import org.oriel.host.Delivery.ExporterStatus;
import org.oriel.host.EventStore;
import org.oriel.host.Ledger;
import org.oriel.host.StoreException;

/** The pages Exports and Ledger. */
final class Exports {
    private static final int MOST_ENTRIES = 50;
    /** How far back deletions are looked for. */
    private static final int RECENT = 2_000;

    private final Parts parts;

    Exports(Parts parts) {
        this.parts = parts;
    }

    Reply list(Request request) throws HttpProblem, StoreException {
        Delivery delivery = parts.needDelivery();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("reviewed", delivery.reviewed());
        values.put("approved", delivery.reviewed() ? delivery.approved() : 0);
        EventStore store = parts.store;
        values.put("last", store == null ? 0 : store.status().last());
        values.put("exporters", exporters(delivery));
        Ledger ledger = parts.ledger;
        if (ledger != null) {
            values.put("recalls", recalls(ledger));
        }
        return Reply.json(values);
    }

    static List<Map<String, Object>> exporters(Delivery delivery) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (ExporterStatus status : delivery.exporters()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("name", status.name());
            values.put("present", status.present());
            values.put("state", status.state());
            values.put("bundle", status.bundle());
            values.put("destinations", status.destinations());
            values.put("position", status.position());
            values.put("behind", status.behind());
            values.put("delivered", status.delivered());
            values.put("refused", status.refused());
            values.put("problem", status.problem());
            all.add(values);
        }
        return all;
    }

    /** What the ledger says about things taken back, newest first. */
    private static List<Map<String, Object>> recalls(Ledger ledger) throws StoreException {
        long size = ledger.head().size();
        List<Map<String, Object>> found = new ArrayList<>();
        for (Ledger.Entry entry : ledger.entries(Math.max(0, size - RECENT), 2 * RECENT)) {
            if (entry.kind().matches(".*(recall|delet|forg|erase).*")) {
                found.add(0, json(entry));
            }
        }
        return found.size() > MOST_ENTRIES ? found.subList(0, MOST_ENTRIES) : found;
    }

    Reply hold(Request request) throws HttpProblem, StoreException {
        String name = request.text("name");
        try {
            if (request.text("act").equals("hold")) {
                parts.needDelivery().pause(name);
            } else {
                parts.needDelivery().resume(name);
            }
        } catch (IllegalArgumentException e) {
            throw Request.wrong("name", "an exporter that is there");
        }
        return Reply.json(Map.of());
    }

    Reply ledger(Request request) throws HttpProblem, StoreException {
        Ledger ledger = parts.needLedger();
        Ledger.Head head = ledger.head();
        long before = request.queryNumber("before", Long.MAX_VALUE, 0, Long.MAX_VALUE);
        // The head may lie behind the newest entries; those after it are read as well, up to a bound.
        long first = Math.max(0, Math.min(before, head.size()) - MOST_ENTRIES);
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Ledger.Entry entry : ledger.entries(first, before == Long.MAX_VALUE ? RECENT : MOST_ENTRIES)) {
            if (entry.index() < before) {
                entries.add(0, json(entry));
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("entries", entries);
        values.put("first", first);
        values.put("head", head(head));
        return Reply.json(values);
    }

    private static Map<String, Object> head(Ledger.Head head) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("size", head.size());
        values.put("root", head.root());
        values.put("time", head.time().toEpochMilli());
        values.put("key", head.key());
        values.put("signature", head.signature());
        return values;
    }

    private static Map<String, Object> json(Ledger.Entry entry) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("index", entry.index());
        values.put("time", entry.time().toEpochMilli());
        values.put("kind", entry.kind());
        values.put("facts", new TreeMap<>(entry.facts()));
        values.put("hash", entry.hash());
        return values;
    }

    Reply verify(Request request) throws HttpProblem, StoreException {
        Ledger ledger = parts.needLedger();
        long start = System.nanoTime();
        String problem = ledger.verify();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("problem", problem);
        values.put("millis", (System.nanoTime() - start) / 1_000_000);
        values.put("head", head(ledger.head()));
        return Reply.json(values);
    }
}
