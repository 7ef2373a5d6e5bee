package org.oriel.source.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** Notices a hook that hears nothing although the person is not idle. Pump thread only. */
final class Watchdog {
    private static final long ACTIVE_MILLIS = 4_000;

    private final Connection connection;
    private final boolean usable;
    private final Memory info = new Memory(64);
    private long last;
    private volatile long restarts;

    Watchdog(Connection connection) {
        this.connection = connection;
        this.usable = Libraries.hasScreenSaver()
                && XScreenSaver.XScreenSaverQueryExtension(connection.display(), connection.out(0), connection.out(1))
                        != 0;
    }

    boolean usable() {
        return usable;
    }

    long restarts() {
        return restarts;
    }

    /** Whether the server saw input lately while {@code records} did not grow since the last call. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    boolean silent(long records) {
        boolean grew = records != last;
        last = records;
        if (!usable || grew) {
            return false;
        }
        info.clear();
        XScreenSaver.XScreenSaverQueryInfo(connection.display(), connection.root(), Pointer.nativeValue(info));
        if (info.getLong(XScreenSaver.IDLE) >= ACTIVE_MILLIS) {
            return false;
        }
        restarts++;
        return true;
    }
}
