package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.host.Ledger;
import org.oriel.host.StoreException;
import org.oriel.tck.CapturingLogger;

class LedgerJournalTest {
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CapturingLogger log = new CapturingLogger();
    private boolean broken;

    private final Ledger ledger = new Ledger() {
        @Override
        public long append(String kind, Map<String, String> facts) throws StoreException {
            if (broken) {
                throw new StoreException(StoreException.Reason.values()[0], "no room");
            }
            written.add(kind);
            return written.size() - 1L;
        }

        @Override
        public List<Entry> entries(long first, int most) {
            return List.of();
        }

        @Override
        public Head head() {
            return new Head(0, "", Instant.EPOCH, "", "");
        }

        @Override
        public String verify() {
            return "";
        }
    };

    @Test
    @DisplayName("What happens before there is a ledger is in it afterwards, in order")
    void waits() {
        try (LedgerJournal journal = new LedgerJournal(log.logger())) {
            journal.append("law", Map.of());
            journal.append("grant", Map.of());
            journal.ledger(ledger);
            journal.append("pause", Map.of());
        }
        assertThat(written).containsExactly("law", "grant", "pause");
    }

    @Test
    @DisplayName("A broken ledger stops nobody, and is said")
    void broken() {
        broken = true;
        try (LedgerJournal journal = new LedgerJournal(log.logger())) {
            journal.ledger(ledger);
            journal.append("pause", Map.of());
        }
        assertThat(String.join("\n", log.lines())).contains("the ledger did not take an entry pause");
    }

    @Test
    @DisplayName("Without a ledger memory is bounded, and the loss is said once")
    void bounded() {
        try (LedgerJournal journal = new LedgerJournal(log.logger())) {
            for (int i = 0; i < 1500; i++) {
                journal.append("n" + i, Map.of());
            }
            journal.ledger(ledger);
        }
        assertThat(written).hasSize(1000).startsWith("n500").endsWith("n1499");
        assertThat(String.join("\n", log.lines())).containsOnlyOnce("entries are lost");
    }
}
