package org.oriel.redact.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oriel.api.redact.TextDetector;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;

/**
 * The extender: for each started bundle with the header {@code Oriel-Rules} one detector, registered in that bundle's
 * name. A pack that is not whole is refused, so that who requires its detector stays closed.
 */
@Component(
        name = "org.oriel.redact.rules",
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = RuleEngine.Config.class)
public final class RuleEngine implements BundleTrackerCustomizer<ServiceRegistration<TextDetector>> {
    static final String HEADER = "Oriel-Rules";
    static final int LONGEST_BUDGET = 1_000;

    /** Settings. */
    @ObjectClassDefinition(name = "Oriel rule engine", description = "Finds what the installed rule packs describe.")
    @interface Config {
        /** Countries, as ISO 3166 codes, whose phone numbers are known as they are dialled at home. */
        @AttributeDefinition(
                description =
                        "ISO 3166 codes of the countries whose national phone numbers are known; empty: those that"
                                + " the pack names")
        String[] phoneRegions() default {};

        /** More packs. */
        @AttributeDefinition(
                description = "Absolute path of a folder with *.json packs of this deployment; empty: none")
        String directory() default "";

        /** Time for one text. */
        @AttributeDefinition(
                description = "Milliseconds for one text, 1 to 1000; a text that takes longer is masked as a whole")
        int budgetMillis() default 25;

        /** Where outcomes of self-tests are kept. */
        @AttributeDefinition(
                description = "Absolute path of a folder that remembers which packs passed their own cases; empty: the"
                        + " framework's storage")
        String cacheDirectory() default "";
    }

    private final Logger logger;
    private final PackLoader loader;
    private final BundleTracker<ServiceRegistration<TextDetector>> tracker;
    private final List<ServiceRegistration<TextDetector>> own = new ArrayList<>();

    /** Takes the packs that are there, and those that come. */
    @Activate
    public RuleEngine(BundleContext context, @Reference(service = LoggerFactory.class) Logger logger, Config config)
            throws IOException {
        this(
                context,
                logger,
                settings(config),
                folder("directory", config.directory()),
                folder("cacheDirectory", config.cacheDirectory()));
    }

    RuleEngine(
            BundleContext context,
            Logger logger,
            EngineSettings settings,
            @Nullable Path directory,
            @Nullable Path cacheDirectory)
            throws IOException {
        this.logger = logger;
        loader = new PackLoader(context, settings, cacheDirectory);
        if (directory != null) {
            takeDirectory(context, directory);
        }
        tracker = new BundleTracker<>(context, Bundle.ACTIVE, this);
        tracker.open();
    }

    /** The detectors go. */
    @Deactivate
    public void close() {
        tracker.close();
        own.forEach(ServiceRegistration::unregister);
    }

    private static EngineSettings settings(Config config) {
        int budget = config.budgetMillis();
        if (budget < 1 || budget > LONGEST_BUDGET) {
            throw new IllegalArgumentException("budgetMillis=" + budget + ", allowed: 1 to " + LONGEST_BUDGET);
        }
        return new EngineSettings(
                config.phoneRegions() == null ? List.of() : List.of(config.phoneRegions()), budget * 1_000_000L);
    }

    private static @Nullable Path folder(String name, @Nullable String value) {
        String given = Objects.requireNonNullElse(value, "");
        if (given.isEmpty()) {
            return null;
        }
        Path path = Path.of(given);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(name + "=" + given + ", allowed: an absolute path, or nothing");
        }
        return path;
    }

    /** All files or none: whoever requires this bundle's detectors must not get some of them. */
    private void takeDirectory(BundleContext context, Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("directory=" + directory + ", allowed: a folder that is there");
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
        List<PackDetector> detectors = new ArrayList<>();
        for (Path file : files) {
            try {
                detectors.add(loader.load(file));
            } catch (IOException | RuntimeException e) {
                refused(String.valueOf(file.getFileName()), e);
                return;
            }
        }
        for (PackDetector detector : detectors) {
            own.add(register(context, detector));
        }
    }

    private void refused(String pack, Throwable e) {
        // Anything but a refusal may have content in its message.
        logger.warn(
                "rule pack of {} is refused, nothing of it is used: {}",
                pack,
                e instanceof PackException ? e.getMessage() : e.getClass().getName());
    }

    private static ServiceRegistration<TextDetector> register(BundleContext context, PackDetector detector) {
        return context.registerService(
                TextDetector.class,
                detector,
                new Hashtable<>(
                        Map.of("oriel.rules.pack", detector.name(), "oriel.rules.version", detector.version())));
    }

    /** Not on another thread: what is captured before the detectors are there could not be kept. */
    @Override
    public @Nullable ServiceRegistration<TextDetector> addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        String folder = bundle.getHeaders("").get(HEADER);
        BundleContext context = bundle.getBundleContext();
        if (folder == null || context == null) {
            return null;
        }
        String name = bundle.getSymbolicName() + " " + bundle.getVersion();
        PackDetector detector;
        try {
            detector = loader.load(bundle, folder);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            refused(name, e);
            return null;
        }
        try {
            ServiceRegistration<TextDetector> registration = register(context, detector);
            logger.info("rule pack of {}: {}", name, detector);
            return registration;
        } catch (IllegalStateException e) {
            logger.debug("rule pack of {} went while it was loaded", name);
            return null;
        }
    }

    @Override
    public void modifiedBundle(
            Bundle bundle, @Nullable BundleEvent event, ServiceRegistration<TextDetector> registration) {}

    @Override
    public void removedBundle(
            Bundle bundle, @Nullable BundleEvent event, ServiceRegistration<TextDetector> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            // The framework was faster.
            logger.debug("rule pack of {} is gone already", bundle.getSymbolicName());
        }
    }
}
