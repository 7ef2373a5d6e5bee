package org.oriel.export.http;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.export.Exporter;
import org.oriel.tck.ExporterContract;

class HttpExporterContractTest extends ExporterContract {
    @TempDir
    Path dir;

    private TargetProcess target;

    @BeforeEach
    void serve() throws IOException {
        target = new TargetProcess(dir);
    }

    @AfterEach
    void end() throws Exception {
        target.close();
    }

    @Override
    protected Exporter start() throws IOException {
        return new HttpExporter(
                target.url(),
                new Bodies("ndjson", true, 1 << 16),
                false,
                Duration.ofSeconds(20),
                null,
                Tls.PLAIN,
                HttpExporterTest.ORIGIN);
    }

    @Override
    protected void stop(Exporter exporter) {
        ((HttpExporter) exporter).close();
    }

    @Override
    protected List<String> stored() throws IOException {
        return target.stored();
    }

    @Override
    protected boolean idempotent() {
        return true;
    }

    @Override
    protected boolean storesJson() {
        return true;
    }

    @Override
    protected boolean breakTarget(Failure failure) throws IOException {
        target.mode(failure == Failure.PASSING ? "503" : "422");
        return true;
    }

    @Override
    protected void heal() throws IOException {
        target.mode("ok");
    }
}
