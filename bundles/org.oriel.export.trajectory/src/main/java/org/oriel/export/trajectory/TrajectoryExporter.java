package org.oriel.export.trajectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.oriel.api.export.Batch;
import org.oriel.api.export.Exporter;
import org.oriel.api.export.ExporterName;
import org.oriel.api.export.Exports;
import org.oriel.api.export.RetryableException;
import org.oriel.trajectory.Reduction;
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

/** Writes steps and episodes, in the formats that agents are trained on, into a data set on this computer. */
@Component(name = "org.oriel.export.trajectory", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TrajectoryExporter.Config.class)
@ExporterName(TrajectoryExporter.NAME)
@Exports(destination = "A data set of steps and pictures on this computer", purpose = "ai-training")
public final class TrajectoryExporter implements Exporter {
    static final String NAME = "trajectory";

    /** Settings. */
    @ObjectClassDefinition(
            name = "Trajectory exporter",
            description = "Writes steps and episodes in the formats that agents are trained on")
    public @interface Config {
        /** Where the data set is. */
        @AttributeDefinition(description = "Absolute path of the folder of the data set")
        String directory();

        /** What is written. */
        @AttributeDefinition(
                description = "Formats: steps, agentnet, agentnet-standard, agentnet-bench, osworld, anthropic,"
                        + " anthropic-20250124, anthropic-browser, openai, puppeteer")
        String[] dialects() default {"steps", "agentnet"};

        /** Name of a triple click in AgentNet code. */
        @AttributeDefinition(
                description = "What AgentNet code calls a triple click: pyautogui.tripleClick, computer.tripleClick or"
                        + " computer.triple_click")
        String tripleClick() default "pyautogui.tripleClick";

        /** How far a notch scrolls. */
        @AttributeDefinition(description = "Pixels that a notch of the wheel stands for in OpenAI's format, 1 to 10000")
        int pixelsPerNotch() default 100;

        /** Whether steps without a picture are kept. */
        @AttributeDefinition(description = "Whether AgentNet steps without a picture are written, with an empty name")
        boolean keepWithoutPicture() default false;

        /** Idle time that ends an episode. */
        @AttributeDefinition(
                description = "Seconds without an action that end an episode that was not begun explicitly, 1 to 86400")
        int idleSeconds() default 300;

        /** Whether another application begins an episode. */
        @AttributeDefinition(description = "Whether another application ends an episode that was not begun explicitly")
        boolean splitByApplication() default false;

        /** Whether what is open is written at the end. */
        @AttributeDefinition(
                description =
                        "Whether the episode that is open when the exporter stops is written as it is; for one-off"
                                + " exports")
        boolean finishWhenStopped() default false;
    }

    private final Settings settings;
    private final Object lock = new Object();
    // Guarded by lock: the host calls from one thread, but deactivation comes from another.
    private @Nullable Writer writer;
    private boolean closed;

    /** For Declarative Services. */
    @Activate
    public TrajectoryExporter(BundleContext context, Config config) throws IOException {
        this(new Settings(
                // DS hands null for a setting that is not there.
                Path.of(Objects.requireNonNullElse(config.directory(), "")),
                Dialects.of(
                        List.of(config.dialects()),
                        new Dialects.Options(
                                config.tripleClick(), config.pixelsPerNotch(), config.keepWithoutPicture())),
                boundaries(config),
                config.finishWhenStopped(),
                provenance(context)));
    }

    TrajectoryExporter(Settings settings) throws IOException {
        this.settings = settings;
        // Nothing is opened yet: during a swap the instance that this one replaces still writes.
        Files.createDirectories(settings.directory());
        if (!Files.isWritable(settings.directory())) {
            throw new IOException("directory=" + settings.directory() + " is not writable");
        }
    }

    private static Reduction boundaries(Config config) {
        if (config.idleSeconds() < 1 || config.idleSeconds() > 86_400) {
            throw new IllegalArgumentException("idleSeconds=" + config.idleSeconds() + ", allowed: 1 to 86400");
        }
        return Reduction.DEFAULT.withBoundaries(config.idleSeconds() * 1_000L, config.splitByApplication());
    }

    private static Provenance provenance(BundleContext context) {
        String software = context.getBundle().getSymbolicName() + "/"
                + context.getBundle().getVersion();
        return new Provenance(
                software,
                Objects.requireNonNullElse(context.getProperty("oriel.redaction.profile"), ""),
                List.of(),
                Objects.requireNonNullElse(context.getProperty("oriel.set.hash"), ""));
    }

    /** Writes the batch: episodes that are complete in each dialect, the rest as events. When it returns it survives a power cut. */
    @Override
    public void deliver(Batch batch) throws RetryableException {
        synchronized (lock) {
            if (closed) {
                throw new RetryableException(settings.directory() + ": the exporter was stopped");
            }
            boolean written = false;
            try {
                Writer open = open(batch.purpose());
                open.deliver(batch.records());
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

    private Writer open(String purpose) throws IOException {
        Writer open = writer;
        if (open != null && !open.resume()) {
            // Another instance wrote in between, or somebody applied a recall.
            giveUp();
            open = null;
        }
        if (open == null) {
            open = new Writer(settings, purpose);
            writer = open;
        }
        return open;
    }

    /** What is in memory may be ahead of the device: the next delivery begins with what is there. */
    private void giveUp() {
        Writer open = writer;
        writer = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is given up either way.
            }
        }
    }

    /** Nothing is written after this. */
    @Deactivate
    public void close() throws IOException {
        synchronized (lock) {
            closed = true;
            Writer open = writer;
            if (open == null) {
                return;
            }
            writer = null;
            try (open) {
                if (settings.finishWhenStopped() && open.resume()) {
                    open.finish();
                }
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
