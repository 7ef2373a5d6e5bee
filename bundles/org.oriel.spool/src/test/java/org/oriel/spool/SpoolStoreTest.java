package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.host.EventStore;
import org.oriel.host.EventStore.Start;
import org.oriel.host.StoreException;

class SpoolStoreTest {
    @TempDir
    Path directory;

    @Test
    void largeBlocksComeInPortions() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            for (int block = 0; block < 6; block++) {
                store.append(EventSamples.numbered(block * 4_096L + 1, (block + 1) * 4_096L));
            }
            assertThat(Stores.events(store.read(0, 1_000))).hasSizeBetween(8_192, 2 * 8_192);
            assertThat(Stores.events(store)).isEqualTo(EventSamples.numbered(1, 6 * 4_096));
        }
    }

    @Test
    void positionsBeginAtOneAndHaveNoHoles() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(store.append(EventSamples.numbered(1, 64))).isEqualTo(64);
            assertThat(store.append(List.of())).isEqualTo(64);
            assertThat(store.append(EventSamples.numbered(65, 65))).isEqualTo(65);
            assertThat(Stores.events(store)).isEqualTo(EventSamples.numbered(1, 65));
            assertThat(store.status().last()).isEqualTo(65);
            assertThat(store.status().events()).isEqualTo(65);
            assertThat(store.status().problem()).isEmpty();
        }
    }

    @Test
    void everythingIsThereAfterReopening() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(EventSamples.numbered(1, 100));
            store.cursor("jsonl", Start.EARLIEST);
            store.acknowledge("jsonl", 40);
        }
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(store.append(EventSamples.numbered(101, 120))).isEqualTo(120);
            assertThat(Stores.events(store)).isEqualTo(EventSamples.numbered(1, 120));
            assertThat(store.cursors()).containsExactly(java.util.Map.entry("jsonl", 40L));
            assertThat(store.status().problem()).isEmpty();
        }
    }

    @Test
    void readingBeginsInsideABlock() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(EventSamples.numbered(1, 10));
            store.append(EventSamples.numbered(11, 20));
            List<EventStore.Block> blocks = store.read(4, 1);
            assertThat(blocks).hasSize(1);
            assertThat(blocks.get(0).first()).isEqualTo(5);
            assertThat(blocks.get(0).last()).isEqualTo(10);
            assertThat(Stores.events(blocks)).isEqualTo(EventSamples.numbered(5, 10));
            assertThat(store.read(20, 8)).isEmpty();
            assertThat(store.read(10, 8)).hasSize(1);
        }
    }

    @Test
    void aBlockHoldsOneGrantPurposeAndSession() throws Exception {
        UUID other = UUID.randomUUID();
        long start = EventSamples.START_MILLIS;
        List<CaptureEvent> events = new ArrayList<>(EventSamples.numbered(1, 3));
        events.add(EventSamples.numbered(4, other, "grant-1", "ai-training", start));
        events.add(EventSamples.numbered(5, other, "grant-2", "ai-training", start));
        events.add(EventSamples.numbered(6, other, "grant-2", "research", start));
        events.add(EventSamples.numbered(7, other, "grant-2", "research", start));
        try (SpoolStore store = Stores.open(directory)) {
            store.append(events);
            List<EventStore.Block> blocks = Stores.readAll(store, 0);
            assertThat(blocks.stream().map(EventStore.Block::last)).containsExactly(3L, 4L, 5L, 7L);
            assertThat(blocks.stream().map(EventStore.Block::purpose))
                    .containsExactly("ai-training", "ai-training", "ai-training", "research");
            assertThat(Stores.events(blocks)).isEqualTo(events);
        }
    }

    @Test
    void cursorsBeginWhereTheyAreToldAndOnlyMoveOn() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(EventSamples.numbered(1, 10));
            assertThat(store.cursor("all", Start.EARLIEST)).isZero();
            assertThat(store.cursor("new", Start.LATEST)).isEqualTo(10);
            assertThat(store.cursor("new", Start.EARLIEST)).isEqualTo(10);
            store.acknowledge("all", 7);
            store.acknowledge("all", 5);
            assertThat(store.cursors()).containsEntry("all", 7L).containsEntry("new", 10L);
            assertThatIllegalArgumentException().isThrownBy(() -> store.acknowledge("all", 11));
            assertThatIllegalArgumentException().isThrownBy(() -> store.acknowledge("none", 1));
            store.retire("all");
            store.retire("all");
            assertThat(store.cursors()).containsOnlyKeys("new");
        }
    }

    @Test
    void listenersAreToldUntilTheyEnd() throws Exception {
        AtomicInteger told = new AtomicInteger();
        try (SpoolStore store = Stores.open(directory)) {
            store.onAppend(() -> {
                throw new IllegalStateException("a listener that fails");
            });
            AutoCloseable listening = store.onAppend(told::incrementAndGet);
            store.append(EventSamples.numbered(1, 2));
            listening.close();
            store.append(EventSamples.numbered(3, 4));
        }
        assertThat(told).hasValue(1);
    }

    @Test
    void aSecondInstanceIsRefusedByName() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(EventSamples.numbered(1, 2));
            try (SpoolStore second = Stores.open(directory)) {
                assertThatThrownBy(() -> second.append(EventSamples.numbered(1, 1)))
                        .isInstanceOf(StoreException.class)
                        .hasMessage(directory + " is in use by another instance");
                assertThat(second.status().problem()).contains("in use by another instance");
            }
            assertThat(store.append(EventSamples.numbered(3, 3))).isEqualTo(3);
        }
    }

    @Test
    void filesAreForTheUserOnly() throws Exception {
        Path inside = directory.resolve("spool");
        try (SpoolStore store = Stores.open(inside)) {
            store.append(EventSamples.numbered(1, 2));
            try (Stream<Path> files = Files.walk(inside)) {
                for (Path file : files.toList()) {
                    String expected = Files.isDirectory(file) ? "rwx------" : "rw-------";
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo(expected);
                }
            }
            assertThat(Files.size(inside.resolve("reserve"))).isEqualTo(Stores.RESERVE);
            assertThat(Files.exists(inside.resolve("keys/wrapping.key"))).isTrue();
        }
    }

    @Test
    void nothingReadableIsOnDisk() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(EventSamples.numbered(1, 500));
            for (String plain : List.of("mousepad", "pointer.move", "Untitled", "KeyA")) {
                assertThat(Stores.onDisk(directory, plain.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .as(plain)
                        .isFalse();
            }
            assertThat(Stores.onDisk(directory, "ai-training".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .as("the search itself works: the purpose is in clear")
                    .isTrue();
        }
    }

    @Test
    void afterAFailedCommitTheStoreIsOpenedAnewAndTheEventsAppendedAgain() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger commits = new AtomicInteger();
        Database.Commit failing = connection -> {
            commits.incrementAndGet();
            if (failures.getAndDecrement() > 0) {
                throw new org.sqlite.SQLiteException("fsync failed", org.sqlite.SQLiteErrorCode.SQLITE_IOERR_FSYNC);
            }
            connection.commit();
        };
        try (SpoolStore store = Stores.open(Stores.settings(directory), Vaults.NONE, failing)) {
            store.append(EventSamples.numbered(1, 10));
            failures.set(1);
            commits.set(0);
            assertThatThrownBy(() -> store.append(EventSamples.numbered(11, 20)))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.IO));
            assertThat(commits).as("a failed fsync is not tried again").hasValue(1);
            assertThat(store.append(EventSamples.numbered(11, 20))).isEqualTo(20);
            assertThat(Stores.events(store)).isEqualTo(EventSamples.numbered(1, 20));
            assertThat(store.status().problem()).isEmpty();
        }
    }

    @Test
    void aClosedStoreSaysSo() throws Exception {
        SpoolStore store = Stores.open(directory);
        store.append(EventSamples.numbered(1, 1));
        store.close();
        assertThatThrownBy(() -> store.append(EventSamples.numbered(2, 2)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store.forget(Instant.EPOCH)).isInstanceOf(StoreException.class);
    }

    @Test
    void wrongSettingsAreRefusedByNameValueAndWhatIsAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(" ", "auto", 30, 1L << 30, 8 << 20))
                .withMessage("directory is empty, allowed: the path of a folder");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of("/x", "keyring", 30, 1L << 30, 8 << 20))
                .withMessage("keyStore is keyring, allowed: auto, secret-service, file");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of("/x", "file", 0, 1L << 30, 8 << 20))
                .withMessage("retentionDays is 0, allowed: 1 to 3650");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of("/x", "file", 1, 1, 8 << 20))
                .withMessageStartingWith("maxBytes is 1, allowed: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of("/x", "file", 1, 1L << 30, 0))
                .withMessageStartingWith("reserveBytes is 0, allowed: ");
    }

    @Test
    void readersGoOnWhileAWriterWrites() throws Exception {
        try (SpoolStore store = Stores.open(Stores.settings(directory), Vaults.NONE, Connection::commit)) {
            store.cursor("reader", Start.EARLIEST);
            Thread reader = new Thread(() -> follow(store, 2000));
            AtomicInteger failed = new AtomicInteger();
            reader.setUncaughtExceptionHandler((thread, e) -> failed.incrementAndGet());
            reader.start();
            for (long n = 1; n <= 2000; n += 20) {
                store.append(EventSamples.numbered(n, n + 19));
            }
            reader.join();
            assertThat(failed).hasValue(0);
            assertThat(store.cursors()).containsEntry("reader", 2000L);
        }
    }

    private static void follow(SpoolStore store, long last) {
        try {
            long position = 0;
            while (position < last) {
                for (EventStore.Block block : store.read(position, 4)) {
                    assertThat(Stores.events(List.of(block)))
                            .isEqualTo(EventSamples.numbered(block.first(), block.last()));
                    position = block.last();
                    store.acknowledge("reader", position);
                }
            }
        } catch (StoreException e) {
            throw new IllegalStateException(e);
        }
    }
}
