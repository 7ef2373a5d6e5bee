package org.oriel.reenact.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oriel.reenact.x11.Natives.Xlib;

/**
 * Which keys type what, under the layout in force. A character that no key types is put on a key that types nothing, as
 * xdotool does; the keys are put back at the end.
 */
final class Keys implements AutoCloseable {
    /** A key with the modifiers it needs. */
    record Stroke(int keycode, boolean shift, boolean level3) {}

    private static final int UNICODE = 0x01000000;
    private static final int LATIN_1 = 0x100;
    private static final int SHIFT_L = 0xffe1;
    private static final int LEVEL_3 = 0xfe03;

    /** Keysyms (keysymdef.h) of W3C {@code key} values that type nothing. */
    private static final Map<String, Integer> NAMED = new HashMap<>();

    static {
        String[] names = {
            "Backspace:ff08",
            "Tab:ff09",
            "Enter:ff0d",
            "Escape:ff1b",
            "Delete:ffff",
            "Home:ff50",
            "ArrowLeft:ff51",
            "ArrowUp:ff52",
            "ArrowRight:ff53",
            "ArrowDown:ff54",
            "PageUp:ff55",
            "PageDown:ff56",
            "End:ff57",
            "Insert:ff63",
            "ContextMenu:ff67",
            "PrintScreen:ff61",
            "Pause:ff13",
            "ScrollLock:ff14",
            "NumLock:ff7f",
            "CapsLock:ffe5",
            "Shift:ffe1",
            "Control:ffe3",
            "Alt:ffe9",
            "Meta:ffeb",
            "AltGraph:fe03",
            "Compose:ff20"
        };
        for (String name : names) {
            String[] parts = name.split(":", -1);
            NAMED.put(parts[0], Integer.parseInt(parts[1], 16));
        }
        for (int i = 1; i <= 24; i++) {
            NAMED.put("F" + i, 0xffbe + i - 1);
        }
    }

    private final Display display;
    private final int lowest;
    private final int perKeycode;
    private final int[][] symbols;
    private final Map<Integer, Stroke> strokes = new HashMap<>();
    /** Free keys, and what was put on them, oldest first. */
    private final List<Integer> free = new ArrayList<>();

    private final Map<Integer, Integer> borrowed = new LinkedHashMap<>();

    Keys(Display display) {
        this.display = display;
        try (Memory out = new Memory(16)) {
            long at = Pointer.nativeValue(out);
            Xlib.XDisplayKeycodes(display.handle(), at, at + 4);
            lowest = out.getInt(0);
            int count = out.getInt(4) - lowest + 1;
            long map = Xlib.XGetKeyboardMapping(display.handle(), (byte) lowest, count, at + 8);
            perKeycode = out.getInt(8);
            symbols = new int[count][perKeycode];
            for (int i = 0; i < count * perKeycode; i++) {
                symbols[i / perKeycode][i % perKeycode] = (int) new Pointer(map).getLong(8L * i);
            }
            Xlib.XFree(map);
        }
        index();
    }

    /** Columns of the core mapping: two of group 1, two of group 2, then levels 3 and 4 of group 1. */
    private void index() {
        int[] columns = {0, 1, 4, 5};
        for (int column : columns) {
            for (int i = 0; i < symbols.length && column < perKeycode; i++) {
                int symbol = symbols[i][column];
                if (symbol != 0) {
                    boolean level3 = column >= 4;
                    strokes.putIfAbsent(symbol, new Stroke(lowest + i, column % 2 == 1, level3));
                }
            }
        }
        for (int i = symbols.length - 1; i >= 0; i--) {
            boolean empty = true;
            for (int symbol : symbols[i]) {
                empty &= symbol == 0;
            }
            if (empty) {
                free.add(lowest + i);
            }
        }
    }

    /** The key of a character. */
    Stroke of(int codePoint) {
        if (codePoint == '\n' || codePoint == '\r') {
            return named("Enter");
        }
        if (codePoint == '\t') {
            return named("Tab");
        }
        int symbol = codePoint < LATIN_1 ? codePoint : UNICODE | codePoint;
        Stroke stroke = strokes.get(symbol);
        return stroke == null ? borrow(symbol) : stroke;
    }

    /** The key of a W3C {@code key}: a name, or a character. */
    Stroke named(String key) {
        Integer symbol = NAMED.get(key);
        if (symbol != null) {
            Stroke stroke = strokes.get(symbol);
            return stroke == null ? borrow(symbol) : new Stroke(stroke.keycode(), false, false);
        }
        if (key.codePointCount(0, key.length()) == 1) {
            return of(key.codePointAt(0));
        }
        throw new IllegalArgumentException("key " + key + " is not known on this keyboard");
    }

    int shift() {
        return strokes.getOrDefault(SHIFT_L, new Stroke(50, false, false)).keycode();
    }

    int level3() {
        return strokes.getOrDefault(LEVEL_3, new Stroke(108, false, false)).keycode();
    }

    private Stroke borrow(int symbol) {
        if (free.isEmpty()) {
            throw new IllegalStateException("no free key is left to type a character that the layout does not have");
        }
        // In turn: a program may still be reading the mapping that the last one had.
        int keycode = free.remove(0);
        free.add(keycode);
        Integer before = borrowed.put(keycode, symbol);
        if (before != null) {
            strokes.remove(before);
        }
        map(keycode, symbol);
        Stroke stroke = new Stroke(keycode, false, false);
        strokes.put(symbol, stroke);
        return stroke;
    }

    private void map(int keycode, int symbol) {
        try (Memory symbolsOfKey = new Memory(16)) {
            symbolsOfKey.setLong(0, symbol);
            symbolsOfKey.setLong(8, symbol);
            Xlib.XChangeKeyboardMapping(display.handle(), keycode, 2, Pointer.nativeValue(symbolsOfKey), 1);
            display.sync();
        }
    }

    /** Whether the last key asked for was put on the keyboard only now: programs need a moment to learn of it. */
    boolean isBorrowed(Stroke stroke) {
        return borrowed.containsKey(stroke.keycode());
    }

    @Override
    public void close() {
        borrowed.keySet().forEach(keycode -> map(keycode, 0));
    }
}
