package org.oriel.export.jsonl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.Exporter;
import org.oriel.api.export.ExporterName;
import org.oriel.api.export.Exports;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;
import org.oriel.trajectory.dataset.DatasetException;
import org.oriel.trajectory.dataset.Provenance;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Writes events as JSON lines into a data set on this computer. */
@Component(name = "org.oriel.export.jsonl", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = JsonlExporter.Config.class)
@ExporterName(JsonlExporter.NAME)
@Exports(destination = "JSON lines files on this computer", purpose = "ai-training")
public final class JsonlExporter implements Exporter {
    static final String NAME = "jsonl";

    /** Settings. */
    @ObjectClassDefinition(name = "JSON lines exporter", description = "Writes events as JSON lines into files")
    public @interface Config {
        /** Where the files are. */
        @AttributeDefinition(description = "Absolute path of the folder for events-<position>.jsonl")
        String directory();

        /** Size after which a new file is begun. */
        @AttributeDefinition(description = "Size in bytes after which a new file is begun, 4096 to 1099511627776")
        long maxFileBytes() default 64L << 20;

        /** What is done with the pictures of frames. */
        @AttributeDefinition(description = "none, or files: each picture once, as images/<image>.png")
        String pictures() default "none";
    }

    private final Path directory;
    private final long maxFileBytes;
    private final boolean pictures;
    private final Provenance provenance;
    private final Object lock = new Object();
    // Guarded by lock: the host calls from one thread, but deactivation comes from another.
    private @Nullable EventFiles files;
    private boolean closed;

    /** For Declarative Services. */
    @Activate
    public JsonlExporter(BundleContext context, Config config) throws IOException {
        // DS hands null for a setting that is not there.
        this(
                Path.of(Objects.requireNonNullElse(config.directory(), "")),
                config.maxFileBytes(),
                Objects.requireNonNullElse(config.pictures(), ""),
                new Provenance(
                        context.getBundle().getSymbolicName() + "/"
                                + context.getBundle().getVersion(),
                        Objects.requireNonNullElse(context.getProperty("oriel.redaction.profile"), ""),
                        List.of(),
                        Objects.requireNonNullElse(context.getProperty("oriel.set.hash"), "")));
    }

    JsonlExporter(Path directory, long maxFileBytes, String pictures, Provenance provenance) throws IOException {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("directory=" + directory + ", allowed: an absolute path");
        }
        if (maxFileBytes < 4096 || maxFileBytes > 1L << 40) {
            throw new IllegalArgumentException("maxFileBytes=" + maxFileBytes + ", allowed: 4096 to " + (1L << 40));
        }
        if (!List.of("none", "files").contains(pictures)) {
            throw new IllegalArgumentException("pictures=" + pictures + ", allowed: none, files");
        }
        this.directory = directory;
        this.maxFileBytes = maxFileBytes;
        this.pictures = pictures.equals("files");
        this.provenance = provenance;
        // Nothing is opened yet: during a swap the instance that this one replaces still writes.
        create(directory);
        if (!Files.isWritable(directory)) {
            throw new IOException("directory=" + directory + " is not writable");
        }
    }

    private static void create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(directory);
        }
    }

    /** Writes the batch; when it returns it survives a power cut. */
    @Override
    public void deliver(Batch batch) throws PermanentException, RetryableException {
        for (ExportRecord record : batch.records()) {
            if (record.json().indexOf('\n') >= 0) {
                throw new PermanentException("the event at position " + record.position() + " is not one line of JSON");
            }
        }
        synchronized (lock) {
            if (closed) {
                throw new RetryableException(directory + ": the exporter was stopped");
            }
            boolean written = false;
            try {
                EventFiles open = open(batch.purpose());
                open.write(batch.records());
                open.rest();
                written = true;
            } catch (IOException e) {
                throw new RetryableException(reason(e), e);
            } finally {
                if (!written) {
                    giveUp();
                }
            }
        }
    }

    private EventFiles open(String purpose) throws IOException {
        EventFiles open = files;
        if (open != null && !open.resume()) {
            // Another instance wrote in between, somebody applied a recall, or moved the folder away.
            giveUp();
            open = null;
        }
        if (open == null) {
            open = new EventFiles(directory, maxFileBytes, pictures, purpose, provenance);
            files = open;
        }
        return open;
    }

    /** After an error nobody knows what the files hold: the next delivery begins with what is on the device. */
    private void giveUp() {
        EventFiles open = files;
        files = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is given up either way.
            }
        }
    }

    /** Nothing is written after this, but the manifest. */
    @Deactivate
    public void close() throws IOException {
        synchronized (lock) {
            closed = true;
            EventFiles open = files;
            files = null;
            if (open != null) {
                open.close();
            }
        }
    }

    private String reason(IOException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        if (e instanceof DatasetException) {
            return message; // It names the folder, and says what to do.
        }
        return directory + ": "
                + (message.toLowerCase(Locale.ROOT).contains("no space left")
                        ? "no space left on the device"
                        : (e.getClass().getSimpleName() + " " + message).strip());
    }
}
