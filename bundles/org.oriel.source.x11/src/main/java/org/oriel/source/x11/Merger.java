package org.oriel.source.x11;

/**
 * Tells keys that went to the focused window from keys that went into another client's grab.
 *
 * <p>The X server hides raw events from an XInput 2.0 client while another client holds a grab, and shows them to a 2.2
 * client all the same. What the open-eyed connection saw is added here in order; {@link #take} is called with each key
 * that the other connection saw too. A key that lies before a taken one, or is still here when the other connection is
 * known to be up to date, was typed into a grab. Pure logic; pump thread only.
 */
final class Merger {
    /** Where events go once it is known what they are. */
    interface Output {
        /** A key that no grab took. */
        void key(boolean down, int code, int time, int source, int device, long nanos);

        /** A key that went into a grab: what it was is forgotten here. {@code code} only serves to forget it. */
        void grabbed(boolean down, int code, long nanos);

        /** A pointer button. */
        void button(boolean down, int code, int time, int source, int device, long nanos);
    }

    private static final int SIZE = 4096;
    private static final int MASK = SIZE - 1;

    private final int[] types = new int[SIZE];
    private final int[] codes = new int[SIZE];
    private final int[] times = new int[SIZE];
    private final int[] sources = new int[SIZE];
    private final int[] devices = new int[SIZE];
    private final long[] nanos = new long[SIZE];
    private final Output out;
    private long first;
    private int head;
    private int size;
    private int keys;

    Merger(Output out) {
        this.out = out;
    }

    boolean full() {
        return size == SIZE;
    }

    /** Running number behind the newest event. */
    long end() {
        return first + size;
    }

    /** Whether the fate of a key is open. */
    boolean hasKeys() {
        return keys > 0;
    }

    /** Adds a raw event of the open-eyed connection. */
    void add(int type, int code, int time, int source, int device, long at) {
        int slot = (head + size) & MASK;
        types[slot] = type;
        codes[slot] = code;
        times[slot] = time;
        sources[slot] = source;
        devices[slot] = device;
        nanos[slot] = at;
        size++;
        if (isKey(type)) {
            keys++;
        }
    }

    /** Lets go of the buttons that no key is in front of. */
    void releaseButtons() {
        while (size > 0 && !isKey(types[head])) {
            pop(false);
        }
    }

    /** The grab-blind connection saw this key. Returns false when the other one has not shown it yet. */
    boolean take(int type, int code, int time) {
        for (int i = 0; i < size; i++) {
            int slot = (head + i) & MASK;
            if (types[slot] == type && codes[slot] == code && times[slot] == time) {
                releaseUpTo(first + i);
                pop(true);
                return true;
            }
        }
        return false;
    }

    /** The events before number {@code end} are older than everything the grab-blind connection can still show. */
    void releaseUpTo(long end) {
        while (first < end) {
            pop(false);
        }
    }

    private void pop(boolean seenByBoth) {
        int slot = head;
        int type = types[slot];
        int code = codes[slot];
        codes[slot] = 0;
        head = (head + 1) & MASK;
        first++;
        size--;
        if (!isKey(type)) {
            boolean down = type == XInput.RAW_BUTTON_PRESS;
            out.button(down, code, times[slot], sources[slot], devices[slot], nanos[slot]);
            return;
        }
        keys--;
        boolean down = type == XInput.RAW_KEY_PRESS;
        if (seenByBoth) {
            out.key(down, code, times[slot], sources[slot], devices[slot], nanos[slot]);
        } else {
            out.grabbed(down, code, nanos[slot]);
        }
    }

    private static boolean isKey(int type) {
        return type == XInput.RAW_KEY_PRESS || type == XInput.RAW_KEY_RELEASE;
    }
}
