package org.oriel.frames;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Rect;
import org.oriel.frames.Timeline.Claim;
import org.oriel.host.FrameDesk;
import org.oriel.host.Image;
import org.osgi.service.log.Logger;

/** Hands frames to the desk. What was promised and has no picture is told as missing, later if it must be. Any thread. */
final class Outgoing {
    private static final int MOST_OWED = 256;

    private record Owed(Frame frame, long nanos) {}

    private final FrameDesk desk;
    private final Logger logger;

    private final Object lock = new Object();
    // Guarded by lock.
    private final Deque<Owed> owed = new ArrayDeque<>();
    private long told;
    private long missed;
    private long dropped;

    private volatile boolean closed;

    Outgoing(FrameDesk desk, Logger logger) {
        this.desk = desk;
        this.logger = logger;
    }

    /** A frame with a picture; {@code false} when there was no room for it. */
    boolean offer(Frame frame, long nanos, @Nullable Image image) throws NoPicture {
        if (closed) {
            throw new NoPicture(NoPicture.STOPPED);
        }
        boolean taken = desk.offer(frame, desk.time(nanos), image);
        synchronized (lock) {
            told += taken ? 1 : 0;
        }
        return taken;
    }

    /** There is no picture of these, and why. */
    void missing(List<Claim> claims, String reason) {
        for (Claim claim : claims) {
            Frame frame =
                    new Frame(claim.id(), "", Rect.NONE, claim.trigger(), List.of(), List.of(), List.of(), reason);
            synchronized (lock) {
                missed++;
                if (owed.size() >= MOST_OWED) {
                    owed.removeFirst();
                    dropped++;
                }
                owed.add(new Owed(frame, claim.nanos()));
            }
        }
        settle();
    }

    /** Tells what is owed, as far as there is room; whether nothing is owed any more. */
    boolean settle() {
        for (Owed next = poll(); next != null; next = poll()) {
            boolean taken = false;
            try {
                taken = desk.offer(next.frame, desk.time(next.nanos), null);
            } catch (IllegalStateException sessionOver) {
                logger.debug("a missing frame could not be told");
            }
            if (!taken) {
                synchronized (lock) {
                    owed.addFirst(next);
                }
                return false;
            }
        }
        return true;
    }

    private @Nullable Owed poll() {
        synchronized (lock) {
            return owed.pollFirst();
        }
    }

    boolean owes() {
        synchronized (lock) {
            return !owed.isEmpty();
        }
    }

    /** No picture from now on. */
    void close() {
        closed = true;
    }

    String counts() {
        synchronized (lock) {
            return "told " + told + ", missing " + missed + ", untold " + (dropped + owed.size());
        }
    }
}
