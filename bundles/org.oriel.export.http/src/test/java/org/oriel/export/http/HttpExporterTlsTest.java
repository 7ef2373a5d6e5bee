package org.oriel.export.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.export.RetryableException;
import org.oriel.tck.Events;
import org.oriel.tck.Records;

class HttpExporterTlsTest {
    @TempDir
    Path dir;

    private SecretFile secret(String setting, String name) throws IOException {
        Path file = dir.resolve(name);
        if (!Files.exists(file)) {
            Files.writeString(file, Certificates.PASSWORD + "\n");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return SecretFile.of(setting, file.toString());
    }

    private static HttpExporter exporter(TargetProcess target, Tls tls) throws IOException {
        return new HttpExporter(
                target.url(),
                new Bodies("ndjson", true, 1 << 20),
                false,
                Duration.ofSeconds(20),
                null,
                tls,
                HttpExporterTest.ORIGIN);
    }

    @Test
    void bothSidesShowACertificate() throws Exception {
        Certificates.make(dir, "server", "-ext", "san=ip:127.0.0.1,dns:localhost");
        Certificates.make(dir, "client");
        Certificates.make(dir, "stranger");
        SecretFile password = secret("keyStorePasswordFile", "password");
        Path trust = dir.resolve("server-trust.p12");
        Tls good = new Tls(secret("keyStoreFile", "client.p12"), password, trust, password);
        try (TargetProcess target = new TargetProcess(
                dir,
                dir.resolve("server.p12").toString(),
                dir.resolve("client-trust.p12").toString(),
                Certificates.PASSWORD)) {
            HttpExporter exporter = exporter(target, good);
            exporter.deliver(Records.batch(1, new Events().some(3)));
            exporter.close();
            assertThat(target.stored()).hasSize(3);
            for (Tls bad : new Tls[] {
                Tls.PLAIN,
                new Tls(null, null, trust, password),
                new Tls(secret("keyStoreFile", "stranger.p12"), password, trust, password),
                new Tls(secret("keyStoreFile", "client.p12"), password, dir.resolve("client-trust.p12"), password)
            }) {
                HttpExporter refused = exporter(target, bad);
                assertThatThrownBy(() -> refused.deliver(Records.batch(4, new Events().some(3))))
                        .isInstanceOf(RetryableException.class);
                refused.close();
            }
            assertThat(target.stored()).hasSize(3);
            Path wrong = Files.writeString(dir.resolve("wrong"), "wrong");
            Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));
            assertThatThrownBy(() -> exporter(
                            target,
                            new Tls(
                                    secret("keyStoreFile", "client.p12"),
                                    SecretFile.of("p", wrong.toString()),
                                    trust,
                                    password)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("keyStoreFile=" + dir.resolve("client.p12") + " cannot be read");
        }
    }

    @Test
    void theNameInTheCertificateMustBeTheNameInTheUrl() throws Exception {
        Certificates.make(dir, "server", "-ext", "san=dns:other.example.org");
        Certificates.make(dir, "client");
        SecretFile password = secret("keyStorePasswordFile", "password");
        Tls tls = new Tls(secret("keyStoreFile", "client.p12"), password, dir.resolve("server-trust.p12"), password);
        try (TargetProcess target = new TargetProcess(
                dir,
                dir.resolve("server.p12").toString(),
                dir.resolve("client-trust.p12").toString(),
                Certificates.PASSWORD)) {
            HttpExporter exporter = exporter(target, tls);
            assertThatThrownBy(() -> exporter.deliver(Records.batch(1, new Events().some(3))))
                    .isInstanceOf(RetryableException.class)
                    .hasMessageContaining("TLS failed, check certificates");
            exporter.close();
            assertThat(target.stored()).isEmpty();
        }
    }
}
