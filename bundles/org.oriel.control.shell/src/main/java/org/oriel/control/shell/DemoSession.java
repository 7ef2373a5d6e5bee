package org.oriel.control.shell;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.oriel.host.Delivery;
import org.oriel.host.EventStore;
import org.oriel.host.PipelineStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What {@code oriel demo} does: once the recorded session was played, stores, delivers, sums up and ends. */
@Component(
        name = "org.oriel.control.shell.demo",
        service = DemoSession.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DemoSession.Config.class)
public final class DemoSession {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel demo session")
    public @interface Config {
        /** Data directory, for the summary. */
        @AttributeDefinition(description = "Data directory, for the summary.")
        String data();

        /** Directory of the exported files, for the summary. */
        @AttributeDefinition(description = "Directory of the exported files, for the summary.")
        String export();
    }

    private final Config config;
    private final Core core;
    private final IntConsumer exit;
    private final Thread thread;

    /**
     * Starts when the session was played.
     *
     * @param played there once the last record was handed over
     * @param started the launcher's way to stop
     */
    @Activate
    public DemoSession(
            Config config,
            @Reference Core core,
            @Reference(target = "(osgi.condition.id=replay.finished)") Condition played,
            @Reference(target = "(oriel.started=true)") IntConsumer started) {
        this.config = config;
        this.core = core;
        this.exit = started;
        this.thread = new Thread(this::finish, "oriel-demo");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it. */
    @Deactivate
    public void close() {
        thread.interrupt();
    }

    private void finish() {
        int code;
        try {
            code = sum(System.out);
        } catch (CommandFailure e) {
            System.err.println("oriel: " + e.getMessage());
            code = e.exitCode();
        } catch (InterruptedException e) {
            return;
        }
        int result = code;
        new Thread(() -> exit.accept(result), "oriel-exit").start();
    }

    private int sum(PrintStream out) throws CommandFailure, InterruptedException {
        var pipeline = core.need(core.pipeline(), "pipeline");
        EventStore store = core.need(core.store(), "store");
        Delivery delivery = core.need(core.delivery(), "delivery");
        pipeline.flush();
        boolean drained = delivery.drain(Duration.ofSeconds(60));
        PipelineStatus status = pipeline.status();
        long delivered = delivery.exporters().stream()
                .mapToLong(Delivery.ExporterStatus::delivered)
                .sum();
        out.println("A recorded, made-up session was played through the whole pipeline.");
        out.printf("  records in     %,8d%n", status.received());
        out.printf("  not approved   %,8d  (never decoded)%n", status.dropped().getOrDefault("not-allowed", 0L));
        out.printf("  redacted       %8s  %s%n", sumOf(status), StatusReport.counts(status.redacted()));
        out.printf("  keys masked    %,8d  (typed into what was redacted)%n", status.masked());
        out.printf("  held back      %,8d%n", status.held());
        out.printf(
                "  stored         %,8d  events, encrypted, keys by %s%n",
                status.stored(), store.status().keyProtection());
        out.printf("  exported       %,8d%n", delivered);
        out.printf("  gaps           %,8d%n", status.gaps());
        out.println("  data           " + config.data());
        out.println("  JSON lines     " + config.export());
        out.println("Check it: oriel verify " + config.data());
        if (!drained) {
            throw new CommandFailure(CommandFailure.CHECK, "the exporter did not take everything within 60 s");
        }
        if (!status.problem().isEmpty()) {
            throw new CommandFailure(CommandFailure.CHECK, status.problem());
        }
        return delivered > 0 ? 0 : CommandFailure.CHECK;
    }

    private static long sumOf(PipelineStatus status) {
        return status.redacted().values().stream().mapToLong(Long::longValue).sum();
    }
}
