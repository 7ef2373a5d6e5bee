package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;

/**
 * Runs the detectors on a thread of their own. A text is judged once in sixteen characters, so the hop costs little; and
 * a detector that hangs takes only that thread with it, never the typed text that waits for the verdict.
 */
final class Detectors implements Detection {
    /** Anything a detector may need to load the first time. */
    private static final String WARM_UP = "mail a@example.org, call +1 201 555 0123";

    /** Matchers of patterns call themselves; what is not used costs address space only. */
    private static final long STACK_BYTES = 8L << 20;

    private static final class Job {
        final String text;
        final List<Plugins.Entry<TextDetector>> entries;
        final @Nullable Thread waits;
        final List<Finding> findings = new ArrayList<>();
        private volatile String verdict = "";

        Job(String text, List<Plugins.Entry<TextDetector>> entries, @Nullable Thread waits) {
            this.text = text;
            this.entries = entries;
            this.waits = waits;
        }

        void end(String how) {
            verdict = how;
            if (waits != null) {
                LockSupport.unpark(waits);
            }
        }
    }

    private static final String DONE = "done";

    private final class Worker implements Runnable {
        final Guard guard = new Guard(clocks, settings.callBudgetNanos(), settings.hangNanos());
        volatile @Nullable Job job;
        volatile @Nullable Thread thread;

        @Override
        public void run() {
            try {
                while (worker == this) {
                    Job next = jobs.poll();
                    if (next == null) {
                        boolean ignored = Thread.interrupted();
                        LockSupport.park(this);
                    } else {
                        job = next;
                        next.end(judge(next));
                        job = null;
                    }
                }
            } catch (Abandoned given) {
                // Another worker has taken over, and the job was ended for it.
            }
        }

        private String judge(Job next) {
            Sensitive text = Sensitive.of(next.text);
            for (Plugins.Entry<TextDetector> entry : next.entries) {
                String trouble = ask(entry, text, next);
                if (!trouble.isEmpty()) {
                    return trouble;
                }
            }
            return DONE;
        }

        private String ask(Plugins.Entry<TextDetector> entry, Sensitive text, Job next) {
            if (!entry.suspended().isEmpty()) {
                return "";
            }
            if (!guard.enter(entry, Guard.Step.DETECT)) {
                return "detector gone";
            }
            Throwable failure = null;
            List<Finding> found = List.of();
            try {
                found = List.copyOf(Objects.requireNonNull(entry.service.detect(text), "findings"));
            } catch (Throwable thrown) {
                failure = thrown;
            }
            boolean overran = guard.exit() && next.waits != null;
            if (failure == null && !overran) {
                entry.worked();
                next.findings.addAll(found);
                return "";
            }
            String reason = failure == null ? entry.overran(clocks.nanos()) : entry.failed();
            if (failure != null) {
                suspensions.failed(entry, failure);
            }
            if (!reason.isEmpty()) {
                suspensions.suspend(entry, reason);
            }
            return failure == null ? "detector overran" : "detector failed";
        }
    }

    private final Settings settings;
    private final Clocks clocks;
    private final Plugins<TextDetector> plugins;
    private final Readiness readiness;
    private final Suspensions suspensions;
    private final Watchdog watchdog;
    private final ConcurrentLinkedQueue<Job> jobs = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Worker worker;

    Detectors(
            Settings settings,
            Clocks clocks,
            Plugins<TextDetector> plugins,
            Readiness readiness,
            Suspensions suspensions,
            Watchdog watchdog) {
        this.settings = settings;
        this.clocks = clocks;
        this.plugins = plugins;
        this.readiness = readiness;
        this.suspensions = suspensions;
        this.watchdog = watchdog;
    }

    @Override
    public List<Finding> detect(String text) throws DetectionFailed {
        Job job = new Job(text, plugins.all(), Thread.currentThread());
        // After the list: what was there then is in the list, and one that leaves later is noticed when it is called.
        if (!readiness.requiredPresent()) {
            throw new DetectionFailed("required detector missing");
        }
        submit(job);
        while (job.verdict.isEmpty()) {
            boolean ignored = Thread.interrupted();
            LockSupport.park(job);
        }
        if (!job.verdict.equals(DONE)) {
            throw new DetectionFailed(job.verdict);
        }
        return job.findings;
    }

    /** Lets a new detector load what it needs while nobody waits. */
    void warmUp(Plugins.Entry<TextDetector> entry) {
        submit(new Job(WARM_UP, List.of(entry), null));
    }

    private void submit(Job job) {
        watchdog.busy();
        jobs.add(job);
        Worker current = worker;
        Thread thread = current == null ? null : current.thread;
        LockSupport.unpark(thread);
    }

    void start() {
        Worker fresh = new Worker();
        worker = fresh;
        Thread thread = new Thread(null, fresh, "oriel-detect", STACK_BYTES);
        thread.setDaemon(true);
        fresh.thread = thread;
        thread.start();
    }

    void stop() {
        Worker last = worker;
        worker = null;
        if (last != null) {
            LockSupport.unpark(last.thread);
        }
        for (Job left = jobs.poll(); left != null; left = jobs.poll()) {
            left.end("stopped");
        }
    }

    @Nullable
    Thread thread() {
        Worker current = worker;
        return current == null ? null : current.thread;
    }

    /** Whether a detector runs now. */
    boolean running() {
        Worker current = worker;
        return current != null && current.guard.busy();
    }

    boolean in(Plugin plugin) {
        Worker current = worker;
        return current != null && current.guard.in(plugin);
    }

    /** The watchdog asks: a detector that hangs loses its thread and is suspended. */
    void expire(long now) {
        Worker current = worker;
        if (current == null || !current.guard.expire(now)) {
            return;
        }
        Plugin hung = Objects.requireNonNull(current.guard.plugin());
        Job job = current.job;
        suspensions.suspend(hung, "hung");
        start();
        if (job != null) {
            job.end("detector hung");
        }
        Thread thread = current.thread;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
