package org.oriel.pipeline;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.ContextExtractor;
import org.oriel.api.context.ContextSink;
import org.oriel.api.event.EventBody;
import org.oriel.api.redact.Redactor;
import org.oriel.api.redact.TextDetector;
import org.oriel.api.source.EventSink;
import org.oriel.host.Admission;
import org.oriel.host.CapturePipeline;
import org.oriel.host.EventStore;
import org.oriel.host.FrameDesk;
import org.oriel.host.Grant;
import org.oriel.host.PipelineStatus;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
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

/** The pipeline as a service: configuration, plugins, and the sink that exists only while a session is open. */
@Component(
        name = "org.oriel.pipeline",
        service = CapturePipeline.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = OrielPipeline.Config.class)
public final class OrielPipeline implements CapturePipeline {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel pipeline", description = "From admitted records to stored events.")
    @interface Config {
        @AttributeDefinition(description = "Records that a source's ring holds; a power of two.")
        int ringRecords() default 32_768;

        @AttributeDefinition(description = "How long records are collected after the first one, 0 to 1000.")
        int lingerMillis() default 200;

        @AttributeDefinition(description = "How long released events are collected before they are stored, 0 to 60000.")
        int storeIntervalMillis() default 1_000;

        @AttributeDefinition(
                description = "Characters between a key and the caret before it may be released, from 128.")
        int releaseCharacters() default 128;

        @AttributeDefinition(description = "How long an unfinished candidate may hold back what follows, 10 to 3600.")
        int openCandidateSeconds() default 120;

        @AttributeDefinition(
                description =
                        "Symbolic names of bundles whose detector or redactor must be there; else nothing is stored.")
        String[] requiredDetectors() default {
            "org.oriel.redact.text", "org.oriel.redact.secrets", "org.oriel.redact.titles"
        };

        @AttributeDefinition(description = "Time budget of one call of a plugin, 1 to hangMillis.")
        int callBudgetMillis() default 50;

        @AttributeDefinition(description = "After this time in one call a plugin hangs and is suspended, 100 to 60000.")
        int hangMillis() default 2_000;

        @AttributeDefinition(description = "Records a second, for five seconds on end, that suspend a source.")
        int floodRecordsPerSecond() default 20_000;

        @AttributeDefinition(
                description = "Steps of the times of keys: fine (10 ms), coarse (50 ms) or none (10 s, no rhythm).")
        String timing() default "fine";

        @AttributeDefinition(
                description = "What stands for a masked value that is no secret: numbered, keyed or surrogate.")
        String placeholders() default "numbered";

        @AttributeDefinition(
                description = "How long keys wait until an extractor says what field they went into, 250 to 2000.")
        int contextMillis() default 500;

        @AttributeDefinition(description = "Directory that keeps the random device id and the key of placeholders.")
        String directory();
    }

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final BundleContext context;
    private final Engine engine;
    private final AtomicReference<@Nullable ServiceRegistration<EventSink>> sink = new AtomicReference<>();
    private final AtomicReference<@Nullable ServiceRegistration<ContextSink>> contextSink = new AtomicReference<>();
    private final AtomicReference<@Nullable ServiceRegistration<FrameDesk>> desk = new AtomicReference<>();

    /** Starts the threads, which sleep until a session begins. */
    @Activate
    public OrielPipeline(
            BundleContext context,
            @Reference EventStore store,
            @Reference Admission admission,
            @Reference(service = LoggerFactory.class) Logger logger,
            Config config) {
        this(context, around(context, store, admission, logger, Settings.of(config)));
    }

    OrielPipeline(BundleContext context, Surroundings around) {
        this.context = context;
        engine = new Engine(around);
        engine.start();
    }

    private static Surroundings around(
            BundleContext context, EventStore store, Admission admission, Logger logger, Settings settings) {
        Bundle self = context.getBundle();
        return new Surroundings(
                settings,
                Clocks.system(),
                store,
                admission,
                DeviceId.in(settings.directory()),
                placeholders(settings),
                self.getSymbolicName() + "/" + self.getVersion(),
                logger);
    }

