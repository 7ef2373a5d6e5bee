package org.oriel.export.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.Exporter;
import org.oriel.api.export.ExporterName;
import org.oriel.api.export.Exports;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;
import org.oriel.trajectory.dataset.DatasetException;
import org.oriel.trajectory.dataset.FileEntry;
import org.oriel.trajectory.dataset.FolderKind;
import org.oriel.trajectory.dataset.Manifest;
import org.oriel.trajectory.dataset.Provenance;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Puts events as objects into an S3-compatible store. */
@Component(name = "org.oriel.export.s3", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = S3Exporter.Config.class)
@ExporterName("s3")
@Exports(destination = "The object store that was set for this computer", purpose = "ai-training")
public final class S3Exporter implements Exporter {
    /** Settings. */
    @ObjectClassDefinition(name = "S3 exporter", description = "Puts events as objects into an S3-compatible store")
    public @interface Config {
        /** Where the store is. */
        @AttributeDefinition(description = "https address of the store, without bucket; http only for this computer")
        String endpoint();

        /** Region of the bucket. */
        @AttributeDefinition(description = "Region that requests are signed for")
        String region() default "us-east-1";

        /** Name of the bucket. */
        @AttributeDefinition(description = "Bucket; it must exist")
        String bucket();

        /** What names of objects begin with. */
        @AttributeDefinition(description = "Beginning of the names of objects, without slashes at its ends")
        String prefix() default "oriel";

        /** Where the bucket stands. */
        @AttributeDefinition(description = "Bucket in the path (most stores), else in the host name (AWS)")
        boolean pathStyle() default true;

        /** Who we are. */
        @AttributeDefinition(
                description = "Absolute path of a file (0600) as ~/.aws/credentials; empty for AWS_ACCESS_KEY_ID and"
                        + " AWS_SECRET_ACCESS_KEY of the environment")
        String credentialsFile() default "";

        /** What is done with the pictures of frames. */
        @AttributeDefinition(description = "none, or put: each picture once, as <prefix>/pictures/<device>/<image>.png")
        String pictures() default "none";

        /** An object is cut before it gets larger. */
        @AttributeDefinition(
                description = "Bytes of an object before compression, 4096 to 268435456; a larger event goes alone")
        int maxObjectBytes() default 16 << 20;

        /** Larger objects go in parts. */
        @AttributeDefinition(description = "Size of the parts of larger objects in bytes, 5242880 to 67108864")
        int partBytes() default 8 << 20;

        /** How long a delivery may take. */
        @AttributeDefinition(description = "Seconds for a delivery with all its requests, 1 to 25")
        int timeoutSeconds() default 20;
    }

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int PICTURES_REMEMBERED = 1024;

    private final Bucket bucket;
    private final Layout layout;
    private final boolean pictures;
    private final Duration timeout;
    private final @Nullable SecretFile credentialsFile;
    private final Provenance provenance;
    private final Map<String, Boolean> sentPictures = new LinkedHashMap<>();
    private final Object lock = new Object();
    // Guarded by lock: deactivation comes from another thread than delivery.
    private @Nullable Client client;
    private boolean closed;
    // Of the delivering thread.
    private long partFirst = -1;
    private long partDone = -1;
    private long notBeforeNanos;
    private boolean mustWait;
    private boolean looked;

    /** For Declarative Services. */
    @Activate
    public S3Exporter(BundleContext context, Config config) throws IOException {
        this(
                Settings.bucket(
                        text(config.endpoint()), text(config.region()), text(config.bucket()), config.pathStyle()),
                new Layout(text(config.prefix()), config.maxObjectBytes(), config.partBytes()),
                Settings.oneOf("pictures", text(config.pictures()), List.of("none", "put"))
                        .equals("put"),
                Settings.seconds("timeoutSeconds", config.timeoutSeconds()),
                SecretFile.of("credentialsFile", text(config.credentialsFile())),
                new Provenance(
                        context.getBundle().getSymbolicName() + "/"
                                + context.getBundle().getVersion(),
                        text(context.getProperty("oriel.redaction.profile")),
                        List.of(),
                        text(context.getProperty("oriel.set.hash"))));
    }

    S3Exporter(
            Bucket bucket,
            Layout layout,
            boolean pictures,
            Duration timeout,
            @Nullable SecretFile credentialsFile,
            Provenance provenance)
            throws IOException {
        this.bucket = bucket;
        this.layout = layout;
        this.pictures = pictures;
        this.timeout = timeout;
        this.credentialsFile = credentialsFile;
        this.provenance = provenance;
        credentials(); // a file without a key fails here, not at the first delivery
    }

    // DS hands null for a setting that is not there.
    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    /** Read anew for each delivery, so that keys can be changed. */
    private Credentials credentials() throws IOException {
        return Credentials.of(credentialsFile, System.getenv());
    }

    /** Returns when the store has each object of the batch. */
    @Override
    public void deliver(Batch batch) throws PermanentException, RetryableException {
        if (mustWait && notBeforeNanos - System.nanoTime() > 0) {
            throw new RetryableException(bucket.where() + " asked to be left alone for another "
                    + Duration.ofNanos(notBeforeNanos - System.nanoTime()).toSeconds() + " s (Retry-After)");
        }
        mustWait = false;
        // What an attempt before got through is not sent again, or a slow store would never get to the end of a batch.
        List<ExportRecord> left = batch.first() == partFirst
                ? batch.records().stream().filter(r -> r.position() > partDone).toList()
                : batch.records();
        partFirst = batch.first();
        try {
            Client open = client();
            open.begin(timeout);
            Credentials credentials = credentials();
            giveUpStale(credentials, open);
            if (pictures) {
                pictures(left, credentials, open);
            }
            for (List<ExportRecord> part : layout.objects(left)) {
                events(part, batch.purpose(), credentials, open);
                partDone = part.get(part.size() - 1).position();
            }
        } catch (IOException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryableException(bucket.where() + ": the delivery was interrupted", e);
        }
        partFirst = -1;
    }

