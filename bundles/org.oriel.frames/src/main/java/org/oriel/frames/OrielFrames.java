package org.oriel.frames;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.oriel.api.context.ContextExtractor;
import org.oriel.api.redact.FrameRedactor;
import org.oriel.api.source.Screen;
import org.oriel.api.source.WhileCaptureAllowed;
import org.oriel.host.FrameDesk;
import org.oriel.host.FrameEncoder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Takes frames while capture is allowed and a session is open. */
@Component(
        name = "org.oriel.frames",
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = OrielFrames.Config.class)
@WhileCaptureAllowed
public final class OrielFrames {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel frames", description = "When frames are taken and how they are kept.")
    @interface Config {
        @AttributeDefinition(description = "How long nothing may change before a frame is taken, 0 to 10000.")
        int settleMillis() default 250;

        @AttributeDefinition(
                description = "How long after an action that is waited for, settleMillis to 60000; then one is taken.")
        int settleMostMillis() default 1_000;

        @AttributeDefinition(description = "Least time between frames that no action asked for, 0 to 3600000.")
        int changeMillis() default 2_000;

        @AttributeDefinition(
                description = "Time between frames while the screen changes without a pause, 100 to 3600000.")
        int heartbeatMillis() default 10_000;

        @AttributeDefinition(
                description =
                        "Largest frame, 1 to 256; a larger desktop is taken by the monitor with the keyboard's window.")
        int megapixels() default 17;

        @AttributeDefinition(description = "png; or webp, webp-lossy or jpeg where org.oriel.frames.codecs is.")
        String codec() default "png";

        @AttributeDefinition(description = "Bytes of pictures in any hour, 1 to 10240.")
        int mebibytesPerHour() default 64;

        @AttributeDefinition(description = "normal or low; low saves from the start and has an eighth of the bytes.")
        String profile() default "normal";

        @AttributeDefinition(
                description = "Share of one core that redaction and encoding may use on average, 1 to 100.")
        int processorPercent() default 10;
    }

    /** Until everything has ended; what has not is given up. */
    /** So long windows must have stood still: those below have drawn what was uncovered by then. */
    private static final long REST_NANOS = 500_000_000L;

    private static final long STOP_NANOS = 100_000_000L;
    /** Of the heap, for pixels. */
    private static final double PIXELS = 0.6;

    private final Plugins<FrameRedactor> redactors;
    private final Plugins<ContextExtractor> extractors;
    private final Encoders encoders = new Encoders();
    private final Canvases canvases;
    private final Screen screen;
    private final Signal signal;
    private final Outgoing outgoing;
    private final Finisher finisher;
    private final Thread taking;
    private final Thread finishing;
    private final Logger logger;

    /** Prepares; the redactors that are there come before {@link #start}. */
    @Activate
    public OrielFrames(
            BundleContext context,
            @Reference FrameDesk desk,
            @Reference(service = Screen.class) Map.Entry<Map<String, Object>, Screen> screen,
            @Reference(service = LoggerFactory.class) Logger logger,
            Config config) {
        this(permitted(desk, context, screen), screen.getValue(), logger, Settings.of(config), System::nanoTime);
    }

    OrielFrames(FrameDesk desk, Screen source, Logger logger, Settings settings, LongSupplier clock) {
        this.logger = logger;
        screen = new WatchedScreen(source);
        canvases = new Canvases((long) (Runtime.getRuntime().maxMemory() * PIXELS));
        signal = new Signal(clock);
        redactors = new Plugins<>("oriel-frame-redact", logger, signal::ask);
        extractors = new Plugins<>("oriel-frame-context", logger, signal::wake);
        outgoing = new Outgoing(desk, logger);
        Budget budget = new Budget(settings, clock.getAsLong());
        Redaction redaction = new Redaction(redactors, desk, settings.redactNanos(), OrielFrames::processorNanos);
        finisher = new Finisher(
                desk,
                outgoing,
                redaction,
                new ImageMaker(encoders),
                canvases,
                budget,
                settings.codec(),
                clock,
                OrielFrames::processorNanos,
                signal::wake,
                logger);
        Sticky sticky = new Sticky();
        String desktop = screen.desktop();
        Timeline timeline = new Timeline(desktop, settings, signal::wake);
        Camera camera = new Camera(
                screen,
                desk,
                canvases,
                settings.mostPixels(),
                clock,
                new Typing(desktop, sticky),
                new Fields(extractors, desk, sticky),
                new Exposure(Math.min(REST_NANOS, settings.settleMostNanos() / 2)));
        Taker taker = new Taker(
                screen, desk, camera, timeline, finisher, outgoing, canvases, budget, settings, clock, signal, logger);
        taking = thread(taker, "oriel-frames");
        finishing = thread(finisher, "oriel-frames-finish");
        screen.onChange(signal::change);
    }

    /** The law is asked whether whoever looks at the screen may. */
    private static FrameDesk permitted(
            FrameDesk desk, BundleContext context, Map.Entry<Map<String, Object>, Screen> screen) {
        Object id = screen.getKey().get(Constants.SERVICE_BUNDLEID);
        Bundle bundle = id instanceof Long number ? context.getBundle(number) : null;
        desk.source(Objects.requireNonNull(bundle, "the bundle of the screen is gone"));
        return desk;
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts. */
    @Activate
    void start() {
        taking.start();
        finishing.start();
    }

    private static long processorNanos() {
        return Bean.THREADS.getCurrentThreadCpuTime();
    }

    private static final class Bean {
        static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    }

    /** Ends it: nothing is kept after this returns. */
    @Deactivate
    public void stop() throws InterruptedException {
        outgoing.close();
        signal.stop();
        finisher.stop();
        redactors.close();
        extractors.close();
        long end = System.nanoTime() + STOP_NANOS;
        for (Thread thread : new Thread[] {taking, finishing}) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left > 0 && thread != Thread.currentThread()) {
                thread.join(left);
            }
        }
        canvases.close();
        logger.debug("frames: {}", outgoing.counts());
    }

    /** A redactor came. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addRedactor(FrameRedactor redactor, ServiceReference<FrameRedactor> reference) {
        redactors.add(redactor, name(reference), ranking(reference), id(reference));
    }

    /** A redactor went. */
    void removeRedactor(ServiceReference<FrameRedactor> reference) {
        redactors.remove(id(reference));
    }

    /** An extractor came. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addExtractor(ContextExtractor extractor, ServiceReference<ContextExtractor> reference) {
        extractors.add(extractor, name(reference), ranking(reference), id(reference));
    }

    /** An extractor went. */
    void removeExtractor(ServiceReference<ContextExtractor> reference) {
        extractors.remove(id(reference));
    }

    /** An encoder came. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addEncoder(FrameEncoder encoder) {
        encoders.add(encoder);
    }

    /** An encoder went. */
    void removeEncoder(FrameEncoder encoder) {
        encoders.remove(encoder);
    }

    // For tests, which have no services.

    Plugins<FrameRedactor> redactors() {
        return redactors;
    }

    Plugins<ContextExtractor> extractors() {
        return extractors;
    }

    private static String name(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return bundle == null ? "unknown" : bundle.getSymbolicName() + "/" + bundle.getVersion();
    }

    private static int ranking(ServiceReference<?> reference) {
        return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0;
    }

    private static long id(ServiceReference<?> reference) {
        return reference.getProperty(Constants.SERVICE_ID) instanceof Long id ? id : 0;
    }
}
