package org.oriel.export.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.export.Exporter;
import org.oriel.tck.ExporterContract;

class S3ExporterContractTest extends ExporterContract {
    @TempDir
    static Path dir;

    private static S3Server server;
    private static int buckets;

    private String bucket;

    @BeforeAll
    static void serve() throws Exception {
        server = new S3Server(dir);
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void bucket() throws Exception {
        bucket = "bucket-" + ++buckets;
        server.makeBucket(bucket);
    }

    @Override
    protected Exporter start() throws IOException {
        return new S3Exporter(
                new Bucket(server.endpoint(), "us-east-1", bucket, true),
                new Layout("oriel", 1 << 20, 5 << 20),
                false,
                Duration.ofSeconds(20),
                S3Server.credentials(dir, S3Server.SECRET),
                S3ExporterTest.BY);
    }

    @Override
    protected void stop(Exporter exporter) {
        ((S3Exporter) exporter).close();
    }

    @Override
    protected List<String> stored() throws IOException {
        return server.lines(bucket);
    }

    @Override
    protected boolean storesJson() {
        return true;
    }

    /** The bucket is gone for a while. */
    @Override
    protected boolean breakTarget(Failure failure) throws IOException {
        if (failure == Failure.LASTING) {
            return false;
        }
        Files.move(server.bucketFolder(bucket), dir.resolve("away"));
        return true;
    }

    @Override
    protected void heal() throws IOException {
        Files.move(dir.resolve("away"), server.bucketFolder(bucket));
    }
}
