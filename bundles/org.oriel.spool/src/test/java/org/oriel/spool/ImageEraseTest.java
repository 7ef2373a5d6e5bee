package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.host.EventStore.Start;
import org.oriel.host.Image;

/** Images go with the last event that needs them, and when they are forgotten nothing of them opens any more. */
class ImageEraseTest {
    private static final long T0 = EventSamples.START_MILLIS;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final UUID SESSION = new UUID(1, 2);

    @TempDir
    Path directory;

    private final Image key = ImageSamples.image(1, 100_000);
    private final Image patch = ImageSamples.image(2, key.id(), 2_000, 2);
    private final Image late = ImageSamples.image(3, key.id(), 2_000, 1);

    private static CaptureEvent frame(long n, String image, long wallMillis) {
        return ImageSamples.frame(EventSamples.numbered(n, SESSION, "grant-1", "ai-training", wallMillis), image);
    }

    private static CaptureEvent event(long n, long wallMillis) {
        return EventSamples.numbered(n, SESSION, "grant-1", "ai-training", wallMillis);
    }

    private void verify() {
        assertThat(Verify.run(System.out, directory.toString())).isZero();
    }

    @Test
    void forgettingTakesWhatOnlyForgottenEventsName() throws Exception {
        Image early = ImageSamples.image(4, 500);
        try (SpoolStore store = Stores.open(directory)) {
            store.append(
                    List.of(frame(1, key.id(), T0), frame(2, patch.id(), T0 + 1), frame(3, early.id(), T0 + 2)),
                    List.of(key, patch, early));
            store.append(
                    List.of(event(4, T0 + 500), frame(5, late.id(), T0 + 1000), frame(6, early.id(), T0 + 1001)),
                    List.of(late));
            assertThat(store.status().lastFrameMillis()).isEqualTo(T0 + 1001);
            assertThat(store.forget(Instant.ofEpochMilli(T0 + 1000))).isEqualTo(2);
            ImageSamples.assertSame(store.image(key.id()), key);
            ImageSamples.assertSame(store.image(patch.id()), patch);
            ImageSamples.assertSame(store.image(early.id()), early);
            assertThat(store.image(late.id())).isEmpty();
            assertThat(ImagesTest.files(directory)).hasSize(3);
            assertThat(store.status().images()).isEqualTo(3);
            assertThat(store.status().lastFrameMillis()).isEqualTo(T0 + 2);

            assertThat(store.forget(Instant.ofEpochMilli(T0 + 1))).isEqualTo(3);
            ImageSamples.assertSame(store.image(key.id()), key);
            assertThat(store.image(patch.id())).isEmpty();
            assertThat(store.image(early.id())).isEmpty();
            assertThat(store.forget(Instant.EPOCH)).isEqualTo(1);
            assertThat(ImagesTest.files(directory)).isEmpty();
            assertThat(store.status().imageBytes()).isZero();
            assertThat(store.status().lastFrameMillis()).isZero();
        }
        verify();
    }

    @Test
    void whatWasForgottenIsOnNoFileAndItsKeyNeither() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(List.of(frame(1, key.id(), T0)), List.of(key));
            byte[] kept = Stores.column(directory, "SELECT sealed FROM image");
            store.append(List.of(frame(2, patch.id(), T0 + 1000)), List.of(patch)); // Lies in the log.
            byte[] row = Stores.column(directory, "SELECT sealed FROM image WHERE base<>0");
            byte[] file = Files.readAllBytes(smallest());
            assertThat(Stores.onDisk(directory, middle(row))).isTrue();
            assertThat(Stores.onDisk(directory, middle(file))).isTrue();

            assertThat(store.forget(Instant.ofEpochMilli(T0 + 1000))).isEqualTo(1);

