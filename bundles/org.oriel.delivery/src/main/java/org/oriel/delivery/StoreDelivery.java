package org.oriel.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.ControlListener;
import org.oriel.api.export.Exporter;
import org.oriel.api.export.ExporterName;
import org.oriel.host.ConsentGate;
import org.oriel.host.Delivery;
import org.oriel.host.EventCodec;
import org.oriel.host.EventStore;
import org.oriel.host.Ledger;
import org.oriel.host.Pictures;
import org.oriel.host.RecallLog;
import org.oriel.host.StoreException;
import org.osgi.framework.BundleContext;
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

/** Carries stored events to exporters, one lane per exporter name. */
@Component(name = "org.oriel.delivery", service = Delivery.class, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StoreDelivery.Config.class)
public final class StoreDelivery implements Delivery {
    /** Settings. */
    @ObjectClassDefinition(name = "Delivery", description = "Batches, retries and positions for exporters")
    public @interface Config {
        /** Where the lists of refused events are kept. */
        @AttributeDefinition(description = "Absolute path of the folder for refused-<exporter>.jsonl")
        String directory();

        /** Most events in a batch. */
        @AttributeDefinition(description = "Most events in a batch, 1 to 10000")
        int batchRecords() default 512;

        /** First wait after a failure; doubles each time. */
        @AttributeDefinition(description = "First wait after a failed delivery; doubles with every failure in a row")
        long retryMinMillis() default 500;

        /** Longest wait. */
        @AttributeDefinition(description = "Longest wait while failures are few")
        long retryMaxMillis() default 60_000;

        /** Failures in a row after which the target is left alone. */
        @AttributeDefinition(description = "Failures in a row after which the target is left alone for pauseMillis")
        int failuresBeforePause() default 8;

        /** How long it is left alone. */
        @AttributeDefinition(description = "Wait between attempts after failuresBeforePause")
        long pauseMillis() default 300_000;

        /** After which a delivery is interrupted and its exporter suspended. */
        @AttributeDefinition(description = "A delivery that takes longer is interrupted, its exporter suspended")
        long deliverLimitMillis() default 30_000;

        /** How long an exporter that goes away may finish. */
        @AttributeDefinition(description = "How long an exporter that goes away may finish its delivery")
        long removeLimitMillis() default 5_000;

        /** Where a new exporter starts. */
        @AttributeDefinition(description = "Where a new exporter starts: earliest or latest")
        String start() default "earliest";

        /** Whether the person has to approve. */
        @AttributeDefinition(description = "Whether events leave only after the person approved them (oriel review)")
        boolean reviewRequired() default false;

        /** How long events stay. */
        @AttributeDefinition(
                description = "Hours that events stay here before they leave, 0 to 168; without reviewRequired an"
                        + " approval ends it")
        int holdHours() default 0;
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final EventStore store;
    private final EventCodec codec;
    private final Withdrawals withdrawals;
    private volatile @Nullable RecallLog recalls;
    private volatile String reason = "";
    private Runnable untold = () -> {};
    private final PausedFile pauses;
    private final Logger log;
    private final Settings settings;
    private final Hold hold;
    private final Pace pace;
    private final PictureSource pictures;
    private final Announcements announcements;
    private final Clock clock;
    private final DoubleSupplier random;
    private final AutoCloseable listening;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    // Notified when a lane got on; a lane never holds its own lock when it does that.
    private final Object progress = new Object();

    /** For Declarative Services. */
    @Activate
    public StoreDelivery(
            BundleContext context,
            @Reference EventStore store,
            @Reference EventCodec codec,
            @Reference ConsentGate gate,
            @Reference(service = LoggerFactory.class) Logger log,
            Config config) {
        this(
                store,
                codec,
                gate::covers,
                log,
                Settings.of(config),
                new Hold(
                        config.reviewRequired(),
                        config.holdHours(),
                        Settings.of(config).directory(),
                        Clock.systemUTC()),
                new SystemPace(),
                Clock.systemUTC(),
                () -> ThreadLocalRandom.current().nextDouble());
        // Not a service of this component: the gate would have to wait for whoever waits for the gate.
        ServiceRegistration<ControlListener> told = context.registerService(ControlListener.class, this::changed, null);
        this.untold = told::unregister;
        changed(gate.state());
    }

