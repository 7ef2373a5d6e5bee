package org.oriel.source.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;

/**
 * Writes a recorded session from a script: windows, typing, pointer, with the timing of a person. The same seed and
 * script give the same bytes. Longer than 200 lines because it is the list of what a script can say.
 */
public final class SessionWriter {
    private static final long MILLI = 1_000_000;
    private static final int KEYBOARD = 3;
    private static final int MOUSE = 2;
    private static final int NOTCH = 120;
    private static final String NEIGHBOURS = "qwertyuiopasdfghjklzxcvbnm";

    private final Tape tape = new Tape();
    private final Random random;
    private final Map<Integer, Long> upAt = new HashMap<>();

    private long now = 1_000 * MILLI;
    private long lastUp = now;
    private int held;
    private int focused;
    private int under;
    private int x = 640;
    private int y = 400;
    private int origin = RawRecord.ORIGIN_PHYSICAL;
    private double typos;

    private SessionWriter(long seed) {
        random = new Random(seed);
    }

    /** A script whose timing is made from {@code seed}. */
    public static SessionWriter seeded(long seed) {
        return new SessionWriter(seed);
    }

    /** Tells who a window belongs to. */
    public SessionWriter window(int window, String executable, String windowClass) {
        int path = tape.text(now, executable);
        tape.add(raw(RecordKind.WINDOW, window).code(path).value(tape.text(now, windowClass)));
        return this;
    }

    /** Tells where a window is. */
    public SessionWriter geometry(int window, int left, int top, int width, int height) {
        tape.add(raw(RecordKind.GEOMETRY, window).at(left, top).value((long) width << 32 | height));
        return this;
    }

    /** Gives a window a title. */
    public SessionWriter title(int window, String title) {
        settle();
        int id = tape.text(now, title);
        tape.add(raw(RecordKind.TITLE, window).value(id));
        return this;
    }

    /** Gives a window the keyboard and puts it on top; 0 says that nobody knows who has it. */
    public SessionWriter focus(int window) {
        settle();
        focused = window;
        tape.add(raw(RecordKind.FOCUS, window));
        if (window != 0) {
            under = window;
            tape.add(raw(RecordKind.STACK, window));
        }
        return this;
    }

    /** Closes a window. */
    public SessionWriter close(int window) {
        settle();
        tape.add(raw(RecordKind.CLOSE, window));
        return this;
    }

    /** Waits about that long. */
    public SessionWriter pause(int millis) {
        settle();
        now += (long) (millis * MILLI * (0.8 + 0.4 * random.nextDouble()));
        return this;
    }

    /** From now on input is synthetic, or not. */
    public SessionWriter injected(boolean injected) {
        settle();
        origin = injected ? RawRecord.ORIGIN_INJECTED : RawRecord.ORIGIN_PHYSICAL;
        return this;
    }

    /** From now on this share of letters is mistyped and corrected at once. */
    public SessionWriter typos(double share) {
        typos = share;
        return this;
    }

    /** Types a text: line ends with Enter, tabs with Tab, accents with a dead key, what no key types in one piece. */
    public SessionWriter type(String text) {
        for (int i = 0; i < text.length(); ) {
            int end = i + 1;
            char c = text.charAt(i);
            boolean whole = c >= 0x80 && Layout.accent(c).isEmpty();
            while (whole
                    && end < text.length()
                    && text.charAt(end) >= 0x80
                    && Layout.accent(text.charAt(end)).isEmpty()) {
                end++;
            }
            if (whole) {
                commit(text.substring(i, end));
            } else {
                character(c);
            }
            i = end;
        }
        return this;
    }

    private void character(char c) {
        String accent = Layout.accent(c);
        if (c == '\n' || c == '\t') {
            press(c == '\n' ? "Enter" : "Tab");
        } else if (!accent.isEmpty()) {
            stroke(accent.charAt(0), "Dead");
            stroke(accent.charAt(1), String.valueOf(c));
        } else {
            slip(c);
            stroke(c, String.valueOf(c));
        }
    }