            assertThat(Stores.onDisk(directory, middle(row))).isFalse();
            assertThat(Stores.onDisk(directory, middle(file))).isFalse();
            assertThat(Stores.onDisk(directory, middle(kept))).isTrue();
        }
        byte[] row = Stores.column(directory, "SELECT sealed FROM image");
        try (SpoolStore store = Stores.open(directory)) { // Now it lies in the file itself.
            assertThat(Stores.onDisk(directory, middle(row))).isTrue();
            store.forget(Instant.EPOCH);
            assertThat(Stores.onDisk(directory, middle(row))).isFalse();
        }
        assertThat(new String(
                        Stores.column(directory, "SELECT group_concat(id) FROM key"),
                        java.nio.charset.StandardCharsets.US_ASCII))
                .as("the data key is gone too")
                .isEqualTo("0");
    }

    private Path smallest() throws java.io.IOException {
        return ImagesTest.files(directory).stream()
                .min(java.util.Comparator.comparingLong(SpoolFiles::size))
                .orElseThrow();
    }

    private static byte[] middle(byte[] bytes) {
        return Arrays.copyOfRange(bytes, bytes.length / 2 - 10, bytes.length / 2 + 10);
    }

    @Test
    void aBaseCapturedInTheForgottenTimeGoesThoughTheClockWasSetBack() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(List.of(frame(1, key.id(), T0 + 5000)), List.of(key));
            store.append(List.of(frame(2, patch.id(), T0)), List.of(patch)); // The clock was set back.
            assertThat(store.forget(Instant.ofEpochMilli(T0 + 1000))).isEqualTo(1);
            assertThat(store.image(key.id()))
                    .as("pixels from the forgotten time")
                    .isEmpty();
            assertThat(store.image(patch.id())).isEmpty();
            assertThat(Stores.events(store)).hasSize(1);
        }
        verify();
    }

    @Test
    void theKeyOfAnImageThatLaterEventsNeedOutlivesItsEvents() throws Exception {
        UUID later = new UUID(3, 4);
        try (SpoolStore store = Stores.open(directory)) {
            store.append(List.of(frame(1, key.id(), T0)), List.of(key));
            store.append(List.of(ImageSamples.frame(
                    EventSamples.numbered(2, later, "grant-1", "ai-training", T0 + 20 * DAY), key.id())));
            store.cursor("jsonl", Start.LATEST);
        }
        try (SpoolStore store = aged(T0 + 21 * DAY, 7, 1L << 40)) {
            Stores.await("expiry", () -> store.status().events() == 1);
            ImageSamples.assertSame(store.image(key.id()), key);
        }
        verify();
        try (SpoolStore store = aged(T0 + 40 * DAY, 7, 1L << 40)) {
            Stores.await("expiry", () -> store.status().images() == 0);
            assertThat(store.image(key.id())).isEmpty();
            assertThat(store.status().events()).isZero();
        }
        assertThat(Stores.column(directory, "SELECT count(*) FROM key")).isEqualTo(new byte[] {'1'});
        verify();
    }

    @Test
    void ageTakesImagesButNoBaseThatIsNeeded() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(List.of(frame(1, key.id(), T0), frame(2, patch.id(), T0)), List.of(key, patch));
            store.append(List.of(frame(3, late.id(), T0 + 10 * DAY)), List.of(late));
        }
        try (SpoolStore store = aged(T0 + 12 * DAY, 7, 1L << 40)) {
            Stores.await("expiry", () -> store.status().events() == 1);
            ImageSamples.assertSame(store.image(key.id()), key);
            ImageSamples.assertSame(store.image(late.id()), late);
            assertThat(store.image(patch.id())).isEmpty();
        }
        try (SpoolStore store = aged(T0 + 20 * DAY, 7, 1L << 40)) {
            Stores.await("expiry", () -> store.status().images() == 0);
            assertThat(store.status().events()).isZero();
            assertThat(store.forget(Instant.EPOCH))
                    .as("waits for what is under way")
                    .isZero();
            assertThat(ImagesTest.files(directory)).isEmpty();
        }
        verify();
    }

    @Test
    void theByteLimitCountsImages() throws Exception {
        long limit = 1 << 20;
        try (SpoolStore store = aged(T0, 30, limit)) {
            long n = 1;
            while (store.status().expired() == 0 && n < 1000) {
                store.append(List.of(frame(n, ImageSamples.id(n), T0)), List.of(ImageSamples.image(n, 50_000)));
                n++;
                store.cursor("slow", Start.EARLIEST);
            }
            assertThat(store.status().images())
                    .isEqualTo(store.status().events())
                    .isPositive();
            assertThat(store.status().imageBytes()).isLessThan(limit);
            assertThat(ImagesTest.files(directory)).hasSize((int) store.status().images());
            assertThat(store.image(ImageSamples.id(1))).isEmpty();
            ImageSamples.assertSame(store.image(ImageSamples.id(n - 1)), ImageSamples.image(n - 1, 50_000));
        }
        verify();
    }

    private SpoolStore aged(long now, int days, long maxBytes) {
        Settings settings = new Settings(directory, Settings.KeyStore.FILE, days, maxBytes, Stores.RESERVE);
        Clock clock = Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC);
        return Stores.open(settings, Vaults.NONE, clock, Connection::commit);
    }
}
