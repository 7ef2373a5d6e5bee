package org.oriel.export.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;
import org.oriel.tck.Events;
import org.oriel.tck.FakeExportRecord;
import org.oriel.tck.Records;

class HttpExporterTest {
    static final Map<String, String> ORIGIN = Map.of(
            "Oriel-Software", "org.oriel.export.http/1.2.3",
            "Oriel-Redaction-Profile", "research@1",
            "Oriel-Bundle-Set", "b5e7");

    @TempDir
    Path dir;

    private final List<ExportRecord> records = Records.of(1, new Events().some(60));
    private final List<HttpExporter> made = new ArrayList<>();
    private TargetProcess target;

    @BeforeEach
    void serve() throws IOException {
        target = new TargetProcess(Files.createDirectory(dir.resolve("target")));
    }

    @AfterEach
    void end() throws Exception {
        made.forEach(HttpExporter::close);
        target.close();
    }

    private HttpExporter exporter(Bodies bodies, boolean pictures, int seconds, SecretFile token) throws IOException {
        HttpExporter exporter =
                new HttpExporter(target.url(), bodies, pictures, Duration.ofSeconds(seconds), token, Tls.PLAIN, ORIGIN);
        made.add(exporter);
        return exporter;
    }

    private HttpExporter exporter() throws IOException {
        return exporter(new Bodies("ndjson", true, 1 << 20), false, 20, null);
    }

    private Batch batch(int from, int to) {
        return Records.batch(records, from, to);
    }

    private void assertHolds(int count) throws IOException {
        assertThat(target.stored())
                .isEqualTo(records.subList(0, count).stream()
                        .map(ExportRecord::json)
                        .toList());
    }

    private void assertRetryable(HttpExporter exporter, Batch batch, String reason) {
        assertThatThrownBy(() -> exporter.deliver(batch))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("key=k");
    }

    @Test
    void losesNothingWhateverTheTargetDoes() throws Exception {
        HttpExporter exporter = exporter(new Bodies("ndjson", true, 1 << 20), false, 2, null);
        exporter.deliver(batch(1, 10));
        for (String mode :
                List.of("500", "502", "cut", "half-answer", "stall", "408", "425", "429", "401", "404", "302")) {
            target.mode(mode);
            assertThatThrownBy(() -> exporter.deliver(batch(11, 20))).as(mode).isInstanceOf(RetryableException.class);
        }
        assertHolds(10);
        target.mode("ok");
        exporter.deliver(batch(11, 20));
        assertHolds(20);
        target.mode("store-and-cut");
        assertRetryable(exporter, batch(21, 30), "IOException");
        assertHolds(30);
        target.mode("ok");
        exporter.deliver(batch(21, 32));
        assertHolds(32);
        assertThat(target.requests()).last().asString().endsWith("duplicates=10");
        target.kill();
        assertRetryable(exporter, batch(33, 40), "ConnectException");
        target.start();
        exporter.deliver(batch(33, 40));
        assertHolds(40);
    }