    StoreDelivery(
            EventStore store,
            EventCodec codec,
            Lane.Consent consent,
            Logger log,
            Settings settings,
            Hold hold,
            Pace pace,
            Clock clock,
            DoubleSupplier random) {
        this.hold = hold;
        this.store = store;
        this.codec = codec;
        this.withdrawals = new Withdrawals(new LeftGrants(settings.directory()), consent, log);
        this.pauses = new PausedFile(settings.directory());
        this.log = log;
        this.settings = settings;
        this.pace = pace;
        this.pictures = new PictureSource(pace);
        this.announcements = new Announcements(pace, log);
        this.clock = clock;
        this.random = random;
        this.listening = store.onAppend(() -> lanes.values().forEach(Lane::wake));
    }

    /** The recall list appeared: what was withdrawn in the last moment of an earlier run is written now. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setRecalls(RecallLog service) {
        recalls = service;
        withdrawals.state(reason, service);
    }

    /** It goes away. */
    public void unsetRecalls(RecallLog service) {
        if (recalls == service) {
            recalls = null;
        }
    }

    private void changed(CaptureState state) {
        reason = state.reason();
        RecallLog list = recalls;
        if (list != null) {
            withdrawals.state(state.reason(), list);
        }
    }

    /** Whoever puts pictures together appeared. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setPictures(Pictures service) {
        pictures.set(service);
    }

    /** It goes away. */
    public void unsetPictures(Pictures service) {
        pictures.unset(service);
    }

    /** The ledger appeared: from now on it is told what leaves. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setLedger(Ledger service) {
        announcements.set(service);
    }

    /** It goes away. */
    public void unsetLedger(Ledger service) {
        announcements.unset(service);
    }

    /** An exporter service appeared. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "updatedExporter")
    public void addExporter(Exporter exporter, ServiceReference<Exporter> reference) {
        add(String.valueOf(reference.getProperty(ExporterName.PROPERTY)), Offer.of(exporter, reference));
    }

    /** Its properties changed. */
    public void updatedExporter(Exporter exporter, ServiceReference<Exporter> reference) {
        String name = String.valueOf(reference.getProperty(ExporterName.PROPERTY));
        Offer offer = Offer.of(exporter, reference);
        Lane lane = lanes.get(name);
        if (lane == null || !lane.update(offer)) {
            remove(offer.service());
            add(name, offer);
        }
    }

    /** It goes away; when this returns it is not called any more. */
    public void removeExporter(Exporter exporter, ServiceReference<Exporter> reference) {
        remove(Offer.id(reference));
    }

    void add(String name, Offer offer) {
        if (!NAME.matcher(name).matches()) {
            log.warn(
                    "exporter of {} is not used: {}={}, allowed: 1 to 64 letters, digits, dots, dashes and underscores",
                    offer.bundle(),
                    ExporterName.PROPERTY,
                    name);
            return;
        }
        log.info("exporter {}: provided by {}", name, offer.bundle());
        lanes.computeIfAbsent(name, this::lane).add(offer);
    }

    void remove(long service) {
        for (Lane lane : lanes.values()) {
            if (lane.remove(service)) {
                log.error("exporter {}: did not end its delivery when it was removed; its thread is lost", lane.name());
            }
        }
    }

    private Lane lane(String name) {
        RefusedLog gaps = new RefusedLog(settings.directory(), name, clock);
        return new Lane(name, settings, pace, withdrawals::covers, pauses.contains(name), this::progressed, lane -> {
            BatchReader reader = new BatchReader(store, codec, pictures, hold, settings.batchRecords());
            return new Worker(lane, settings, store, reader, gaps, announcements, hold, pace, log, random);
        });
    }

    private void progressed() {
        synchronized (progress) {
            progress.notifyAll();
        }
    }

