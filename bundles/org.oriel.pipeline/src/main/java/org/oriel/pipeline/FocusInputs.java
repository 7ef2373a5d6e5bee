package org.oriel.pipeline;

import java.util.Set;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;

/** When a window got input that may have moved the keyboard to another field of it: the newest of them, by time. */
final class FocusInputs {
    private static final int MOST = 128;

    private final long[] times = new long[MOST];
    private int size;

    /** Whether a key may move the keyboard: the arrows that walk in a text do not. */
    static boolean moves(Key key) {
        String name = key.key().reveal();
        if (KeyNames.isModifier(name) || KeyNames.isApart(name)) {
            return false;
        }
        if (name.equals("Tab") || name.equals("Enter") || name.equals("Escape") || KeyNames.isFunction(name)) {
            return true;
        }
        if (KeyNames.isText(name)) {
            return KeyNames.isChord(key, name);
        }
        Set<Modifier> held = key.modifiers();
        boolean command = held.contains(Modifier.ALT) || held.contains(Modifier.META);
        return command || (held.contains(Modifier.CONTROL) && !name.startsWith("Arrow"));
    }

    void add(long nanos) {
        if (size == MOST) {
            System.arraycopy(times, 1, times, 0, --size);
        }
        int at = size;
        while (at > 0 && times[at - 1] - nanos > 0) {
            times[at] = times[at - 1];
            at--;
        }
        times[at] = nanos;
        size++;
    }

    /** How many there were after {@code from}, up to {@code to}. */
    int count(long from, long to) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += times[i] - from > 0 && times[i] - to <= 0 ? 1 : 0;
        }
        return count;
    }

    /** The first at {@code from} or later, up to {@code to}; {@code otherwise} when there is none. */
    long first(long from, long to, long otherwise) {
        for (int i = 0; i < size; i++) {
            if (times[i] - from >= 0) {
                return times[i] - to <= 0 ? times[i] : otherwise;
            }
        }
        return otherwise;
    }

    /** The last before {@code to}, from {@code from}; {@code otherwise} when there is none. */
    long last(long from, long to, long otherwise) {
        for (int i = size - 1; i >= 0; i--) {
            if (times[i] - to < 0) {
                return times[i] - from >= 0 ? times[i] : otherwise;
            }
        }
        return otherwise;
    }
}
