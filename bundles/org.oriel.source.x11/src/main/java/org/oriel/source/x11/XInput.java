package org.oriel.source.x11;

/** The part of libXi (XInput 2) that the hook uses. */
final class XInput {
    static final int ALL_DEVICES = 0;
    static final int ALL_MASTER_DEVICES = 1;

    static final int HIERARCHY_CHANGED = 11;
    static final int RAW_KEY_PRESS = 13;
    static final int RAW_KEY_RELEASE = 14;
    static final int RAW_BUTTON_PRESS = 15;
    static final int RAW_BUTTON_RELEASE = 16;
    static final int RAW_MOTION = 17;

    static final int MASTER_KEYBOARD = 2;

    // XIRawEvent
    static final int RAW_TIME = 40;
    static final int RAW_DEVICE = 48;
    static final int RAW_SOURCE = 52;
    static final int RAW_DETAIL = 56;

    private XInput() {}

    static native int XIQueryVersion(long display, long major, long minor);

    static native int XISelectEvents(long display, long window, long masks, int count);

    static native long XIQueryDevice(long display, int device, long count);

    static native void XIFreeDeviceInfo(long info);
}
