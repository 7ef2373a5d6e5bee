package org.oriel.control.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.oriel.host.EventStore;
import org.oriel.host.Transfer;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What {@code oriel export} and {@code oriel exporter try} do in a framework of their own. */
@Component(
        name = "org.oriel.control.shell.export",
        service = ExportSession.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ExportSession.Config.class)
public final class ExportSession {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel export")
    public @interface Config {
        /** What to do. */
        @AttributeDefinition(description = "export or try.")
        String command();

        /** Which one. */
        @AttributeDefinition(description = "Name of a format; for try also the file of a bundle.")
        String format();

        /** What there is. */
        @AttributeDefinition(description = "Formats, as NAME: PID [KEY=VALUE ...]; PID is bundle and configuration.")
        String[] formats();

        /** Where to. */
        @AttributeDefinition(description = "Folder.")
        String out();

        /** Which session. */
        @AttributeDefinition(description = "Beginning of a session's id; empty for all.")
        String session() default "";

        /** How many. */
        @AttributeDefinition(description = "Only so many events, the newest, for try.")
        long last() default 100;

        /** Settings of the exporter. */
        @AttributeDefinition(description = "Settings of the exporter, KEY=VALUE, one a line.")
        String settings() default "";

        /** For machines. */
        @AttributeDefinition(description = "Whether to print JSON.")
        boolean json() default false;
    }

    private final Config config;
    private final BundleContext context;
    private final Core core;
    private final EventStore store;
    private final Transfer transfer;
    private final ConfigurationAdmin configurations;
    private final IntConsumer exit;
    private final Thread thread;

    /**
     * Begins when the whole set is started.
     *
     * @param started the launcher's way to stop
     */
    @Activate
    public ExportSession(
            BundleContext context,
            Config config,
            @Reference Core core,
            @Reference EventStore store,
            @Reference Transfer transfer,
            @Reference ConfigurationAdmin configurations,
            @Reference(target = "(oriel.started=true)") IntConsumer started) {
        this.config = config;
        this.context = context;
        this.core = core;
        this.store = store;
        this.transfer = transfer;
        this.configurations = configurations;
        this.exit = started;
        this.thread = new Thread(this::run, "oriel-export");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it. */
    @Deactivate
    public void close() {
        thread.interrupt();
    }

    private void run() {
        int code = CommandFailure.ENVIRONMENT;
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        try {
            ExporterStart exporters = new ExporterStart(context, configurations, core::failures);
            code = new OneOffExport(new ExportFormats(config.formats()), store, transfer, exporters, out)
                    .run(new OneOffExport.Request(
                            config.command(),
                            config.format(),
                            Path.of(config.out()),
                            config.session(),
                            config.last(),
                            settings(config.settings()),
                            config.json()));
            out.flush();
            code = out.checkError() ? CommandFailure.ENVIRONMENT : code;
        } catch (CommandFailure e) {
            out.flush();
            System.err.println("oriel: " + e.getMessage());
            code = e.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            out.flush();
            System.err.println("oriel: " + config.command() + ": internal error: " + e);
        } finally {
            // Also when there is not enough memory: the process must not stay.
            int result = code;
            new Thread(() -> exit.accept(result), "oriel-exit").start();
        }
    }

    private static Map<String, String> settings(String lines) {
        Map<String, String> settings = new LinkedHashMap<>();
        lines.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return settings;
    }
}