    private static Supplier<Placeholders> placeholders(Settings settings) {
        if (settings.placeholders() != Naming.KEYED) {
            return () -> new Placeholders(settings.placeholders(), new byte[0]);
        }
        byte[] key = PlaceholderKey.in(settings.directory());
        return () -> new Placeholders(Naming.KEYED, key.clone());
    }

    /** A detector came. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addDetector(TextDetector detector, ServiceReference<TextDetector> reference) {
        engine.addDetector(entry(detector, reference));
    }

    /** A detector went. */
    void removeDetector(ServiceReference<TextDetector> reference) {
        engine.removeDetector(id(reference));
    }

    /** A redactor came. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addRedactor(Redactor redactor, ServiceReference<Redactor> reference) {
        engine.addRedactor(entry(redactor, reference));
    }

    /** A redactor went. */
    void removeRedactor(ServiceReference<Redactor> reference) {
        engine.removeRedactor(id(reference));
    }

    /** An extractor came. It looks into applications: the law pack must permit what it declares. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addExtractor(ContextExtractor extractor, ServiceReference<ContextExtractor> reference) {
        Plugins.Entry<ContextExtractor> entry = entry(extractor, reference);
        Bundle bundle = reference.getBundle();
        SourcePermit permit = bundle == null ? null : SourcePermit.of(bundle);
        String objection = permit == null ? "has no bundle" : permit.objection().orElse("");
        if (permit == null || !objection.isEmpty()) {
            engine.refused(entry.bundle, String.valueOf(bundle == null ? "0" : bundle.getVersion()), objection);
        } else {
            engine.addExtractor(entry, permit.kinds());
        }
    }

    /** An extractor went. */
    void removeExtractor(ServiceReference<ContextExtractor> reference) {
        engine.removeExtractor(id(reference));
    }

    private static <T> Plugins.Entry<T> entry(T service, ServiceReference<T> reference) {
        Bundle bundle = reference.getBundle();
        String name = bundle == null || bundle.getSymbolicName() == null ? "unknown" : bundle.getSymbolicName();
        String version = bundle == null ? "0" : bundle.getVersion().toString();
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0;
        return new Plugins.Entry<>(service, name, version, ranking, id(reference));
    }

    private static long id(ServiceReference<?> reference) {
        return reference.getProperty(Constants.SERVICE_ID) instanceof Long id ? id : 0;
    }

    @Override
    public void begin(Grant grant) {
        engine.begin(grant);
        // Sources come to life in this call, on this thread; no lock is held.
        contextSink.set(context.registerService(ContextSink.class, new ContextSinkFactory(engine), null));
        sink.set(context.registerService(EventSink.class, new SinkFactory(engine), null));
        desk.set(context.registerService(FrameDesk.class, new DeskFactory(engine, engine.ask(Work::sessionId)), null));
    }

    @Override
    public void end(Disposition disposition, String reason) {
        withdraw(desk);
        withdraw(sink);
        withdraw(contextSink);
        engine.end(disposition, reason);
    }

    /** Sources and frames lose what they hand things to first: they stop in this call and hand over what they have. */
    private static <S> void withdraw(AtomicReference<@Nullable ServiceRegistration<S>> service) {
        ServiceRegistration<S> registration = service.getAndSet(null);
        if (registration != null) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // The framework was faster: this bundle is stopping.
                return;
            }
        }
    }

    @Override
    public void note(EventBody body) {
        Notes.check(body);
        engine.note(body);
    }

    @Override
    public void forget(Duration reach) {
        engine.forget(reach.compareTo(FOR_EVER) > 0 ? FOR_EVER.toNanos() : reach.toNanos());
    }

    @Override
    public void flush() {
        engine.flush();
    }

    @Override
    public PipelineStatus status() {
        return engine.status();
    }

    /** Ends an open session as a pause would, and the threads. */
    @Deactivate
    void stop() {
        try {
            end(Disposition.KEEP, "stop");
        } finally {
            engine.stop();
        }
    }
}
