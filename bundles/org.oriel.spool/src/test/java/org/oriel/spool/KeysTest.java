package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.host.EventStore;
import org.oriel.host.KeyVault;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;

class KeysTest {
    @TempDir
    Path directory;

    private Path key() {
        return directory.resolve("keys/wrapping.key");
    }

    private void fill() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(EventSamples.numbered(1, 100));
        }
    }

    private void refusedNaming(Path file) throws Exception {
        byte[] before = Files.readAllBytes(directory.resolve("spool.db"));
        try (SpoolStore store = Stores.open(directory)) {
            assertThatThrownBy(() -> store.append(EventSamples.numbered(101, 101)))
                    .isInstanceOfSatisfying(StoreException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.KEY);
                        assertThat(e.getMessage()).contains(file.toString()).doesNotContain("\n");
                    });
            assertThatThrownBy(() -> store.read(0, 1)).isInstanceOf(StoreException.class);
            assertThat(store.status().problem()).contains(file.toString());
        }
        assertThat(Files.readAllBytes(directory.resolve("spool.db"))).isEqualTo(before);
    }

    private void stillThere() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(Stores.events(store)).isEqualTo(EventSamples.numbered(1, 100));
        }
    }

    @Test
    void aWrongKeyIsNamedAndNothingIsLost() throws Exception {
        fill();
        byte[] right = Files.readAllBytes(key());
        byte[] wrong = right.clone();
        wrong[17] ^= 1;
        Files.write(key(), wrong);
        refusedNaming(key());
        assertThat(Files.readAllBytes(key())).isEqualTo(wrong);
        Files.write(key(), right);
        stillThere();
    }

    @Test
    void aMissingOrShortKeyIsNamedAndNoOtherIsMade() throws Exception {
        fill();
        byte[] right = Files.readAllBytes(key());
        Files.delete(key());
        refusedNaming(key());
        assertThat(Files.exists(key())).isFalse();
        Files.write(key(), Arrays.copyOf(right, 31));
        refusedNaming(key());
        Files.write(key(), right);
        stillThere();
    }

    @Test
    void aRequiredKeyStoreThatIsAbsentKeepsTheStoreClosed() throws Exception {
        Settings settings = new Settings(directory, Settings.KeyStore.SECRET_SERVICE, 30, 1L << 40, Stores.RESERVE);
        try (SpoolStore store = Stores.open(settings, Vaults.NONE, Connection::commit)) {
            assertThatThrownBy(() -> store.append(EventSamples.numbered(1, 1)))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEY))
                    .hasMessageContaining("no secret service answers")
                    .hasMessageContaining(directory.toString());
        }
        assertThat(Files.exists(directory.resolve("keys"))).isFalse();
    }

    @Test
    void theSecretServiceIsUsedWhereThereIsOne() throws Exception {
        Stores.MemoryVault vault = new Stores.MemoryVault();
        try (SpoolStore store = Stores.open(Stores.settings(directory), vault.present(), Connection::commit)) {
            store.append(EventSamples.numbered(1, 100));
            assertThat(store.status().keyProtection()).isEqualTo("secret-service");
        }
        assertThat(Files.exists(key())).isFalse();
        try (SpoolStore store = Stores.open(directory)) {
            assertThatThrownBy(() -> store.append(EventSamples.numbered(101, 101)))
                    .hasMessageContaining("kept by the secret service, which does not answer");
        }
        try (SpoolStore store = Stores.open(Stores.settings(directory), vault.present(), Connection::commit)) {
            assertThat(Stores.events(store)).isEqualTo(EventSamples.numbered(1, 100));
        }
    }

    @Test
    void aStoreThatBeganWithAFileMovesToTheSecretService() throws Exception {
        fill();
        byte[] file = Files.readAllBytes(key());
        byte[] wrapped = Stores.column(directory, "SELECT wrapped FROM key WHERE id=0");
        Stores.MemoryVault vault = new Stores.MemoryVault();
        try (SpoolStore store = Stores.open(Stores.settings(directory), vault.present(), Connection::commit)) {
            assertThat(Stores.events(store)).isEqualTo(EventSamples.numbered(1, 100));
            assertThat(store.status().keyProtection()).isEqualTo("secret-service");
            assertThat(Stores.onDisk(directory, Arrays.copyOfRange(wrapped, 13, 45)))
                    .isFalse();
        }
        assertThat(Files.exists(key())).isFalse();
        assertThat(Stores.onDisk(directory, file)).isFalse();
    }

    @Test
    void aSecretServiceThatFailsLeavesAutoWithTheFile() throws Exception {
        KeyVault failing = new KeyVault() {
            @Override
            public String name() {
                return "secret-service";
            }

            @Override
            public byte[] wrappingKey(String name) throws StoreException {
                throw new StoreException(Reason.KEY, "locked");
            }
        };
        for (int i = 0; i < 2; i++) {
            try (SpoolStore store =
                    Stores.open(Stores.settings(directory), wait -> Optional.of(failing), Connection::commit)) {
                store.append(EventSamples.numbered(1, 1));
                assertThat(store.status().keyProtection()).isEqualTo("file");
                assertThat(store.status().problem()).isEmpty();
            }
        }
    }

    @Test
    void withKeyStoreFileTheSecretServiceIsNotAsked() throws Exception {
        Settings settings = new Settings(directory, Settings.KeyStore.FILE, 100_000, 1L << 40, Stores.RESERVE);
        Vaults vaults = wait -> {
            throw new AssertionError("asked");
        };
        try (SpoolStore store = Stores.open(settings, vaults, Connection::commit)) {
            store.append(EventSamples.numbered(1, 1));
            assertThat(store.status().keyProtection()).isEqualTo("file");
        }
    }

    @Test
    void aKeyServesOneSessionAndDay() throws Exception {
        long day = 86_400_000;
        long start = EventSamples.START_MILLIS;
        UUID session = UUID.randomUUID();
        try (SpoolStore store = Stores.open(directory)) {
            for (long offset : new long[] {0, 1000, day, day + 1, 10, 2 * day}) {
                store.append(List.of(EventSamples.numbered(1, session, "g", "p", start + offset)));
            }
            store.append(List.of(EventSamples.numbered(1, UUID.randomUUID(), "g", "p", start + 2 * day)));
        }
        // A clock set back needs no new key.
        assertThat(new String(Stores.column(directory, "SELECT group_concat(key) FROM block")))
                .isEqualTo("1,1,2,2,2,3,4");
    }

    @Test
    void relabellingMakesABlockUnreadable() throws Exception {
        fill();
        for (String table : Keys.TABLES) {
            Stores.sql(directory, "UPDATE " + table + " SET purpose='performance-evaluation' WHERE id=1");
        }
        try (SpoolStore store = Stores.open(directory)) {
            List<EventStore.Block> blocks = Stores.readAll(store, 0);
            assertThat(Stores.events(blocks)).isEmpty();
            assertThat(blocks.get(0).damaged()).isEqualTo(BlockReader.NO_KEY);
            assertThat(store.status().quarantined()).isEqualTo(1);
        }
    }

    @Test
    void oneDamagedCopyOfAKeyCostsNothing() throws Exception {
        fill();
        Stores.sql(directory, "UPDATE key SET wrapped=zeroblob(61), kind='x'", "DELETE FROM key_spare WHERE id=7");
        stillThere();
    }

    @Test
    void aBlockMovedToAnotherPositionOrTimeIsRefused() throws Exception {
        fill();
        Stores.sql(directory, "UPDATE block SET wall_max=wall_max+1");
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(Stores.readAll(store, 0).get(0).damaged()).isEqualTo(BlockReader.REFUSED);
        }
    }
}
