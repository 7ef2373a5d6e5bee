package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    private Path directory;

    /** The defaults of the annotation, with some values changed. */
    static OrielPipeline.Config config(Map<String, Object> values) {
        return (OrielPipeline.Config) Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(),
                new Class<?>[] {OrielPipeline.Config.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Test
    @DisplayName("the defaults are the documented ones")
    void defaults() {
        Settings settings = Settings.of(config(Map.of("directory", "data")));
        assertThat(settings.ringRecords()).isEqualTo(32_768);
        assertThat(settings.lingerNanos()).isEqualTo(200_000_000);
        assertThat(settings.storeIntervalNanos()).isEqualTo(1_000_000_000);
        assertThat(settings.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(settings.requiredDetectors())
                .containsExactlyInAnyOrder(
                        "org.oriel.redact.text", "org.oriel.redact.secrets", "org.oriel.redact.titles");
        assertThat(settings.hangNanos()).isEqualTo(2_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "ringRecords,1000",
        "ringRecords,512",
        "lingerMillis,-1",
        "storeIntervalMillis,60001",
        "releaseCharacters,127",
        "openCandidateSeconds,1",
        "callBudgetMillis,0",
        "callBudgetMillis,3000",
        "hangMillis,99",
        "floodRecordsPerSecond,1"
    })
    @DisplayName("a wrong number is refused with its name, its value and what is allowed")
    void refused(String name, int value) {
        assertThatThrownBy(() -> Settings.of(config(Map.of("directory", "data", name, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + ": " + value + ", allowed: ");
    }

    @Test
    @DisplayName("no required detector, a name that is none, and no directory are refused")
    void refusedText() {
        for (String[] names : new String[][] {{}, {""}, {"a b"}}) {
            assertThatThrownBy(() -> Settings.of(config(Map.of("directory", "data", "requiredDetectors", names))))
                    .hasMessageStartingWith("requiredDetectors: ");
        }
        assertThatThrownBy(() -> Settings.of(config(Map.of("directory", "${oriel.data}"))))
                .hasMessageStartingWith("directory: ${oriel.data}");
    }

    @Test
    @DisplayName("the device id is made once, for its user only, and found again")
    void deviceId() throws Exception {
        Path data = directory.resolve("new");
        UUID made = DeviceId.in(data);
        assertThat(DeviceId.in(data)).isEqualTo(made);
        assertThat(made.version()).isEqualTo(4);
        if (Files.getFileStore(data).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("device-id"))))
                    .isEqualTo("rw-------");
        }
        try (var files = Files.list(data)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    @DisplayName("a device id that is none is refused with the file's name")
    void brokenDeviceId() throws Exception {
        Files.writeString(directory.resolve("device-id"), "nonsense");
        assertThatThrownBy(() -> DeviceId.in(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(directory.resolve("device-id").toString());
        Map<String, Object> file = new HashMap<>();
        Files.writeString(directory.resolve("file"), "x");
        file.put("directory", directory.resolve("file").toString());
        assertThatThrownBy(() -> DeviceId.in(Settings.of(config(file)).directory()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("directory: cannot keep");
    }
}
