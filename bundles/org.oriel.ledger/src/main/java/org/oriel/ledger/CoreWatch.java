package org.oriel.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.ControlListener;
import org.oriel.host.Admission;
import org.oriel.host.CapturePipeline;
import org.oriel.host.EventStore;
import org.oriel.host.Ledger;
import org.oriel.host.PipelineStatus;
import org.oriel.host.StoreException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Writes into the ledger what the core does, by looking at it from outside: what was captured, masked and dropped at the
 * end of each stretch and every hour, and every change of bundles and policy. Its own thread, so that nobody waits.
 */
@Component(name = "org.oriel.ledger.watch", service = ControlListener.class, immediate = true)
public final class CoreWatch implements ControlListener, BundleListener {
    /** After the last change, that long: a set that is being applied is one change. */
    private static final long QUIET_SECONDS = 3;

    private final Ledger ledger;
    private final BundleContext context;
    private final Logger log;
    private final BundleChanges bundles;
    private final Counts counts = new Counts();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread created = new Thread(task, "oriel-ledger-watch");
        created.setDaemon(true);
        return created;
    });

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable CapturePipeline pipeline;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable EventStore store;

    // Below: only on the thread.
    private Instant since = Instant.now();
    private String policy = "";
    private boolean recording;
    private boolean failing;

    private volatile @Nullable Admission admission;
    private volatile AutoCloseable listening = () -> {};

    /** Called by Declarative Services. */
    @Activate
    public CoreWatch(
            @Reference Ledger ledger, BundleContext context, @Reference(service = LoggerFactory.class) Logger log) {
        this.ledger = ledger;
        this.context = context;
        this.log = log;
        this.bundles = new BundleChanges(context);
        // A task that is late because the machine slept runs once.
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        context.addBundleListener(this);
        var settled = thread.schedule(this::settled, QUIET_SECONDS, TimeUnit.SECONDS);
        var hourly = thread.scheduleWithFixedDelay(this::hourly, 1, 1, TimeUnit.HOURS);
    }

    /** The policy appeared. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setAdmission(Admission service) {
        admission = service;
        listening = service.onReplace(new Admission.Listener() {
            @Override
            public void replacing(Admission.Rules next) {}

            @Override
            public void replaced() {
                run(CoreWatch.this::policy);
            }
        });
        run(this::policy);
    }

    /** It goes away. */
    public void unsetAdmission(Admission service) {
        if (admission == service) {
            admission = null;
            try {
                listening.close();
            } catch (Exception e) {
                log.warn("the policy's listener did not close: {}", e.getClass().getName());
            }
        }
    }

    @Override
    public void changed(CaptureState state) {
        boolean records = state.phase() == CaptureState.Phase.RECORDING;
        run(() -> {
            if (recording && !records) {
                captured(state.reason());
            } else if (records && !recording) {
                since = Instant.now();
            }
            recording = records;
        });
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        run(() -> {
            if (bundles.note(event)) {
                var unused = thread.schedule(this::settled, QUIET_SECONDS, TimeUnit.SECONDS);
            }
        });
    }

    private void run(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("the ledger's watch has ended");
        }
    }

    private void settled() {
        bundles.take().forEach(change -> append("bundle", change));
        Map<String, String> set = bundles.set();
        if (!set.isEmpty()) {
            append("set", set);
        }
    }

    private void policy() {
        Admission now = admission;
        String hash = now == null ? "" : now.current().hash();
        if (!hash.equals(policy) && now != null) {
            policy = hash;
            append("policy", Map.of("hash", hash));
        }
    }

    private void hourly() {
        captured("hour");
    }

    private void captured(String why) {
        CapturePipeline now = pipeline;
        if (now == null) {
            return;
        }
        Map<String, Long> all = new HashMap<>();
        PipelineStatus status = now.status();
        all.put("stored", status.stored());
        all.put("masked", status.masked());
        all.put("gaps", status.gaps());
        Counts.add(all, "dropped.", status.dropped());
        Counts.add(all, "redacted.", status.redacted());
        EventStore kinds = store;
        if (kinds != null) {
            Counts.add(all, "kind.", kinds.stored());
        }
        Map<String, String> facts = counts.grown(all);
        if (!facts.isEmpty()) {
            facts.put("from", since.truncatedTo(ChronoUnit.SECONDS).toString());
            facts.put("until", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            facts.put("end", why.isEmpty() ? "unknown" : why);
            append("captured", facts);
        }
        since = Instant.now();
    }

    private void append(String kind, Map<String, String> facts) {
        try {
            ledger.append(kind, facts);
            failing = false;
        } catch (StoreException | RuntimeException e) {
            if (!failing) {
                log.warn("the ledger does not take entries: {}", String.valueOf(e.getMessage()));
            }
            failing = true;
        }
    }

    /** Tells what is left to tell. */
    @Deactivate
    public void stop() {
        context.removeBundleListener(this);
        run(() -> captured("stop"));
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