    private void slip(char c) {
        int i = NEIGHBOURS.indexOf(c);
        if (i >= 0 && random.nextDouble() < typos) {
            char wrong = NEIGHBOURS.charAt((i + 1) % NEIGHBOURS.length());
            stroke(wrong, String.valueOf(wrong));
            now += 150 * MILLI;
            press("Backspace");
        }
    }

    /** Types something wrong, takes it back character by character, and types it right. */
    public SessionWriter correct(String wrong, String right) {
        return type(wrong)
                .pause(350)
                .press("Backspace", wrong.codePointCount(0, wrong.length()))
                .type(right);
    }

    /** Enters a text in one piece, as an input method does. */
    public SessionWriter commit(String text) {
        key(KeyCodes.keycode("Space"), text);
        return this;
    }

    /** Presses and releases a key by its W3C name. */
    public SessionWriter press(String key) {
        key(Layout.keycode(key), key);
        return this;
    }

    /** Presses and releases a key several times. */
    public SessionWriter press(String key, int times) {
        for (int i = 0; i < times; i++) {
            press(key);
        }
        return this;
    }

    /** Holds a key until it has repeated that often. */
    public SessionWriter hold(String key, int repeats) {
        int code = Layout.keycode(key);
        now = Math.max(gap(), lastUp + MILLI);
        keyRecord(now, code, key, RawRecord.FLAG_DOWN, 0);
        now += 500 * MILLI;
        for (int i = 0; i < repeats; i++) {
            now += 33 * MILLI;
            keyRecord(now, code, key, RawRecord.FLAG_DOWN | RawRecord.FLAG_REPEAT, 1);
        }
        release(now + 20 * MILLI, code, key);
        return this;
    }

    /** Presses keys together: modifiers first, the last one is the key. */
    public SessionWriter chord(String... keys) {
        settle();
        int last = keys.length - 1;
        for (int i = 0; i < last; i++) {
            now += (60 + random.nextInt(40)) * MILLI;
            keyRecord(now, Layout.keycode(keys[i]), keys[i], RawRecord.FLAG_DOWN, 0);
            held |= Layout.modifier(keys[i]);
        }
        press(keys[last]);
        settle();
        for (int i = last - 1; i >= 0; i--) {
            release(now + 20 * MILLI, Layout.keycode(keys[i]), keys[i]);
            held &= ~Layout.modifier(keys[i]);
            now = lastUp;
        }
        return this;
    }

    /** Keys went to another client's grab: only how many. */
    public SessionWriter suppressed(int keys) {
        settle();
        tape.add(raw(RecordKind.SUPPRESSED, 0).value(keys));
        return this;
    }

    /** One key went to another client's grab, by a backend that sees it: which one is not written down. */
    public SessionWriter grabbed() {
        settle();
        tape.add(raw(RecordKind.KEY, focused).flags(RawRecord.FLAG_DOWN | RawRecord.FLAG_GRABBED));
        return this;
    }

    /** Moves the pointer, sampled 50 times a second. */
    public SessionWriter moveTo(int toX, int toY) {
        settle();
        int fromX = x;
        int fromY = y;
        int steps = Math.max(2, (int) Math.hypot(toX - fromX, toY - fromY) / 11);
        for (int i = 1; i <= steps; i++) {
            double t = (double) i / steps;
            double eased = t * t * (3 - 2 * t);
            int wobble = i == steps ? 0 : random.nextInt(5) - 2;
            x = fromX + (int) Math.round((toX - fromX) * eased) + wobble;
            y = fromY + (int) Math.round((toY - fromY) * eased) - wobble;
            now += 20 * MILLI;
            tape.add(raw(RecordKind.POINTER, under).from(2, MOUSE).at(x, y));
        }
        return this;
    }

    /** Moves there over another window, as one does before clicking into it. */
    public SessionWriter moveOver(int window, int toX, int toY) {
        under = window;
        return moveTo(toX, toY);
    }

    /** Moves there and clicks; button 1 is the left one, 3 the right one. */
    public SessionWriter click(int button, int atX, int atY) {
        moveTo(atX, atY).pause(80);
        button(button, true);
        now += (60 + random.nextInt(50)) * MILLI;
        button(button, false);
        return this;
    }

