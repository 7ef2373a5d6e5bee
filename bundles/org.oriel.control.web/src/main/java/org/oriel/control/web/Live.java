package org.oriel.control.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.ControlListener;

/**
 * Server-sent events: the state whenever it changed, the counters every other second. A page that opens one stream too
 * many ends the oldest, so that nobody is ever locked out by what they forgot to close.
 */
final class Live implements ControlListener, AutoCloseable {
    private static final int MOST = 6;
    private static final long STEP_MILLIS = 2_000;
    private static final int QUIET_STEPS = 8;

    private final State state;
    private final Notes notes;
    private final Workers workers;
    private final Object lock = new Object();
    // Both guarded by lock.
    private final Deque<Object> streams = new ArrayDeque<>();
    private long changes;

    Live(State state, Notes notes, Workers workers) {
        this.state = state;
        this.notes = notes;
        this.workers = workers;
    }

    @Override
    public void changed(CaptureState now) {
        if (now.phase() != CaptureState.Phase.RECORDING) {
            notes.forget();
        }
        wake();
    }

    /** Something may have changed: the streams look now. */
    void wake() {
        synchronized (lock) {
            changes++;
            lock.notifyAll();
        }
    }

    Reply open(Request request) {
        Object stream = new Object();
        synchronized (lock) {
            if (streams.size() == MOST) {
                streams.removeFirst();
                lock.notifyAll();
            }
            streams.addLast(stream);
        }
        return Reply.stream("text/event-stream", out -> write(stream, out));
    }

    private void write(Object stream, OutputStream out) throws IOException {
        String sent = "";
        int quiet = 0;
        try {
            while (open(stream)) {
                long seen = changes();
                workers.working();
                Map<String, Object> values = state.values();
                String text = Reply.text(values);
                workers.writing();
                if (!text.equals(sent)) {
                    sent = text;
                    quiet = 0;
                    values.put("now", System.currentTimeMillis());
                    send(out, "event: state\ndata: " + Reply.text(values) + "\n\n");
                } else if (++quiet >= QUIET_STEPS) {
                    quiet = 0;
                    send(out, ": still here\n\n");
                }
                workers.working();
                await(stream, seen);
            }
        } finally {
            synchronized (lock) {
                streams.remove(stream);
            }
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private boolean open(Object stream) {
        synchronized (lock) {
            return streams.contains(stream);
        }
    }

    private long changes() {
        synchronized (lock) {
            return changes;
        }
    }

    private void await(Object stream, long seen) {
        long end = System.nanoTime() + STEP_MILLIS * 1_000_000;
        synchronized (lock) {
            long left = STEP_MILLIS;
            while (left > 0 && changes == seen && streams.contains(stream)) {
                try {
                    lock.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    streams.remove(stream);
                    return;
                }
                left = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }

    /** Ends every stream. */
    @Override
    public void close() {
        synchronized (lock) {
            streams.clear();
            lock.notifyAll();
        }
    }
}
