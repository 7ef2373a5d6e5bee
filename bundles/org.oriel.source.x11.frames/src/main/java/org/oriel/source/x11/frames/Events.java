package org.oriel.source.x11.frames;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the server tells by itself: that something was drawn to, that windows moved or went. The thread of this class waits
 * in {@code poll}; whoever waits for an answer on the same connection may be given events too and handles them here.
 */
final class Events implements Runnable {
    private static final int CHANGE_WINDOW_ATTRIBUTES = 2;
    private static final int EVENT_MASK = 0x800;
    private static final int STRUCTURE_NOTIFY = 1 << 17;
    private static final int SUBSTRUCTURE_NOTIFY = 1 << 19;
    private static final int PROPERTY_CHANGE = 1 << 22;
    private static final int DESTROY = 17;
    private static final int UNMAP = 18;
    private static final int MAP = 19;
    private static final int REPARENT = 21;
    private static final int CONFIGURE = 22;
    private static final int GRAVITY = 24;
    private static final int CIRCULATE = 26;
    private static final int PROPERTY = 28;
    private static final long BLIND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int POLL_BYTES = 8;

    private final Connection connection;
    private final Identities identities;
    private final Monitors monitors;
    /** Number of the event of XDamage, -1 without. */
    private final int damageEvent;

    private final int wakeUp = LibC.eventfd(0, LibC.EFD_NONBLOCK_CLOEXEC);
    private final Memory polls = new Memory(2L * POLL_BYTES);
    private final Memory woken = new Memory(8);
    private volatile boolean stopped;

    private final Object lock = new Object();
    // Guarded by lock.
    private final byte[] bytes = new byte[Connection.EVENT_BYTES];
    private final ByteBuffer event = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    private @Nullable Runnable listener;
    private boolean everything = true;
    private boolean damaged;
    private int damagedAt;
    private int takenAt;
    private long takenNanos;
    private boolean armed;
    private long moves = 1;
    private int counted;
    private final Set<Integer> listened = new HashSet<>();

    Events(Connection connection, Identities identities, Monitors monitors, int damageEvent) {
        this.connection = connection;
        this.identities = identities;
        this.monitors = monitors;
        this.damageEvent = damageEvent;
        poll(0, connection.fd());
        poll(1, wakeUp);
        select(connection.root(), STRUCTURE_NOTIFY | SUBSTRUCTURE_NOTIFY | PROPERTY_CHANGE);
        connection.flush();
    }

    private void select(int window, int events) {
        connection
                .begin(CHANGE_WINDOW_ATTRIBUTES, 0)
                .putInt(window)
                .putInt(EVENT_MASK)
                .putInt(events);
        connection.tell();
    }

    /** Listens to what happens to a window's properties and to the windows in it, from now on. Screen thread only. */
    void listen(int window) {
        synchronized (lock) {
            if (listened.size() > 2 * Tree.MOST) {
                listened.clear();
            }
            if (!listened.add(window)) {
                return;
            }
        }
        select(window, SUBSTRUCTURE_NOTIFY | PROPERTY_CHANGE);
    }

    /** The window is gone and was not listened to. */
    void forget(int window) {
        synchronized (lock) {
            listened.remove(window);
        }
    }

    /** A change of this property counts as a move. */
    void countChangesOf(int property) {
        synchronized (lock) {
            counted = property;
        }
    }

    private void poll(int slot, int fd) {
        polls.setInt((long) slot * POLL_BYTES, fd);
        polls.setShort((long) slot * POLL_BYTES + 4, (short) LibC.POLLIN);
    }

    void listen(Runnable to) {
        synchronized (lock) {
            listener = to;
        }
        wake();
    }

    /** Ends the thread; from another one. */
    void stop() {
        stopped = true;
        wake();
    }

    private void wake() {
        LibC.eventfd_write(wakeUp, 1);
    }

    /** Gives back what is native, once the thread is gone. */
    void close() {
        LibC.close(wakeUp);
    }

    /** Handles what has arrived beside answers; by the thread that waited for them. */
    void drain() {
        if (drain(false)) {
            wake();
        }
    }

    /** How often windows moved, came or went. */
    long moves() {
        synchronized (lock) {
            return moves;
        }
    }

    /** Whether all has to be told, once. */
    boolean everything() {
        synchronized (lock) {
            boolean all = everything || blindNanos() <= 0;
            everything = false;
            takenNanos = System.nanoTime();
            return all;
        }
    }

    /** What was drawn has been taken by request number {@code sequence}: the next drawing is news. */
    void taken(int sequence) {
        synchronized (lock) {
            takenAt = sequence;
            damaged &= damagedAt - takenAt >= 0;
            armed = true;
        }
        wake();
    }

    @Override
    public void run() {
        while (!stopped && !connection.lost()) {
            LibC.poll(Pointer.nativeValue(polls), 2, timeout());
            LibC.eventfd_read(wakeUp, Pointer.nativeValue(woken));
            drain(true);
            tell(connection.lost());
        }
    }

    /** Without XDamage the thread wakes up when it is time to say that everything may have changed. */
    private int timeout() {
        synchronized (lock) {
            return listener == null || !armed || damageEvent >= 0
                    ? -1
                    : (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(blindNanos()) + 1);
        }
    }

    private long blindNanos() {
        return damageEvent >= 0 ? Long.MAX_VALUE : takenNanos + BLIND_NANOS - System.nanoTime();
    }

    private void tell(boolean lost) {
        Runnable to = null;
        synchronized (lock) {
            if (due() || (lost && !stopped)) {
                to = listener;
                armed = false;
            }
        }
        if (to != null) {
            try {
                to.run();
            } catch (RuntimeException e) {
                // The listener's trouble: it is told again once it has asked.
            }
        }
    }

    private boolean due() {
        return listener != null && armed && (damaged || everything || blindNanos() <= 0);
    }

    private boolean drain(boolean read) {
        synchronized (lock) {
            while (connection.event(bytes, read)) {
                handle();
            }
            return due();
        }
    }

    private void handle() {
        int type = event.get(0) & 0x7f;
        if (type == damageEvent) {
            int at = event.getInt(32);
            if (at - takenAt >= 0) {
                damaged = true;
                damagedAt = at;
            }
            return;
        }
        switch (type) {
            case DESTROY, UNMAP, REPARENT -> {
                moves++;
                identities.forget(event.getInt(8));
                if (type == DESTROY) {
                    listened.remove(event.getInt(8));
                }
            }
            case CONFIGURE -> {
                moves++;
                // The size of the root window is the size of the desktop.
                everything |= event.getInt(8) == connection.root();
            }
            case MAP, CIRCULATE, GRAVITY -> moves++;
            case PROPERTY -> {
                moves += event.getInt(8) == counted ? 1 : 0;
                monitors.changed(event.getInt(8));
            }
            default -> {
                // Errors of requests that nobody waits for, and what was not asked for.
            }
        }
    }
}
