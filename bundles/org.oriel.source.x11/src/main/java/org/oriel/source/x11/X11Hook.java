package org.oriel.source.x11;

import com.sun.jna.Memory;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.oriel.api.source.Feed;
import org.oriel.api.source.RecordDecoder;
import org.oriel.api.source.SourceHealth;

/** The hook without its component: connections, decoder and the pump's thread. */
public final class X11Hook implements AutoCloseable {
    private static final long STOP_MILLIS = 2_000;

    private final Connection open;
    private final Connection blind;
    private final WindowTree tree;
    private final Keyboard keyboard;
    private final FactTable facts = new FactTable();
    private final Typist typist;
    private final Feed feed;
    private final Recorder recorder;
    private final Watchdog watchdog;
    private final Pump pump;
    private final Thread thread;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Connects and starts.
     *
     * @param display name of the X display, empty for the one in {@code DISPLAY}
     * @param sampleHertz how often the pointer is looked at while it moves
     * @param sink takes the decoder, returns where records go
     * @throws IllegalStateException when the display or a library is missing, naming it
     */
    public X11Hook(String display, int sampleHertz, Function<RecordDecoder, Feed> sink) {
        String name = display.isEmpty() ? environment("DISPLAY", "") : display;
        if (name.isEmpty()) {
            throw new IllegalStateException("no X display: DISPLAY is not set, allowed: such as :0");
        }
        Libraries.require();
        open = Connection.open(name);
        blind = Connection.open(name);
        tree = new WindowTree(Connection.open(name));
        announce(open, 2, name);
        announce(blind, 0, name);
        KeymapTable keymaps = new KeymapTable();
        typist = new Typist(keymaps, locale());
        feed = sink.apply(new X11Decoder(name, facts, typist));
        recorder = new Recorder(feed);
        keyboard = new Keyboard(open, new Keymaps(name), keymaps, recorder);
        Windows windows = new Windows(open, tree, facts, recorder);
        int sampled = Math.max(1, sampleHertz);
        PointerWatch pointer = new PointerWatch(open, tree, windows, recorder, sampled);
        watchdog = new Watchdog(tree.connection());
        pump = new Pump(
                open,
                blind,
                keyboard,
                windows,
                pointer,
                new Devices(tree.connection()),
                recorder,
                watchdog,
                inputOpcode(open),
                keyboardEvents(open));
        select(pointer);
        thread = new Thread(pump, "oriel-x11");
        thread.setDaemon(true);
        thread.start();
    }

    private static void announce(Connection connection, int minor, String name) {
        try (Memory version = new Memory(16)) {
            version.setInt(0, 2);
            version.setInt(8, minor);
            long at = com.sun.jna.Pointer.nativeValue(version);
            if (XInput.XIQueryVersion(connection.display(), at, at + 8) != 0) {
                throw new IllegalStateException("X display '" + name + "' has no XInput 2");
            }
        }
    }

    private static int inputOpcode(Connection connection) {
        Xlib.XQueryExtension(
                connection.display(), "XInputExtension", connection.out(0), connection.out(1), connection.out(2));
        return connection.outInt(0);
    }

    private static int keyboardEvents(Connection connection) {
        connection.setOut(3, 1);
        connection.setOut(4, 0);
        Xlib.XkbQueryExtension(
                connection.display(),
                connection.out(0),
                connection.out(1),
                connection.out(2),
                connection.out(3),
                connection.out(4));
        return connection.outInt(1);
    }

    private void select(PointerWatch pointer) {
        int changes = 1 << Xlib.XKB_NEW_KEYBOARD_NOTIFY
                | 1 << Xlib.XKB_MAP_NOTIFY
                | 1 << Xlib.XKB_STATE_NOTIFY
                | 1 << Xlib.XKB_CONTROLS_NOTIFY;
        Xlib.XkbSelectEvents(open.display(), Xlib.XKB_USE_CORE_KEYBOARD, changes, changes);
        try (Memory masks = new Memory(64)) {
            // On the masters it is an error that, without our handler, would end the process.
            PointerWatch.select(open, masks, XInput.ALL_DEVICES, 1 << XInput.HIERARCHY_CHANGED);
            PointerWatch.select(
                    blind, masks, XInput.ALL_MASTER_DEVICES, 1 << XInput.RAW_KEY_PRESS | 1 << XInput.RAW_KEY_RELEASE);
        }
        pointer.select();
    }

    private static String locale() {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment(name, "");
            if (!value.isEmpty()) {
                // The plain locales have no compose sequences at all.
                boolean plain = value.equals("C")
                        || value.equals("POSIX")
                        || value.toUpperCase(Locale.ROOT).startsWith("C.");
                return plain ? "en_US.UTF-8" : value;
            }
        }
        return "en_US.UTF-8";
    }

    private static String environment(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null ? otherwise : value;
    }

    /** How it is doing. */
    public SourceHealth health() {
        SourceHealth.State state = SourceHealth.State.OK;
        String detail = "XInput 2";
        if (!pump.failure().isEmpty()) {
            state = SourceHealth.State.FAILED;
            detail = pump.failure();
        } else if (keyboard.broken()) {
            state = SourceHealth.State.DEGRADED;
            detail = "the keymap in force cannot be read; keys are told by the one before";
        } else if (!tree.hasResources()) {
            state = SourceHealth.State.DEGRADED;
            detail = "the server does not tell processes (X-Resource); only window classes are known";
        } else if (!watchdog.usable()) {
            state = SourceHealth.State.DEGRADED;
            detail = "no screen saver extension: a hook that fell silent would not be noticed";
        } else if (watchdog.restarts() > 0) {
            detail = "XInput 2, selected again " + watchdog.restarts() + " times";
        }
        return new SourceHealth(state, detail, recorder.records(), recorder.dropped());
    }

    /** Ends it: when it returns the thread is gone, the feed is closed and nothing native is held. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            // What is native was given back already; a second time would free it twice.
            return;
        }
        pump.stop();
        boolean ended = join(STOP_MILLIS);
        if (!ended) {
            // The server does not answer: break the connections under the thread.
            open.abort();
            blind.abort();
            tree.connection().abort();
            ended = join(STOP_MILLIS);
        }
        feed.close();
        facts.clear();
        if (!pump.failure().isEmpty()) {
            open.markLost();
            blind.markLost();
            tree.connection().markLost();
        }
        if (ended) {
            typist.close();
            keyboard.close();
            tree.close();
            blind.close();
            open.close();
        }
    }

    private boolean join(long millis) {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (thread.isAlive() && System.nanoTime() < end) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
