package org.oriel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void isForItsUserAlone() throws IOException {
        Path path = folder.resolve("data");
        try (DataDirectory directory = DataDirectory.at(path).createAndLock()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void refusesASecondInstanceAndNamesTheDirectory() {
        try (DataDirectory first = DataDirectory.at(folder).createAndLock()) {
            assertThatThrownBy(() -> DataDirectory.at(folder).createAndLock())
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(first.path().toString())
                    .hasMessageContaining("in use by another instance")
                    .extracting("exitCode")
                    .isEqualTo(Failure.ENVIRONMENT);
        }
        DataDirectory.at(folder).createAndLock().close();
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.at(file).createAndLock()).hasMessageContaining("is a file");
    }

    @Test
    void putsTheSocketElsewhereWhenItsPathIsTooLong() {
        assertThat(DataDirectory.at(Path.of("/short")).socket()).isEqualTo(Path.of("/short/control.sock"));
        Path deep = Path.of("/" + "deep/".repeat(40));
        Path socket = DataDirectory.at(deep).socket();
        assertThat(socket.toString().length()).isLessThan(100);
        assertThat(socket).isEqualTo(DataDirectory.at(deep).socket());
        assertThat(socket).isNotEqualTo(DataDirectory.at(deep.resolve("other")).socket());
    }
}
