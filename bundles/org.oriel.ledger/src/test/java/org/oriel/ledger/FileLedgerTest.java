package org.oriel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.host.KeyVault;
import org.oriel.host.Ledger;
import org.oriel.host.StoreException;
import org.oriel.tck.CapturingLogger;

class FileLedgerTest {
    @TempDir
    private Path folder;

    private static String verify(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = Verify.run(new PrintStream(out), words);
        return exit + " " + out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void entriesAreThereAgainAfterARestart() throws Exception {
        try (FileLedger ledger = Ledgers.at(folder)) {
            assertThat(ledger.append("pause", Map.of("length", "PT30M"))).isEqualTo(1);
        }
        try (FileLedger ledger = Ledgers.at(folder)) {
            assertThat(ledger.append("resume", Map.of())).isEqualTo(2);
            List<Ledger.Entry> entries = ledger.entries(1, 5);
            assertThat(entries).extracting(Ledger.Entry::kind).containsExactly("pause", "resume");
            assertThat(entries.get(0).facts()).isEqualTo(Map.of("length", "PT30M"));
            assertThat(ledger.head().size()).isEqualTo(3);
            assertThat(ledger.verify()).isEmpty();
        }
        assertThat(verify(folder.toString())).startsWith("0 ").contains("fine");
    }

    @Test
    void filesAreForTheirUserAlone() throws Exception {
        try (FileLedger ledger = Ledgers.at(folder.resolve("inner"))) {
            Ledgers.fill(ledger, 1);
        }
        for (String name : List.of("ledger.jsonl", "head", "heads.jsonl", "signing-key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            folder.resolve("inner").resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aTornEntryThatNobodyAcknowledgedGoesAndThatIsSaid() throws Exception {
        try (FileLedger ledger = Ledgers.at(folder)) {
            Ledgers.fill(ledger, 3);
        }
        Files.writeString(folder.resolve("ledger.jsonl"), "{\"index\":4,\"ti", StandardOpenOption.APPEND);
        assertThat(verify(folder.toString())).startsWith("0 ").contains("never acknowledged");
        try (FileLedger ledger = Ledgers.at(folder)) {
            assertThat(ledger.entries(4, 9)).extracting(Ledger.Entry::kind).containsExactly("repaired");
            assertThat(ledger.verify()).isEmpty();
        }
    }

    @Test
    void anAcknowledgedEntryThatIsTornIsNotRepaired() throws Exception {
        try (FileLedger ledger = Ledgers.at(folder)) {
            Ledgers.fill(ledger, 3);
        }
        Path entries = folder.resolve("ledger.jsonl");
        byte[] all = Files.readAllBytes(entries);
        Files.write(entries, java.util.Arrays.copyOf(all, all.length - 10));
        try (FileLedger ledger = Ledgers.at(folder)) {
            Ledger.Entry first = ledger.entries(0, 1).get(0);
            assertThat(first.kind()).isEqualTo("began");
            assertThat(first.facts()).containsEntry("former-size", "4").containsKey("former-root");
            assertThat(ledger.problem()).contains("gone or changed");
            assertThat(ledger.verify()).contains("damaged and could not be continued");
        }
        assertThat(new LedgerFiles(folder).damaged()).hasSize(1);
        assertThat(Files.size(new LedgerFiles(folder).damaged().get(0).resolve("ledger.jsonl")))
                .isEqualTo(all.length - 10);
    }

    @Test
    void aCrashBetweenTheEntryAndItsHeadLosesTheEntryThatNobodyAcknowledged() throws Exception {
        try (FileLedger ledger = Ledgers.at(folder)) {
            Ledgers.fill(ledger, 3);
            byte[] head = Files.readAllBytes(folder.resolve("head"));
            Ledgers.fill(ledger, 1);
            Files.write(folder.resolve("head"), head);
        }
        Files.delete(folder.resolve("heads.jsonl"));
        try (FileLedger ledger = Ledgers.at(folder)) {
            assertThat(ledger.entries(4, 9)).extracting(Ledger.Entry::kind).containsExactly("repaired");
            assertThat(ledger.verify()).isEmpty();
        }
    }

    @Test
    void theKeyMovesToTheSecretServiceAndIsNotInTheFileThen() throws Exception {
        try (FileLedger ledger = Ledgers.at(folder)) {
            Ledgers.fill(ledger, 1);
        }
        String before = Files.readString(folder.resolve("signing-key"));
        KeyVault vault = new KeyVault() {
            @Override
            public String name() {
                return "secret-service";
            }

            @Override
            public byte[] wrappingKey(String name) {
                return new byte[32];
            }
        };
        Vaults vaults = wait -> Optional.of(vault);
        for (int i = 0; i < 2; i++) {
            try (FileLedger ledger = new FileLedger(
                    folder, KeyFile.KeyStore.AUTO, "", 9, vaults, Ledgers.CLOCK, new CapturingLogger().logger())) {
                Ledgers.fill(ledger, 1);
                assertThat(ledger.verify()).isEmpty();
            }
        }
        String secret = before.replaceAll(".*\"private\":\"([^\"]+)\".*\n", "$1");
        assertThat(secret).hasSizeGreaterThan(40).doesNotContain("{");
        assertThat(Files.readString(folder.resolve("signing-key")))
                .contains("secret-service")
                .doesNotContain(secret);
        try (FileLedger ledger = Ledgers.at(folder)) {
            assertThatThrownBy(() -> ledger.append("pause", Map.of()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("secret service");
        }
    }

    @Test
    void aLostKeyBeginsANewLedgerThatSaysSo() throws Exception {
        try (FileLedger ledger = Ledgers.at(folder)) {
            Ledgers.fill(ledger, 2);
        }
        Files.delete(folder.resolve("signing-key"));
        try (FileLedger ledger = Ledgers.at(folder)) {
            assertThat(ledger.entries(0, 1).get(0).facts()).containsEntry("former-size", "3");
            assertThat(ledger.problem()).contains("key");
        }
        assertThat(verify(folder.toString())).startsWith("1 ");
    }

    @Test
    void theHeadIsLoggedAndWitnessedOnceADay() throws Exception {
        CapturingLogger log = new CapturingLogger();
        Path witness = folder.resolve("elsewhere.jsonl");
        var clock = new java.util.concurrent.atomic.AtomicReference<>(Ledgers.CLOCK);
        java.time.Clock moving = new java.time.Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return java.time.ZoneOffset.UTC;
            }

            @Override
            public java.time.Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public java.time.Instant instant() {
                return clock.get().instant();
            }
        };
        try (FileLedger ledger = new FileLedger(
                folder, KeyFile.KeyStore.FILE, witness.toString(), 100, Vaults.NONE, moving, log.logger())) {
            ledger.tick();
            ledger.tick();
            assertThat(Files.readAllLines(witness)).hasSize(1);
            Ledgers.fill(ledger, 1);
            clock.set(java.time.Clock.offset(Ledgers.CLOCK, Duration.ofHours(25)));
            ledger.tick();
            assertThat(Files.readAllLines(witness)).hasSize(2);
        }
        assertThat(log.lines()).filteredOn(line -> line.contains("ledger head")).hasSize(2);
        // The log is a witness too: a line of it is enough.
        Path logged = folder.resolve("log.txt");
        Files.write(logged, log.lines());
        assertThat(verify(folder.toString(), "--head", logged.toString())).startsWith("0 ");
    }

    @Test
    void proofsAndOptionsOfTheStandAloneVerifier() throws Exception {
        String key;
        try (FileLedger ledger = Ledgers.at(folder)) {
            Ledgers.fill(ledger, 40);
            key = ledger.head().key();
        }
        String dir = folder.toString();
        assertThat(verify(dir, "--key", key)).startsWith("0 ");
        assertThat(verify(dir, "--key", "AAAA")).startsWith("1 ").contains("another key");
        assertThat(verify(dir, "--prove", "17")).startsWith("0 ").contains("\"index\":17,", "proven     entry 17");
        assertThat(verify(dir, "--prove", "41")).startsWith("1 ").contains("0 to 40");
        assertThat(verify(dir, "--digest", "d5")).startsWith("0 ").contains("proven     entry 6 ");
        assertThat(verify(dir, "--digest", "none")).startsWith("1 ").contains("no entry names");
        assertThat(verify(dir, "--since", "7")).startsWith("0 ").contains("continues the 7 entries");
        assertThat(verify(dir, "--lang", "de")).startsWith("0 ").contains("in Ordnung");
        assertThat(verify(dir, "--lang", "fr")).startsWith("0 ").contains("fine");
        assertThat(verify()).startsWith("2 ");
        assertThat(verify("--help")).startsWith("0 ").contains("  --head FILE");
        assertThat(verify(dir, "--what", "1")).startsWith("2 ");
        assertThat(verify(folder.resolve("nothing").toString())).startsWith("4 ");
    }

    @Test
    void everyTextIsThereInBothLanguages() {
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        var german = ResourceBundle.getBundle("org.oriel.ledger.texts", Locale.GERMAN, control);
        var english = ResourceBundle.getBundle("org.oriel.ledger.texts", Locale.ROOT, control);
        for (String key : english.keySet()) {
            assertThat(german.getString(key)).as(key).isNotEqualTo(english.getString(key));
        }
    }

    @Test
    void contentHasNoPlaceInAnEntry() {
        try (FileLedger ledger = Ledgers.at(folder)) {
            assertThatThrownBy(() -> ledger.append("Pause", Map.of())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ledger.append("note", Map.of("text", "two\nlines")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ledger.append("note", Map.of("text", "x".repeat(300))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aWrongSettingFailsWithItsName() {
        assertThatThrownBy(() -> Ledgers.at(Path.of("relative"), "also/relative", 10))
                .hasMessageContaining("witness is also/relative");
        assertThatThrownBy(() -> Ledgers.at(folder, "", 0)).hasMessageContaining("headEntries is 0");
    }
}
