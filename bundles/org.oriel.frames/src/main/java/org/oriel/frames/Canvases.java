package org.oriel.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A few canvases that are used over and over: one that is painted, one that waits, one that is redacted. */
final class Canvases {
    private static final int MOST = 3;
    private static final int BYTES_PER_PIXEL = 4;

    private final long mostBytes;
    private final Object lock = new Object();
    // Guarded by lock.
    private final List<Canvas> idle = new ArrayList<>();
    private int lent;
    private boolean closed;

    /** {@code mostBytes} for all of them: rather fewer than none of the heap for anybody else. */
    Canvases(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Whether there is ever room for a canvas of that many pixels. */
    boolean holds(long pixels) {
        return pixels * BYTES_PER_PIXEL <= mostBytes;
    }

    /** A black one; empty when all are in use. */
    Optional<Canvas> take(int width, int height) {
        synchronized (lock) {
            long bytes = (long) width * height * BYTES_PER_PIXEL;
            int most = (int) Math.min(MOST, bytes == 0 ? MOST : mostBytes / bytes);
            if (closed || lent >= most) {
                return Optional.empty();
            }
            idle.removeIf(canvas -> canvas.width != width || canvas.height != height);
            Canvas canvas =
                    idle.isEmpty() ? new Canvas(width, height, new int[width * height]) : idle.remove(idle.size() - 1);
            lent++;
            return Optional.of(canvas);
        }
    }

    /** Wipes it and takes it back. */
    void give(Canvas canvas) {
        canvas.wipe();
        synchronized (lock) {
            lent--;
            if (!closed) {
                idle.add(canvas);
            }
        }
    }

    /** Somebody who was given up may still write into it: it is wiped and never used again. */
    void lose(Canvas canvas) {
        canvas.wipe();
        synchronized (lock) {
            lent--;
        }
    }

    void close() {
        synchronized (lock) {
            closed = true;
            idle.clear();
        }
    }
}
