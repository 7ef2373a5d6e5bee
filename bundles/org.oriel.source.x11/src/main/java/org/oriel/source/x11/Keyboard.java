package org.oriel.source.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;

/** Keyboard state and keymaps in stream order, and the repeats that raw events do not tell. Pump thread only. */
final class Keyboard implements AutoCloseable {
    /** Offsets in {@code XkbStateNotifyEvent}. */
    private static final int BASE_GROUP = 56;

    private static final int LATCHED_GROUP = 60;
    private static final int LOCKED_GROUP = 64;
    private static final int BASE_MODS = 72;
    private static final int LATCHED_MODS = 76;
    private static final int LOCKED_MODS = 80;

    /** Offset of {@code auto_repeats} in {@code XKeyboardState}, and its size. */
    private static final int AUTO_REPEATS = 28;

    private static final int AUTO_REPEATS_BYTES = 32;

    private final Connection events;
    private final Keymaps keymaps;
    private final KeymapTable table;
    private final Recorder recorder;
    private final byte[] repeating = new byte[AUTO_REPEATS_BYTES];
    private int generation;
    private long delayNanos;
    private long intervalNanos;
    private boolean broken;

    // The key that repeats now, 0 when none does.
    private int heldCode;
    private long heldSince;
    private int heldWindow;
    private int heldGeneration;
    private int heldOrigin;

    Keyboard(Connection events, Keymaps keymaps, KeymapTable table, Recorder recorder) {
        this.events = events;
        this.keymaps = keymaps;
        this.table = table;
        this.recorder = recorder;
    }

    /** Tells keymap and state as they are now. */
    void begin(long nanos) {
        readRepeatRate();
        readKeymap(nanos);
        try (Memory state = new Memory(32)) {
            if (Xlib.XkbGetState(events.display(), Xlib.XKB_USE_CORE_KEYBOARD, Pointer.nativeValue(state)) == 0) {
                int lockedGroup = state.getByte(1) & 0xff;
                int baseGroup = state.getShort(2) & 0xff;
                int latchedGroup = state.getShort(4) & 0xff;
                long mods = (state.getByte(7) & 0xffL)
                        | (state.getByte(8) & 0xffL) << 16
                        | (state.getByte(9) & 0xffL) << 32;
                tell(mods, baseGroup | latchedGroup << 8 | lockedGroup << 16, nanos);
            }
        }
    }

    /** An XKB event. */
    void event(int type, ByteBuffer event, long nanos) {
        switch (type) {
            case Xlib.XKB_STATE_NOTIFY:
                long mods = (event.getInt(BASE_MODS) & 0xffL)
                        | (event.getInt(LATCHED_MODS) & 0xffL) << 16
                        | (event.getInt(LOCKED_MODS) & 0xffL) << 32;
                int groups = (event.getInt(BASE_GROUP) & 0xff)
                        | (event.getInt(LATCHED_GROUP) & 0xff) << 8
                        | (event.getInt(LOCKED_GROUP) & 0xff) << 16;
                tell(mods, groups, nanos);
                break;
            case Xlib.XKB_MAP_NOTIFY, Xlib.XKB_NEW_KEYBOARD_NOTIFY:
                readKeymap(nanos);
                break;
            case Xlib.XKB_CONTROLS_NOTIFY:
                readRepeatRate();
                break;
            default:
                break;
        }
    }

    private void tell(long mods, int groups, long nanos) {
        recorder.begin(RecordKind.KEYBOARD_STATE, nanos, 0)
                .value(mods)
                .code(groups)
                .keymap(generation);
        recorder.offer();
    }

    private void readKeymap(long nanos) {
        long keymap = keymaps.read();
        broken = keymap == 0;
        if (broken) {
            return;
        }
        table.put(++generation, keymap);
        recorder.begin(RecordKind.KEYMAP, nanos, 0).keymap(generation);
        recorder.offer();
    }

    private void readRepeatRate() {
        delayNanos = 660_000_000L;
        intervalNanos = 40_000_000L;
        if (Xlib.XkbGetAutoRepeatRate(events.display(), Xlib.XKB_USE_CORE_KEYBOARD, events.out(0), events.out(1))
                != 0) {
            delayNanos = events.outInt(0) * 1_000_000L;
            intervalNanos = Math.max(1, events.outInt(1)) * 1_000_000L;
        }
        try (Memory control = new Memory(64)) {
            control.clear();
            Xlib.XGetKeyboardControl(events.display(), Pointer.nativeValue(control));
            control.read(AUTO_REPEATS, repeating, 0, AUTO_REPEATS_BYTES);
        }
    }

    int generation() {
        return generation;
    }

    /** Whether the keymap in force could not be read. */
    boolean broken() {
        return broken;
    }

    /** A key went down: whoever repeated before does not any more. */
    void pressed(int code, long nanos, int window, int windowGeneration, int origin) {
        stopRepeat(nanos);
        if (code < 256 && (repeating[code >> 3] & 1 << (code & 7)) != 0) {
            heldCode = code;
            heldSince = nanos;
            heldWindow = window;
            heldGeneration = windowGeneration;
            heldOrigin = origin;
        }
    }

    /** A key went up. */
    void released(int code, long nanos) {
        if (code == heldCode) {
            stopRepeat(nanos);
        }
    }

    /**
     * Tells how often the held key repeated. An estimate: the server repeats after the delay and then at the interval,
     * but its timer and our clock are not the same.
     */
    private void stopRepeat(long nanos) {
        long held = nanos - heldSince;
        if (heldCode != 0 && held > delayNanos) {
            int count = (int) Math.min(10_000, 1 + (held - delayNanos) / intervalNanos);
            recorder.begin(RecordKind.KEY, nanos, 0)
                    .code(heldCode)
                    .at(count, 0)
                    .flags(RawRecord.FLAG_DOWN | RawRecord.FLAG_REPEAT)
                    .origin(heldOrigin)
                    .window(heldWindow, heldGeneration)
                    .keymap(generation);
            recorder.offer();
        }
        heldCode = 0;
    }

    /** Forgets the held key: what became of it went elsewhere. */
    void forgetHeld() {
        heldCode = 0;
    }

    @Override
    public void close() {
        keymaps.close();
    }
}
