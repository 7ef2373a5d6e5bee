package org.oriel.export.mcap;

import java.io.Closeable;
import java.io.IOException;
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

/** Writes events as MCAP files of the OWA profile into a data set folder on this computer, one or more files for each session. */
@Component(name = "org.oriel.export.mcap", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = McapExporter.Config.class)
@ExporterName("mcap")
@Exports(destination = "MCAP files on this computer", purpose = "ai-training")
public final class McapExporter implements Exporter {
    /** Settings. */
    @ObjectClassDefinition(name = "MCAP exporter", description = "Writes events as MCAP files of the OWA profile")
    public @interface Config {
        /** Where the files are. */
        @AttributeDefinition(description = "Absolute path of the folder for the MCAP files")
        String directory();

        /** Size after which a new file is begun. */
        @AttributeDefinition(description = "Size in megabytes after which a new file is begun, 1 to 4096")
        int maxFileMegabytes() default 256;

        /** Whether pictures of frames are written. */
        @AttributeDefinition(description = "Whether pictures are written as PNG files beside the MCAP files")
        boolean images() default true;
    }

    private static final long MEGABYTE = 1 << 20;

    private final Folder folder;
    private final long maxFileBytes;
    private final boolean images;
    private final Object lock = new Object();
    // Guarded by lock: the host calls from one thread, but deactivation comes from another.
    private @Nullable Session session;
    private boolean closed;

    /** For Declarative Services. */
    @Activate
    public McapExporter(BundleContext context, Config config) throws IOException {
        this(
                // DS hands null for a setting that is not there.
                Path.of(Objects.requireNonNullElse(config.directory(), "")),
                config.maxFileMegabytes(),
                config.images(),
                new Provenance(
                        context.getBundle().getSymbolicName() + "/"
                                + context.getBundle().getVersion(),
                        Objects.requireNonNullElse(context.getProperty("oriel.redaction.profile"), ""),
                        List.of(),
                        Objects.requireNonNullElse(context.getProperty("oriel.set.hash"), "")));
    }

    McapExporter(Path directory, int maxFileMegabytes, boolean images, Provenance provenance) throws IOException {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("directory=" + directory + ", allowed: an absolute path");
        }
        if (maxFileMegabytes < 1 || maxFileMegabytes > 4096) {
            throw new IllegalArgumentException("maxFileMegabytes=" + maxFileMegabytes + ", allowed: 1 to 4096");
        }
        this.folder = new Folder(directory, provenance);
        this.maxFileBytes = maxFileMegabytes * MEGABYTE;
        this.images = images;
        // Nothing is opened yet: during a swap the instance that this one replaces still writes.
        Disk.folder(directory);
        if (!Files.isWritable(directory)) {
            throw new IOException("directory=" + directory + " is not writable");
        }
    }

    /** Writes the batch; when it returns it survives a power cut. */
    @Override
    public void deliver(Batch batch) throws RetryableException {
        synchronized (lock) {
            if (closed) {
                throw new RetryableException(folder.path() + ": the exporter was stopped");
            }
            try (Closeable held = folder.hold(batch.purpose())) {
                write(batch.records(), batch.purpose());
            } catch (IOException e) {
                giveUp();
                throw new RetryableException(reason(e), e);
            } catch (RetryableException | RuntimeException e) {
                giveUp();
                throw e;
            }
        }
    }

    private void write(List<ExportRecord> records, String purpose) throws IOException, RetryableException {
        Session open = session;
        if (open != null && !open.purpose().equals(purpose) && open.isIntact()) {
            open.finish();
            session = null;
            open = null;
        }
        if (open == null || !open.isIntact()) {
            if (open != null) {
                // Another instance took the file over, or somebody moved it away.
                open.close();
                session = null;
            }
            open = new Session(folder, maxFileBytes, images, purpose);
            session = open;
        }
        // Positions grow, so what was written before stands at the beginning.
        int repeated = 0;
        while (repeated < records.size() && records.get(repeated).position() <= open.last()) {
            repeated++;
        }
        if (repeated > 0) {
            folder.checkHolds(records.subList(0, repeated), open.head(), purpose);
        }
        for (ExportRecord record : records.subList(repeated, records.size())) {
            open.add(record);
        }
        open.force();
    }

    private void giveUp() {
        if (session != null) {
            session.rollBack();
            session = null;
        }
    }

    /** Finishes the file that is being written; nothing is written after this. */
    @Deactivate
    public void close() throws IOException {
        synchronized (lock) {
            closed = true;
            if (session == null) {
                return;
            }
            try (Closeable held = folder.lock()) {
                if (session.isIntact()) {
                    session.finish();
                }
            } catch (RetryableException e) {
                // Another instance has taken over, and the file with it.
            } finally {
                session.close();
                session = null;
            }
        }
    }

    private String reason(IOException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        if (e instanceof DatasetException) {
            return message; // It names the folder, and says what to do.
        }
        return folder.path() + ": "
                + (message.toLowerCase(Locale.ROOT).contains("no space left")
                        ? "no space left on the device"
                        : (e.getClass().getSimpleName() + " " + message).strip());
    }
}
