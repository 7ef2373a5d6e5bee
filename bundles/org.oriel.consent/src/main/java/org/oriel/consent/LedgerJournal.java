package org.oriel.consent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.oriel.host.Ledger;
import org.oriel.host.StoreException;
import org.osgi.service.log.Logger;

/**
 * Brings entries into the ledger on a thread of their own, in order: writing is durable and takes time that a pause does
 * not have. What comes before there is a ledger waits, up to a limit; what is lost is counted.
 */
final class LedgerJournal implements Journal, AutoCloseable {
    private static final int MOST = 1000;
    private static final long LAST_SECONDS = 2;

    private record Waiting(String kind, Map<String, String> facts) {}

    private final Logger log;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "oriel-gate-ledger");
        made.setDaemon(true);
        return made;
    });

    /** Guards the fields below; never held while the ledger is called. */
    private final Object lock = new Object();

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Ledger ledger;
    private long lost;

    LedgerJournal(Logger log) {
        this.log = log;
    }

    void ledger(Ledger present) {
        synchronized (lock) {
            ledger = present;
        }
        write();
    }

    void ledgerGone(Ledger gone) {
        synchronized (lock) {
            if (ledger == gone) {
                ledger = null;
            }
        }
    }

    @Override
    public void append(String kind, Map<String, String> facts) {
        synchronized (lock) {
            if (waiting.size() == MOST) {
                waiting.removeFirst();
                lost++;
                if (lost == 1) {
                    log.warn("there is no ledger, or it is too slow: entries are lost");
                }
            }
            waiting.addLast(new Waiting(kind, Map.copyOf(facts)));
            if (ledger == null) {
                return;
            }
        }
        write();
    }

    private void write() {
        if (!thread.isShutdown()) {
            thread.execute(this::drain);
        }
    }

    private void drain() {
        while (true) {
            Ledger present;
            Waiting next;
            synchronized (lock) {
                present = ledger;
                next = present == null ? null : waiting.pollFirst();
            }
            if (present == null || next == null) {
                return;
            }
            try {
                present.append(next.kind(), next.facts());
            } catch (StoreException | RuntimeException e) {
                log.error("the ledger did not take an entry {}", next.kind(), e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
                log.warn("entries for the ledger are still being written after {} s", LAST_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
