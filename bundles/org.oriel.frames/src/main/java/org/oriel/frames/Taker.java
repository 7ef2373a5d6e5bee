package org.oriel.frames;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;
import org.oriel.api.source.Screen;
import org.oriel.frames.Timeline.Claim;
import org.oriel.host.FrameDesk;
import org.osgi.service.log.Logger;

/** Decides when a frame is taken, and takes it. Its thread sleeps while nothing changes and nobody acts. */
final class Taker implements Runnable {
    static final String START = "start";
    static final String CHANGE = "change";
    static final String HEARTBEAT = "heartbeat";

    private static final long MILLI = 1_000_000L;
    private static final long NEVER = Long.MAX_VALUE;
    /** Changes are looked at no more often: a film changes the screen sixty times a second. */
    private static final long LOOK_NANOS = 50 * MILLI;

    private static final long LOOK_AWAY_NANOS = 500 * MILLI;
    private static final long LAYOUT_NANOS = 1_000 * MILLI;
    private static final long OWED_NANOS = 1_000 * MILLI;
    private static final long FIRST_RETRY_NANOS = 1_000 * MILLI;
    private static final long LAST_RETRY_NANOS = 60_000 * MILLI;
    private static final int SLOWER = 6;
    private static final int RARER = 5;

    private final Screen screen;
    private final FrameDesk desk;
    private final Camera camera;
    private final Timeline timeline;
    private final Finisher finisher;
    private final Outgoing outgoing;
    private final Canvases canvases;
    private final Budget budget;
    private final Settings settings;
    private final LongSupplier clock;
    private final Signal signal;
    private final Logger logger;

    // All of the thread.
    private boolean started;
    private boolean dirty = true;
    private long dirtySince;
    private long lastChange;
    private long lastTaken;
    private long nextLook;
    private long owedAt;
    private Region admitted = Region.NONE;
    private long admittedAt;
    private @Nullable Shot lastShot;
    private boolean lost;
    private long retryAt;
    private long retryNanos = FIRST_RETRY_NANOS;

    Taker(
            Screen screen,
            FrameDesk desk,
            Camera camera,
            Timeline timeline,
            Finisher finisher,
            Outgoing outgoing,
            Canvases canvases,
            Budget budget,
            Settings settings,
            LongSupplier clock,
            Signal signal,
            Logger logger) {
        this.screen = screen;
        this.desk = desk;
        this.camera = camera;
        this.timeline = timeline;
        this.finisher = finisher;
        this.outgoing = outgoing;
        this.canvases = canvases;
        this.budget = budget;
        this.settings = settings;
        this.clock = clock;
        this.signal = signal;
        this.logger = logger;
        long now = clock.getAsLong();
        dirtySince = now;
        lastChange = now - settings.settleNanos();
        lastTaken = now - settings.changeNanos();
        admittedAt = now - LAYOUT_NANOS;
    }

    @Override
    public void run() {
        try {
            // The pipeline thread must not be waited for where this is started.
            desk.tie(timeline);
            while (!signal.isStopped()) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            logger.debug("no session: {}", e.getClass().getName());
        } finally {
            outgoing.missing(timeline.end(), NoPicture.STOPPED);
        }
    }

    private void step() throws InterruptedException {
        long now = clock.getAsLong();
        if (signal.takeAsked() && !dirty) {
            dirty = true;
            dirtySince = now;
        }
        try {
            if (signal.isChanged() && now - nextLook >= 0) {
                look(now);
            }
            long due = due(now);
            if (due > now) {
                signal.await(signal.isChanged() ? Math.min(due, nextLook) : due);
                return;
            }
            // What has changed in the last moments counts too.
            if (signal.isChanged() && !lost) {
                look(now);
                if (due(now) > now) {
                    return;
                }
            }
            if (outgoing.owes() && now - owedAt >= OWED_NANOS) {
                owedAt = now;
                outgoing.settle();
            }
            if (dueToTake(now) <= now) {
                take(now);
            }
        } catch (WatchedScreen.Lost e) {
            lose(now, List.of(), e);
        }
    }

    private long due(long now) {
        long due = dueToTake(now);
        return outgoing.owes() ? Math.min(due, owedAt + OWED_NANOS) : due;
    }

    private long dueToTake(long now) {
        if (lost) {
            return timeline.hasReserved() ? now : retryAt;
        }
        if (timeline.hasReserved()) {
            return timeline.due(lastChange);
        }
        Budget.Level level = budget.level(now);
        if (!dirty || !finisher.isFree() || level.compareTo(Budget.Level.ACTIONS_ONLY) >= 0) {
            return NEVER;
        }
        boolean slow = level.compareTo(Budget.Level.SLOW_HEARTBEATS) >= 0;
        boolean rare = level.compareTo(Budget.Level.RARE_CHANGES) >= 0;
        long settled =
                Math.max(lastChange + settings.settleNanos(), lastTaken + settings.changeNanos() * (rare ? RARER : 1));
        long beat = Math.max(dirtySince, lastTaken) + settings.heartbeatNanos() * (slow ? SLOWER : 1);
        return Math.min(settled, beat);
    }

