package org.oriel.source.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;

/**
 * Where the pointer is. Raw motion is subscribed to only while the pointer rests; its first event starts sampling, so
 * that a 1 kHz mouse costs as many wake-ups as the sampling rate, and a resting one none. Pump thread only.
 */
final class PointerWatch {
    private static final long REST_NANOS = 1_000_000_000L;

    private final Connection events;
    private final WindowTree tree;
    private final Windows windows;
    private final Recorder recorder;
    private final long periodNanos;
    private final Memory masks = new Memory(64);
    private boolean sampling;
    private long nextSample;
    private long lastMove;
    private int x = Integer.MIN_VALUE;
    private int y = Integer.MIN_VALUE;

    PointerWatch(Connection events, WindowTree tree, Windows windows, Recorder recorder, int sampleHertz) {
        this.events = events;
        this.tree = tree;
        this.windows = windows;
        this.recorder = recorder;
        this.periodNanos = 1_000_000_000L / sampleHertz;
    }

    /** Selects raw keys and buttons, and motion while the pointer rests. */
    void select() {
        int mask = 1 << XInput.RAW_KEY_PRESS
                | 1 << XInput.RAW_KEY_RELEASE
                | 1 << XInput.RAW_BUTTON_PRESS
                | 1 << XInput.RAW_BUTTON_RELEASE;
        if (!sampling) {
            mask |= 1 << XInput.RAW_MOTION;
        }
        select(events, masks, XInput.ALL_MASTER_DEVICES, mask);
    }

    /** XIEventMask: int deviceid, int mask_len, unsigned char *mask. */
    static void select(Connection connection, Memory memory, int device, int mask) {
        memory.setInt(0, device);
        memory.setInt(4, 4);
        memory.setLong(8, Pointer.nativeValue(memory) + 32);
        memory.setInt(32, mask);
        XInput.XISelectEvents(connection.display(), connection.root(), Pointer.nativeValue(memory), 1);
        connection.flush();
    }

    /** A raw motion event arrived. */
    void motion(long nanos) {
        if (!sampling) {
            sampling = true;
            lastMove = nanos;
            nextSample = nanos;
            select();
        }
    }

    /** Nanoseconds until the next sample is due, or {@link Long#MAX_VALUE} while the pointer rests. */
    long dueIn(long nanos) {
        return sampling ? Math.max(0, nextSample - nanos) : Long.MAX_VALUE;
    }

    /** Takes a sample if one is due. */
    void tick(long nanos) {
        if (!sampling || nanos < nextSample) {
            return;
        }
        nextSample = nanos + periodNanos;
        int under = where();
        Connection asked = tree.connection();
        int nowX = asked.outInt(2);
        int nowY = asked.outInt(3);
        if (nowX != x || nowY != y) {
            x = nowX;
            y = nowY;
            lastMove = nanos;
            WindowFacts facts = windows.under(under);
            if (facts != null) {
                recorder.begin(RecordKind.POINTER, nanos, 0).at(x, y).window(facts.window(), facts.generation());
                recorder.offer();
            }
        } else if (nanos - lastMove > REST_NANOS) {
            sampling = false;
            select();
        }
    }

    /** A button, or a notch of the wheel, which X tells as buttons 4 to 7. */
    void button(boolean down, int button, int time, int origin, int device, long nanos) {
        int under = where();
        Connection asked = tree.connection();
        int atX = asked.outInt(2);
        int atY = asked.outInt(3);
        WindowFacts facts = windows.under(under);
        boolean wheel = button >= 4 && button <= 7;
        if (facts == null || (wheel && !down)) {
            return;
        }
        RawRecord rawRecord = recorder.begin(wheel ? RecordKind.SCROLL : RecordKind.BUTTON, nanos, device)
                .sourceTime(Recorder.SERVER_CLOCK, time)
                .origin(origin)
                .at(atX, atY)
                .window(facts.window(), facts.generation());
        if (wheel) {
            rawRecord.value(notches(button));
        } else {
            rawRecord.code(button).flags(down ? RawRecord.FLAG_DOWN : 0);
        }
        recorder.offer();
        if (down) {
            // A drag begins: its way matters, also when the server was told of no motion (XWarpPointer).
            motion(nanos);
        }
    }

    private static long notches(int button) {
        int x = button == 6 ? -120 : button == 7 ? 120 : 0;
        int y = button == 4 ? -120 : button == 5 ? 120 : 0;
        return (long) x << 32 | (y & 0xffffffffL);
    }

    /** Asks for the place; returns the top-level window there. Root coordinates are in out parameters 2 and 3. */
    private int where() {
        Connection asked = tree.connection();
        asked.setOut(1, 0);
        Xlib.XQueryPointer(
                asked.display(),
                asked.root(),
                asked.out(0),
                asked.out(1),
                asked.out(2),
                asked.out(3),
                asked.out(4),
                asked.out(5),
                asked.out(6));
        return asked.outInt(1);
    }
}
