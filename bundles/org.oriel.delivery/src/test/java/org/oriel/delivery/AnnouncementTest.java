package org.oriel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.export.ExportRecord;
import org.oriel.host.Ledger;
import org.oriel.host.StoreException;

/** What the ledger is told about exports. */
class AnnouncementTest extends DeliveryFixture {
    private final List<Ledger.Entry> entries = new CopyOnWriteArrayList<>();
    private volatile boolean broken;

    private final Ledger ledger = new Ledger() {
        @Override
        public long append(String kind, Map<String, String> facts) throws StoreException {
            if (broken) {
                throw new StoreException(StoreException.Reason.IO, "broken");
            }
            entries.add(new Entry(entries.size(), Instant.EPOCH, kind, Map.copyOf(facts), ""));
            return entries.size() - 1;
        }

        @Override
        public List<Entry> entries(long first, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Head head() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String verify() {
            throw new UnsupportedOperationException();
        }
    };

    private CaptureEvent key(String text) {
        return events.titled(text);
    }

    private List<String> kinds() {
        return entries.stream().map(Ledger.Entry::kind).toList();
    }

    @Test
    void itIsAnnouncedBeforeItLeavesAndCountedAfterwards() throws Exception {
        StoreDelivery delivery = delivery();
        delivery.setLedger(ledger);
        List<String> lines = new CopyOnWriteArrayList<>();
        delivery.add("jsonl", target.offer(batch -> {
            assertThat(kinds()).last().isEqualTo("export-begins");
            batch.records().stream().map(ExportRecord::json).forEach(lines::add);
        }));
        for (int i = 0; i < 3; i++) {
            store.append(List.of(key("a"), key("b")));
        }
        awaitPosition("jsonl", 6);
        assertThat(kinds()).containsExactly("export-begins");
        assertThat(entries.get(0).facts())
                .containsEntry("exporter", "jsonl")
                .containsEntry("destination", "here")
                .containsEntry("purpose", "ai-training")
                .containsEntry("grant", "grant-1")
                .containsEntry("first", "1");
        clock.advance(Duration.ofMinutes(1));
        await(() -> entries.size() == 2);
        assertThat(entries.get(1).kind()).isEqualTo("export");
        byte[] all = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
        assertThat(entries.get(1).facts())
                .containsEntry("first", "1")
                .containsEntry("last", "6")
                .containsEntry("events", "6")
                .containsEntry("digest", digest);
    }

    @Test
    void anotherConsentIsAnotherEntryAndTheEndIsToldAtTheEnd() {
        StoreDelivery delivery = delivery();
        delivery.setLedger(ledger);
        delivery.add("jsonl", target.offer());
        store.append(List.of(key("a")));
        store.grant = "grant-2";
        store.append(List.of(key("b")));
        awaitPosition("jsonl", 2);
        assertThat(kinds()).containsExactly("export-begins", "export", "export-begins");
        delivery.stop();
        made.clear();
        assertThat(kinds()).containsExactly("export-begins", "export", "export-begins", "export");
        assertThat(entries.get(3).facts()).containsEntry("grant", "grant-2").containsEntry("events", "1");
    }

    @Test
    void withoutALedgerOrWithABrokenOneItGoesOn() {
        StoreDelivery delivery = delivery();
        delivery.add("jsonl", target.offer());
        store.append(List.of(key("a")));
        awaitPosition("jsonl", 1);
        broken = true;
        delivery.setLedger(ledger);
        store.append(List.of(key("b")));
        awaitPosition("jsonl", 2);
        assertThat(entries).isEmpty();
        assertThat(log.lines()).anyMatch(line -> line.contains("the ledger does not say"));
    }

    @Test
    void whatIsDeletedBetweenReadingAndDeliveringIsNotDelivered() {
        StoreDelivery delivery = delivery();
        store.append(List.of(key("a")));
        store.append(List.of(key("b")));
        store.afterNextRead(() -> store.take(2));
        delivery.add("jsonl", target.offer());
        awaitPosition("jsonl", 1);
        await(() -> status("jsonl").state().equals("idle"));
        assertThat(target.positions()).containsExactly(1L);
        assertThat(store.handedOn()).isEmpty();
    }

    @Test
    void whatIsDeletedWhileItIsDeliveredIsRecalled() {
        StoreDelivery delivery = delivery();
        store.append(List.of(key("a")));
        delivery.add("jsonl", target.offer(batch -> store.take(1)));
        awaitPosition("jsonl", 1);
        await(() -> store.handedOn().equals(List.of("jsonl 1")));
    }
}
