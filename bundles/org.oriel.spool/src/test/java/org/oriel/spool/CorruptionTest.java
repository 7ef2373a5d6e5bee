package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.host.EventStore;
import org.oriel.host.EventStore.Start;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;

class CorruptionTest {
    private static final int BLOCKS = 40;
    private static final int PER_BLOCK = 50;
    private static final long LAST = (long) BLOCKS * PER_BLOCK;
    private static final long CURSOR = 777;

    @TempDir
    Path folder;

    private Path fill() throws Exception {
        Path directory = folder.resolve("whole");
        try (SpoolStore store = Stores.open(directory)) {
            store.cursor("jsonl", Start.EARLIEST);
            for (long n = 1; n <= LAST; n += PER_BLOCK) {
                store.append(EventSamples.numbered(n, n + PER_BLOCK - 1));
            }
            store.acknowledge("jsonl", 700);
            store.acknowledge("jsonl", CURSOR);
        }
        return directory;
    }

    private Path copyOf(Path directory, String name) throws IOException {
        Path copy = folder.resolve(name);
        Stores.copy(directory, copy);
        return copy;
    }

    private static void flip(Path file, long offset, int mask) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int before = bytes.read();
            bytes.seek(offset);
            bytes.write(before ^ mask);
        }
    }

    /** What of positions 1 to LAST reads as it was written; fails on anything that is wrong in silence. */
    private static long soundEvents(EventStore store) throws StoreException {
        long sound = 0;
        long next = 1;
        for (EventStore.Block block : Stores.readAll(store, 0)) {
            next = block.last() + 1;
            if (block.damaged().isEmpty()) {
                assertThat(Stores.events(List.of(block))).isEqualTo(EventSamples.numbered(block.first(), block.last()));
                sound += block.lines().size();
            }
        }
        assertThat(next).as("every position is accounted for").isGreaterThan(LAST);
        return sound;
    }

    private static String verify(Path directory, int... exit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Verify.run(new PrintStream(out, true, StandardCharsets.UTF_8), directory.toString());
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(text).contains(code);
        return text;
    }

    @Test
    @Tag("durability")
    void aFlippedByteAnywhereIsNeverSilent() throws Exception {
        Path whole = fill();
        assertThat(verify(whole, 0)).contains("events     2000 in 40 blocks").contains("cursor     jsonl 777");
        long size = Files.size(whole.resolve("spool.db"));
        Random random = new Random(20261121);
        List<String> outcomes = new ArrayList<>();
        // Every byte of the header, then anywhere: the first page decides how all others are read.
        int flips = Integer.getInteger("oriel.flips", 60);
        for (int i = 0; i < flips; i++) {
            long offset = i % 3 == 0 ? (i * 37L / 3) % 1024 : (long) (random.nextDouble() * size);
            outcomes.add(flipped(whole, offset, 1 << random.nextInt(8)));
        }
        assertThat(outcomes).as("the sweep hits blocks").contains("one block");
        System.out.println("flips: "
                + outcomes.stream()
                        .collect(java.util.stream.Collectors.groupingBy(
                                o -> o, java.util.TreeMap::new, java.util.stream.Collectors.counting())));
    }

    private String flipped(Path whole, long offset, int mask) throws Exception {
        Path copy = copyOf(whole, "flip-" + offset + "-" + mask);
        flip(copy.resolve("spool.db"), offset, mask);
        String text = verify(copy, 0, 1, 4);
        boolean fine = text.contains("\nfine");
        String outcome;
        try (SpoolStore store = Stores.open(copy)) {
            long sound = soundEvents(store);
            Map<String, Long> cursors = store.cursors();
            long cursor = store.cursor("jsonl", Start.LATEST);
            assertThat(cursor).as("a cursor never runs ahead").isLessThanOrEqualTo(CURSOR);
            if (fine) {
                assertThat(sound).as("what verify calls fine at %s", offset).isEqualTo(LAST);
                assertThat(cursors).isEqualTo(Map.of("jsonl", CURSOR));
            }
            long lost = LAST - sound;
            outcome = lost == 0 ? "nothing lost" : lost == PER_BLOCK ? "one block" : "several blocks";
            if (lost > 0) {
                assertThat(store.status().quarantined() > 0
                                || !store.status().problem().isEmpty())
                        .isTrue();
                assertThat(sound).as("others stay readable").isPositive();
            }
            outcome += append(store) ? "" : ", refuses to append";
        } catch (StoreException e) {
            assertThat(e.reason()).isIn(Reason.CORRUPT, Reason.KEY);
            assertThat(fine).as("verify at %s: %s", offset, e.getMessage()).isFalse();
            outcome = "does not open";
        }
        delete(copy);
        return outcome;
    }

    private static boolean append(SpoolStore store) throws StoreException {
        try {
            long last = store.append(EventSamples.numbered(1, 5));
            List<CaptureEvent> events = Stores.events(store.read(last - 5, 8));
            assertThat(events).isEqualTo(EventSamples.numbered(1, 5));
            return true;
        } catch (StoreException e) {
            assertThat(e.reason()).isEqualTo(Reason.CORRUPT);
            return false;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aDamagedBlockIsSetAsideAndTheNextIsRead() throws Exception {
        Path directory = fill();
        Stores.sql(
                directory, "UPDATE block SET payload=substr(payload,1,100)||x'00'||substr(payload,102) WHERE first=51");
        try (SpoolStore store = Stores.open(directory)) {
            List<EventStore.Block> blocks = store.read(0, 3);
            assertThat(blocks.get(1).damaged()).isEqualTo("damaged: authentication failed");
            assertThat(blocks.get(1).last()).isEqualTo(100);
            assertThat(blocks.get(1).purpose()).isEqualTo("ai-training");
            assertThat(Stores.events(List.of(blocks.get(2)))).isEqualTo(EventSamples.numbered(101, 150));
            store.read(0, 3);
            assertThat(store.status().quarantined()).as("counted once").isEqualTo(1);
        }
        assertThat(verify(directory, 1)).contains("positions 51 to 100 damaged: authentication failed");
    }

    @Test
    void rowsThatVanishLeaveAGapAndNoHole() throws Exception {
        Path directory = fill();
        Stores.sql(directory, "DELETE FROM block WHERE first IN (51, 101, 1951)");
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(store.status().last()).as("the newest block is missed").isEqualTo(LAST);
            assertThat(soundEvents(store)).isEqualTo(LAST - 3 * PER_BLOCK);
            assertThat(store.append(EventSamples.numbered(1, 1))).isEqualTo(LAST + 1);
        }
        assertThat(verify(directory, 1))
                .contains("positions 51 to 150 damaged: missing")
                .contains("positions 1951 to 2000 damaged: missing");
    }

    @Test
    void aBlockThatLiesAboutItsEndHidesNoOther() throws Exception {
        Path directory = fill();
        Stores.sql(
                directory, "UPDATE block SET last=1000000 WHERE first=51", "UPDATE block SET last=2 WHERE first=101");
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(soundEvents(store)).isEqualTo(LAST - 2 * PER_BLOCK);
        }
    }

    @Test
    void aDamagedPageOfTheTreeCostsItsRowsOnly() throws Exception {
        Path directory = fill();
        long page = leafOf(directory, 951);
        for (int at = 0; at < 1024; at++) {
            flip(directory.resolve("spool.db"), (page - 1) * 1024 + at, 0xff);
        }
        try (SpoolStore store = Stores.open(directory)) {
            long sound = soundEvents(store);
            assertThat(sound).isLessThan(LAST).isGreaterThan(LAST - 6 * PER_BLOCK);
            assertThat(store.status().quarantined()).isPositive();
            assertThat(store.append(EventSamples.numbered(1, 1))).isEqualTo(LAST + 1);
        }
        assertThat(verify(directory, 1)).contains("missing or unreadable").contains("page structure");
    }

    private static long leafOf(Path directory, long first) throws Exception {
        byte[] page = Stores.column(
                directory,
                "SELECT cast(pageno AS text) FROM dbstat WHERE name='block' AND pagetype='leaf' LIMIT 1 OFFSET "
                        + first / 150);
        return Long.parseLong(new String(page, StandardCharsets.US_ASCII));
    }

    @Test
    void aDamagedCursorCopyMeansDeliveringAgainAndNeverSkipping() throws Exception {
        Path directory = fill();
        String newest = new String(
                                Stores.column(
                                        directory,
                                        "SELECT (SELECT version FROM state_a) > (SELECT version FROM state_b)"),
                                StandardCharsets.US_ASCII)
                        .equals("1")
                ? "state_a"
                : "state_b";
        Stores.sql(directory, "UPDATE " + newest + " SET sealed=zeroblob(length(sealed))");
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(store.cursor("jsonl", Start.LATEST)).isEqualTo(700);
            assertThat(store.cursor("maybe lost", Start.LATEST)).isZero();
            assertThat(store.status().problem()).contains("cursors");
        }
        assertThat(verify(directory, 0, 1)).isNotEmpty();
    }

    @Test
    void aTruncatedFileIsReadOnlyAndReadableUpToThere() throws Exception {
        Path directory = fill();
        Path file = directory.resolve("spool.db");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        byte[] cut = Files.readAllBytes(file);
        try (SpoolStore store = Stores.open(directory)) {
            assertThatThrownBy(() -> store.append(EventSamples.numbered(1, 1)))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
                    .hasMessageContaining(file.toString());
            assertThat(store.status().problem()).contains(file.toString());
            assertThat(soundEvents(store)).isBetween(1L, LAST - 1);
        }
        assertThat(Files.readAllBytes(file)).as("nothing was written").isEqualTo(cut);
        assertThat(verify(directory, 1)).contains("failed");
    }

    @Test
    void whatIsNoDatabaseIsNeverOverwritten() throws Exception {
        Path directory = fill();
        Path file = directory.resolve("spool.db");
        long size = Files.size(file);
        for (byte[] content : List.of(new byte[(int) size], new byte[0], "hello".getBytes(StandardCharsets.UTF_8))) {
            Files.write(file, content);
            try (SpoolStore store = Stores.open(directory)) {
                assertThatThrownBy(() -> store.append(EventSamples.numbered(1, 1)))
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
                        .hasMessageContaining(file.toString());
                assertThat(store.status().problem()).contains(file.toString());
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(content);
            verify(directory, 1);
        }
        Files.delete(file);
        try (SpoolStore store = Stores.open(directory)) {
            assertThatThrownBy(() -> store.read(0, 1)).hasMessageContaining("missing or empty");
        }
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void aDamagedLogIsNotTakenForAPowerCut() throws Exception {
        Path directory = folder.resolve("live");
        Path crashed = folder.resolve("crashed");
        try (SpoolStore store = Stores.open(directory)) {
            for (long n = 1; n <= LAST; n += PER_BLOCK) {
                store.append(EventSamples.numbered(n, n + PER_BLOCK - 1));
            }
            Stores.copy(directory, crashed); // As after kill -9: everything is in the log.
        }
        Path log = crashed.resolve("spool.db-wal");
        Path torn = copyOf(crashed, "torn");
        flip(log, Files.size(log) / 2, 1);
        assertThat(verify(copyOf(crashed, "seen"), 1)).contains("acknowledged writes in it are lost");
        try (SpoolStore store = Stores.open(crashed)) {
            assertThat(store.status().last()).as("no position is given twice").isEqualTo(LAST);
            assertThat(store.status().problem()).contains("log is damaged");
            assertThat(soundEvents(store)).isBetween(1L, LAST - 1);
            assertThat(store.append(EventSamples.numbered(1, 1))).isEqualTo(LAST + 1);
        }
        // The last transaction half written is what a power cut leaves.
        try (RandomAccessFile file =
                new RandomAccessFile(torn.resolve("spool.db-wal").toFile(), "rw")) {
            file.setLength(file.length() - 500);
        }
        try (SpoolStore store = Stores.open(torn)) {
            assertThat(store.status().last()).isEqualTo(LAST - PER_BLOCK);
            assertThat(store.status().problem()).isEmpty();
            assertThat(Stores.events(store)).isEqualTo(EventSamples.numbered(1, LAST - PER_BLOCK));
        }
    }
}
