package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.host.EventStore.Start;

class VerifyTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    private int verify(String... arguments) {
        return Verify.run(new PrintStream(text, true, StandardCharsets.UTF_8), arguments);
    }

    private String text() {
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    void reportsAStoreThatAnInstanceIsWritingTo() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.cursor("jsonl", Start.EARLIEST);
            store.append(EventSamples.numbered(1, 300));
            store.acknowledge("jsonl", 120);
            store.forget(Instant.ofEpochMilli(EventSamples.START_MILLIS + 250 * 5 + 1));
            store.append(EventSamples.numbered(301, 400));
            assertThat(verify(directory.toString())).as(text()).isZero();
            assertThat(store.append(EventSamples.numbered(401, 401))).isEqualTo(401);
        }
        assertThat(text())
                .contains("events     350 in 2 blocks, newest position 400")
                .contains("time       2026-11-21T00:00:00.005Z to 2026-11-21T00:00:02Z")
                .contains("sessions   1")
                .contains("keys       1, kept by file")
                .contains("gone       0 expired (0 undelivered), 50 forgotten")
                .contains("damaged    0 stretches")
                .contains("cursor     jsonl 120 (280 behind)")
                .endsWith("fine\n");
    }

    @Test
    void changesNothing() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(EventSamples.numbered(1, 300));
        }
        byte[] before = Files.readAllBytes(directory.resolve("spool.db"));
        assertThat(verify(directory.toString())).isZero();
        assertThat(Files.readAllBytes(directory.resolve("spool.db"))).isEqualTo(before);
        try (SpoolStore store = Stores.open(directory)) {
            assertThat(Stores.events(store)).hasSize(300);
        }
    }

    @Test
    void wrongUsageIsTwoAndNoStoreIsFour() throws Exception {
        assertThat(verify()).isEqualTo(2);
        assertThat(verify("a", "b")).isEqualTo(2);
        assertThat(verify("--help")).isZero();
        assertThat(text()).contains("usage: Verify DIR");
        Path none = directory.resolve("none");
        assertThat(verify(none.toString())).isEqualTo(4);
        assertThat(text()).contains(none + " is no folder");
        assertThat(verify(directory.toString())).isEqualTo(4);
        assertThat(text()).contains(directory + " holds no store");
    }

    @Test
    void withoutTheKeyItSaysWhichAndEndsWithFour() throws Exception {
        try (SpoolStore store = Stores.open(directory)) {
            store.append(EventSamples.numbered(1, 3));
        }
        Files.delete(directory.resolve("keys/wrapping.key"));
        assertThat(verify(directory.toString())).isEqualTo(4);
        assertThat(text()).contains(directory.resolve("keys/wrapping.key").toString());
    }

    @Test
    void aKeyInTheSecretServiceThatCannotBeAskedIsSaid() throws Exception {
        Stores.MemoryVault vault = new Stores.MemoryVault();
        try (SpoolStore store = Stores.open(Stores.settings(directory), vault.present(), java.sql.Connection::commit)) {
            store.append(EventSamples.numbered(1, 3));
        }
        assertThat(verify(directory.toString())).isEqualTo(4);
        assertThat(text()).contains("kept by the secret service").contains("on the class path");
    }
}
