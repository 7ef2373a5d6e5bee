package org.oriel.export.mcap;

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

class McapExporterContractTest extends ExporterContract {
    static final Provenance BY =
            new Provenance("org.oriel.export.mcap/1.2.3", "research@1", List.of("org.oriel.redact.text/1.0.0"), "hash");

    @TempDir
    Path dir;

    @Override
    protected Exporter start() throws IOException {
        return new McapExporter(dir.resolve("out"), 1, true, BY);
    }

    @Override
    protected void stop(Exporter exporter) throws IOException {
        ((McapExporter) exporter).close();
    }

    @Override
    protected List<String> stored() throws Exception {
        List<Path> files = new ArrayList<>(files(dir.resolve("out")));
        Path open = dir.resolve("out/.oriel/open.mcap");
        if (Files.exists(open)) {
            files.add(open);
        }
        List<String> all = new ArrayList<>();
        for (Path file : files) {
            Scan.of(
                    file,
                    (position, bytes, offset, length) ->
                            all.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        }
        return all;
    }

    static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.toString().endsWith(".mcap")).sorted().toList();
        }
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
