package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.host.EventStore.Start;
import org.oriel.host.Image;
import org.oriel.host.StoreException;

class StoreReaderTest {
    @TempDir
    Path directory;

    private final Image image = ImageSamples.image(1, 100_000);

    private void fill(SpoolStore store) throws StoreException {
        store.cursor("jsonl", Start.EARLIEST);
        store.append(EventSamples.numbered(1, 50));
        store.append(List.of(ImageSamples.frame(51, image.id())), List.of(image));
    }

    private void check(StoreReader reader) throws StoreException {
        assertThat(Stores.events(reader)).hasSize(51);
        ImageSamples.assertSame(reader.image(image.id()), image);
        assertThat(reader.image("none")).isEmpty();
        assertThat(reader.status().last()).isEqualTo(51);
        assertThat(reader.status().problem()).isEmpty();
        assertThat(reader.cursors()).containsOnlyKeys("jsonl");
    }

    @Test
    void readsBesideARunningInstanceAndAfterIt() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            fill(store);
            try (StoreReader reader = new StoreReader(directory, Vaults.NONE)) {
                check(reader);
                store.append(EventSamples.numbered(52, 60));
            }
            assertThat(Stores.events(store)).hasSize(60);
            store.forget(Instant.ofEpochMilli(EventSamples.START_MILLIS + 52 * 5));
        }
        byte[] before = Files.readAllBytes(directory.resolve("spool.db"));
        try (StoreReader reader = new StoreReader(directory, Vaults.NONE)) {
            assertThat(Stores.events(reader)).hasSize(51);
            ImageSamples.assertSame(reader.image(image.id()), image);
        }
        assertThat(Files.readAllBytes(directory.resolve("spool.db"))).isEqualTo(before);
    }

    @Test
    void changesNothing() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            fill(store);
        }
        try (StoreReader reader = new StoreReader(directory, Vaults.NONE)) {
            assertThatThrownBy(() -> reader.append(EventSamples.numbered(1, 1))).hasMessageContaining("reading only");
            assertThatThrownBy(() -> reader.forget(Instant.EPOCH)).hasMessageContaining("reading only");
            assertThatThrownBy(() -> reader.cursor("x", Start.LATEST)).hasMessageContaining("reading only");
            assertThatThrownBy(() -> reader.acknowledge("jsonl", 1)).hasMessageContaining("reading only");
            assertThatThrownBy(() -> reader.retire("jsonl")).hasMessageContaining("reading only");
            check(reader);
        }
    }

    @Test
    void aDamagedImageIsEmptyAndNothingIsNoted() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            fill(store);
        }
        Files.write(ImagesTest.files(directory).get(0), new byte[10]);
        try (StoreReader reader = new StoreReader(directory, Vaults.NONE)) {
            assertThat(reader.image(image.id())).isEmpty();
            assertThat(reader.status().quarantined()).isZero();
        }
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        try (StoreReader reader = new StoreReader(directory, Vaults.NONE)) {
            assertThatThrownBy(() -> reader.read(0, 1)).hasMessageContaining(directory + " holds no store");
            assertThat(reader.status().problem()).contains("holds no store");
        }
        try (SpoolStore store = Stores.open(directory)) {
            fill(store);
        }
        Files.delete(directory.resolve("keys/wrapping.key"));
        try (StoreReader reader = new StoreReader(directory, Vaults.NONE)) {
            assertThatThrownBy(() -> reader.read(0, 1))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.KEY));
        }
    }
}