    @Test
    void aSlowReaderEndsInTime() throws Exception {
        target.mode("slow");
        List<ExportRecord> large = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            large.addAll(Records.of(i + 1, List.of(new Events().titled("x".repeat(2 << 20)))));
        }
        HttpExporter exporter = exporter(new Bodies("ndjson", false, 32 << 20), false, 1, null);
        assertRetryable(exporter, new Batch(Events.PURPOSE, large), "no answer in time");
    }

    @Test
    void whatTheTargetRefusesForGoodIsPermanent() throws Exception {
        HttpExporter exporter = exporter();
        for (String mode : List.of("400", "422", "413")) {
            target.mode(mode);
            assertThatThrownBy(() -> exporter.deliver(batch(1, 1)))
                    .isInstanceOf(PermanentException.class)
                    .hasMessageContaining("status " + mode);
        }
        target.mode("ok");
        exporter.deliver(batch(1, 3));
        assertHolds(3);
    }

    @Test
    void splitsWhatIsTooLargeForTheTarget() throws Exception {
        target.mode("at-most 7");
        exporter().deliver(batch(1, 60));
        assertHolds(60);
        assertThat(target.requests()).hasSizeGreaterThan(8);
    }

    @Test
    void splitsByBytesAndGoesOnWhereItStopped() throws Exception {
        HttpExporter exporter = exporter(new Bodies("json", false, 4096), false, 20, null);
        exporter.deliver(batch(1, 30));
        assertHolds(30);
        assertThat(target.requests()).hasSizeGreaterThan(2);
        int before = target.requests().size();
        target.mode("at-most 5");
        exporter.deliver(batch(31, 60));
        assertHolds(60);
        assertThat(target.requests().subList(before, target.requests().size()))
                .allMatch(request -> request.endsWith("duplicates=0"));
    }

    @Test
    void aRequestSaysWhatItHoldsAndWhereItIsFrom() throws Exception {
        exporter().deliver(batch(1, 10));
        assertThat(target.headers())
                .containsExactly("digest=true " + Events.PURPOSE + " 10 org.oriel.export.http/1.2.3 research@1 b5e7");
    }

    @Test
    void theKeyIsTheSameForTheSameEvents() throws Exception {
        exporter().deliver(batch(1, 10));
        exporter().deliver(batch(1, 10));
        exporter().deliver(batch(1, 11));
        assertThat(target.requests()).hasSize(3);
        assertThat(target.requests().get(0).split(" ")[1])
                .isEqualTo(target.requests().get(1).split(" ")[1]);
        assertThat(target.requests().get(0).split(" ")[1])
                .isNotEqualTo(target.requests().get(2).split(" ")[1]);
        assertThat(target.requests().get(2)).startsWith("1-11 ");
    }

    @Test
    void leavesTheTargetAloneAsLongAsItAsks() throws Exception {
        HttpExporter exporter = exporter();
        target.mode("429 3600");
        assertRetryable(exporter, batch(1, 10), "status 429");
        target.mode("ok");
        assertRetryable(exporter, batch(1, 10), "asked to be left alone");
        assertHolds(0);
        HttpExporter other = exporter();
        target.mode("503 0");
        assertRetryable(other, batch(1, 10), "status 503");
        target.mode("ok");
        other.deliver(batch(1, 10));
        assertHolds(10);
    }

    @Test
    void sendsTheTokenOfTheFileAndReadsItAnew() throws Exception {
        Path file = dir.resolve("token");
        Files.writeString(file, "first-token\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        HttpExporter exporter =
                exporter(new Bodies("ndjson", true, 1 << 20), false, 20, SecretFile.of("tokenFile", file.toString()));
        exporter.deliver(batch(1, 2));
        Files.writeString(file, "second-token");
        exporter.deliver(batch(3, 4));
        assertThat(target.requests().get(0)).contains("Bearer first-token ");
        assertThat(target.requests().get(1)).contains("Bearer second-token ");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRetryable(exporter, batch(5, 6), "allowed: 0600");
        assertThatThrownBy(() -> SecretFile.of("tokenFile", file.toString()))
                .hasMessage("tokenFile=" + file + " can be read or written by others, allowed: 0600 (chmod 600)");
        assertThatThrownBy(() -> SecretFile.of("tokenFile", dir.resolve("none").toString()))
                .hasMessageContaining("does not exist");
    }

    @Test
    void putsEachPictureOnceAndBeforeItsEvent() throws Exception {
        Events events = new Events();
        List<ExportRecord> frames = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            CaptureEvent event = events.of(new Frame("abc" + i % 2, 4, 4, List.of()));
            frames.add(withPicture(FakeExportRecord.of(i, event), new byte[] {(byte) i}));
        }
        HttpExporter exporter = exporter(new Bodies("ndjson", true, 1 << 20), true, 20, null);
        exporter.deliver(new Batch(Events.PURPOSE, frames));
        exporter().deliver(batch(5, 6));
        HttpExporter again = exporter(new Bodies("ndjson", true, 1 << 20), true, 20, null);
        again.deliver(new Batch(Events.PURPOSE, frames));
        assertThat(dir.resolve("target/_events_pictures_abc0.png")).exists();
        assertThat(Files.readAllBytes(dir.resolve("target/_events_pictures_abc1.png")))
                .hasSize(1);
    }

    private static ExportRecord withPicture(FakeExportRecord record, byte[] png) {
        return new ExportRecord() {
            @Override
            public long position() {
                return record.position();
            }

            @Override
            public String id() {
                return record.id();
            }

            @Override
            public String json() {
                return record.json();
            }

            @Override
            public CaptureEvent event() {
                return record.event();
            }

            @Override
            public Optional<byte[]> picture() {
                return Optional.of(png);
            }
        };
    }

    @Test
    void wrongSettingsAreNamed() {
        for (String url : List.of("http://example.org/", "ftp://localhost/", "https:///x", "https://h/#f", "h")) {
            assertThatThrownBy(() -> Settings.url("url", url))
                    .hasMessageStartingWith("url=" + url + ", allowed: https://host/path");
        }
        assertThatThrownBy(() -> Settings.url("url", "https://u:secret@h/")).hasMessageNotContaining("secret");
        assertThat(Settings.url("url", "http://[::1]:80/x")).isEqualTo(URI.create("http://[::1]:80/x"));
        assertThatThrownBy(() -> Settings.url("url", "http://127.0.0.1.example.org/"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bodies("xml", true, 4096)).hasMessage("format=xml, allowed: ndjson, json");
        assertThatThrownBy(() -> new Bodies("json", true, 1))
                .hasMessage("maxRequestBytes=1, allowed: 4096 to 67108864");
        assertThatThrownBy(() -> Settings.seconds("timeoutSeconds", 26))
                .hasMessage("timeoutSeconds=26, allowed: 1 to 25");
        assertThatThrownBy(() -> SecretFile.of("tokenFile", "token"))
                .hasMessage("tokenFile=token, allowed: an absolute path");
    }
}
