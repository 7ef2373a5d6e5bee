package org.oriel.control.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.oriel.host.EventCodec;
import org.oriel.host.EventStore;
import org.oriel.host.Pictures;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.tracker.ServiceTracker;

/** What {@code oriel frames} does in a framework of its own: looks at a store, whether an instance writes to it or not. */
@Component(
        name = "org.oriel.control.shell.frames",
        service = FramesSession.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FramesSession.Config.class)
public final class FramesSession {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel frames")
    public @interface Config {
        /** What to do. */
        @AttributeDefinition(description = "list, show, export or masks.")
        String command();

        /** Which one. */
        @AttributeDefinition(description = "Id of a frame such as f12, for show and masks.")
        String frame() default "";

        /** Which session. */
        @AttributeDefinition(description = "Beginning of a session's id; empty for all.")
        String session() default "";

        /** How many. */
        @AttributeDefinition(description = "Only so many frames, the newest; 0 for all.")
        int last() default 0;

        /** Where to. */
        @AttributeDefinition(description = "Folder for export, file for masks.")
        String out() default "";

        /** For machines. */
        @AttributeDefinition(description = "Whether to print JSON lines.")
        boolean json() default false;
    }

    /** A bundle that starts late is waited for that long; one that is not in the set costs it once. */
    private static final long PATIENCE_MILLIS = 5_000;

    private final FrameCommands.Request request;
    private final EventStore store;
    private final EventCodec codec;
    private final IntConsumer exit;
    private final ServiceTracker<Pictures, Pictures> pictures;
    private final Thread thread;

    /**
     * Begins when the whole set is started.
     *
     * @param started the launcher's way to stop
     */
    @Activate
    public FramesSession(
            BundleContext context,
            Config config,
            @Reference EventStore store,
            @Reference EventCodec codec,
            @Reference(target = "(oriel.started=true)") IntConsumer started) {
        this.request = new FrameCommands.Request(
                config.command(), config.frame(), config.session(), config.last(), config.out(), config.json());
        this.store = store;
        this.codec = codec;
        this.exit = started;
        this.pictures = new ServiceTracker<>(context, Pictures.class, null);
        pictures.open();
        this.thread = new Thread(this::run, "oriel-frames");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it. */
    @Deactivate
    public void close() {
        thread.interrupt();
        pictures.close();
    }

    private void run() {
        int code = CommandFailure.ENVIRONMENT;
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        try {
            new FrameCommands(store, codec, this::pictures, out).run(request);
            out.flush();
            code = out.checkError() ? CommandFailure.ENVIRONMENT : 0;
        } catch (CommandFailure e) {
            out.flush();
            System.err.println("oriel: " + e.getMessage());
            code = e.exitCode();
        } catch (RuntimeException e) {
            out.flush();
            System.err.println("oriel: frames: internal error: " + e);
        } finally {
            // Also when a picture needs more memory than there is: the process must not stay.
            int result = code;
            new Thread(() -> exit.accept(result), "oriel-exit").start();
        }
    }

    private Optional<Pictures> pictures() {
        try {
            return Optional.ofNullable(pictures.waitForService(PATIENCE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
