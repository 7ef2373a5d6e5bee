package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.host.Grant;

class GrantFileTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Stored.Agreement AGREEMENT = new Stored.Agreement(
            new Grant("id-1", "hash-1", "ai-training", "us-base", NOW, "terminal"),
            new Surface(new TreeSet<>(List.of(
                    new Surface.Item("capture", "key, high: \"keys\" & <all>", Long.MAX_VALUE),
                    new Surface.Item("timing", "finer", -10)))));

    @TempDir
    private Path folder;

    @Test
    void whatIsSavedIsLoaded() throws IOException {
        GrantFile file = new GrantFile(folder.resolve("deep/consent"));
        Stored stored = Stored.NOTHING.accepted(AGREEMENT).paused(NOW, NOW.plusSeconds(60));

        file.save(stored);

        GrantFile.Loaded loaded = file.load();
        assertThat(loaded.problem()).isEmpty();
        assertThat(loaded.stored()).isEqualTo(stored);
    }

    @Test
    void missingIsNothing() {
        assertThat(new GrantFile(folder).load()).isEqualTo(new GrantFile.Loaded(Stored.NOTHING, ""));
    }

    @Test
    void onlyTheUserCanReadIt() throws IOException {
        assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix"))
                .as("this file system has no permissions")
                .isTrue();
        Path consent = folder.resolve("consent");
        GrantFile file = new GrantFile(consent);
        file.save(Stored.NOTHING);
        file.save(Stored.NOTHING.accepted(AGREEMENT));
        file.keepNotice("hash-1", "text");

        assertThat(permissions(consent)).isEqualTo("rwx------");
        assertThat(permissions(consent.resolve("grants.json"))).isEqualTo("rw-------");
        assertThat(permissions(consent.resolve("notices"))).isEqualTo("rwx------");
        assertThat(permissions(consent.resolve("notices/hash-1.txt"))).isEqualTo("rw-------");
        try (var files = Files.list(consent)) {
            assertThat(files)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrder("grants.json", "notices");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"version\":2,\"history\":[]}",
                "{\"version\":1}",
                "{\"version\":1,\"history\":[{}]}",
                "{\"version\":1,\"history\":[],\"pausedUntil\":\"soon\"}",
                "{\"version\":1,\"history\":[],\"agreement\":{}}",
                "{\"version\":1,\"history\":[],\"agreement\":{\"surface\":[{\"type\":\"a\",\"name\":\"b\",\"amount\":1.5}]}}",
                "{\"version\":1,\"history\":[]} {}",
            })
    void brokenIsNoConsentAndIsKept(String text) throws IOException {
        Path path = Files.writeString(folder.resolve("grants.json"), text);
        GrantFile file = new GrantFile(folder);

        GrantFile.Loaded loaded = file.load();

        assertThat(loaded.stored()).isEqualTo(Stored.NOTHING);
        assertThat(loaded.problem())
                .contains(path.toString(), "grants.json.broken-1")
                .doesNotContain("\n");
        assertThat(path).doesNotExist();
        assertThat(folder.resolve("grants.json.broken-1")).hasContent(text);

        Files.writeString(path, "again");
        assertThat(file.load().problem()).contains("grants.json.broken-2");
    }

    @Test
    void historyForgetsPausesAndNeverConsent() {
        Stored stored = Stored.NOTHING.accepted(AGREEMENT);
        for (int i = 0; i < 1500; i++) {
            stored = stored.paused(NOW.plusSeconds(i), NOW.plusSeconds(i + 1));
        }
        stored = stored.withdrawn(NOW.plus(Duration.ofDays(1)));

        assertThat(stored.history()).hasSize(1000);
        assertThat(stored.history().get(0).act()).isEqualTo(Stored.ACCEPT);
        assertThat(stored.history().get(999).act()).isEqualTo(Stored.WITHDRAW);
        assertThat(stored.withdrawn()).isTrue();
        assertThat(stored.pausedUntil()).isEqualTo(Optional.empty());
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
