package org.oriel.control.tray;

import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.ControlListener;
import org.oriel.api.consent.Indicator;
import org.oriel.host.CapturePipeline;
import org.oriel.host.ConsentGate;
import org.oriel.host.NotAllowedException;
import org.osgi.framework.BundleContext;
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

/**
 * The sign: in the panel where it shows items, else, when nothing else confirms that it shows, in an older tray or as a
 * window. There is no setting that hides it.
 */
@Component(
        name = "org.oriel.control.tray",
        service = {Indicator.class, ControlListener.class},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TrayIndicator.Config.class)
public final class TrayIndicator implements Indicator, ControlListener {
    private static final long TICK_SECONDS = 5;
    private static final String NOBODY_SHOWS = "no-indicator";
    private static final String WIDER = "consent-outdated";

    /** Settings. */
    @ObjectClassDefinition(name = "Oriel tray")
    @interface Config {
        /** Display. */
        @AttributeDefinition(description = "X11 display for the window and the older tray. Empty: $DISPLAY.")
        String display() default "";

        /** Language. */
        @AttributeDefinition(description = "Language of the words, en or de.")
        String language() default "en";

        /** The page. */
        @AttributeDefinition(
                description =
                        "File that holds the address of the person's page, for \"Open the page\". Empty: no such entry.")
        String pageFile() default "";
    }

    private final ConsentGate gate;
    private final String language;
    private final String pageFile;
    private final Map<String, String> environment;
    private final Supplier<String> classPath;
    private final Logger log;
    private final StatusItem item;
    private final ScheduledExecutorService hands = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "oriel-tray");
        made.setDaemon(true);
        return made;
    });
    private final Set<String> suspended = new TreeSet<>();

    /** Guards {@link #sign} and {@link #closed}; not held while a process is asked. */
    private final Object lock = new Object();

    private @Nullable SignProcess sign;
    private boolean closed;
    private volatile boolean alone;
    private volatile Look look;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable CapturePipeline pipeline;

    /** Comes up with nothing shown; the first question brings it there. */
    @Activate
    public TrayIndicator(
            Config config,
            BundleContext context,
            @Reference ConsentGate gate,
            @Reference(service = LoggerFactory.class) Logger log) {
        this(gate, config.language(), config.pageFile(), environment(config.display()), () -> classPath(context), log);
    }

    TrayIndicator(
            ConsentGate gate,
            String language,
            String pageFile,
            Map<String, String> environment,
            Supplier<String> classPath,
            Logger log) {
        if (!language.equals("en") && !language.equals("de")) {
            throw new IllegalArgumentException(
                    "org.oriel.control.tray: language is \"" + language + "\", allowed: en, de");
        }
        this.gate = gate;
        this.language = language;
        this.pageFile = pageFile;
        this.environment = environment;
        this.classPath = classPath;
        this.log = log;
        this.look = Look.of(gate.state(), language);
        this.item = new StatusItem(environment, Clock.systemUTC(), look, !pageFile.isEmpty(), this::clicked);
        // Also while nothing is recorded: whoever is here sees that it is off, and why.
        hand(item::confirm);
        var unused = hands.scheduleWithFixedDelay(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    private static Map<String, String> environment(String display) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (!display.isEmpty()) {
            environment.put("DISPLAY", display);
        }
        return environment;
    }

    private static String classPath(BundleContext context) {
        File file = context.getDataFile("sign.jar");
        try {
            if (file == null) {
                throw new IOException("the framework has no storage");
            }
            return SignClasses.write(context.getBundle(), file.toPath());
        } catch (IOException e) {
            throw new IllegalStateException("the sign's classes could not be written", e);
        }
    }

    /** Takes the sign away; sources are gone before, because the service is. */
    @Deactivate
    public void close() {
        hands.shutdownNow();
        item.close();
        synchronized (lock) {
            closed = true;
            if (sign != null) {
                sign.close();
            }
        }
    }

    @Override
    public String name() {
        return "tray";
    }

    @Override
    public boolean confirm() {
        follow();
        noticeSuspensions();
        if (item.confirm()) {
            alone = false;
            end();
            return true;
        }
        return alone && !started().shown().isEmpty();
    }

    @Override
    public void changed(CaptureState state) {
        Look before = look;
        Look next = Look.of(state, language);
        look = next;
        if (next.reason().equals(NOBODY_SHOWS)) {
            alone = true;
        }
        hand(() -> {
            item.show(next);
            SignProcess running = running();
            if (running != null) {
                running.show(next);
            } else if (alone) {
                begin();
            }
            if (next.reason().equals(WIDER) && !before.reason().equals(WIDER)) {
                item.notify(next.german() ? "Oriel fragt wieder" : "Oriel asks again", next.detail());
            }
        });
    }

    private void tick() {
        try {
            follow();
            item.countDown();
        } catch (RuntimeException e) {
            log.error("the tray failed at something and goes on", e);
        }
    }

    /** Looks itself: a change between the start and the first call of {@link #changed} is told to nobody. */
    private void follow() {
        CaptureState state = gate.state();
        if (!Look.of(state, language).equals(look)) {
            changed(state);
        }
    }

    private void clicked(String command) {
        hand(() -> {
            try {
                switch (command) {
                    case StatusItem.PAUSE -> gate.pause(gate.defaultPause());
                    case StatusItem.RESUME -> gate.resume();
                    case StatusItem.PAGE ->
                        new ProcessBuilder(
                                        "xdg-open",
                                        java.nio.file.Files.readString(java.nio.file.Path.of(pageFile))
                                                .strip())
                                .start();
                    default -> {
                        // Nothing stands behind it in this state.
                    }
                }
            } catch (NotAllowedException e) {
                item.notify("Oriel", String.valueOf(e.getMessage()));
            } catch (IOException e) {
                log.warn("the page could not be opened", e);
            }
        });
    }

    private void hand(Runnable task) {
        try {
            hands.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    log.error("the tray failed at something and goes on", e);
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("the tray is closed");
        }
    }

    private void noticeSuspensions() {
        CapturePipeline present = pipeline;
        if (present == null) {
            return;
        }
        for (String plugin : present.status().suspended()) {
            if (suspended.add(plugin)) {
                hand(() -> item.notify(
                        look.german() ? "Oriel hat einen Baustein angehalten" : "Oriel has stopped a plugin", plugin));
            }
        }
    }

    private @Nullable SignProcess running() {
        synchronized (lock) {
            return sign != null && sign.alive() ? sign : null;
        }
    }

    private SignProcess started() {
        SignProcess running = running();
        return running != null ? running : begin();
    }

    private SignProcess begin() {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the tray is closed");
            }
            if (sign == null || !sign.alive()) {
                try {
                    sign = SignProcess.start(classPath.get(), environment, this::clicked);
                } catch (IOException e) {
                    throw new IllegalStateException("the sign could not be started", e);
                }
                sign.show(look);
            }
            return sign;
        }
    }

    private void end() {
        synchronized (lock) {
            if (sign != null) {
                sign.close();
                sign = null;
            }
        }
    }
}
