package org.oriel.consent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Hashtable;
import java.util.List;
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
import org.oriel.host.Exemptions;
import org.oriel.host.Grant;
import org.oriel.host.Ledger;
import org.oriel.host.NotAllowedException;
import org.oriel.host.Notice;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceRegistration;
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
                description =
                        "Ids of the law packs that apply: of the site, the place of work, the residence, such as us-base;"
                                + " all must permit. Empty: capture is blocked.")
        String[] jurisdiction() default {};

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
        @AttributeDefinition(description = "Language of the person: en or de. A law pack without it blocks capture.")
        String language() default "en";

        /** Renewal. */
        @AttributeDefinition(description = "Days after which the person is asked again; 0: never.")
        int renewDays() default 365;

        /** Who signs law packs. */
        @AttributeDefinition(description = "Ed25519 public keys, base64, of who may sign law packs.")
        String[] lawKeys() default {};

        /** Drafts. */
        @AttributeDefinition(
                description = "Whether law packs count that nobody signed; the notice and the state say so.")
        boolean allowDraftLaw() default false;

        /** Legal basis. */
        @AttributeDefinition(description = "Recorded legal basis, such as of GDPR article 6; where a law pack asks.")
        String legalBasis() default "";

        /** Works council. */
        @AttributeDefinition(description = "Reference of the agreement with the works council, or that there is none.")
        String worksCouncilReference() default "";

        /** Impact assessment. */
        @AttributeDefinition(description = "Reference of the data protection impact assessment.")
        String dpiaReference() default "";

        /** Places. */
        @AttributeDefinition(description = "Places where work is recorded, where a law pack asks (Connecticut).")
        String locations() default "";

        /** Hours. */
        @AttributeDefinition(
                description = "Working hours, such as Mon-Fri 08:00-18:00 Europe/Berlin. Empty: at any hour.")
        String[] hours() default {};

        /** Holidays. */
        @AttributeDefinition(description = "Days without working hours, such as 2026-12-25.")
        String[] holidays() default {};

        /** On call. */
        @AttributeDefinition(description = "Single times beside the hours, such as 2026-12-24T20:00/2026-12-25T06:00.")
        String[] onCall() default {};

        /** Countries. */
        @AttributeDefinition(description = "Countries in which capture may run, such as US. Empty: it does not matter.")
        String[] country() default {};

        /** Where the country is told. */
        @AttributeDefinition(
                description = "File in which IT writes the country. Empty: the country of the system's time zone.")
        String countryFile() default "";

        /** Reviewers. */
        @AttributeDefinition(
                description = "Who answers requests for exemptions: name=X25519KEY or name=X25519KEY Ed25519KEY, public"
                        + " keys in base64; or one absolute path of a file of such lines.")
        String[] reviewers() default {};

        /** Managers. */
        @AttributeDefinition(description = "Names of line managers: they never answer, whatever the list above says.")
        String[] managers() default {};

        /** Signatures on answers. */
        @AttributeDefinition(description = "Whether only answers count that a reviewer signed.")
        boolean signedDecisions() default false;
    }

    private final BundleContext context;
    private final Logger log;
    private final GateSettings settings;
    private final BoundedCalls calls = new BoundedCalls();
    private final ControlThread control;
    private final StateListeners listeners;
    private final Gate gate;
    private final LedgerJournal journal;
    private final ServiceRegistration<Exemptions> exemptions;
    private final SynchronousBundleListener bundles = this::bundleChanged;
    private final AtomicBoolean queued = new AtomicBoolean();
    private final Map<Admission, AutoCloseable> policies = new ConcurrentHashMap<>();

    /** Reads the record of consent and looks at what is there. */
    @Activate
    public OrielGate(BundleContext context, Config config, @Reference(service = LoggerFactory.class) Logger log) {
        this.context = context;
        this.log = log;
        this.settings = settings(config);
        this.journal = new LedgerJournal(log);
        Clock clock = Clock.systemUTC();
        Cases cases = new Cases(new CaseFile(settings.directory()), settings.reviewers(), clock, journal, log);
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
                clock,
                control,
                listeners,
                cases,
                journal,
                log));
        this.exemptions = context.registerService(
                Exemptions.class, new ExemptionDesk(cases, gate::exempted, control), new Hashtable<>());
        context.addBundleListener(bundles);
        lookSoon();
    }

    /** Closes the gate; what was admitted is stored. */
    @Deactivate
    public void close() {
        context.removeBundleListener(bundles);
        wait("closing", gate::shutdown);
        try {
            exemptions.unregister();
        } catch (IllegalStateException e) {
            // The framework has done it: the bundle stops.
        }
        control.close();
        calls.close();
        journal.close();
    }

    private static GateSettings settings(Config config) {
        return GateSettings.of(
                        config.directory(),
                        config.jurisdiction(),
                        config.purpose(),
                        config.pauseMinutes(),
                        config.retentionDays(),
                        config.language())
                .with(
                        config.renewDays(),
                        LawSettings.of(
                                List.of(config.lawKeys()),
                                config.allowDraftLaw(),
                                Map.of(
                                        LawSettings.LEGAL_BASIS, config.legalBasis(),
                                        LawSettings.WORKS_COUNCIL, config.worksCouncilReference(),
                                        LawSettings.DPIA, config.dpiaReference(),
                                        LawSettings.LOCATIONS, config.locations())),
                        WorkingHours.of(List.of(config.hours()), List.of(config.holidays()), List.of(config.onCall())),
                        Whereabouts.of(List.of(config.country()), config.countryFile()),
                        Reviewers.of(
                                List.of(config.reviewers()), List.of(config.managers()), config.signedDecisions()));
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLedger(Ledger ledger) {
        journal.ledger(ledger);
    }

    void unbindLedger(Ledger ledger) {
        journal.ledgerGone(ledger);
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
    public List<Grant> grants() {
        return gate.grants();
    }

    @Override
    public Optional<String> agreed(String noticeHash) {
        return new GrantFile(settings.directory()).notice(noticeHash);
    }

    @Override
    public void refuse(String noticeHash, String how) throws NotAllowedException {
        ask(() -> {
            gate.refuse(noticeHash, how);
            return true;
        });
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
        return control.ask(task);
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
