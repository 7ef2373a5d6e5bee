package org.oriel.export.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.oriel.api.export.Batch;
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
import org.osgi.service.metatype.annotations.Option;

/** Writes events and steps as Parquet files into a data set folder on this computer. */
@Component(name = "org.oriel.export.parquet", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ParquetExporter.Config.class)
@ExporterName("parquet")
@Exports(destination = "Parquet files on this computer", purpose = "ai-training")
public final class ParquetExporter implements Exporter {
    /** Settings. */
    @ObjectClassDefinition(
            name = "Parquet exporter",
            description = "Writes events and steps as a folder of Parquet files")
    public @interface Config {
        /** Where the data set is. */
        @AttributeDefinition(description = "Absolute path of the folder of the data set")
        String directory();

        /** Where the pictures go. */
        @AttributeDefinition(
                description = "Pictures: PNG files beside the tables, a column inside them, or none",
                options = {
                    @Option(label = "beside", value = "beside"),
                    @Option(label = "inside", value = "inside"),
                    @Option(label = "none", value = "none")
                })
        String images() default "beside";

        /** Events in one file. */
        @AttributeDefinition(description = "Events after which a file is written, 1 to 2000000")
        int rowsPerFile() default 250_000;

        /** Memory of a row group. */
        @AttributeDefinition(description = "Size of a row group in memory in megabytes, 1 to 512")
        int rowGroupMegabytes() default 8;

        /** Size of what waits. */
        @AttributeDefinition(
                description =
                        "Size in megabytes, of events as JSON and pictures, after which a file is written, 1 to 4096")
        int fileMegabytes() default 256;

        /** Age of what waits. */
        @AttributeDefinition(
                description =
                        "Minutes after which the next delivery writes a file, however few events wait, 1 to 10080")
        int flushMinutes() default 60;

        /** Whether steps are made. */
        @AttributeDefinition(description = "Whether the tables of steps and episodes are written")
        boolean steps() default true;
    }

    private final Settings settings;
    private final Object lock = new Object();
    // Guarded by lock: the host calls from one thread, but deactivation comes from another.
    private final Writer writer;
    private boolean closed;

    /** For Declarative Services. */
    @Activate
    public ParquetExporter(BundleContext context, Config config) throws IOException {
        this(settings(
                config,
                new Provenance(
                        context.getBundle().getSymbolicName() + "/"
                                + context.getBundle().getVersion(),
                        Objects.requireNonNullElse(context.getProperty("oriel.redaction.profile"), ""),
                        List.of(),
                        Objects.requireNonNullElse(context.getProperty("oriel.set.hash"), ""))));
    }

    /** Without a framework: nothing is known of the set and its redactors. */
    public ParquetExporter(Config config) throws IOException {
        this(settings(config, Provenance.unknown("org.oriel.export.parquet/0")));
    }

    private static Settings settings(Config config, Provenance provenance) {
        // DS hands null for a setting that is not there.
        return new Settings(
                Path.of(Objects.requireNonNullElse(config.directory(), "")),
                Settings.Images.of(config.images()),
                config.rowsPerFile(),
                config.rowGroupMegabytes(),
                config.fileMegabytes(),
                config.flushMinutes(),
                config.steps(),
                System::currentTimeMillis,
                provenance);
    }

    ParquetExporter(Settings settings) throws IOException {
        this.settings = settings;
        // Nothing is opened yet: during a swap the instance that this one replaces still writes.
        Disk.folder(settings.directory());
        if (!Files.isWritable(settings.directory())) {
            throw new IOException("directory=" + settings.directory() + " is not writable");
        }
        writer = new Writer(settings);
    }

    /** Keeps the batch in the journal, and writes files when enough is in it; when it returns the batch survives a power cut. */
    @Override
    public void deliver(Batch batch) throws PermanentException, RetryableException {
        synchronized (lock) {
            if (closed) {
                throw new RetryableException(settings.directory() + ": the exporter was stopped");
            }
            try (Closeable held = writer.hold(batch.purpose())) {
                writer.deliver(batch.records(), batch.purpose());
            } catch (IOException e) {
                writer.giveUp();
                throw new RetryableException(reason(e), e);
            } catch (PermanentException | RetryableException | RuntimeException e) {
                writer.giveUp();
                throw e;
            }
        }
    }

    /** Writes what is in the journal into files; nothing is written after this. */
    @Deactivate
    public void close() throws IOException {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            try (Closeable held = writer.holdAgain()) {
                writer.finish();
            } catch (RetryableException e) {
                // Another instance has taken over, and the journal with it.
                writer.giveUp();
            }
        }
    }

    private String reason(IOException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        if (e instanceof DatasetException) {
            return message; // It names the folder, and says what to do.
        }
        return settings.directory() + ": "
                + (message.toLowerCase(Locale.ROOT).contains("no space left")
                        ? "no space left on the device"
                        : (e.getClass().getSimpleName() + " " + message).strip());
    }
}
