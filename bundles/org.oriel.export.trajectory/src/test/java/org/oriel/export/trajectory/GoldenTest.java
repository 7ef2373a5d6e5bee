package org.oriel.export.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.trajectory.dataset.DatasetCheck;

/** The golden session in every dialect. */
class GoldenTest {
    @TempDir
    static Path temp;

    static Path data;

    @BeforeAll
    static void export() throws Exception {
        data = temp.resolve("golden");
        export(data, Dialects.names().stream().toList(), Fixture.golden(), 50);
    }

    static void export(Path directory, List<String> dialects, List<ExportRecord> records, int size) throws Exception {
        TrajectoryExporter exporter = new TrajectoryExporter(Fixture.settings(directory, dialects));
        for (int i = 0; i < records.size(); i += size) {
            exporter.deliver(new Batch("ai-training", records.subList(i, Math.min(i + size, records.size()))));
        }
        exporter.close();
    }

    @Test
    void show() throws IOException {
        Path to = Path.of("target/golden");
        try (var all = Files.walk(data)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(data.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
