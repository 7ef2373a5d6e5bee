package org.oriel.source.x11;

/** The part of libXss that tells how long the person has been idle. */
final class XScreenSaver {
    /** Offset of {@code idle} in {@code XScreenSaverInfo}. */
    static final int IDLE = 32;

    private XScreenSaver() {}

    static native int XScreenSaverQueryExtension(long display, long event, long error);

    static native int XScreenSaverQueryInfo(long display, long drawable, long info);
}
