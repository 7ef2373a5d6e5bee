package org.oriel.export.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Frame;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.Exporter;
import org.oriel.api.export.ExporterName;
import org.oriel.api.export.Exports;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Posts events in batches to an HTTP endpoint. */
@Component(name = "org.oriel.export.http", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HttpExporter.Config.class)
@ExporterName("http")
@Exports(destination = "The HTTP server that was set for this computer", purpose = "ai-training")
public final class HttpExporter implements Exporter {
    /** Settings. */
    @ObjectClassDefinition(name = "HTTP exporter", description = "Posts events in batches to an HTTP endpoint")
    public @interface Config {
        /** Where to. */
        @AttributeDefinition(description = "https address that takes POST; http only for this computer")
        String url();

        /** Form of the body. */
        @AttributeDefinition(description = "ndjson (application/x-ndjson, one event a line) or json (an array)")
        String format() default "ndjson";

        /** Whether the body is compressed. */
        @AttributeDefinition(description = "Compress bodies (Content-Encoding: gzip)")
        boolean gzip() default true;

        /** What is done with the pictures of frames. */
        @AttributeDefinition(description = "none, or put: each picture once, to <url>/pictures/<image>.png")
        String pictures() default "none";

        /** A request is cut before it gets larger. */
        @AttributeDefinition(
                description = "Bytes of a body before compression, 4096 to 67108864; a larger event goes alone")
        int maxRequestBytes() default 1 << 20;

        /** How long a delivery may take. */
        @AttributeDefinition(description = "Seconds for a delivery with all its requests, 1 to 25")
        int timeoutSeconds() default 20;

        /** File with the bearer token. */
        @AttributeDefinition(description = "Absolute path of a file (0600) with a bearer token; empty for none")
        String tokenFile() default "";

        /** Certificate and key of this client. */
        @AttributeDefinition(description = "Absolute path of a PKCS12 file (0600) for mutual TLS; empty for none")
        String keyStoreFile() default "";

        /** Its password. */
        @AttributeDefinition(description = "Absolute path of a file (0600) with the password of keyStoreFile")
        String keyStorePasswordFile() default "";

        /** Certificates to trust instead of those of Java. */
        @AttributeDefinition(
                description = "Absolute path of a PKCS12 file with certificates to trust; empty for Java's")
        String trustStoreFile() default "";

        /** Its password. */
        @AttributeDefinition(description = "Absolute path of a file (0600) with the password of trustStoreFile")
        String trustStorePasswordFile() default "";
    }

    private static final int PICTURES_REMEMBERED = 1024;

    private final URI url;
    private final Bodies bodies;
    private final boolean pictures;
    private final Duration timeout;
    private final @Nullable SecretFile token;
    private final Tls tls;
    private final Map<String, String> origin;
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

    /** For Declarative Services. */
    @Activate
    public HttpExporter(BundleContext context, Config config) throws IOException {
        this(
                Settings.url("url", text(config.url())),
                new Bodies(text(config.format()), config.gzip(), config.maxRequestBytes()),
                Settings.oneOf("pictures", text(config.pictures()), List.of("none", "put"))
                        .equals("put"),
                Settings.seconds("timeoutSeconds", config.timeoutSeconds()),
                SecretFile.of("tokenFile", text(config.tokenFile())),
                new Tls(
                        SecretFile.of("keyStoreFile", text(config.keyStoreFile())),
                        SecretFile.of("keyStorePasswordFile", text(config.keyStorePasswordFile())),
                        Settings.file("trustStoreFile", text(config.trustStoreFile())),
                        SecretFile.of("trustStorePasswordFile", text(config.trustStorePasswordFile()))),
                origin(context));
    }