    /** Asks the screen what changed, which also makes it tell again. What nobody may see does not count. */
    private void look(long now) {
        signal.clearChanged();
        List<Rect> rects = screen.changed();
        camera.damaged(rects);
        if (!touches(rects) && now - admittedAt >= LAYOUT_NANOS && !rects.isEmpty()) {
            admitted = camera.admitted();
            admittedAt = now;
        }
        nextLook = now + (admitted.isEmpty() ? LOOK_AWAY_NANOS : LOOK_NANOS);
        if (touches(rects)) {
            lastChange = now;
            if (!dirty) {
                dirty = true;
                dirtySince = now;
            }
        }
    }

    private boolean touches(List<Rect> rects) {
        return rects.stream().anyMatch(rect -> !admitted.and(rect).isEmpty());
    }

    private void take(long now) throws InterruptedException {
        if (lost && now - retryAt < 0) {
            outgoing.missing(timeline.claim(Long.MAX_VALUE, now), NoPicture.SCREEN_LOST);
            return;
        }
        boolean settled = lastChange + settings.settleNanos() <= now;
        List<Claim> claims = timeline.claim(now, lastChange);
        String trigger = !started ? START : settled ? CHANGE : HEARTBEAT;
        try {
            signal.clearChanged();
            // From here on, a change is one after this picture.
            camera.damaged(screen.changed());
            if (!claims.isEmpty()) {
                finisher.makeRoom();
            }
            Shot shot = camera.shoot(settled);
            found();
            taken(shot, claims, trigger);
        } catch (NoPicture e) {
            found();
            failed(e.reason(), claims, now);
        } catch (WatchedScreen.Lost e) {
            lose(now, claims, e);
        } catch (IllegalStateException e) {
            // The session is over, or the pipeline has no time.
            logger.debug("no frame: {}", e.getClass().getName());
            failed(NoPicture.FAILED, claims, now);
        }
    }

    private void taken(Shot shot, List<Claim> claims, String trigger) {
        lastTaken = shot.end();
        dirty = signal.isChanged();
        dirtySince = shot.end();
        admitted = Region.ofDisjoint(
                shot.seen().pieces().stream().map(Composition.Piece::rect).toList());
        admittedAt = shot.end();
        Shot before = lastShot;
        if (claims.isEmpty() && before != null && before.looksLike(shot) && !finisher.hasFailed()) {
            canvases.give(shot.canvas());
            return;
        }
        started = true;
        lastShot = shot;
        List<Claim> all = claims.isEmpty() ? List.of(new Claim(timeline.fresh(), trigger, shot.start())) : claims;
        if (shot.settled()) {
            timeline.stable(all.get(0).id(), shot.start(), shot.end());
        }
        finisher.submit(new Finisher.Job(shot, all));
    }

    private void failed(String reason, List<Claim> claims, long now) {
        boolean wait = reason.equals(NoPicture.LAYOUT_CHANGED);
        if (wait && claims.stream().noneMatch(claim -> timeline.isLate(claim, now))) {
            timeline.again(claims);
            lastChange = now;
            return;
        }
        lastShot = null;
        lastTaken = now;
        // What will be there later is tried again, what is not allowed or not possible only when something changes.
        dirty = wait || reason.equals(NoPicture.BUSY) || reason.equals(NoPicture.FAILED);
        if (wait) {
            lastChange = now;
        }
        if (reason.equals(NoPicture.NOT_ADMITTED)) {
            admitted = Region.NONE;
        }
        outgoing.missing(claims, reason);
    }

    private void lose(long now, List<Claim> claims, WatchedScreen.Lost why) {
        List<Claim> all = claims;
        if (!lost) {
            lost = true;
            retryNanos = FIRST_RETRY_NANOS;
            logger.warn("the screen is lost: {}", why.getMessage());
            if (claims.isEmpty()) {
                all = List.of(new Claim(timeline.fresh(), CHANGE, now));
            }
        } else {
            retryNanos = Math.min(LAST_RETRY_NANOS, retryNanos * 2);
        }
        retryAt = now + retryNanos;
        lastShot = null;
        outgoing.missing(all, NoPicture.SCREEN_LOST);
    }

    private void found() {
        if (lost) {
            lost = false;
            dirty = true;
            dirtySince = clock.getAsLong();
            logger.info("the screen is back");
        }
    }
}
