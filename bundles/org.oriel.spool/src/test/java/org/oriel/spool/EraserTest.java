package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.host.EventStore;
import org.oriel.host.EventStore.Start;

class EraserTest {
    private static final long T0 = EventSamples.START_MILLIS;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final UUID SESSION = new UUID(1, 2);

    @TempDir
    Path directory;

    private static CaptureEvent at(long n, long wallMillis) {
        return EventSamples.numbered(n, SESSION, "grant-1", "ai-training", wallMillis);
    }

    private static List<CaptureEvent> at(long first, long last, long wallMillis) {
        List<CaptureEvent> events = new ArrayList<>();
        for (long n = first; n <= last; n++) {
            events.add(at(n, wallMillis + n));
        }
        return events;
    }

    @Test
    void forgettingTakesEveryLaterEventWhereverItLies() throws Exception {
        List<CaptureEvent> mixed = List.of(at(21, T0), at(22, T0 + 1000), at(23, T0 + 1), at(24, T0 + 999), at(25, T0));
        try (SpoolStore store = Stores.open(directory)) {
            store.append(at(1, 10, T0 - 100));
            store.append(at(11, 20, T0 + 2000));
            store.append(mixed);
            store.append(at(26, 30, T0 - 500)); // The clock was set back.
            assertThat(store.forget(Instant.ofEpochMilli(T0 + 999))).isEqualTo(10 + 2);
            List<EventStore.Block> blocks = Stores.readAll(store, 0);
            List<CaptureEvent> expected = new ArrayList<>(at(1, 10, T0 - 100));
            expected.addAll(List.of(mixed.get(0), mixed.get(2), mixed.get(4)));
            expected.addAll(at(26, 30, T0 - 500));
            assertThat(Stores.events(blocks)).isEqualTo(expected);
            assertThat(blocks.stream()
                            .filter(block -> !block.damaged().isEmpty())
                            .map(block -> block.damaged() + " " + block.first() + "-" + block.last()))
                    .containsExactly("forgotten 11-20", "forgotten 22-22", "forgotten 24-24");
            assertThat(store.status().events()).isEqualTo(18);
            assertThat(store.status().last()).isEqualTo(30);
            assertThat(store.append(at(31, 31, T0))).isEqualTo(31);
        }
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(store.status().events()).isEqualTo(19);
            assertThat(Stores.readAll(store, 0)).hasSize(9);
            assertThat(store.status().problem()).isEmpty();
        }
    }

    @Test
    void whatLeftAlreadyIsListedWhenItIsForgottenOrWithdrawn() throws Exception {
        Path list = directory.resolve("recall.jsonl");
        try (SpoolStore store = Stores.open(directory)) {
            store.append(at(1, 10, T0));
            store.append(at(11, 20, T0 + 1000));
            store.cursor("jsonl", Start.EARLIEST);
            store.cursor("http", Start.EARLIEST);
            store.acknowledge("jsonl", 15);
            store.acknowledge("http", 9);
            assertThat(store.forget(Instant.ofEpochMilli(T0 + 8))).isEqualTo(13);
            assertThat(Files.readAllLines(list))
                    .filteredOn(line -> line.contains("\"what\":\"events\""))
                    .anyMatch(line -> line.contains("[\"http\",\"jsonl\"]"))
                    .anyMatch(line -> line.contains("[\"jsonl\"]"));
            long before = Files.size(list);
            // What nobody has yet is in no list.
            store.append(at(21, 30, T0 + 2000));
            assertThat(store.forget(Instant.ofEpochMilli(T0 + 2000))).isEqualTo(10);
            assertThat(Files.size(list)).isEqualTo(before);
            store.withdrawn(List.of("g2", "g1"));
            assertThat(Files.readString(list))
                    .contains("{\"what\":\"grant\",\"grant\":\"g1\",\"reason\":\"withdrawn\"");
        }
    }

    @Test
    void forgottenBytesAreOnNoFile() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(at(1, 200, T0));
        }
        byte[] early = Stores.column(directory, "SELECT payload FROM block");
        try (SpoolStore store = Stores.open(directory)) {
            store.append(at(201, 400, T0 + DAY)); // Lies in the log, under a key of its own.
            byte[] late = Stores.column(directory, "SELECT payload FROM block WHERE first=201");
            byte[] key = Stores.column(directory, "SELECT wrapped FROM key WHERE id=2");
            assertThat(Stores.onDisk(directory, middle(late))).isTrue();
            assertThat(Stores.onDisk(directory, middle(key))).isTrue();

            assertThat(store.forget(Instant.ofEpochMilli(T0 + DAY))).isEqualTo(200);

            assertThat(Stores.onDisk(directory, middle(late))).isFalse();
            assertThat(Stores.onDisk(directory, middle(key))).isFalse();
            assertThat(Stores.onDisk(directory, middle(early))).isTrue();

            assertThat(store.forget(Instant.ofEpochMilli(T0 + 100))).isEqualTo(101);
            assertThat(Stores.onDisk(directory, middle(early)))
                    .as("the block that lost a part")
                    .isFalse();
            assertThat(Stores.events(store)).isEqualTo(at(1, 99, T0));
        }
    }

    private static byte[] middle(byte[] bytes) {
        return Arrays.copyOfRange(bytes, bytes.length / 2 - 10, bytes.length / 2 + 10);
    }

    @Test
    void aReaderBehindSeesTheGapAndGoesOn() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.cursor("late", Start.EARLIEST);
            store.append(at(1, 50, T0));
            assertThat(store.forget(Instant.EPOCH)).isEqualTo(50);
            store.append(at(51, 60, T0));
            List<EventStore.Block> blocks = store.read(store.cursor("late", Start.EARLIEST), 8);
            assertThat(blocks).hasSize(2);
            assertThat(blocks.get(0).damaged()).isEqualTo("forgotten");
            assertThat(blocks.get(0).last()).isEqualTo(50);
            assertThat(Stores.events(blocks)).isEqualTo(at(51, 60, T0));
            assertThat(store.cursor("new", Start.EARLIEST))
                    .as("the oldest event there is")
                    .isEqualTo(50);
        }
    }

    @Test
    void forgettingEverythingKeepsThePositions() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(at(1, 50, T0));
            store.forget(Instant.EPOCH);
        }
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(store.append(at(51, 51, T0))).isEqualTo(51);
            assertThat(store.status().events()).isEqualTo(1);
        }
    }

    @Test
    void deliveredEventsGoWithAgeOthersStay() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(at(1, 10, T0));
            store.append(at(11, 20, T0));
            store.append(at(21, 30, T0 + 10 * DAY));
            store.cursor("jsonl", Start.EARLIEST);
            store.acknowledge("jsonl", 15);
        }
        try (SpoolStore store = aged(T0 + 12 * DAY, 7, 1L << 40)) {
            Stores.await("expiry", () -> store.status().events() == 20);
            List<EventStore.Block> blocks = Stores.readAll(store, 0);
            assertThat(blocks.get(0).damaged()).isEqualTo("expired");
            assertThat(blocks.get(0).last()).isEqualTo(10);
            assertThat(store.status().expired()).isZero();
            store.retire("jsonl");
        }
        try (SpoolStore store = aged(T0 + 12 * DAY, 7, 1L << 40)) {
            Stores.await("expiry", () -> store.status().events() == 10);
            assertThat(new String(
                            Stores.column(directory, "SELECT group_concat(id) FROM key"), StandardCharsets.US_ASCII))
                    .as("the key of what is gone is gone")
                    .isEqualTo("0,2");
        }
    }

    @Test
    void aClockThatJumpedDeletesNothingThatIsNotDelivered() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.cursor("jsonl", Start.EARLIEST);
            store.append(at(1, 10, T0));
            store.append(at(11, 20, T0 + 3650 * DAY));
            store.append(at(21, 30, T0 - 3650 * DAY));
            store.append(at(31, 40, T0));
        }
        try (SpoolStore store = aged(T0 + 3650 * DAY, 30, 1L << 40)) {
            assertThat(store.append(at(41, 50, T0))).isEqualTo(50);
            assertThat(store.append(at(51, 60, T0 - DAY))).isEqualTo(60);
            assertThat(store.append(at(61, 70, T0 + DAY))).isEqualTo(70);
            assertThat(store.status().events()).isEqualTo(70);
            assertThat(Stores.events(store)).hasSize(70);
        }
    }

    @Test
    void aBlockFromAWrongFutureGoesWithItsElders() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(at(1, 10, T0 + 3650 * DAY));
            store.append(at(11, 20, T0));
            store.append(at(21, 30, T0 + 99 * DAY));
        }
        try (SpoolStore store = aged(T0 + 100 * DAY, 30, 1L << 40)) {
            Stores.await("expiry", () -> store.status().events() == 10);
        }
    }

    @Test
    void theByteLimitTakesTheOldestAndCountsWhatWasNotDelivered() throws Exception {
        long limit = 256 << 10;
        try (SpoolStore store = aged(T0, 30, limit)) {
            store.cursor("slow", Start.EARLIEST);
            store.cursor("fast", Start.LATEST);
            long n = 1;
            while (store.status().expired() == 0) {
                store.append(at(n, n + 99, T0));
                n += 100;
                store.acknowledge("fast", n - 1);
                assertThat(n).isLessThan(1_000_000);
            }
            List<EventStore.Block> blocks = Stores.readAll(store, 0);
            assertThat(blocks.get(0).damaged()).isEqualTo("expired");
            assertThat(blocks.get(0).first()).isEqualTo(1);
            assertThat(blocks.get(0).last()).isEqualTo(store.status().expired());
            assertThat(store.status().events()).isEqualTo(n - 1 - store.status().expired());
            assertThat(Stores.events(blocks)).isEqualTo(at(blocks.get(0).last() + 1, n - 1, T0));
        }
    }

    private SpoolStore aged(long now, int days, long maxBytes) {
        Settings settings = new Settings(directory, Settings.KeyStore.FILE, days, maxBytes, Stores.RESERVE);
        Clock clock = Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC);
        return Stores.open(settings, Vaults.NONE, clock, Connection::commit);
    }
}
