package org.oriel.export.parquet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.oriel.trajectory.dataset.Provenance;

/** The settings, looked at. */
record Settings(
        Path directory,
        Images images,
        int rowsPerFile,
        int rowGroupMegabytes,
        int fileMegabytes,
        int flushMinutes,
        boolean steps,
        LongSupplier clock,
        Provenance provenance) {
    /** Where the pictures go. */
    enum Images {
        BESIDE,
        INSIDE,
        NONE;

        static Images of(String name) {
            String given = Objects.requireNonNullElse(name, "beside");
            List<String> allowed = Arrays.stream(values())
                    .map(v -> v.name().toLowerCase(Locale.ROOT))
                    .toList();
            if (!allowed.contains(given)) {
                throw new IllegalArgumentException("images=" + given + ", allowed: " + String.join(", ", allowed));
            }
            return valueOf(given.toUpperCase(Locale.ROOT));
        }
    }

    /** With steps. */
    Settings(
            Path directory,
            Images images,
            int rowsPerFile,
            int rowGroupMegabytes,
            int fileMegabytes,
            int flushMinutes,
            LongSupplier clock) {
        this(
                directory,
                images,
                rowsPerFile,
                rowGroupMegabytes,
                fileMegabytes,
                flushMinutes,
                true,
                clock,
                Provenance.unknown("org.oriel.export.parquet/0"));
    }

    Settings {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("directory=" + directory + ", allowed: an absolute path");
        }
        check("rowsPerFile", rowsPerFile, 2_000_000);
        check("rowGroupMegabytes", rowGroupMegabytes, 512);
        check("fileMegabytes", fileMegabytes, 4096);
        check("flushMinutes", flushMinutes, 10_080);
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + "=" + value + ", allowed: 1 to " + most);
        }
    }
}
