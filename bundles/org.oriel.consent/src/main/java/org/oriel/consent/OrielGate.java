package org.oriel.consent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.ControlListener;
import org.oriel.api.consent.Indicator;
import org.oriel.host.Admission;
import org.oriel.host.CapturePipeline;
import org.oriel.host.ConsentGate;
import org.oriel.host.Grant;
import org.oriel.host.NotAllowedException;
import org.oriel.host.Notice;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.condition.Condition;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The gate in the framework: brings what happens there onto the control thread. What could widen capture (a bundle, a
 * policy) waits there for the gate, so that it never meets an open one; everything else is only passed on.
 */
@Component(
        name = "org.oriel.consent",
        service = ConsentGate.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = OrielGate.Config.class)
public final class OrielGate implements ConsentGate {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration FRAMEWORK = Duration.ofSeconds(10);

    /** Settings. */
    @ObjectClassDefinition(
            name = "Oriel consent",
            description = "Whether capture may run. An indicator is always needed.")
    @interface Config {
        /** Where decisions are recorded. */
        @AttributeDefinition(description = "Folder of the consent file, an absolute path.")
        String directory();

        /** Law pack. */
        @AttributeDefinition(
                description = "Id of the law pack that applies, such as us-base. Empty: capture is blocked.")
        String jurisdiction() default "";

        /** Purpose. */
        @AttributeDefinition(description = "What the records are for; part of the notice and of every record.")
        String purpose() default "ai-training";

        /** Length of a pause. */
        @AttributeDefinition(description = "Minutes of a pause when nobody says, 1 to 1440.")
        int pauseMinutes() default 30;

        /** Retention, for the notice. */
        @AttributeDefinition(description = "For the notice: days after which the store deletes records; 0: no limit.")
        int retentionDays() default 0;

        /** Language. */
        @AttributeDefinition(description = "Language of the person, such as en, for the legal part of the notice.")
        String language() default "en";
    }

    private final BundleContext context;
    private final Logger log;
    private final GateSettings settings;
    private final BoundedCalls calls = new BoundedCalls();
    private final ControlThread control;
    private final StateListeners listeners;
    private final Gate gate;
    private final SynchronousBundleListener bundles = this::bundleChanged;
    private final AtomicBoolean queued = new AtomicBoolean();
    private final Map<Admission, AutoCloseable> policies = new ConcurrentHashMap<>();

    /** Reads the record of consent and looks at what is there. */
    @Activate
    public OrielGate(BundleContext context, Config config, @Reference(service = LoggerFactory.class) Logger log) {
        this.context = context;
        this.log = log;
        this.settings = GateSettings.of(
                config.directory(),
                config.jurisdiction(),
                config.purpose(),
                config.pauseMinutes(),
                config.retentionDays(),
                config.language());
        this.control = new ControlThread(log);
        this.listeners = new StateListeners(calls, log);
        this.gate = new Gate(new Gate.Parts(
                settings,
                new FrameworkBundles(context),
                new GrantFile(settings.directory()),
                new ConditionSwitch(
                        () -> context.registerService(
                                Condition.class, Condition.INSTANCE, ConditionSwitch.properties()),
                        calls,
                        this::lookSoon),
                calls,
                Clock.systemUTC(),
                control,
                listeners,
                log));
        context.addBundleListener(bundles);
        lookSoon();
    }

    /** Closes the gate; what was admitted is stored. */
    @Deactivate
    public void close() {
        context.removeBundleListener(bundles);
        wait("closing", gate::shutdown);
        control.close();
        calls.close();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPipeline(CapturePipeline pipeline) {
        control.execute(() -> gate.pipeline(pipeline));
    }

    /** Waits: until the session has ended the pipeline must be there. */
    void unbindPipeline(CapturePipeline pipeline) {
        wait("losing the pipeline", () -> gate.pipelineGone(pipeline));
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAdmission(Admission admission) {
        policies.put(admission, admission.onReplace(new PolicyListener()));
        wait("another policy", () -> gate.admission(admission));
    }

    void unbindAdmission(Admission admission) {
        AutoCloseable listening = policies.remove(admission);
        try {
            if (listening != null) {
                listening.close();
            }
        } catch (Exception e) {
            log.warn("the policy could not be told that nobody listens", e);
        }
        wait("losing the policy", () -> gate.admissionGone(admission));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindIndicator(Indicator indicator) {
        // Waits, so that whoever shows the state knows it when its registration returns.
        wait("an indicator", () -> gate.indicator(indicator));
    }

    void unbindIndicator(Indicator indicator) {
        control.execute(() -> gate.indicatorGone(indicator));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindListener(ControlListener listener) {
        listeners.add(listener);
    }

    void unbindListener(ControlListener listener) {
        listeners.remove(listener);
    }

    @Override
    public CaptureState state() {
        return gate.state();
    }

    @Override
    public Notice notice() {
        return gate.notice();
    }

    @Override
    public Optional<Grant> grant() {
        return gate.grant();
    }

    @Override
    public boolean covers(String grant, String destination, String purpose) {
        return gate.covers(grant, destination, purpose);
    }

    @Override
    public Grant accept(String noticeHash, String how) throws NotAllowedException {
        return ask(() -> gate.accept(noticeHash, how));
    }

    @Override
    public void withdraw() {
        try {
            ask(Executors.callable(gate::withdraw));
        } catch (NotAllowedException e) {
            throw new IllegalStateException("withdrawing is always allowed", e);
        }
    }

    @Override
    public void pause(Duration length) throws NotAllowedException {
        Instant asked = Instant.now();
        ask(() -> {
            gate.pause(length, asked);
            return true;
        });
    }

    @Override
    public void resume() throws NotAllowedException {
        ask(() -> {
            gate.resume();
            return true;
        });
    }

    @Override
    public Duration defaultPause() {
        return settings.pause();
    }

    private <T> T ask(Callable<T> task) throws NotAllowedException {
        try {
            return control.call(ANSWER, task);
        } catch (NotAllowedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** For the framework's threads: they must go on, whatever happens. */
    private void wait(String what, Runnable task) {
        try {
            control.call(FRAMEWORK, Executors.callable(task));
        } catch (Exception e) {
            log.error("the gate did not keep up with {}", what, e);
        }
    }

    /** Many things happen at once at the start; one look is enough for all of them. */
    private void lookSoon() {
        if (queued.compareAndSet(false, true)) {
            control.execute(() -> {
                queued.set(false);
                gate.evaluate();
            });
        }
    }

    private void bundleChanged(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.INSTALLED, BundleEvent.UPDATED -> {
                // Before the bundle can start: its sources would come up at once where the gate is open.
                if (!FrameworkBundles.declared(event.getBundle()).isEmpty()) {
                    wait("a new bundle", gate::evaluate);
                } else if (event.getType() == BundleEvent.UPDATED) {
                    lookSoon();
                }
            }
            case BundleEvent.UNINSTALLED -> lookSoon();
            default -> {
                // Starting and stopping change nothing: what a bundle declares counts from its installation.
            }
        }
    }

    private final class PolicyListener implements Admission.Listener {
        @Override
        public void replacing(Admission.Rules next) {
            try {
                control.call(FRAMEWORK, Executors.callable(() -> gate.replacing(next)));
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void replaced() {
            control.execute(gate::replaced);
        }
    }
}
