package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.host.EventStore.Start;
import org.oriel.host.Image;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;

/** A disk that fills up, on a small file system of its own. */
@Tag("durability")
class DiskFullTest {
    private static final int MEBIBYTES = 40;
    private static final int PER_APPEND = 200;

    /** As shipped: room for a full log, and for what it adds to the file when it is written back. */
    private static final long RESERVE = 8 << 20;

    @TempDir
    Path folder;

    @Test
    void onMemory() throws Exception {
        LoopImage.unavailable().ifPresent(reason -> Assumptions.abort("skipped: " + reason));
        Path root = Files.createDirectories(folder.resolve("small"));
        LoopImage.output("mount", "-t", "tmpfs", "-o", "size=" + MEBIBYTES + "m", "tmpfs", root.toString());
        try {
            fillsUpAndRecovers(root);
        } finally {
            LoopImage.output("umount", root.toString());
        }
    }

    @Test
    void onExt4() throws Exception {
        LoopImage.unavailable().ifPresent(reason -> Assumptions.abort("skipped: " + reason));
        try (LoopImage disk = LoopImage.create(folder.resolve("disk"), MEBIBYTES)) {
            fillsUpAndRecovers(disk.root());
        }
    }

    @Test
    void ofAnImageThatFindsNoRoomNothingIsStored() throws Exception {
        LoopImage.unavailable().ifPresent(reason -> Assumptions.abort("skipped: " + reason));
        try (LoopImage disk = LoopImage.create(folder.resolve("disk"), MEBIBYTES)) {
            imagesFillItUp(disk.root());
        }
    }

    private void imagesFillItUp(Path root) throws Exception {
        try (SpoolStore driver = Stores.open(folder.resolve("driver"))) {
            driver.cursors();
        }
        Path directory = root.resolve("spool");
        try (SpoolStore store = open(directory)) {
            long last = appendImagesUntilFull(store);
            assertThat(last).as("some found room").isGreaterThan(5);
            assertThat(store.status().problem()).contains("no room on the disk");
            assertImages(store, directory, last);
            assertThat(Stores.events(store)).hasSize((int) last);
            assertThat(appendImagesUntilFull(store)).as("and again").isEqualTo(last);
            assertImages(store, directory, last);

            long keep = last / 2;
            Instant since = Instant.ofEpochMilli(EventSamples.START_MILLIS + keep * 5 + 1);
            assertThat(store.forget(since)).isEqualTo(last - keep);
            assertImages(store, directory, keep);
            long more = appendImagesUntilFull(store);
            assertThat(more).as("what was forgotten made room").isGreaterThan(last);
            assertThat(store.image(ImageSamples.id(more))).isPresent();
        }
        assertThat(Verify.run(System.out, directory.toString())).isZero();
    }

    private static void assertImages(SpoolStore store, Path directory, long count) throws Exception {
        assertThat(store.status().images()).isEqualTo(count);
        assertThat(ImagesTest.files(directory)).hasSize((int) count);
        ImageSamples.assertSame(store.image(ImageSamples.id(count)), ImageSamples.image(count, 1 << 20));
    }

    private static long appendImagesUntilFull(SpoolStore store) throws StoreException {
        long last = store.status().last();
        while (true) {
            try {
                Image image = ImageSamples.image(last + 1, 1 << 20);
                last = store.append(List.of(ImageSamples.frame(last + 1, image.id())), List.of(image));
                assertThat(last).isLessThan(1000);
            } catch (StoreException e) {
                assertThat(e.reason()).as(e.getMessage()).isEqualTo(Reason.FULL);
                return last;
            }
        }
    }

    private void fillsUpAndRecovers(Path root) throws Exception {
        try (SpoolStore driver = Stores.open(folder.resolve("driver"))) {
            driver.cursors(); // The native library must not be loaded from the file system that is unmounted.
        }
        Path directory = root.resolve("spool");
        Path filler = root.resolve("filler");
        long acknowledged;
        try (SpoolStore store = open(directory)) {
            store.cursor("jsonl", Start.EARLIEST);
            store.append(EventSamples.numbered(1, PER_APPEND));
            fill(filler, 2 << 20);
            assertThat(appendUntilFull(store)).isGreaterThan(PER_APPEND);
            fill(filler, 0);
            // Some room is left inside the files themselves.
            acknowledged = appendUntilFull(store);
            assertThat(store.status().problem()).contains("no room on the disk").contains(directory.toString());
            for (long position = 1; position <= acknowledged; position += 97) {
                store.acknowledge("jsonl", position);
            }
            assertThat(Stores.events(store)).isEqualTo(EventSamples.numbered(1, acknowledged));
        }
        try (SpoolStore store = open(directory)) {
            assertThat(Stores.events(store)).as("opened while full").hasSize((int) acknowledged);
            assertThat(store.status().problem()).doesNotContain("damaged");
            acknowledged = appendUntilFull(store);
            long keep = acknowledged / 2;
            long forgotten = store.forget(Instant.ofEpochMilli(EventSamples.START_MILLIS + keep * 5 + 1));
            assertThat(forgotten).as("deleting needs room, and finds it").isEqualTo(acknowledged - keep);

            Files.delete(filler);
            long next = acknowledged + 1;
            assertThat(store.append(EventSamples.numbered(next, next + 9))).isEqualTo(next + 9);
            assertThat(store.status().problem()).isEmpty();
            assertThat(store.status().events()).isEqualTo(keep + 10);
            assertThat(Files.size(directory.resolve("reserve"))).isEqualTo(RESERVE);
        }
        assertThat(Verify.run(System.out, directory.toString())).isZero();
    }

    private static SpoolStore open(Path directory) {
        Settings settings = new Settings(directory, Settings.KeyStore.FILE, 100_000, 1L << 40, RESERVE);
        return Stores.open(settings, Vaults.NONE, Connection::commit);
    }

    /** Leaves {@code room} bytes. */
    private static void fill(Path filler, long room) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(256 << 10);
        try (FileChannel channel = FileChannel.open(
                filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long left = Files.getFileStore(filler).getUsableSpace() - room;
            while (left > 0) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), left < 8192 ? 4096 : left / 2));
                channel.write(zeros);
                left = Files.getFileStore(filler).getUsableSpace() - room;
            }
            channel.force(true);
        } catch (IOException e) {
            assertThat(e).as("the room ended before the count did").hasMessageContaining("No space left");
        }
    }

    private static long appendUntilFull(SpoolStore store) throws StoreException {
        long last = store.status().last();
        while (true) {
            try {
                last = store.append(EventSamples.numbered(last + 1, last + PER_APPEND));
                assertThat(last).isLessThan(10_000_000);
            } catch (StoreException e) {
                assertThat(e.reason()).as(e.getMessage()).isEqualTo(Reason.FULL);
                assertThatThrownBy(() -> {
                            throw e;
                        })
                        .hasMessageContaining("no room on the disk for");
                return last;
            }
        }
    }
}
