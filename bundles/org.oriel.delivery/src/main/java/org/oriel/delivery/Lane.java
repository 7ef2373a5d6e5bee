package org.oriel.delivery;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.host.Delivery.ExporterStatus;

/**
 * One exporter name: who provides it, how it is doing, and the thread that works for it, of which there is at most one.
 *
 * <p>A worker holds no lock while it calls the store or an exporter. An exporter that does not come back is abandoned
 * together with the thread that is stuck in it; whatever that thread does later counts for nothing.
 */
final class Lane {
    private static final long LOOK_AGAIN_NANOS = 60_000_000_000L;

    /** How long an interrupted delivery gets to end. */
    private static final long INTERRUPTED_NANOS = 1_000_000_000L;

    /** What a lane is doing, as {@code oriel status} shows it. */
    enum State {
        ABSENT,
        IDLE,
        DELIVERING,
        HELD,
        WAITING,
        PAUSED,
        SUSPENDED
    }

    private final String name;
    private final Settings settings;
    private final Pace pace;
    private final Consent consent;
    private final Runnable progress;
    private final WorkerFactory workers;

    private final Object lock = new Object();
    // All below is guarded by lock, which is notified when any of it changes.
    private final Offers offers = new Offers();
    private @Nullable Worker worker;
    private @Nullable Offer called;
    private long calls;
    private boolean news;
    private boolean hurry;
    private boolean caughtUp;
    private boolean stopped;
    private boolean paused;
    private State state = State.ABSENT;
    private String problem = "";
    private long position;
    private long delivered;
    private long refused;

    /** Makes the worker of a lane, not started. */
    interface WorkerFactory {
        Worker worker(Lane lane);
    }

    /** Whether the person agreed. */
    interface Consent {
        boolean covers(String grant, String destination, String purpose);
    }

    Lane(
            String name,
            Settings settings,
            Pace pace,
            Consent consent,
            boolean paused,
            Runnable progress,
            WorkerFactory workers) {
        this.consent = consent;
        this.paused = paused;
        this.name = name;
        this.settings = settings;
        this.pace = pace;
        this.progress = progress;
        this.workers = workers;
    }

    Consent consent() {
        return consent;
    }

    /** A delivery under way ends by itself; no other begins until {@link #resume}. */
    void pause() {
        synchronized (lock) {
            paused = true;
            lock.notifyAll();
            Worker now = worker;
            if (now != null && !now.isCurrentThread()) {
                awaitGone(now, settings.removeLimit().toNanos());
            }
            if (worker == null && !offers.isEmpty()) {
                state = State.PAUSED;
            }
        }
    }

    void resume() {
        synchronized (lock) {
            paused = false;
            problem = "";
            if (worker == null) {
                state = offers.isEmpty() ? State.ABSENT : State.IDLE;
            }
            startWorker();
        }
    }

    /** Whether a bundle provides it now. */
    boolean isProvided() {
        synchronized (lock) {
            return !offers.isEmpty();
        }
    }

    /** Whether its worker has ended, so that the position may be moved. */
    boolean rests() {
        synchronized (lock) {
            return worker == null;
        }
    }

    /** The position was moved while it rested. */
    void moved(long to) {
        synchronized (lock) {
            position = to;
            caughtUp = false;
        }
    }

    String name() {
        return name;
    }

    // ---- called by the services' threads ----

    /** From now on {@code offer} may be used; if it is the best one it takes over after the delivery under way. */
    void add(Offer offer) {
        synchronized (lock) {
            offers.add(offer);
            problem = "";
            startWorker();
        }
    }

    /** The same service with another ranking or other purposes; {@code false} when this lane does not know it. */
    boolean update(Offer offer) {
        synchronized (lock) {
            boolean known = offers.update(offer);
            if (known) {
                startWorker();
            }
            return known;
        }
    }