    @Override
    public List<ExporterStatus> exporters() {
        long last = store.status().last();
        Map<String, ExporterStatus> all = new TreeMap<>();
        try {
            store.cursors().forEach((name, position) -> {
                long behind = Math.max(0, last - position);
                all.put(name, new ExporterStatus(name, false, "absent", "", List.of(), position, behind, 0, 0, ""));
            });
        } catch (StoreException e) {
            log.warn("positions cannot be read: {}", e.getMessage());
        }
        lanes.forEach((name, lane) -> all.put(name, lane.status(last)));
        return List.copyOf(all.values());
    }

    @Override
    public void pause(String exporter) throws StoreException {
        Lane lane = known(exporter);
        pauses.add(exporter);
        lane.pause();
        log.info("exporter {}: paused", exporter);
    }

    @Override
    public void resume(String exporter) throws StoreException {
        Lane lane = known(exporter);
        pauses.remove(exporter);
        lane.resume();
        log.info("exporter {}: goes on", exporter);
    }

    @Override
    public long rewind(String exporter, long position) throws StoreException {
        Lane lane = known(exporter);
        // Its worker holds the position: it ends first, and begins anew afterwards.
        lane.pause();
        try {
            if (!lane.rests()) {
                throw new StoreException(
                        StoreException.Reason.IO,
                        "exporter " + exporter + " is in a delivery that does not end; try again, or remove it first");
            }
            long now = store.rewind(exporter, position);
            lane.moved(now);
            log.info("exporter {}: back to position {}", exporter, now);
            return now;
        } finally {
            if (!pauses.contains(exporter)) {
                lane.resume();
            }
        }
    }

    @Override
    public void retire(String exporter) throws StoreException {
        Lane lane = lanes.get(exporter);
        if (lane != null && lane.isProvided()) {
            throw new IllegalArgumentException("exporter " + exporter + " is there, allowed: one that was removed");
        }
        if (!store.cursors().containsKey(exporter)) {
            throw unknown(exporter);
        }
        store.retire(exporter);
        pauses.remove(exporter);
        lanes.remove(exporter);
    }

    private Lane known(String exporter) throws StoreException {
        Lane lane = lanes.get(exporter);
        if (lane != null) {
            return lane;
        }
        if (store.cursors().containsKey(exporter)) {
            return lanes.computeIfAbsent(exporter, this::lane);
        }
        throw unknown(exporter);
    }

    private IllegalArgumentException unknown(String exporter) {
        String names =
                String.join(", ", exporters().stream().map(ExporterStatus::name).toList());
        return new IllegalArgumentException(
                "exporter " + exporter + " is not known, allowed: " + (names.isEmpty() ? "there is none" : names));
    }

    @Override
    public boolean reviewed() {
        return hold.review();
    }

    @Override
    public long approved() {
        return hold.approved();
    }

    @Override
    public void approve(long position) throws StoreException {
        hold.approve(Math.min(position, store.status().last()));
        log.info("events up to position {} are approved", hold.approved());
        lanes.values().forEach(Lane::wake);
    }

    @Override
    public boolean drain(Duration limit) throws InterruptedException {
        long last = store.status().last();
        long until = pace.nanos() + limit.toNanos();
        lanes.values().forEach(Lane::hurry);
        synchronized (progress) {
            while (true) {
                List<Lane> behind = new ArrayList<>(lanes.values());
                behind.removeIf(lane -> lane.hasAll(last));
                long left = until - pace.nanos();
                if (behind.isEmpty()) {
                    return true;
                }
                // Waiting for one that is suspended would only take the whole limit to say the same.
                if (left <= 0 || behind.stream().allMatch(Lane::isStuck)) {
                    return false;
                }
                pace.await(progress, left);
            }
        }
    }

    /** Ends every delivery. */
    @Deactivate
    public void stop() {
        untold.run();
        try {
            listening.close();
        } catch (Exception e) {
            log.warn("the store's listener did not close: {}", Problems.where(e));
        }
        lanes.values().forEach(Lane::stop);
        long until = pace.nanos() + settings.removeLimit().toNanos();
        lanes.values().forEach(lane -> lane.awaitStop(until));
        announcements.end();
        pace.close();
    }
}
