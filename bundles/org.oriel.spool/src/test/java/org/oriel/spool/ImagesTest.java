package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.event.CaptureEvent;
import org.oriel.host.Image;
import org.oriel.host.StoreException;

/** Images beside their events: stored, found, damaged, checked. */
class ImagesTest {
    @TempDir
    Path directory;

    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("images"))) {
            return files.sorted().toList();
        }
    }

    private String verify(int exit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Verify.run(new PrintStream(out, true, StandardCharsets.UTF_8), directory.toString());
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(code).as(text).isEqualTo(exit);
        return text;
    }

    private static int segment() {
        return ImageFiles.SEGMENT_BYTES;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 65_535, 65_536, 300_000, 10 << 20})
    void anImageComesBackAsItWas(int bytes) throws Exception {
        Image image = ImageSamples.image(1, "", bytes, bytes == 0 ? 0 : 3);
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(store.append(
                            List.of(EventSamples.numbered(1), ImageSamples.frame(2, image.id())), List.of(image)))
                    .isEqualTo(2);
            ImageSamples.assertSame(store.image(image.id()), image);
            assertThat(store.image("nothing")).isEmpty();
        }
        try (SpoolStore store = Stores.open(directory)) {
            ImageSamples.assertSame(store.image(image.id()), image);
            assertThat(store.status().images()).isEqualTo(1);
            assertThat(store.status().imageBytes())
                    .isEqualTo(Files.size(files(directory).get(0)));
            assertThat(store.status().bytes()).isGreaterThan(store.status().imageBytes());
            assertThat(store.status().lastFrameMillis()).isEqualTo(EventSamples.START_MILLIS + 10);
        }
        assertThat(verify(0)).contains("images     1, named by 1 events (0 of them gone)");
    }

    @Test
    void whatExactlyFillsSegmentsComesBack() throws Exception {
        int overhead = Integer.BYTES + 5 * Integer.BYTES + Short.BYTES + "png".length();
        Image image = ImageSamples.image(1, 2 * segment() - overhead);
        try (SpoolStore store = Stores.open(directory)) {
            store.append(List.of(ImageSamples.frame(1, image.id())), List.of(image));
            assertThat(files(directory).get(0)).hasSize(2L * (segment() + Seal.OVERHEAD_BYTES));
            ImageSamples.assertSame(store.image(image.id()), image);
        }
    }

    @Test
    void nothingOfItIsReadableOnDiskAndFilesArePrivate() throws Exception {
        byte[] secret = "a picture of something".repeat(20).getBytes(StandardCharsets.UTF_8);
        Image image = new Image(
                ImageSamples.id(1),
                "",
                10,
                10,
                List.of(new Image.Patch(new org.oriel.api.event.Rect(0, 0, 10, 10), "png", secret)));
        try (SpoolStore store = Stores.open(directory)) {
            store.append(List.of(ImageSamples.frame(1, image.id())), List.of(image));
            assertThat(Stores.onDisk(directory, secret)).isFalse();
            assertThat(Stores.onDisk(directory, image.id().getBytes(StandardCharsets.UTF_8)))
                    .as("the hash of what was seen")
                    .isFalse();
        }
        assertThat(files(directory).get(0).getFileName().toString()).isNotEqualTo(image.id());
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(files(directory).get(0))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("images"))))
                .isEqualTo("rwx------");
    }

    @Test
    void theSameIdIsStoredOnceAndStaysAsItWas() throws Exception {
        Image first = ImageSamples.image(1, 1000);
        Image again = new Image(
                first.id(), "", 1920, 1080, ImageSamples.image(2, 70_000).patches());
        try (SpoolStore store = Stores.open(directory)) {
            store.append(
                    List.of(ImageSamples.frame(1, first.id()), ImageSamples.frame(2, first.id())),
                    List.of(first, again));
            store.append(List.of(ImageSamples.frame(3, first.id())), List.of(again));
            store.append(List.of(ImageSamples.frame(4, first.id())));
            ImageSamples.assertSame(store.image(first.id()), first);
            assertThat(files(directory)).hasSize(1);
            assertThat(store.status().images()).isEqualTo(1);
        }
        assertThat(verify(0)).contains("named by 4 events");
    }

    @Test
    void whatNoEventNamesIsNotStoredAndWhatHasNoBaseNeither() throws Exception {
        Image unnamed = ImageSamples.image(1, 1000);
        Image based = ImageSamples.image(2, ImageSamples.id(99), 1000, 1);
        Image onBased = ImageSamples.image(3, ImageSamples.id(2), 1000, 1);
        try (SpoolStore store = Stores.open(directory)) {
            List<CaptureEvent> events = List.of(ImageSamples.frame(1, based.id()), ImageSamples.frame(2, onBased.id()));
            assertThat(store.append(events, List.of(unnamed, based, onBased))).isEqualTo(2);
            assertThat(store.image(unnamed.id())).isEmpty();
            assertThat(store.image(based.id())).isEmpty();
            assertThat(store.image(onBased.id())).isEmpty();
            assertThat(Stores.events(store)).isEqualTo(events);
            assertThat(files(directory)).isEmpty();
        }
        assertThat(verify(0)).contains("images     0, named by 2 events (2 of them gone)");
    }

    @Test
    void aBaseThatNoEventNamesIsStoredWithWhatNeedsIt() throws Exception {
        Image base = ImageSamples.image(1, 100_000);
        Image based = ImageSamples.image(2, base.id(), 500, 2);
        try (SpoolStore store = Stores.open(directory)) {
            store.append(List.of(ImageSamples.frame(1, based.id())), List.of(base, based));
            ImageSamples.assertSame(store.image(base.id()), base);
            ImageSamples.assertSame(store.image(based.id()), based);
        }
        verify(0);
    }

    @Test
    void imagesOfManySessionsAndPurposesInOneAppend() throws Exception {
        List<Image> images =
                List.of(ImageSamples.image(1, 70_000), ImageSamples.image(2, 10), ImageSamples.image(3, 10));
        try (SpoolStore store = Stores.open(directory)) {
            store.append(
                    List.of(
                            named(1, new UUID(0, 1), "p1"),
                            EventSamples.numbered(2, new UUID(0, 1), "g", "p1", EventSamples.START_MILLIS),
                            named(2, new UUID(0, 2), "p1"),
                            named(3, new UUID(0, 2), "p2")),
                    images);
            for (Image image : images) {
                ImageSamples.assertSame(store.image(image.id()), image);
            }
        }
        assertThat(verify(0)).contains("keys       3");
    }

    private static CaptureEvent named(long n, UUID session, String purpose) {
        return ImageSamples.frame(
                EventSamples.numbered(n, session, "g", purpose, EventSamples.START_MILLIS), ImageSamples.id(n));
    }

    @Test
    void aDamagedFileIsEmptyCountedOnceAndTheEventsStay() throws Exception {
        Image image = ImageSamples.image(1, 150_000);
        Image other = ImageSamples.image(2, 1000);
        List<CaptureEvent> events = List.of(ImageSamples.frame(1, image.id()), ImageSamples.frame(2, other.id()));
        try (SpoolStore store = Stores.open(directory)) {
            store.append(events, List.of(image, other));
        }
        Path file = largest();
        byte[] whole = Files.readAllBytes(file);
        for (int at : new int[] {0, 5, 20, 40_000, segment() + 30, 140_000, whole.length - 1}) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 4;
            assertDamaged(file, flipped, image, events);
        }
        assertDamaged(file, java.util.Arrays.copyOf(whole, whole.length - 1), image, events);
        assertDamaged(file, java.util.Arrays.copyOf(whole, segment() + Seal.OVERHEAD_BYTES), image, events);
        assertDamaged(file, java.util.Arrays.copyOf(whole, whole.length + 1), image, events);
        assertDamaged(file, new byte[0], image, events);
        assertDamaged(file, swapped(whole), image, events);
        Files.write(file, whole);
        try (SpoolStore store = Stores.open(directory)) {
            ImageSamples.assertSame(store.image(image.id()), image);
            ImageSamples.assertSame(store.image(other.id()), other);
            assertThat(store.status().quarantined()).as("counted once").isEqualTo(1);
        }
    }

    private static byte[] swapped(byte[] whole) {
        int sealed = segment() + Seal.OVERHEAD_BYTES;
        byte[] swapped = whole.clone();
        System.arraycopy(whole, 0, swapped, sealed, sealed);
        System.arraycopy(whole, sealed, swapped, 0, sealed);
        return swapped;
    }

    private void assertDamaged(Path file, byte[] content, Image image, List<CaptureEvent> events) throws Exception {
        Files.write(file, content);
        assertThat(verify(1)).contains("image images/" + file.getFileName());
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(store.image(image.id())).isEmpty();
            assertThat(store.image(image.id())).isEmpty();
            assertThat(store.status().quarantined()).isEqualTo(1);
            assertThat(Stores.events(store)).isEqualTo(events);
        }
    }

    private Path largest() throws IOException {
        return files(directory).stream()
                .max(java.util.Comparator.comparingLong(SpoolFiles::size))
                .orElseThrow();
    }

    @Test
    void aDamagedImageIsStoredAgainWhenItComesAgain() throws Exception {
        Image image = ImageSamples.image(1, 150_000);
        try (SpoolStore store = Stores.open(directory)) {
            store.append(List.of(ImageSamples.frame(1, image.id())), List.of(image));
        }
        Files.write(largest(), new byte[] {1});
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(store.image(image.id())).isEmpty();
            store.append(List.of(ImageSamples.frame(2, image.id())), List.of(image));
            ImageSamples.assertSame(store.image(image.id()), image);
            assertThat(store.status().images()).isEqualTo(1);
            assertThat(store.status().imageBytes()).isEqualTo(Files.size(largest()));
        }
        verify(0);
    }

    @Test
    void anotherImagesFileOrLabelDoesNotOpen() throws Exception {
        Image a = ImageSamples.image(1, 1000);
        Image b = ImageSamples.image(2, 1000);
        try (SpoolStore store = Stores.open(directory)) {
            store.append(List.of(ImageSamples.frame(1, a.id()), ImageSamples.frame(2, b.id())), List.of(a, b));
        }
        byte[] first = Files.readAllBytes(files(directory).get(0));
        Files.write(files(directory).get(0), Files.readAllBytes(files(directory).get(1)));
        Files.write(files(directory).get(1), first);
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(store.image(a.id())).isEmpty();
            assertThat(store.image(b.id())).isEmpty();
        }
        Files.write(files(directory).get(1), Files.readAllBytes(files(directory).get(0)));
        Files.write(files(directory).get(0), first);
        Stores.sql(
                directory,
                "UPDATE key SET purpose='advertising' WHERE id=1",
                "UPDATE key_spare SET purpose='advertising' WHERE id=1");
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(store.image(a.id())).isEmpty();
        }
    }

    @Test
    void aRowThatWasTamperedWithIsFound() throws Exception {
        Image base = ImageSamples.image(1, 1000);
        Image based = ImageSamples.image(2, base.id(), 500, 1);
        try (SpoolStore store = Stores.open(directory)) {
            store.append(List.of(ImageSamples.frame(1, based.id())), List.of(base, based));
        }
        verify(0);
        for (String sql : List.of(
                "UPDATE image SET base=0 WHERE base<>0",
                "UPDATE image SET bytes=bytes+1",
                "UPDATE image SET sealed=zeroblob(length(sealed))",
                "DELETE FROM image WHERE base=0",
                "DELETE FROM image WHERE base<>0",
                "DELETE FROM image_use WHERE position=1",
                "UPDATE image_use SET image=image+1 WHERE position=1")) {
            Path kept = directory.resolveSibling(directory.getFileName() + "-kept");
            Stores.copy(directory, kept);
            Stores.sql(directory, sql);
            assertThat(verify(1)).as(sql).contains("failed");
            Files.copy(
                    kept.resolve("spool.db"),
                    directory.resolve("spool.db"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            delete(kept);
        }
        verify(0);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aCommitThatFailsStoresNothingOfIt() throws Exception {
        AtomicBoolean failing = new AtomicBoolean();
        Image image = ImageSamples.image(1, 100_000);
        try (SpoolStore store =
                Stores.open(Stores.settings(directory), Vaults.NONE, connection -> commit(connection, failing))) {
            store.append(List.of(EventSamples.numbered(1)));
            failing.set(true);
            assertThatThrownBy(() -> store.append(List.of(ImageSamples.frame(2, image.id())), List.of(image)))
                    .isInstanceOf(StoreException.class);
            failing.set(false);
            assertThat(store.image(image.id())).isEmpty();
            assertThat(store.status().last()).isEqualTo(1);
            assertThat(files(directory)).as("removed when it was opened again").isEmpty();
            store.append(List.of(ImageSamples.frame(2, image.id())), List.of(image));
            ImageSamples.assertSame(store.image(image.id()), image);
        }
        verify(0);
    }

    private static void commit(Connection connection, AtomicBoolean failing) throws SQLException {
        if (failing.get()) {
            throw new SQLException("the device failed");
        }
        connection.commit();
    }

    @Test
    void anImageThatCannotBeWrittenFailsTheWholeAppend() throws Exception {
        Image image = ImageSamples.image(1, 1000);
        try (SpoolStore store = Stores.open(directory)) {
            store.append(List.of(EventSamples.numbered(1)));
            Files.delete(directory.resolve("images"));
            Files.createFile(directory.resolve("images"));
            assertThatThrownBy(() -> store.append(List.of(ImageSamples.frame(2, image.id())), List.of(image)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("images");
            assertThat(store.status().problem()).contains("images");
            assertThat(store.status().last()).isEqualTo(1);
            Files.delete(directory.resolve("images"));
            Files.createDirectory(directory.resolve("images"));
            assertThat(store.append(List.of(ImageSamples.frame(2, image.id())), List.of(image)))
                    .isEqualTo(2);
            assertThat(store.status().problem()).isEmpty();
        }
        verify(0);
    }

    @Test
    void aStoreFromBeforeThereWerePicturesIsTakenOver() throws Exception {
        Image image = ImageSamples.image(1, 1000);
        try (SpoolStore store = Stores.open(directory)) {
            store.append(List.of(EventSamples.numbered(1), ImageSamples.frame(2, "0123456789abcdef")));
        }
        Stores.sql(directory, "DROP TABLE image", "DROP TABLE image_use");
        Files.delete(directory.resolve("images"));
        assertThat(verify(0)).contains("images     0");
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(store.status().problem()).isEmpty();
            assertThat(store.image("0123456789abcdef")).isEmpty();
            assertThat(store.append(List.of(ImageSamples.frame(3, image.id())), List.of(image)))
                    .isEqualTo(3);
            ImageSamples.assertSame(store.image(image.id()), image);
            assertThat(Stores.readAll(store, 0)).isNotEmpty();
        }
        assertThat(verify(0)).contains("images     1, named by 1 events");
    }

    @Test
    void filesThatNoRowKnowsAreRemovedAtTheNextOpening() throws Exception {
        Image image = ImageSamples.image(1, 1000);
        try (SpoolStore store = Stores.open(directory)) {
            store.append(List.of(ImageSamples.frame(1, image.id())), List.of(image));
        }
        Files.writeString(directory.resolve("images/00000000000000aa"), "cut off");
        Files.writeString(directory.resolve("images/other"), "cut off");
        try (SpoolStore store = Stores.open(directory)) {
            ImageSamples.assertSame(store.image(image.id()), image);
            assertThat(files(directory)).hasSize(1);
        }
    }
}
