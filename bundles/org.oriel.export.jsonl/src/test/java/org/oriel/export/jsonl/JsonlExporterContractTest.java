package org.oriel.export.jsonl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.export.Exporter;
import org.oriel.tck.ExporterContract;
import org.oriel.trajectory.dataset.Provenance;

class JsonlExporterContractTest extends ExporterContract {
    @TempDir
    Path dir;

    @Override
    protected Exporter start() throws IOException {
        return new JsonlExporter(dir.resolve("out"), 64 << 10, "none", Provenance.unknown("test"));
    }

    @Override
    protected void stop(Exporter exporter) throws IOException {
        ((JsonlExporter) exporter).close();
    }

    @Override
    protected List<String> stored() throws IOException {
        return lines(dir.resolve("out"));
    }

    static List<String> lines(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".jsonl"))
                        .sorted()
                        .toList()) {
                    String text = Files.readString(file, StandardCharsets.UTF_8);
                    lines.addAll(List.of(text.split("\n")));
                }
            }
        }
        lines.removeIf(String::isEmpty);
        return lines;
    }

    @Override
    protected boolean idempotent() {
        return true;
    }

    @Override
    protected boolean storesJson() {
        return true;
    }

    /** The folder is moved away, as by an unmounted disk, and a file is where it was. */
    @Override
    protected boolean breakTarget(Failure failure) throws IOException {
        if (failure == Failure.LASTING) {
            return false;
        }
        Files.move(dir.resolve("out"), dir.resolve("away"));
        Files.createFile(dir.resolve("out"));
        return true;
    }

    @Override
    protected void heal() throws IOException {
        Files.delete(dir.resolve("out"));
        Files.move(dir.resolve("away"), dir.resolve("out"));
    }
}