    /** Clicks twice. */
    public SessionWriter doubleClick(int atX, int atY) {
        click(1, atX, atY);
        now += 110 * MILLI;
        button(1, true);
        now += 70 * MILLI;
        button(1, false);
        return this;
    }

    /** Drags with the left button. */
    public SessionWriter drag(int fromX, int fromY, int toX, int toY) {
        moveTo(fromX, fromY).pause(120);
        button(1, true);
        moveTo(toX, toY).pause(90);
        button(1, false);
        return this;
    }

    /** Turns the wheel, down is positive. */
    public SessionWriter scroll(int notches) {
        settle();
        for (int i = 0; i < Math.abs(notches); i++) {
            now += (40 + random.nextInt(60)) * MILLI;
            long vertical = (Integer.signum(notches) * NOTCH) & 0xffffffffL;
            tape.add(raw(RecordKind.SCROLL, under).from(2, MOUSE).at(x, y).value(vertical));
        }
        return this;
    }

    private void button(int button, boolean down) {
        RawRecord raw =
                raw(RecordKind.BUTTON, under).from(2, MOUSE).code(button).at(x, y);
        tape.add(raw.flags((down ? RawRecord.FLAG_DOWN : 0) | held));
    }

    private void stroke(char c, String key) {
        boolean shift = Layout.isShifted(c);
        if (!shift) {
            key(Layout.keycode(String.valueOf(c)), key);
            return;
        }
        int shiftKey = Layout.keycode("Shift");
        now = Math.max(gap(), lastUp + MILLI);
        keyRecord(now, shiftKey, "Shift", RawRecord.FLAG_DOWN, 0);
        held |= Layout.modifier("Shift");
        now += (30L + random.nextInt(40)) * MILLI;
        int code = Layout.keycode(String.valueOf(c));
        keyRecord(now, code, key, RawRecord.FLAG_DOWN, 0);
        release(now + dwell(), code, key);
        release(lastUp + 15 * MILLI, shiftKey, "Shift");
        held &= ~Layout.modifier("Shift");
    }

    private void key(int code, String key) {
        now = Math.max(gap(), upAt.getOrDefault(code, 0L) + 10 * MILLI);
        // A modifier that came up with the last key must not be held with this one.
        now = Math.max(now, upAt.getOrDefault(Layout.keycode("Shift"), 0L) + MILLI);
        keyRecord(now, code, key, RawRecord.FLAG_DOWN, 0);
        release(now + dwell(), code, key);
    }

    /** When the next key goes down: log-normal, median 115 ms (typing studies find 100 to 200). */
    private long gap() {
        double gap = 115 * StrictMath.exp(0.4 * random.nextGaussian());
        return now + (long) (Math.min(1200, Math.max(35, gap)) * MILLI);
    }

    private long dwell() {
        return (60 + random.nextInt(50)) * MILLI;
    }

    private void release(long at, int code, String key) {
        keyRecord(at, code, key, 0, 0);
        upAt.put(code, at);
        lastUp = Math.max(lastUp, at);
    }

    private void keyRecord(long at, int code, String key, int flags, int repeats) {
        RawRecord raw = new RawRecord()
                .begin(RecordKind.KEY, at)
                .from(2, KEYBOARD)
                .origin(origin)
                .code(code)
                .at(repeats, 0);
        tape.add(raw.value(tape.text(now, key)).flags(flags | held).window(focused, 1));
    }

    /** Lets all keys come up, so that what follows comes after them. */
    private void settle() {
        now = Math.max(now, lastUp) + MILLI;
    }

    private RawRecord raw(int kind, int window) {
        return new RawRecord()
                .begin(kind, now)
                .from(2, 0)
                .origin(origin)
                .at(kind == RecordKind.BUTTON ? x : 0, kind == RecordKind.BUTTON ? y : 0)
                .window(window, 1);
    }

    /** How many records there are so far. */
    public int records() {
        return tape.size();
    }

    /** How long the session is so far. */
    public long millis() {
        return Math.max(now, lastUp) / MILLI - 1_000;
    }

    /** The session as a file holds it. */
    public byte[] toBytes() {
        return tape.toBytes();
    }

    /** Writes the session to a file. */
    public void write(Path file) throws IOException {
        Files.write(file, toBytes());
    }
}
