package org.oriel.source.replay;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.oriel.api.source.Feed;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.SourceHealth;

/**
 * Offers the records of a session one after the other. It never runs far ahead of the pipeline: a record that a full ring
 * refuses is a loss in the books, even if it is offered again.
 */
final class Player implements Runnable {
    /** Half of the smallest ring that the pipeline can have; beyond half, pointer positions are thinned out. */
    static final int AHEAD = 512;

    private static final int BACKEND = 2;
    private static final long SHORT_NANOS = 200_000;
    /** Records that are due within this time go together: they are stamped with their times, not with the moment. */
    private static final long GATHER_NANOS = 20_000_000;

    private static final long LONG_NANOS = 20_000_000;

    private final SessionFile session;
    private final Pace pace;
    private final int loops;
    private final AtomicLong done;
    private final Feed feed;
    private final Runnable finished;

    private final long[] words = new long[RawRecord.WORDS];

    private final AtomicLong played = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    private volatile boolean stopping;
    private volatile String problem = "";

    /**
     * @param done how many records the pipeline is done with
     * @param finished called after the last record was offered
     */
    Player(SessionFile session, Pace pace, int loops, AtomicLong done, Feed feed, Runnable finished) {
        this.session = session;
        this.pace = pace;
        this.loops = loops;
        this.done = done;
        this.feed = feed;
        this.finished = finished;
    }

    /** Makes {@link #run} return soon; its thread must be unparked after it. */
    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        try {
            for (int i = 0; i < loops && !stopping; i++) {
                playOnce();
            }
            if (!stopping) {
                finished.run();
            }
        } catch (IOException | IllegalArgumentException e) {
            // It was whole when it was checked: somebody changed it since.
            problem = "file: " + session.name() + " changed while it was played";
        }
    }

    private void playOnce() throws IOException {
        try (SessionFile.Cursor cursor = session.open()) {
            RawRecord raw = new RawRecord();
            while (!stopping && cursor.next(raw)) {
                if (cursor.position() == 1) {
                    pace.begin(System.nanoTime(), raw);
                }
                play(raw);
            }
        }
    }

    private void play(RawRecord raw) {
        long due = pace.due(raw, System.nanoTime());
        if (due - System.nanoTime() > 0) {
            sleepUntil(due + GATHER_NANOS);
        }
        while (played.get() - done.get() >= AHEAD && !stopping) {
            LockSupport.parkNanos(this, SHORT_NANOS);
        }
        restamp(raw, pace.stamp(due, System.nanoTime()));
        for (long wait = SHORT_NANOS; !stopping && !feed.offer(raw); wait = Math.min(LONG_NANOS, 2 * wait)) {
            refused.incrementAndGet();
            LockSupport.parkNanos(this, wait);
        }
        if (!stopping) {
            played.incrementAndGet();
        }
    }

    private void sleepUntil(long end) {
        for (long left = end - System.nanoTime(); left > 0 && !stopping; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    /** As if it happened now. The sequence of a text record is the id of the text. */
    private void restamp(RawRecord raw, long now) {
        raw.copyTo(words, 0);
        words[1] = now;
        words[2] = 0;
        raw.copyFrom(words, 0).from(BACKEND, raw.device());
        if (raw.kind() != RecordKind.TEXT) {
            raw.sequence((int) played.get());
        }
    }

    SourceHealth health() {
        long all = (long) loops * session.records();
        long offered = played.get();
        boolean whole = offered == all;
        String detail = problem.isEmpty() ? "played " + offered + " of " + all + " records" : problem;
        SourceHealth.State state = problem.isEmpty() || whole ? SourceHealth.State.OK : SourceHealth.State.FAILED;
        return new SourceHealth(state, detail, offered, refused.get());
    }
}
