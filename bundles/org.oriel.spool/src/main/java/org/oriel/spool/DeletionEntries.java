package org.oriel.spool;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oriel.host.EventStore.Deleted;
import org.oriel.host.Ledger;
import org.oriel.host.StoreException;
import org.osgi.service.log.Logger;

/** Says in the ledger how much was deleted, where there is one. */
final class DeletionEntries {
    private static final int MOST_EXPORTERS = 50;

    private final Logger log;
    private volatile @Nullable Ledger ledger;

    DeletionEntries(Logger log) {
        this.log = log;
    }

    void set(Ledger service) {
        ledger = service;
    }

    void unset(Ledger service) {
        if (ledger == service) {
            ledger = null;
        }
    }

    void deleted(String why, Deleted deleted) {
        Ledger now = ledger;
        if (now == null) {
            return;
        }
        Map<String, String> facts = new HashMap<>(Map.of(
                "why", why,
                "events", String.valueOf(deleted.events()),
                "images", String.valueOf(deleted.images())));
        deleted.left().entrySet().stream()
                .limit(MOST_EXPORTERS)
                .forEach(one -> facts.put("left." + one.getKey(), String.valueOf(one.getValue())));
        try {
            now.append("deletion", facts);
        } catch (StoreException | RuntimeException e) {
            log.warn("the ledger does not say what was deleted: {}", String.valueOf(e.getMessage()));
        }
    }
}
