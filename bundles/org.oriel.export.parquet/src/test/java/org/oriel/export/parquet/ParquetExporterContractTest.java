package org.oriel.export.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.export.Exporter;
import org.oriel.tck.ExporterContract;

class ParquetExporterContractTest extends ExporterContract {
    @TempDir
    Path dir;

    @Override
    protected Exporter start() throws IOException {
        return new ParquetExporter(
                new Settings(dir.resolve("out"), Settings.Images.BESIDE, 7, 8, 256, 60, System::currentTimeMillis));
    }

    @Override
    protected void stop(Exporter exporter) throws IOException {
        ((ParquetExporter) exporter).close();
    }

    @Override
    protected List<String> stored() throws Exception {
        return Stored.events(dir.resolve("out"));
    }

    @Override
    protected boolean idempotent() {
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
