package org.oriel.export.trajectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.export.Exporter;
import org.oriel.tck.ExporterContract;

class TrajectoryExporterContractTest extends ExporterContract {
    @TempDir
    Path dir;

    @Override
    protected Exporter start() throws IOException {
        return new TrajectoryExporter(Fixture.settings(dir.resolve("out"), Dialects.names()));
    }

    @Override
    protected void stop(Exporter exporter) throws IOException {
        ((TrajectoryExporter) exporter).close();
    }

    /** The session of these events does not end, so the data set holds all of them. */
    @Override
    protected List<String> stored() throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.isDirectory(dir.resolve("out/open"))) {
            try (Stream<Path> files = Files.list(dir.resolve("out/open"))) {
                for (Path file : files.toList()) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines;
    }

    @Override
    protected boolean idempotent() {
        return true;
    }

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
