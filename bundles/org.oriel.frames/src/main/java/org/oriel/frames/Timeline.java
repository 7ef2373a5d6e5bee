package org.oriel.frames;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Window;
import org.oriel.host.FrameTies;

/**
 * Ids of frames, and which of them an action lies between. Actions become known some hundred milliseconds after they
 * happened, and frames may have been taken meanwhile.
 */
final class Timeline implements FrameTies {
    static final String ACTION = "action";
    static final String FOCUS = "focus";

    private static final int MOST_FRAMES = 64;
    private static final int MOST_RESERVED = 64;

    /**
     * A frame that actions were promised.
     *
     * @param nanos when the first of them happened
     */
    record Claim(String id, String trigger, long nanos) {}

    /** A stable frame that was taken. */
    private record Taken(String id, long start, long end) {}

    private static final class Reserved {
        final Claim claim;
        long last;

        Reserved(Claim claim) {
            this.claim = claim;
            last = claim.nanos();
        }
    }

    private final String desktop;
    private final long settle;
    private final long most;
    private final Runnable wake;

    /** Guards what follows; held for a few steps only, because the pipeline thread waits for it. */
    private final Object lock = new Object();

    private final Deque<Taken> taken = new ArrayDeque<>();
    private final Deque<Reserved> reserved = new ArrayDeque<>();
    private long ids;
    private boolean ended;

    Timeline(String desktop, Settings settings, Runnable wake) {
        this.desktop = desktop;
        this.settle = settings.settleNanos();
        this.most = settings.settleMostNanos();
        this.wake = wake;
    }

    @Override
    public Ties acted(String space, int window, long nanos, EventBody body) {
        if (!space.equals(desktop)) {
            return NONE;
        }
        Ties ties;
        boolean fresh;
        synchronized (lock) {
            if (ended) {
                return new Ties(before(nanos), "");
            }
            String after = existing(nanos);
            fresh = after.isEmpty();
            ties = new Ties(before(nanos), fresh ? reserve(nanos, body) : after);
        }
        if (fresh) {
            wake.run();
        }
        return ties;
    }

    private String before(long nanos) {
        String id = "";
        for (Taken frame : taken) {
            if (frame.end <= nanos) {
                id = frame.id;
            }
        }
        return id;
    }

    private String existing(long nanos) {
        for (Taken frame : taken) {
            if (frame.start >= nanos + settle) {
                return frame.id;
            }
        }
        return "";
    }

    private String reserve(long nanos, EventBody body) {
        for (Reserved each : reserved) {
            // One that comes late would not be settled when this one's time is up.
            if (Math.abs(nanos - each.claim.nanos()) <= most - settle) {
                each.last = Math.max(each.last, nanos);
                return each.claim.id();
            }
        }
        if (reserved.size() >= MOST_RESERVED) {
            return reserved.getLast().claim.id();
        }
        Claim claim = new Claim(next(), body instanceof Window ? FOCUS : ACTION, nanos);
        reserved.add(new Reserved(claim));
        return claim.id();
    }

    private String next() {
        return "f" + ++ids;
    }

    /** The id of a frame that nobody was promised. */
    String fresh() {
        synchronized (lock) {
            return next();
        }
    }

    boolean hasReserved() {
        synchronized (lock) {
            return !reserved.isEmpty();
        }
    }

    /** When the next promised frame is to be taken, if the screen changes no more; the largest number when none is. */
    long due(long lastChange) {
        synchronized (lock) {
            long due = Long.MAX_VALUE;
            for (Reserved each : reserved) {
                long settled = Math.max(each.last, lastChange) + settle;
                due = Math.min(due, Math.min(settled, each.claim.nanos() + most));
            }
            return due;
        }
    }

    /** What is to be taken now; it is not promised any more, whoever asks has to keep the promise. */
    List<Claim> claim(long now, long lastChange) {
        synchronized (lock) {
            List<Claim> claims = new ArrayList<>();
            for (Iterator<Reserved> all = reserved.iterator(); all.hasNext(); ) {
                Reserved each = all.next();
                boolean settled = Math.max(each.last, lastChange) + settle <= now;
                if (settled || each.claim.nanos() + most <= now) {
                    claims.add(each.claim);
                    all.remove();
                }
            }
            return claims;
        }
    }

    /** The time of {@code claims} has not come: they are promised again. */
    void again(List<Claim> claims) {
        synchronized (lock) {
            for (int i = claims.size() - 1; i >= 0; i--) {
                reserved.addFirst(new Reserved(claims.get(i)));
            }
        }
    }

    /** Whether {@code claim} cannot wait for the screen to settle. */
    boolean isLate(Claim claim, long now) {
        return claim.nanos() + most <= now;
    }

    /** A frame that shows the screen at rest. */
    void stable(String id, long start, long end) {
        synchronized (lock) {
            if (taken.size() >= MOST_FRAMES) {
                taken.removeFirst();
            }
            taken.add(new Taken(id, start, end));
        }
    }

    /** No promises from now on; those that are open. */
    List<Claim> end() {
        synchronized (lock) {
            ended = true;
            List<Claim> open = reserved.stream().map(each -> each.claim).toList();
            reserved.clear();
            return open;
        }
    }
}
