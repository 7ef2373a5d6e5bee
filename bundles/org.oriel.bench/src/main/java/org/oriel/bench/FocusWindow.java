package org.oriel.bench;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;

/** A client that has the keyboard and reads what it gets, and nothing more. */
final class FocusWindow {
    static final String CLASS = "OrielBench";

    static final int WIDTH = 600;
    private static final int HEIGHT = 600;
    private static final int REPLACE = 0;
    private static final long MAP_MILLIS = 200;

    private final long display;
    private final long root;
    private final long window;

    /** {@code x} is where its left edge is. */
    FocusWindow(String name, int x) {
        XTest.load();
        display = XTest.Lib.XOpenDisplay(name);
        if (display == 0) {
            throw new IllegalStateException("cannot open X display " + name);
        }
        root = XTest.Lib.XDefaultRootWindow(display);
        window = XTest.Lib.XCreateSimpleWindow(display, root, x, 0, WIDTH, HEIGHT, 0, 0, 0xffffff);
        XTest.Lib.XSelectInput(display, window, XTest.KEY_AND_BUTTON_MASK);
        XTest.Lib.XStoreName(display, window, "bench");
        text("WM_CLASS", CLASS + "\0" + CLASS + "\0");
        number(window, "_NET_WM_PID", "CARDINAL", ProcessHandle.current().pid());
        managed();
        XTest.Lib.XMapRaised(display, window);
        XTest.Lib.XSync(display, 0);
        Waits.millis(MAP_MILLIS);
        Thread reader = new Thread(this::read, "bench-window");
        reader.setDaemon(true);
        reader.start();
    }

    /** Takes the keyboard and says so as a window manager would; or nobody has it. */
    static void focus(long injector, long window, boolean on) {
        XTest.Lib.XSetInputFocus(injector, on ? window : 0, on ? XTest.REVERT_TO_PARENT : XTest.REVERT_TO_NONE, 0);
        number(injector, XTest.Lib.XDefaultRootWindow(injector), "_NET_ACTIVE_WINDOW", "WINDOW", on ? window : 0);
        XTest.Lib.XSync(injector, 0);
    }

    long window() {
        return window;
    }

    private void read() {
        Memory event = new Memory(XTest.EVENT_BYTES);
        while (true) {
            XTest.Lib.XNextEvent(display, event);
        }
    }

    /** WM_STATE, normal, without an icon: what a window manager puts on every window it manages (ICCCM 4.1.3.1). */
    private void managed() {
        Memory state = new Memory(2L * Long.BYTES);
        state.setLong(0, 1);
        state.setLong(Long.BYTES, 0);
        change(display, window, "WM_STATE", "WM_STATE", 32, state, 2);
    }

    private void text(String property, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        Memory data = new Memory(bytes.length);
        data.write(0, bytes, 0, bytes.length);
        change(display, window, property, "STRING", 8, data, bytes.length);
    }

    private void number(long of, String property, String type, long value) {
        number(display, of, property, type, value);
    }

    private static void number(long display, long of, String property, String type, long value) {
        Memory data = new Memory(Long.BYTES);
        data.setLong(0, value);
        change(display, of, property, type, 32, data, 1);
    }

    private static void change(long display, long of, String property, String type, int bits, Memory data, int items) {
        XTest.Lib.XChangeProperty(
                display, of, atom(display, property), atom(display, type), bits, REPLACE, data, items);
    }

    private static long atom(long display, String name) {
        return XTest.Lib.XInternAtom(display, name, 0);
    }
}