    /**
     * When it returns the exporter is not called any more. A delivery under way may end by itself within the limit, and is
     * interrupted then; one that ignores that is abandoned. Returns whether it had to be.
     */
    boolean remove(long service) {
        boolean abandoned = false;
        synchronized (lock) {
            offers.remove(service);
            lock.notifyAll();
            Worker now = worker;
            if (now != null && !now.isCurrentThread() && isCalled(service)) {
                awaitEnd(now, service, settings.removeLimit().toNanos());
                if (worker == now && isCalled(service)) {
                    now.interrupt();
                    awaitEnd(now, service, INTERRUPTED_NANOS);
                }
                abandoned = worker == now && isCalled(service);
                if (abandoned) {
                    abandon();
                }
            }
            if (offers.isEmpty() && worker == null) {
                state = State.ABSENT;
            }
            startWorker();
        }
        progress.run();
        return abandoned;
    }

    /** There is something new in the store. Called on the store's thread: must not block. */
    void wake() {
        synchronized (lock) {
            news = true;
            caughtUp = false;
            lock.notifyAll();
        }
    }

    /** Try again now, if it is waiting. */
    void hurry() {
        synchronized (lock) {
            hurry = true;
            lock.notifyAll();
        }
    }

    /** No new delivery begins; see {@link #awaitStop}. */
    void stop() {
        synchronized (lock) {
            stopped = true;
            lock.notifyAll();
        }
    }

    /** Waits until the worker has ended, or interrupts it. */
    void awaitStop(long untilNanos) {
        synchronized (lock) {
            Worker now = worker;
            if (now == null || now.isCurrentThread()) {
                return;
            }
            awaitGone(now, untilNanos - pace.nanos());
            if (worker == now) {
                now.interrupt();
                awaitGone(now, INTERRUPTED_NANOS);
            }
            if (worker == now) {
                abandon();
            }
        }
    }

    ExporterStatus status(long last) {
        synchronized (lock) {
            Offer best = offers.best();
            return new ExporterStatus(
                    name,
                    !offers.isEmpty(),
                    state == State.HELD ? "waiting for review" : state.name().toLowerCase(java.util.Locale.ROOT),
                    best == null ? "" : best.bundle(),
                    best == null ? List.of() : best.destinations(),
                    position,
                    caughtUp ? 0 : Math.max(0, last - position),
                    delivered,
                    refused,
                    problem);
        }
    }

    /**
     * Whether it has everything up to {@code last}, or nobody to give it to. The newest positions may have been taken
     * back: then there is nothing to read although the position is smaller.
     */
    boolean hasAll(long last) {
        synchronized (lock) {
            return offers.isEmpty() || position >= last || caughtUp;
        }
    }

    /** Whether only another exporter could bring it on. */
    boolean isStuck() {
        synchronized (lock) {
            return !offers.isEmpty() && (state == State.SUSPENDED || state == State.PAUSED || state == State.HELD);
        }
    }

    // ---- called by its worker ----

    /** Who to deliver to, or empty when the worker is to end. */
    Optional<Offer> choose(Worker asking) {
        synchronized (lock) {
            if (worker != asking) {
                return Optional.empty();
            }
            Offer best = offers.best();
            if (best == null || stopped || paused) {
                worker = null;
                state = resting(best);
                lock.notifyAll();
                return Optional.empty();
            }
            news = false;
            caughtUp = false;
            return Optional.of(best);
        }
    }

    private State resting(@Nullable Offer best) {
        if (offers.isEmpty()) {
            return State.ABSENT;
        }
        if (stopped) {
            return State.IDLE;
        }
        return best == null ? State.SUSPENDED : State.PAUSED;
    }

    /** Begins a delivery; 0 when {@code offer} must not be called any more, else the number of the call. */
    long begin(Worker asking, Offer offer) {
        synchronized (lock) {
            if (worker != asking || stopped || paused || !offers.isBest(offer)) {
                return 0;
            }
            called = offer;
            state = State.DELIVERING;
            return ++calls;
        }
    }

    /** Ends a delivery; {@code false} when the worker was abandoned meanwhile and its result counts for nothing. */
    boolean end(Worker asking) {
        synchronized (lock) {
            if (worker != asking) {
                return false;
            }
            called = null;
            // Whoever interrupts holds the lock and looks at called first: later interrupts are not ours.
            Thread.interrupted();
            lock.notifyAll();
            return true;
        }
    }

