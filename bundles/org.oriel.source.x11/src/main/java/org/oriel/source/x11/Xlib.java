package org.oriel.source.x11;

/**
 * The part of Xlib that the hook uses, mapped directly. Pointers, XIDs and {@code unsigned long} are Java longs, out
 * parameters are addresses.
 */
final class Xlib {
    static final int FOCUS_IN = 9;
    static final int FOCUS_OUT = 10;
    static final int DESTROY_NOTIFY = 17;
    static final int REPARENT_NOTIFY = 21;
    static final int CONFIGURE_NOTIFY = 22;
    static final int PROPERTY_NOTIFY = 28;
    static final int MAPPING_NOTIFY = 34;
    static final int GENERIC_EVENT = 35;

    static final long STRUCTURE_NOTIFY_MASK = 1L << 17;
    static final long FOCUS_CHANGE_MASK = 1L << 21;
    static final long PROPERTY_CHANGE_MASK = 1L << 22;

    static final int QUEUED_ALREADY = 0;
    static final int QUEUED_AFTER_READING = 1;

    static final int XKB_USE_CORE_KEYBOARD = 0x100;
    static final int XKB_NEW_KEYBOARD_NOTIFY = 0;
    static final int XKB_MAP_NOTIFY = 1;
    static final int XKB_STATE_NOTIFY = 2;
    static final int XKB_CONTROLS_NOTIFY = 3;

    /** Bytes of an {@code XEvent}. */
    static final int EVENT_BYTES = 192;

    private Xlib() {}

    static native int XInitThreads();

    static native long XSetErrorHandler(long handler);

    static native long XSetIOErrorHandler(long handler);

    static native void XSetIOErrorExitHandler(long display, long handler, long data);

    static native long XOpenDisplay(String name);

    static native int XCloseDisplay(long display);

    static native int XConnectionNumber(long display);

    static native long XDefaultRootWindow(long display);

    static native int XFlush(long display);

    static native int XEventsQueued(long display, int mode);

    static native int XNextEvent(long display, long event);

    static native int XGetEventData(long display, long cookie);

    static native void XFreeEventData(long display, long cookie);

    static native int XQueryExtension(long display, String name, long opcode, long event, long error);

    static native int XSelectInput(long display, long window, long mask);

    static native long XInternAtom(long display, String name, int onlyIfExists);

    static native int XGetInputFocus(long display, long focus, long revert);

    static native int XQueryTree(long display, long window, long root, long parent, long children, long count);

    static native int XQueryPointer(
            long display, long window, long root, long child, long rootX, long rootY, long x, long y, long mask);

    static native int XGetPointerMapping(long display, long map, int count);

    static native int XTranslateCoordinates(
            long display, long from, long to, int x, int y, long toX, long toY, long child);

    static native int XGetGeometry(
            long display, long window, long root, long x, long y, long width, long height, long border, long depth);

    static native int XGetWindowProperty(
            long display,
            long window,
            long property,
            long offset,
            long length,
            int delete,
            long type,
            long actualType,
            long actualFormat,
            long items,
            long bytesAfter,
            long data);

    static native int XFree(long data);

    static native int XGetKeyboardControl(long display, long state);

    static native int XkbQueryExtension(long display, long opcode, long event, long error, long major, long minor);

    static native int XkbSelectEvents(long display, int device, int affect, int values);

    static native int XkbGetState(long display, int device, long state);

    static native int XkbGetAutoRepeatRate(long display, int device, long delay, long interval);
}
