package org.oriel.source.x11;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps an X error from ending the process. Xlib's handlers are process-wide, so this is static: errors of our displays
 * are swallowed, errors of other displays go to whoever handled them before, and the last display to close puts that
 * handler back.
 */
final class XErrors {
    /** Xlib error handler. */
    interface ErrorHandler extends Callback {
        int invoke(long display, Pointer event);
    }

    /** Xlib input/output error handler: the connection is gone. */
    interface LostHandler extends Callback {
        int invoke(long display);
    }

    /** Called after the above; the default one calls exit(3). */
    interface ExitHandler extends Callback {
        void invoke(long display, long data);
    }

    private static final Object LOCK = new Object();
    private static final Map<Long, AtomicBoolean> OURS = new ConcurrentHashMap<>();

    // Static and final: a callback that is collected makes native code jump into freed memory.
    private static final ErrorHandler ON_ERROR = XErrors::error;
    private static final LostHandler ON_LOST = XErrors::lost;
    private static final ExitHandler ON_EXIT = XErrors::exit;
    private static final long ERROR_ADDRESS = address(ON_ERROR);
    private static final long LOST_ADDRESS = address(ON_LOST);
    private static final long EXIT_ADDRESS = address(ON_EXIT);

    // Guarded by LOCK.
    private static int users;
    private static volatile long previousError;
    private static volatile long previousLost;

    private XErrors() {}

    /** Installs the handlers; call it before each display is opened. */
    static void install() {
        synchronized (LOCK) {
            if (users++ == 0) {
                previousError = Xlib.XSetErrorHandler(ERROR_ADDRESS);
                previousLost = Xlib.XSetIOErrorHandler(LOST_ADDRESS);
            }
        }
    }

    /** Takes over the errors of {@code display}; the result turns true when its connection breaks. */
    static AtomicBoolean adopt(long display) {
        AtomicBoolean gone = new AtomicBoolean();
        OURS.put(display, gone);
        Xlib.XSetIOErrorExitHandler(display, EXIT_ADDRESS, 0);
        return gone;
    }

    /** Forgets a display that was closed. */
    static void release(long display) {
        OURS.remove(display);
        uninstall();
    }

    /** Undoes one {@link #install}; the last one puts the previous handlers back. */
    static void uninstall() {
        synchronized (LOCK) {
            if (--users > 0) {
                return;
            }
            long error = Xlib.XSetErrorHandler(previousError);
            long lost = Xlib.XSetIOErrorHandler(previousLost);
            // Somebody else replaced ours in the meantime: theirs stays.
            if (error != ERROR_ADDRESS) {
                Xlib.XSetErrorHandler(error);
            }
            if (lost != LOST_ADDRESS) {
                Xlib.XSetIOErrorHandler(lost);
            }
        }
    }

    private static int error(long display, Pointer event) {
        return OURS.containsKey(display) ? 0 : forward(previousError, display, event);
    }

    private static int lost(long display) {
        AtomicBoolean gone = OURS.get(display);
        if (gone == null) {
            return forward(previousLost, display, Pointer.NULL);
        }
        gone.set(true);
        return 0;
    }

    private static void exit(long display, long data) {
        // Returning is the point: the pump sees the flag and ends by itself.
        AtomicBoolean gone = OURS.get(display);
        if (gone != null) {
            gone.set(true);
        }
    }

    private static int forward(long handler, long display, Pointer event) {
        if (handler == 0 || handler == ERROR_ADDRESS || handler == LOST_ADDRESS) {
            return 0;
        }
        return Function.getFunction(new Pointer(handler)).invokeInt(new Object[] {new Pointer(display), event});
    }

    private static long address(Callback callback) {
        return Pointer.nativeValue(CallbackReference.getFunctionPointer(callback));
    }
}
