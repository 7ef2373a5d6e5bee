package org.oriel.bench;

import java.nio.file.Path;

/** Injects input and notes when: the third process beside the X server and the receiver. */
final class InjectorChild {
    private static final int FIRST_KEY = 24;
    private static final int KEYS = 10;
    private static final int SPACE = 65;
    private static final int WORD = 6;
    private static final int LEFT = 1;
    private static final int MIXED_KEYS_IN = 5;
    private static final int CLICKS_IN = 10;
    /** Events in one window until the focus moves, and how many of them are of the mouse. */
    private static final int STAY = 620;

    private static final int CLICKS = 20;
    private static final long SECOND = 1_000_000_000L;

    private final Times times = new Times();
    private final long display;
    private final FocusWindow window;
    private final FocusWindow other;
    /** How many keys and buttons there were; an even number of them leaves nothing pressed. */
    private int edges;

    private InjectorChild(String name) {
        window = new FocusWindow(name, 0);
        other = new FocusWindow(name, FocusWindow.WIDTH);
        display = XTest.Lib.XOpenDisplay(name);
    }

    public static void main(String[] args) throws Exception {
        InjectorChild injector = new InjectorChild(args[0]);
        Server.serve(injector::handle);
        System.exit(0);
    }

    private String handle(String[] words) throws Exception {
        switch (words[0]) {
            case "focus" -> FocusWindow.focus(display, window.window(), words[1].equals("on"));
            case "mixed" -> paced(words, i -> i % MIXED_KEYS_IN == 0);
            case "keys" -> paced(words, i -> true);
            case "work" -> work(number(words, 1), number(words, 2));
            case "mouse" -> mouse(number(words, 1), number(words, 2), number(words, 3));
            case "burst" -> burst(number(words, 1));
            case "flood" -> flood(number(words, 1), number(words, 2));
            case "times" -> times.write(Path.of(words[1]));
            default -> throw new IllegalArgumentException(words[0]);
        }
        return edges + " " + times.last();
    }

    private static int number(String[] words, int at) {
        return Integer.parseInt(words[at]);
    }

    private interface IsEdge {
        boolean test(int i);
    }

    /** {@code mixed|keys PER_SECOND EVENTS}. */
    private void paced(String[] words, IsEdge edge) {
        int perSecond = number(words, 1);
        int events = number(words, 2);
        begin();
        long begun = System.nanoTime();
        for (int i = 0; i < events; i++) {
            Waits.until(begun + i * SECOND / perSecond);
            if (edge.test(i)) {
                edge();
            } else {
                move(i);
            }
            XTest.Lib.XFlush(display);
        }
        XTest.Lib.XSync(display, 0);
    }

    /**
     * {@code work PER_SECOND EVENTS}: types into one window, clicks, and goes on in the other. After a click nobody knows
     * where the caret is, and until the focus moves only that something is typed is recorded.
     */
    private void work(int perSecond, int events) {
        begin();
        long begun = System.nanoTime();
        for (int i = 0; i < events; i++) {
            Waits.until(begun + i * SECOND / perSecond);
            int place = i % STAY;
            if (place < STAY - CLICKS) {
                key();
            } else {
                click();
            }
            if (place == STAY - 1) {
                FocusWindow next = i / STAY % 2 == 0 ? other : window;
                FocusWindow.focus(display, next.window(), true);
            }
            XTest.Lib.XFlush(display);
        }
        FocusWindow.focus(display, window.window(), true);
    }

    /** {@code mouse MOVES_PER_SECOND KEYSTROKES_PER_SECOND MILLIS}. */
    private void mouse(int moves, int strokes, int millis) {
        begin();
        int events = (int) ((long) moves * millis / 1000);
        int every = moves / (strokes * 2);
        long begun = System.nanoTime();
        for (int i = 0; i < events; i++) {
            Waits.until(begun + i * SECOND / moves);
            move(i);
            if (i % every == 0) {
                key();
            }
            XTest.Lib.XFlush(display);
        }
        XTest.Lib.XSync(display, 0);
    }

    private void burst(int count) {
        begin();
        for (int i = 0; i < count; i++) {
            key();
        }
        XTest.Lib.XSync(display, 0);
    }

    /** {@code flood PER_SECOND EVENTS}: in portions of a millisecond. */
    private void flood(int perSecond, int count) {
        begin();
        long begun = System.nanoTime();
        int portion = Math.max(1, perSecond / 1000);
        for (int i = 0; i < count; i++) {
            if (i % portion == 0) {
                XTest.Lib.XFlush(display);
                Waits.until(begun + i * SECOND / perSecond);
            }
            key();
        }
        XTest.Lib.XSync(display, 0);
    }

    private void begin() {
        times.clear();
        edges = 0;
    }

    /** Mostly keys; one pair in {@link #CLICKS_IN} is a click. */
    private void edge() {
        if (edges / 2 % CLICKS_IN == CLICKS_IN - 1) {
            click();
        } else {
            key();
        }
    }

    private void click() {
        times.add(System.nanoTime());
        XTest.Tst.XTestFakeButtonEvent(display, LEFT, edges % 2 == 0 ? 1 : 0, 0);
        edges++;
    }

    private void key() {
        times.add(System.nanoTime());
        XTest.Tst.XTestFakeKeyEvent(display, keycode(edges / 2), edges % 2 == 0 ? 1 : 0, 0);
        edges++;
    }

    /** Letters, and a space after each word. */
    private static int keycode(int stroke) {
        return stroke % WORD == WORD - 1 ? SPACE : FIRST_KEY + stroke * 7 % KEYS;
    }

    private void move(int i) {
        XTest.Tst.XTestFakeMotionEvent(display, -1, 100 + i % 500, 100 + i / 3 % 400, 0);
    }
}
