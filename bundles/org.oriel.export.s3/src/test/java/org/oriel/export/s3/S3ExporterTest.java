package org.oriel.export.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.RetryableException;
import org.oriel.tck.Events;
import org.oriel.tck.FakeExportRecord;
import org.oriel.tck.Records;
import org.oriel.trajectory.dataset.Manifest;
import org.oriel.trajectory.dataset.Provenance;

class S3ExporterTest {
    static final Provenance BY =
            new Provenance("org.oriel.export.s3/1.2.3", "research@1", List.of("org.oriel.redact.text/1.0.0"), "hash");

    private static final int PART = 5 << 20;

    @TempDir
    static Path dir;

    private static S3Server server;
    private static int buckets;

    private final List<ExportRecord> records = Records.of(1, new Events().some(60));
    private final List<S3Exporter> made = new ArrayList<>();
    private String bucket;
    private Relay relay;

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
        relay = new Relay(server.port());
    }

    @AfterEach
    void close() throws IOException {
        made.forEach(S3Exporter::close);
        relay.close();
    }

    private S3Exporter exporter(String name, String secret, boolean pictures, int maxObjectBytes) throws IOException {
        S3Exporter exporter = new S3Exporter(
                new Bucket(relay.endpoint(), "us-east-1", name, true),
                new Layout("oriel", maxObjectBytes, PART),
                pictures,
                Duration.ofSeconds(20),
                S3Server.credentials(dir, secret),
                BY);
        made.add(exporter);
        return exporter;
    }

    private S3Exporter exporter() throws IOException {
        return exporter(bucket, S3Server.SECRET, false, 32 << 20);
    }

    private Batch batch(int from, int to) {
        return Records.batch(records, from, to);
    }

    private void assertHolds(List<ExportRecord> wanted) throws IOException {
        assertThat(server.lines(bucket))
                .isEqualTo(wanted.stream().map(ExportRecord::json).toList());
    }

    private static void assertRetryable(S3Exporter exporter, Batch batch, String reason) {
        assertThatThrownBy(() -> exporter.deliver(batch))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining(S3Server.SECRET);
    }

    @Test
    void namesAnObjectAfterDayDeviceAndPositions() throws Exception {
        exporter().deliver(batch(1, 20));
        exporter().deliver(batch(1, 20));
        String name = "oriel/"
                + Instant.ofEpochMilli(records.get(0).event().time().wallMillis())
                        .toString()
                        .substring(0, 10)
                + "/" + Events.DEVICE + "/000000000001-000000000020";
        assertThat(server.objects(bucket)).containsExactly(name + ".jsonl.gz", name + ".manifest.json");
        assertHolds(records.subList(0, 20));
    }

    @Test
    void eachObjectHasAManifestThatSaysWhatItIsAndWhereItIsFrom() throws Exception {
        List<ExportRecord> holed = new ArrayList<>(records.subList(0, 20));
        holed.remove(10);
        exporter().deliver(new Batch(Events.PURPOSE, holed));
        List<String> names = server.objects(bucket);
        byte[] object = Files.readAllBytes(server.bucketFolder(bucket).resolve(names.get(0)));
        String text = Files.readString(server.bucketFolder(bucket).resolve(names.get(1)));

        Manifest manifest = Manifest.of(text);
        assertThat(manifest.json()).isEqualTo(text);
        assertThat(manifest.kind().purpose()).isEqualTo(Events.PURPOSE);
        assertThat(manifest.counts()).containsEntry("events", 19L);
        assertThat(manifest.files()).singleElement().satisfies(file -> {
            assertThat(names.get(0)).endsWith("/" + file.file());
            assertThat(file.bytes()).isEqualTo(object.length);
            assertThat(file.sha256()).isEqualTo(SigV4.sha256(object));
            assertThat(file.records()).isEqualTo(19);
        });
        CaptureEvent event = records.get(0).event();
        assertThat(manifest.sessions()).singleElement().satisfies(session -> {
            assertThat(session.session()).isEqualTo(event.session().toString());
            assertThat(session.grants()).containsExactly(event.grant());
            assertThat(session.policyHashes()).containsExactly(event.policyHash());
            assertThat(session.firstPosition()).isEqualTo(1);
            assertThat(session.lastPosition()).isEqualTo(20);
        });
        assertThat(manifest.provenance())
                .singleElement()
                .satisfies(by -> assertThat(by.by()).isEqualTo(BY));
        assertThat(manifest.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.firstPosition()).isEqualTo(11));
    }

    @Test
    void cutsWhatIsLarge() throws Exception {
        exporter(bucket, S3Server.SECRET, false, 4096).deliver(batch(1, 60));
        assertThat(server.objects(bucket)).hasSizeGreaterThan(4);
        assertHolds(records);
    }

    @Test
    void saysWhatIsWrongAndGoesOnWhenItIsRight() throws Exception {
        assertRetryable(
                exporter(bucket, "wrong", false, 1 << 20),
                batch(1, 10),
                "SignatureDoesNotMatch: check the credentials");
        assertRetryable(
                exporter("missing", S3Server.SECRET, false, 1 << 20), batch(1, 10), "NoSuchBucket: make the bucket");
        S3Exporter exporter = exporter();
        relay.busy = true;
        assertRetryable(exporter, batch(1, 10), "status 503 SlowDown");
        relay.busy = false;
        exporter.deliver(batch(1, 10));
        assertHolds(records.subList(0, 10));
    }

    /** Four parts and more that no compression makes smaller. */
    private static List<ExportRecord> large() {
        byte[] noise = new byte[16 << 20];
        new Random(1).nextBytes(noise);
        return Records.of(1, List.of(new Events().titled(Base64.getEncoder().encodeToString(noise))));
    }

    @Test
    void goesOnWithAnUploadThatTheStoreLeft() throws Exception {
        List<ExportRecord> large = large();
        S3Exporter exporter = exporter();
        relay.cutAfter = (2L * PART) + (PART / 2);
        relay.onCut = server::kill;
        assertRetryable(exporter, new Batch(Events.PURPOSE, large), "Exception");
        assertThat(server.lines(bucket)).as("nothing half is there").isEmpty();
        assertRetryable(exporter, new Batch(Events.PURPOSE, large), "Exception");
        server.start();
        long before = relay.passed.get();
        exporter.deliver(new Batch(Events.PURPOSE, large));
        assertHolds(large);
        assertThat(relay.passed.get() - before).as("only the rest is sent").isBetween(PART * 1L, PART * 2L);
        exporter.deliver(Records.batch(2, new Events().some(3)));
        assertThat(server.lines(bucket)).hasSize(4);
    }

    @Test
    void goesOnWithAnUploadThatAnotherInstanceBegan() throws Exception {
        List<ExportRecord> large = large();
        relay.cutAfter = (1L * PART) + (PART / 2);
        assertRetryable(exporter(), new Batch(Events.PURPOSE, large), "Exception");
        long before = relay.passed.get();
        exporter().deliver(new Batch(Events.PURPOSE, large));
        assertHolds(large);
        assertThat(relay.passed.get() - before).isLessThan(PART * 3L);
    }

    @Test
    void givesUpUploadsThatNobodyGoesOnWith() throws Exception {
        relay.cutAfter = (1L * PART) + (PART / 2);
        assertRetryable(exporter(), new Batch(Events.PURPOSE, large()), "Exception");
        try (Client client = Client.open()) {
            client.begin(Duration.ofSeconds(20));
            Multipart multipart = new Multipart(
                    new Bucket(server.endpoint(), "us-east-1", bucket, true),
                    PART,
                    new Credentials(S3Server.KEY_ID, S3Server.SECRET, ""),
                    client);
            assertThat(multipart.abortStale("oriel/", Instant.now())).isZero();
            assertThat(multipart.abortStale("other/", Instant.now().plus(Duration.ofDays(2))))
                    .isZero();
            assertThat(multipart.abortStale("oriel/", Instant.now().plus(Duration.ofDays(2))))
                    .isOne();
            assertThat(multipart.abortStale("oriel/", Instant.now().plus(Duration.ofDays(2))))
                    .isZero();
        }
    }

    @Test
    void putsEachPictureOnce() throws Exception {
        List<ExportRecord> frames = new ArrayList<>();
        Events events = new Events();
        int[] asked = {0};
        for (int i = 1; i <= 4; i++) {
            frames.add(withPicture(
                    FakeExportRecord.of(i, events.of(new Frame("abc" + i % 2, 4, 4, List.of()))), asked));
        }
        exporter(bucket, S3Server.SECRET, true, 1 << 20).deliver(new Batch(Events.PURPOSE, frames));
        exporter(bucket, S3Server.SECRET, true, 1 << 20).deliver(new Batch(Events.PURPOSE, frames));
        String folder = "oriel/pictures/" + Events.DEVICE + "/";
        assertThat(server.objects(bucket))
                .contains(folder + "abc0.png", folder + "abc1.png")
                .hasSize(4);
        assertThat(asked[0]).as("made from the store").isEqualTo(2);
    }

    private static ExportRecord withPicture(FakeExportRecord record, int[] asked) {
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
                asked[0]++;
                return Optional.of(new byte[] {1, 2, 3});
            }
        };
    }

    @Test
    void takesKeysFromAFileOrFromTheEnvironment() throws Exception {
        Credentials fromFile = Credentials.of(S3Server.credentials(dir, "abc"), Map.of());
        assertThat(fromFile.secret()).isEqualTo("abc");
        assertThat(fromFile).hasToString("Credentials[test-key]");
        Map<String, String> environment =
                Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b", "AWS_SESSION_TOKEN", "c");
        assertThat(Credentials.of(null, environment).sessionToken()).isEqualTo("c");
        assertThatThrownBy(() -> Credentials.of(null, Map.of())).hasMessageContaining("credentialsFile is empty");
        Path file = dir.resolve("credentials-abc");
        Files.writeString(file, "nothing");
        assertThatThrownBy(() -> Credentials.of(SecretFile.of("credentialsFile", file.toString()), Map.of()))
                .hasMessage("credentialsFile=" + file + " has no aws_access_key_id and aws_secret_access_key");
    }

    @Test
    void wrongSettingsAreNamed() {
        for (String endpoint : List.of("http://example.org", "https://h/path", "https://h?x", "h")) {
            assertThatThrownBy(() -> Settings.bucket(endpoint, "r", "bucket", true))
                    .hasMessageStartingWith("endpoint=" + endpoint + ", allowed: https://host");
        }
        assertThatThrownBy(() -> Settings.bucket("https://h", "r", "B", true))
                .hasMessageStartingWith("bucket=B, allowed:");
        assertThatThrownBy(() -> Settings.bucket("https://h", "R", "bucket", true))
                .hasMessageStartingWith("region=R, allowed:");
        assertThatThrownBy(() -> new Layout("/x", 4096, PART)).hasMessageStartingWith("prefix=/x, allowed:");
        assertThatThrownBy(() -> new Layout("x", 1, PART)).hasMessage("maxObjectBytes=1, allowed: 4096 to 268435456");
        assertThatThrownBy(() -> new Layout("x", 4096, 1)).hasMessage("partBytes=1, allowed: 5242880 to 67108864");
        assertThat(new Bucket(URI.create("https://s3.example.org"), "r", "bucket", false).where())
                .isEqualTo("https://s3.example.org bucket bucket");
    }
}
