package org.oriel.delivery;

import java.io.IOException;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.oriel.api.export.Batch;
import org.oriel.api.export.PermanentException;
import org.oriel.delivery.BatchReader.Next;
import org.oriel.host.EventStore;
import org.oriel.host.StoreException;
import org.osgi.service.log.Logger;

/**
 * The thread of a lane: read, deliver, acknowledge. It runs while the lane has an exporter to use, and ends with it.
 */
final class Worker implements Runnable {
    private final Lane lane;
    private final Settings settings;
    private final EventStore store;
    private final BatchReader reader;
    private final RefusedLog gaps;
    private final Announcements announcements;
    private final Hold hold;
    private final Pace pace;
    private final Logger log;
    private final DoubleSupplier random;
    private final Thread thread;

    // Below: only on this thread.
    private long service = -1;
    private boolean opened;
    private long position;
    // What the target has, when the store could not be told yet.
    private long acknowledged;
    private long repeatTo = Long.MAX_VALUE;
    private long notedMissing;
    private boolean storeFailed;
    private int failures;

    Worker(
            Lane lane,
            Settings settings,
            EventStore store,
            BatchReader reader,
            RefusedLog gaps,
            Announcements announcements,
            Hold hold,
            Pace pace,
            Logger log,
            DoubleSupplier random) {
        this.lane = lane;
        this.settings = settings;
        this.store = store;
        this.reader = reader;
        this.gaps = gaps;
        this.announcements = announcements;
        this.hold = hold;
        this.pace = pace;
        this.log = log;
        this.random = random;
        this.thread = new Thread(this, "oriel-export-" + lane.name());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void run() {
        for (Optional<Offer> next = lane.choose(this); next.isPresent(); next = lane.choose(this)) {
            if (service != next.get().service()) {
                service = next.get().service();
                // Another exporter, another chance.
                failures = 0;
            }
            try {
                turn(next.get());
            } catch (StoreException e) {
                storeFailed = true;
                failed(next.get(), "store: " + e.getMessage());
            } catch (IOException e) {
                failed(next.get(), "cannot note a gap: " + e.getMessage());
            } catch (RuntimeException | Error e) {
                // Not the exporter's: those are caught around the call. Without this the lane would die unseen.
                failed(next.get(), "unexpected: " + Problems.where(e));
            }
        }
    }

    private void turn(Offer to) throws StoreException, IOException {
        open();
        if (acknowledged < position) {
            acknowledge();
        }
        long deletions = store.deletions();
        Optional<Next> found = reader.next(position, repeatTo);
        if (storeFailed) {
            storeFailed = false;
            failures = 0;
            lane.recovered(this);
        }
        if (found.isEmpty()) {
            if (reader.heldMillis() > 0) {
                lane.held(this, to, hold.why(), reader.heldMillis() * 1_000_000);
            } else {
                lane.idle(this, to);
            }
            return;
        }
        Next next = found.get();
        noteMissing(next);
        if (next.batch().isEmpty()) {
            skip(next);
        } else if (!to.purposes().contains(next.batch().get().purpose())) {
            lane.suspend(this, to, wrongPurpose(to, next.batch().get()));
        } else if (!covered(to, next)) {
            passBy(to, next);
        } else {
            deliver(to, next.batch().get(), next.grant(), deletions);
        }
    }

    private void open() throws StoreException, IOException {
        if (!opened) {
            position = store.cursor(lane.name(), settings.start());
            acknowledged = position;
            notedMissing = position;
            lane.opened(this, position, gaps.total());
            opened = true;
        }
    }

    private void deliver(Offer to, Batch batch, String grant, long deletions) throws StoreException, IOException {
        announcements.begin(lane.name(), to, batch, grant);
        long call = lane.begin(this, to);
        if (call == 0) {
            return;
        }
        if (store.deletions() != deletions) {
            // What was read may be gone by now: read again.
            lane.end(this);
            return;
        }
        Runnable untimed = pace.after(settings.deliverLimit().toNanos(), () -> overdue(to, call));
        Throwable thrown = null;
        try {
            to.exporter().deliver(batch);
        } catch (Throwable e) {
            // Whatever a plugin throws, linkage errors of a bundle that is being updated included.
            thrown = e;
        }
        untimed.run();
        if (!lane.end(this)) {
            return;
        }
        if (thrown == null) {
            if (failures > 0) {
                log.info("exporter {}: delivers again after {} failures", lane.name(), failures);
            }
            announcements.delivered(lane.name(), batch);
            try {
                moveOn(batch.last(), batch.records().size(), 0);
            } finally {
                recall(batch, deletions);
            }
        } else if (thrown instanceof PermanentException || Problems.isUndecodable(thrown)) {
            setAside(batch, Problems.describe(thrown));
        } else {
            repeatTo = batch.last();
            failed(to, Problems.describe(thrown));
        }
    }

    /** What was deleted while it was on its way has left all the same; the store did not know that. */
    private void recall(Batch batch, long deletions) throws StoreException {
        if (store.deletions() != deletions) {
            store.handedOn(lane.name(), batch.records());
        }
    }

    private void moveOn(long to, long delivered, long refused) throws StoreException {
        position = to;
        failures = 0;
        repeatTo = Long.MAX_VALUE;
        if (refused == 0) {
            lane.recovered(this);
        }
        // Counted before the acknowledgement: if that fails, it is repeated, and the delivery is not.
        lane.counted(this, delivered, refused);
        acknowledge();
    }

    private void acknowledge() throws StoreException {
        store.acknowledge(lane.name(), position);
        acknowledged = position;
        lane.moved(this, position);
    }

    /** The line is durable before the position moves: a crash in between repeats the line, and loses nothing. */
    private void setAside(Batch batch, String why) throws StoreException, IOException {
        int events = batch.records().size();
        gaps.append(RefusedLog.Kind.REFUSED, batch.first(), batch.last(), events, why);
        log.warn(
                "exporter {}: {} events refused, positions {} to {}: {}",
                lane.name(),
                events,
                batch.first(),
                batch.last(),
                why);
        lane.told(this, events + " events refused: " + why);
        moveOn(batch.last(), 0, events);
    }

    private void skip(Next next) throws StoreException, IOException {
        long events = Math.max(0, next.last() - next.first() + 1);
        if (!next.unreadable().isEmpty()) {
            gaps.append(RefusedLog.Kind.DAMAGED, next.first(), next.last(), events, next.unreadable());
            log.warn(
                    "exporter {}: positions {} to {} skipped: {}",
                    lane.name(),
                    next.first(),
                    next.last(),
                    next.unreadable());
            lane.told(this, events + " events skipped: " + next.unreadable());
        }
        moveOn(next.last(), 0, next.unreadable().isEmpty() ? 0 : events);
    }

    private boolean covered(Offer to, Next next) {
        String purpose = next.batch().orElseThrow().purpose();
        return to.declared().stream()
                .filter(one -> one.purpose().equals(purpose))
                .anyMatch(one -> lane.consent().covers(next.grant(), one.destination(), purpose));
    }

    /** What was captured when nobody had agreed to this destination never goes there, whatever is agreed to later. */
    private void passBy(Offer to, Next next) throws StoreException, IOException {
        long events = next.batch().orElseThrow().records().size();
        String why = "captured under a consent that does not name: " + String.join("; ", to.destinations());
        gaps.append(RefusedLog.Kind.NOT_COVERED, next.first(), next.last(), events, why);
        log.info("exporter {}: positions {} to {} are not for it: {}", lane.name(), next.first(), next.last(), why);
        lane.told(this, events + " events not for it: " + why);
        moveOn(next.last(), 0, events);
    }

    private void noteMissing(Next next) throws IOException {
        if (next.first() > next.missing() && next.first() - 1 > notedMissing) {
            gaps.append(
                    RefusedLog.Kind.MISSING,
                    next.missing(),
                    next.first() - 1,
                    next.first() - next.missing(),
                    "not in the store any more");
            notedMissing = next.first() - 1;
        }
    }

    private void failed(Offer to, String why) {
        failures++;
        long nanos = settings.waitAfter(failures, random.getAsDouble()).toNanos();
        // The first of a row and the one that makes it long: a target that is away must not fill the log.
        if (failures == 1 || failures == settings.failuresBeforePause()) {
            log.warn(
                    "exporter {}: attempt {} failed, next one in {} ms: {}",
                    lane.name(),
                    failures,
                    nanos / 1_000_000,
                    why);
        }
        lane.waitAfter(this, to, why, nanos);
    }

    private void overdue(Offer to, long call) {
        if (lane.overdue(call)) {
            log.error(
                    "exporter {}: {} did not come back within {} ms; suspended until it is replaced",
                    lane.name(),
                    to.bundle(),
                    settings.deliverLimit().toMillis());
        }
    }

    private static String wrongPurpose(Offer to, Batch batch) {
        String declared = to.purposes().isEmpty() ? "none (see @Exports)" : String.join(", ", to.purposes());
        return "position " + batch.first() + " is for purpose " + batch.purpose() + ", " + to.bundle() + " declares "
                + declared;
    }
}