    /** Call number {@code call} takes too long: its exporter is suspended and its thread abandoned. */
    boolean overdue(long call) {
        boolean suspended = false;
        synchronized (lock) {
            Offer offer = called;
            if (offer != null && calls == call) {
                offers.hang(offer.service());
                problem = offer.bundle() + ": a delivery took longer than "
                        + settings.deliverLimit().toMillis() + " ms; suspended until it is replaced";
                if (worker != null) {
                    worker.interrupt();
                }
                abandon();
                suspended = true;
            }
        }
        progress.run();
        return suspended;
    }

    /** The position was read; {@code total} events were set aside so far. */
    void opened(Worker asking, long at, long total) {
        synchronized (lock) {
            if (worker == asking) {
                position = at;
                refused = total;
            }
        }
    }

    /** So many more events are with the target, or set aside. */
    void counted(Worker asking, long more, long moreRefused) {
        synchronized (lock) {
            if (worker == asking) {
                delivered += more;
                refused += moreRefused;
            }
        }
    }

    /** The store knows that the position is {@code to}. */
    void moved(Worker asking, long to) {
        synchronized (lock) {
            if (worker == asking) {
                position = to;
            }
        }
        progress.run();
    }

    /** Something that {@code oriel status} should show. */
    void told(Worker asking, String what) {
        synchronized (lock) {
            if (worker == asking) {
                problem = what;
            }
        }
    }

    /** A delivery worked: what went wrong before is over. */
    void recovered(Worker asking) {
        synchronized (lock) {
            if (worker == asking) {
                problem = "";
            }
        }
    }

    /** Nothing to do: waits for news, for another exporter, or for the end. */
    void idle(Worker asking, Offer offer) {
        rest(asking, offer, State.IDLE, null, Long.MAX_VALUE);
    }

    /** Waits {@code nanos}, or for another exporter, or until somebody is in a hurry. */
    void waitAfter(Worker asking, Offer offer, String why, long nanos) {
        rest(asking, offer, State.WAITING, why, nanos);
    }

    /** Waits until the person approves, or {@code nanos}; looks again in between, as a timer stands while the computer sleeps. */
    void held(Worker asking, Offer offer, String why, long nanos) {
        rest(asking, offer, State.HELD, why, Math.min(nanos, LOOK_AGAIN_NANOS));
    }

    /** Waits for another exporter. */
    void suspend(Worker asking, Offer offer, String why) {
        rest(asking, offer, State.SUSPENDED, why, Long.MAX_VALUE);
    }

    private void rest(Worker asking, Offer offer, State resting, @Nullable String why, long nanos) {
        long until;
        synchronized (lock) {
            if (worker != asking) {
                return;
            }
            state = resting;
            problem = why == null ? problem : why;
            caughtUp = resting == State.IDLE && !news;
            until = nanos == Long.MAX_VALUE ? nanos : pace.nanos() + nanos;
        }
        progress.run();
        synchronized (lock) {
            while (worker == asking && !stopped && !paused && offers.isBest(offer) && !isOver(resting)) {
                long left = until == Long.MAX_VALUE ? until : until - pace.nanos();
                if (left <= 0) {
                    return;
                }
                try {
                    pace.await(lock, left);
                } catch (InterruptedException e) {
                    // Left behind by an exporter, and gone with this: the thread ends by a flag, not by interrupts.
                }
            }
        }
    }

    private boolean isOver(State resting) {
        if (resting == State.WAITING && hurry) {
            hurry = false;
            return true;
        }
        return (resting == State.IDLE || resting == State.HELD) && news;
    }

    // ---- with the lock held ----

    private boolean isCalled(long service) {
        return called != null && called.service() == service;
    }

    private void startWorker() {
        if (worker == null && paused && !offers.isEmpty()) {
            state = State.PAUSED;
        }
        if (worker == null && !stopped && !paused && offers.best() != null) {
            worker = workers.worker(this);
            worker.start();
        }
        lock.notifyAll();
    }

    /** The worker is stuck; the next one goes on at the position. */
    private void abandon() {
        worker = null;
        called = null;
        state = offers.isEmpty() ? State.ABSENT : State.SUSPENDED;
        startWorker();
    }

    private void awaitEnd(Worker now, long service, long nanos) {
        pace.await(lock, nanos, () -> worker != now || !isCalled(service));
    }

    private void awaitGone(Worker now, long nanos) {
        pace.await(lock, nanos, () -> worker != now);
    }
}
