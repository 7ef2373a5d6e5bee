package org.oriel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.log.LogLevel;

class LogFileTest {
    @TempDir
    Path folder;

    @Test
    void writesLinesForItsUserAlone() throws IOException {
        try (LogFile log = new LogFile(folder.resolve("log"), 1_000_000)) {
            log.write(0, LogLevel.WARN, "org.oriel.policy", "policy is broken", new IllegalStateException("why"));
        }
        Path file = folder.resolve("log/oriel.log");
        assertThat(file)
                .content()
                .startsWith(
                        "1970-01-01T00:00:00Z WARN org.oriel.policy: policy is broken\njava.lang.IllegalStateException: why\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsThreeOldFilesOfLimitedSize() throws IOException {
        try (LogFile log = new LogFile(folder, 1024)) {
            for (int i = 0; i < 500; i++) {
                log.write(i, LogLevel.INFO, "b", "message " + i, null);
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("oriel.log", "oriel.1.log", "oriel.2.log", "oriel.3.log");
        }
        assertThat(Files.size(folder.resolve("oriel.1.log"))).isBetween(1024L, 1200L);
        assertThat(Files.readString(folder.resolve("oriel.log")) + Files.readString(folder.resolve("oriel.1.log")))
                .contains("message 499");
    }

    @Test
    void namesAWrongSetting() {
        assertThatThrownBy(() -> new LogFile(Path.of("here"), 4096)).hasMessageContaining("directory here is relative");
        assertThatThrownBy(() -> new LogFile(folder, 1)).hasMessage("maxBytes 1, allowed: 1024 or more");
    }
}