    private RetryableException failed(IOException e) throws PermanentException {
        if (e instanceof S3Error error) {
            if (error.isLasting()) {
                throw new PermanentException(bucket.where() + ": " + e.getMessage(), e);
            }
            error.retryAfter().ifPresent(wait -> {
                notBeforeNanos = System.nanoTime() + wait.toNanos();
                mustWait = true;
            });
            return new RetryableException(bucket.where() + ": " + e.getMessage(), e);
        }
        String reason = e instanceof HttpTimeoutException
                ? "no answer in time"
                : (e.getClass().getSimpleName() + " " + Objects.requireNonNullElse(e.getMessage(), "")).strip();
        return new RetryableException(bucket.where() + ": " + reason, e);
    }

    private void events(List<ExportRecord> records, String purpose, Credentials credentials, Client open)
            throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes, 8192)) {
            for (ExportRecord record : records) {
                out.write((record.json() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        CaptureEvent first = records.get(0).event();
        String key = layout.key(
                DAY.format(Instant.ofEpochMilli(first.time().wallMillis())),
                first.device().toString(),
                records.get(0).position(),
                records.get(records.size() - 1).position());
        Map<String, String> headers = Map.of(
                "content-type",
                "application/gzip",
                "x-amz-meta-oriel-purpose",
                purpose,
                "x-amz-meta-oriel-events",
                "" + records.size());
        put(key, headers, bytes.toByteArray(), credentials, open);
        // After the events: where a manifest is, its object is whole.
        byte[] manifest = manifest(key, purpose, bytes.toByteArray(), records);
        put(Layout.manifest(key), Map.of("content-type", "application/json"), manifest, credentials, open);
    }

    private byte[] manifest(String key, String purpose, byte[] object, List<ExportRecord> records)
            throws DatasetException {
        String device = records.get(0).event().device().toString();
        String dataset = UUID.nameUUIDFromBytes((layout.prefix() + "/" + device).getBytes(StandardCharsets.UTF_8))
                .toString();
        FileEntry file = new FileEntry(
                key.substring(key.lastIndexOf('/') + 1),
                FileEntry.Kind.RECORDS,
                object.length,
                SigV4.sha256(object),
                records.size(),
                "");
        FolderKind kind = new FolderKind("events-gz", 1, "s3", purpose);
        return Manifest.alone(dataset, kind, provenance, file, records).json().getBytes(StandardCharsets.UTF_8);
    }

    private void put(String key, Map<String, String> headers, byte[] payload, Credentials credentials, Client open)
            throws IOException, InterruptedException {
        if (payload.length > layout.partBytes()) {
            new Multipart(bucket, layout.partBytes(), credentials, open).put(key, headers, payload);
        } else {
            bucket.put(key, headers, payload, credentials, open);
        }
    }

    /** Before the events, so that no event names a picture that the store does not have. */
    private void pictures(List<ExportRecord> records, Credentials credentials, Client open)
            throws IOException, InterruptedException, RetryableException {
        for (ExportRecord record : records) {
            // Decoding costs more than this look, and few events are frames.
            if (!record.json().contains("\"image\"") || !(record.event().body() instanceof Frame frame)) {
                continue;
            }
            if (!frame.image().isEmpty() && !sentPictures.containsKey(frame.image())) {
                picture(frame.image(), record, credentials, open);
            }
        }
    }

    private void picture(String image, ExportRecord record, Credentials credentials, Client open)
            throws IOException, InterruptedException, RetryableException {
        String key = layout.picture(record.event().device().toString(), image);
        if (!bucket.has(key, credentials, open)) {
            Optional<byte[]> png = record.picture();
            if (png.isPresent()) {
                put(key, Map.of("content-type", "image/png"), png.get(), credentials, open);
            }
        }
        sentPictures.put(image, true);
        if (sentPictures.size() > PICTURES_REMEMBERED) {
            sentPictures.remove(sentPictures.keySet().iterator().next());
        }
    }

    /** Once after a start. */
    private void giveUpStale(Credentials credentials, Client open) throws IOException, InterruptedException {
        if (looked) {
            return;
        }
        try {
            new Multipart(bucket, layout.partBytes(), credentials, open)
                    .abortStale(layout.prefix() + "/", Instant.now());
        } catch (S3Error e) {
            if (e.status() != 403 && e.status() != 405 && e.status() != 501) {
                throw e;
            }
            // Not allowed or not known there: a key that may only put objects is a good key.
        }
        looked = true;
    }

    private Client client() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("the exporter was stopped");
            }
            Client open = client;
            if (open == null) {
                open = Client.open();
                client = open;
            }
            return open;
        }
    }

    /** Ends connections, and a delivery that is under way. */
    @Deactivate
    public void close() {
        synchronized (lock) {
            closed = true;
            if (client != null) {
                client.close();
                client = null;
            }
        }
    }
}