    /** Headers that tell what wrote and masked the events. */
    private static Map<String, String> origin(BundleContext context) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Oriel-Software",
                context.getBundle().getSymbolicName() + "/"
                        + context.getBundle().getVersion());
        headers.put("Oriel-Redaction-Profile", text(context.getProperty("oriel.redaction.profile")));
        headers.put("Oriel-Bundle-Set", text(context.getProperty("oriel.set.hash")));
        // What is no header value, as a profile with a name in another script, would fail each request.
        headers.values().removeIf(value -> !value.matches("[!-~]{1,256}"));
        return headers;
    }

    HttpExporter(
            URI url,
            Bodies bodies,
            boolean pictures,
            Duration timeout,
            @Nullable SecretFile token,
            Tls tls,
            Map<String, String> origin)
            throws IOException {
        this.url = url;
        this.bodies = bodies;
        this.pictures = pictures;
        this.timeout = timeout;
        this.token = token;
        this.tls = tls;
        this.origin = Map.copyOf(origin);
        tls.context(); // a wrong key store or password fails here, not at the first delivery
        if (token != null) {
            token.token();
        }
    }

    // DS hands null for a setting that is not there.
    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    /** Returns when the endpoint has answered each request of the batch with 2xx. */
    @Override
    public void deliver(Batch batch) throws PermanentException, RetryableException {
        if (mustWait && notBeforeNanos - System.nanoTime() > 0) {
            throw new RetryableException(Settings.name(url) + " asked to be left alone for another "
                    + Duration.ofNanos(notBeforeNanos - System.nanoTime()).toSeconds() + " s (Retry-After)");
        }
        mustWait = false;
        // What an attempt before got through is not sent again, or a slow target would never get to the end of a batch.
        List<ExportRecord> left = batch.first() == partFirst
                ? batch.records().stream().filter(r -> r.position() > partDone).toList()
                : batch.records();
        partFirst = batch.first();
        Client open = client();
        open.begin(timeout);
        try {
            if (pictures) {
                pictures(left, open);
            }
            for (List<ExportRecord> part : bodies.parts(left)) {
                post(part, batch.purpose(), open);
            }
        } catch (IOException e) {
            throw new RetryableException(Settings.name(url) + ": " + Answer.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryableException(Settings.name(url) + ": the delivery was interrupted", e);
        }
        partFirst = -1;
    }

    private void post(List<ExportRecord> part, String purpose, Client open)
            throws IOException, InterruptedException, PermanentException, RetryableException {
        Body body = bodies.of(part);
        HttpRequest.Builder request = authorized(url)
                .header("Content-Type", body.type())
                .header("Idempotency-Key", "\"" + body.key() + "\"")
                .header("Oriel-Purpose", purpose)
                .header("Oriel-Events", "" + part.size())
                .header(
                        "Oriel-Positions",
                        part.get(0).position() + "-" + part.get(part.size() - 1).position());
        origin.forEach(request::header);
        request.header("Content-Digest", body.digest());
        if (body.gzip()) {
            request.header("Content-Encoding", "gzip");
        }
        Answer answer = open.send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes())));
        if (answer.status() == 413 && part.size() > 1) {
            post(part.subList(0, part.size() / 2), purpose, open);
            post(part.subList(part.size() / 2, part.size()), purpose, open);
            return;
        }
        check(answer, Settings.name(url));
        partDone = part.get(part.size() - 1).position();
    }

    /** Before the events, so that no event names a picture that the target does not have. */
    private void pictures(List<ExportRecord> records, Client open)
            throws IOException, InterruptedException, PermanentException, RetryableException {
        for (ExportRecord record : records) {
            // Decoding costs more than this look, and few events are frames.
            if (!record.json().contains("\"image\"") || !(record.event().body() instanceof Frame frame)) {
                continue;
            }
            if (!frame.image().isEmpty() && !sentPictures.containsKey(frame.image())) {
                picture(frame.image(), record, open);
            }
        }
    }

    private void picture(String image, ExportRecord record, Client open)
            throws IOException, InterruptedException, PermanentException, RetryableException {
        Optional<byte[]> png = record.picture();
        if (png.isPresent()) {
            URI target = Settings.below(url, "pictures/" + Settings.fileName(image) + ".png");
            Answer answer = open.send(authorized(target)
                    .header("Content-Type", "image/png")
                    .header("If-None-Match", "*")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(png.get())));
            // 412: it has that picture.
            if (answer.status() != 412) {
                check(answer, Settings.name(target));
            }
        }
        sentPictures.put(image, true);
        if (sentPictures.size() > PICTURES_REMEMBERED) {
            sentPictures.remove(sentPictures.keySet().iterator().next());
        }
    }

    private void check(Answer answer, String target) throws PermanentException, RetryableException {
        answer.retryAfter().ifPresent(wait -> {
            notBeforeNanos = System.nanoTime() + wait.toNanos();
            mustWait = true;
        });
        answer.check(target);
    }

    private HttpRequest.Builder authorized(URI target) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target).header("User-Agent", "oriel-export-http");
        if (token != null) {
            request.header("Authorization", "Bearer " + token.token()); // read anew, so that it can be changed
        }
        return request;
    }

    private Client client() throws RetryableException {
        synchronized (lock) {
            if (closed) {
                throw new RetryableException(Settings.name(url) + ": the exporter was stopped");
            }
            Client open = client;
            if (open == null) {
                try {
                    open = Client.open(tls.context());
                } catch (IOException e) {
                    throw new RetryableException(Settings.name(url) + ": " + Answer.reason(e), e);
                }
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
