package org.oriel.reenact.x11;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.reenact.x11.Keys.Stroke;
import org.oriel.reenact.x11.Natives.XTest;

/** Keys, buttons and motion through XTEST. One thread; whatever is held when it closes is let go. */
final class Hands implements AutoCloseable {
    private static final int WHEEL_UP = 4;
    private static final int WHEEL_DOWN = 5;
    private static final int WHEEL_LEFT = 6;
    private static final int WHEEL_RIGHT = 7;

    /** As a quick typist: faster, and programs that repaint for each key fall behind their own input. */
    private static final long STROKE_MILLIS = 8;
    /** Programs look at a changed keyboard mapping when its event reaches them. */
    private static final long MAPPING_MILLIS = 60;

    private static final long CHORD_MILLIS = 60;
    private static final long PATH_MILLIS = 6;
    /** A drag begins when the toolkit's threshold is passed in an event of its own. */
    private static final long GRIP_MILLIS = 40;

    private final Display display;
    private final Keys keys;
    private final List<Integer> held = new ArrayList<>();
    private int button;

    Hands(Display display) {
        this.display = display;
        keys = new Keys(display);
    }

    void type(String text) {
        boolean caps = display.capsLock();
        text.codePoints().forEach(codePoint -> tap(under(caps, codePoint, keys.of(codePoint))));
    }

    /** Caps lock swaps what shift does to a letter. */
    private static Stroke under(boolean caps, int codePoint, Stroke stroke) {
        boolean cased = Character.toLowerCase(codePoint) != Character.toUpperCase(codePoint);
        return caps && cased ? new Stroke(stroke.keycode(), !stroke.shift(), stroke.level3()) : stroke;
    }

    /** A key by its W3C name, so many times. */
    void press(String key, int count) {
        Stroke stroke = keys.named(key);
        for (int i = 0; i < count; i++) {
            tap(stroke);
        }
    }

    private void tap(Stroke stroke) {
        if (keys.isBorrowed(stroke)) {
            pause(MAPPING_MILLIS);
        }
        List<Integer> with = new ArrayList<>();
        if (stroke.shift()) {
            with.add(keys.shift());
        }
        if (stroke.level3()) {
            with.add(keys.level3());
        }
        with.forEach(keycode -> key(keycode, true));
        key(stroke.keycode(), true);
        pause(STROKE_MILLIS);
        key(stroke.keycode(), false);
        for (int i = with.size() - 1; i >= 0; i--) {
            key(with.get(i), false);
        }
        pause(STROKE_MILLIS);
    }

    /** A key while modifiers are held, so many times; {@code keep} leaves the modifiers held for the next one. */
    void chord(Set<Modifier> modifiers, String key, String code, int count, boolean keep) {
        int keycode = Codes.keycode(code);
        int typed = keycode != 0 ? keycode : keys.named(key).keycode();
        hold(modifiers);
        // What it does may take the keyboard elsewhere: whoever watches must have seen by then what was pressed.
        pause(CHORD_MILLIS);
        for (int i = 0; i < count; i++) {
            key(typed, true);
            pause(STROKE_MILLIS);
            key(typed, false);
            pause(STROKE_MILLIS);
        }
        if (!keep) {
            release();
        }
    }

    /** Exactly these modifiers are held from now on. */
    void hold(Set<Modifier> modifiers) {
        List<Integer> wanted =
                modifiers.stream().map(this::keycode).filter(code -> code != 0).toList();
        for (Integer code : List.copyOf(held)) {
            if (!wanted.contains(code)) {
                key(code, false);
            }
        }
        for (Integer code : wanted) {
            if (!held.contains(code)) {
                key(code, true);
            }
        }
    }

    /** No modifier is held any more. */
    void release() {
        for (int i = held.size() - 1; i >= 0; i--) {
            key(held.get(i), false);
        }
    }

    private int keycode(Modifier modifier) {
        return switch (modifier) {
            case SHIFT -> keys.shift();
            case CONTROL -> keys.named("Control").keycode();
            case ALT -> keys.named("Alt").keycode();
            case META -> keys.named("Meta").keycode();
            case ALT_GRAPH -> keys.level3();
            default -> 0;
        };
    }

    private void key(int keycode, boolean down) {
        XTest.XTestFakeKeyEvent(display.handle(), keycode, down ? 1 : 0, 0);
        display.sync();
        if (down) {
            held.add(keycode);
        } else {
            held.remove((Integer) keycode);
        }
    }

    /** The pointer goes this way, at its own pace: what opens under it opens. */
    void follow(List<Point> path) {
        for (Point point : path) {
            move(point);
            pause(PATH_MILLIS);
        }
    }

    void move(Point point) {
        XTest.XTestFakeMotionEvent(display.handle(), -1, point.x(), point.y(), 0);
        display.sync();
    }

    void click(int which, int count, Point at) {
        move(at);
        for (int i = 0; i < count; i++) {
            button(which, true);
            pause(PATH_MILLIS);
            button(which, false);
            pause(PATH_MILLIS);
        }
    }

    void longPress(int which, Point at, long millis) {
        move(at);
        button(which, true);
        pause(millis);
        button(which, false);
    }

    void drag(int which, List<Point> path) {
        move(path.get(0));
        pause(GRIP_MILLIS);
        button(which, true);
        pause(GRIP_MILLIS);
        Point before = path.get(0);
        for (Point point : path.subList(1, path.size())) {
            // A few places between, as a hand has: programs start a drag by distance and follow it by motion.
            for (int i = 1; i <= 4; i++) {
                move(Point.at(
                        before.x() + (point.x() - before.x()) * i / 4, before.y() + (point.y() - before.y()) * i / 4));
                pause(PATH_MILLIS);
            }
            before = point;
        }
        pause(GRIP_MILLIS);
        button(which, false);
    }

    void scroll(double notchesX, double notchesY, Point at) {
        move(at);
        turn(notchesY < 0 ? WHEEL_UP : WHEEL_DOWN, Math.abs(notchesY));
        turn(notchesX < 0 ? WHEEL_LEFT : WHEEL_RIGHT, Math.abs(notchesX));
    }

    private void turn(int wheel, double notches) {
        for (long i = Math.round(notches); i > 0; i--) {
            button(wheel, true);
            button(wheel, false);
            pause(PATH_MILLIS);
        }
    }

    private void button(int which, boolean down) {
        XTest.XTestFakeButtonEvent(display.handle(), which, down ? 1 : 0, 0);
        display.sync();
        button = down ? which : 0;
    }

    /** The pace of a hand; nothing is waited for here. */
    private static void pause(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        release();
        if (button != 0) {
            button(button, false);
        }
        keys.close();
    }
}
