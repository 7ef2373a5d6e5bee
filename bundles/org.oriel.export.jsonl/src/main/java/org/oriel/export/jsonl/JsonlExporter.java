package org.oriel.export.jsonl;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Writes events as JSON lines into files on this computer. */
@Component(name = "org.oriel.export.jsonl", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = JsonlExporter.Config.class)
@ExporterName("jsonl")
@Exports(destination = "JSON lines files on this computer", purpose = "ai-training")
public final class JsonlExporter implements Exporter {
    /** Settings. */
    @ObjectClassDefinition(name = "JSON lines exporter", description = "Writes events as JSON lines into files")
    public @interface Config {
        /** Where the files are. */
        @AttributeDefinition(description = "Absolute path of the folder for events-<position>.jsonl")
        String directory();

        /** Size after which a new file is begun. */
        @AttributeDefinition(description = "Size in bytes after which a new file is begun, 4096 to 1099511627776")
        long maxFileBytes() default 64L << 20;
    }

    private final Folder folder;
    private final long maxFileBytes;
    private final Object lock = new Object();
    // Guarded by lock: the host calls from one thread, but deactivation comes from another.
    private @Nullable JsonlFile current;
    private boolean closed;

    /** For Declarative Services. */
    @Activate
    public JsonlExporter(Config config) throws IOException {
        // DS hands null for a setting that is not there.
        this(Path.of(Objects.requireNonNullElse(config.directory(), "")), config.maxFileBytes(), FileChannel::open);
    }

    JsonlExporter(Path directory, long maxFileBytes, Folder.Opener opener) throws IOException {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("directory=" + directory + ", allowed: an absolute path");
        }
        if (maxFileBytes < 4096 || maxFileBytes > 1L << 40) {
            throw new IllegalArgumentException("maxFileBytes=" + maxFileBytes + ", allowed: 4096 to " + (1L << 40));
        }
        this.folder = new Folder(directory, opener);
        this.maxFileBytes = maxFileBytes;
        // Nothing is opened yet: during a swap the instance that this one replaces still writes.
        folder.create();
        if (!Files.isWritable(directory)) {
            throw new IOException("directory=" + directory + " is not writable");
        }
    }

    /** Writes the batch; when it returns it survives a power cut. */
    @Override
    public void deliver(Batch batch) throws PermanentException, RetryableException {
        synchronized (lock) {
            if (closed) {
                throw new RetryableException(folder.path() + ": the exporter was stopped");
            }
            try {
                write(batch);
            } catch (IOException e) {
                giveUp();
                throw new RetryableException(folder.path() + ": " + reason(e), e);
            } catch (PermanentException | RetryableException | RuntimeException e) {
                giveUp();
                throw e;
            }
        }
    }

    private void write(Batch batch) throws IOException, PermanentException, RetryableException {
        if (current != null && !current.isIntact()) {
            // Somebody moved or changed it under us; what is written to it now would be lost with it.
            current.close();
            current = null;
        }
        if (current == null) {
            folder.create();
            current = folder.openNewest();
        }
        List<ExportRecord> records = batch.records();
        long next = current == null ? Long.MIN_VALUE : current.next();
        // Positions grow, so what was written before stands at the beginning.
        int repeated = 0;
        while (repeated < records.size() && records.get(repeated).position() < next) {
            repeated++;
        }
        folder.checkHolds(records.subList(0, repeated));
        for (ExportRecord record : records.subList(repeated, records.size())) {
            append(record.position(), JsonlFile.line(record));
        }
        if (current != null) {
            current.force();
        }
    }

    private void append(long position, byte[] line) throws IOException {
        JsonlFile file = current;
        boolean fits = file != null
                && position == file.next()
                && (file.size() == 0 || file.size() + line.length <= maxFileBytes);
        if (file == null || !fits) {
            if (file != null) {
                file.force();
                file.close();
                current = null;
            }
            file = folder.begin(position);
            current = file;
        }
        file.append(line);
    }

    /** After an error nobody knows what the file holds: back to what is known to be on the device. */
    private void giveUp() {
        JsonlFile file = current;
        current = null;
        if (file != null) {
            file.rollBack();
        }
    }

    /** Nothing is written after this. */
    @Deactivate
    public void close() throws IOException {
        synchronized (lock) {
            closed = true;
            if (current != null) {
                current.close();
                current = null;
            }
        }
    }

    private static String reason(IOException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        return message.toLowerCase(Locale.ROOT).contains("no space left")
                ? "no space left on the device"
                : (e.getClass().getSimpleName() + " " + message).strip();
    }
}
