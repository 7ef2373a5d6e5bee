package org.oriel.source.x11.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.oriel.api.event.Rect;
import org.oriel.api.source.Screen;
import org.oriel.api.source.ScreenLayout;
import org.oriel.api.source.ScreenLayout.Pane;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.Target;

/** The screen of an X11 display, without its component: one connection, and a thread that waits for changes. */
public final class X11Screen implements Screen, AutoCloseable {
    private static final long STOP_MILLIS = 400;

    private final String desktop;
    private final Connection connection;
    private final Identities identities;
    private final Tree tree;
    private final Panes panes;
    private final Monitors monitors;
    private final Compositor compositor;
    private final Grabber grabber;
    private final Damage damage;
    private final Events events;
    private final Thread thread;
    // Held by whoever uses the connection; what is native is given back under it.
    private final ReentrantLock use = new ReentrantLock();
    private volatile boolean closed;
    private volatile long grabs;
    private volatile long failures;
    private volatile String limit = "";

    /**
     * Connects and starts to listen.
     *
     * @param display name of the X display, empty for the one in {@code DISPLAY}
     * @param trustedCompositors executables of compositors that show windows only where they stand
     * @throws IllegalStateException when the display or a library is missing, naming it
     */
    public X11Screen(String display, Set<String> trustedCompositors) {
        String name = display.isEmpty() ? environment("DISPLAY") : display;
        if (name.isEmpty()) {
            throw new IllegalStateException("no X display: DISPLAY is not set, allowed: such as :0");
        }
        desktop = desktop(name);
        connection = Connection.open(name);
        try {
            Properties properties = new Properties(connection);
            identities = new Identities(connection, properties);
            panes = new Panes(connection.setup(), new Shapes(connection, properties), identities);
            monitors = new Monitors(connection, properties);
            compositor = new Compositor(connection, identities, trustedCompositors);
            grabber = new Grabber(connection);
            damage = new Damage(connection);
            events = new Events(connection, identities, monitors, damage.event());
            tree = new Tree(connection, properties, events);
        } catch (RuntimeException | Error e) {
            connection.close();
            throw e;
        }
        thread = new Thread(events, "oriel-x11-frames");
        thread.setDaemon(true);
        thread.start();
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }

    /** {@code :0}, {@code :0.0} and {@code unix:0} are the same desktop. */
    static String desktop(String display) {
        String name = display.startsWith("unix:") ? display.substring("unix".length()) : display;
        return "x11:" + (name.matches(".*:\\d+\\.0") ? name.substring(0, name.length() - 2) : name);
    }

    @Override
    public String desktop() {
        return desktop;
    }

    @Override
    public ScreenLayout layout() {
        return using(() -> {
            List<Node> tops = new ArrayList<>(tree.read(this::roundTrip));
            Rect bounds = grabber.bounds();
            compositor.read();
            if (compositor.runs()) {
                // The window that a compositor draws on: what it shows is told by the windows below.
                tops.removeIf(top -> connection.setup().servers(top.id));
            }
            List<Pane> all = new ArrayList<>(panes.of(tops, bounds, events::drain));
            if (compositor.hides()) {
                all.add(new Pane(Target.UNKNOWN, List.of(bounds), true));
            }
            limit = limits();
            return new ScreenLayout(bounds, monitors.read(bounds), all, tree.focused());
        });
    }

    @Override
    public long moves() {
        return using(() -> {
            roundTrip();
            return events.moves();
        });
    }

    /** The answer comes behind all events before it. */
    private void roundTrip() {
        grabber.bounds();
        events.drain();
    }

    @Override
    public void grab(Rect area, int[] pixels, int offset, int stride) {
        long last = offset + (long) Math.max(0, area.height() - 1) * stride + area.width();
        if (area.width() < 0 || area.height() < 0 || offset < 0 || stride < area.width() || last > pixels.length) {
            throw new IllegalArgumentException("an area of " + area.width() + "x" + area.height() + " with the stride "
                    + stride + " does not fit into " + pixels.length + " pixels from " + offset + " on");
        }
        using(() -> {
            grabber.grab(area, pixels, offset, stride);
            count(true);
            return area;
        });
    }

    @Override
    public List<Rect> changed() {
        return using(() -> {
            Rect bounds = grabber.bounds();
            events.drain();
            boolean everything = events.everything();
            int sequence = 0;
            List<Rect> rects = List.of();
            if (damage.usable()) {
                sequence = damage.subtract();
                rects = Rects.few(damage.taken(), bounds);
            }
            events.taken(sequence);
            return everything ? List.of(bounds) : rects;
        });
    }

    @Override
    public void onChange(Runnable listener) {
        events.listen(listener);
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // under the lock
    private void count(boolean good) {
        grabs += good ? 1 : 0;
        failures += good ? 0 : 1;
    }

    private <T> T using(Supplier<T> work) {
        use.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the screen of " + desktop + " is closed");
            }
            if (connection.lost()) {
                throw connection.gone();
            }
            return work.get();
        } catch (IllegalStateException e) {
            count(false);
            throw e;
        } finally {
            if (!closed) {
                events.drain();
            }
            use.unlock();
        }
    }

    private String limits() {
        List<String> all = new ArrayList<>();
        if (compositor.hides()) {
            all.add("nothing can be shown: " + compositor.name()
                    + " draws the screen, and is not among the trustedCompositors");
        }
        if (!identities.verifies()) {
            all.add("the server does not tell processes (X-Resource); only window classes are known");
        }
        if (!grabber.limit().isEmpty()) {
            all.add("slow pictures: " + grabber.limit());
        }
        if (!damage.usable()) {
            all.add("the server does not tell changes (XDamage); everything counts as changed twice a second");
        }
        return String.join("; ", all);
    }

    /** How it is doing. */
    public SourceHealth health() {
        if (!closed && connection.lost()) {
            return new SourceHealth(SourceHealth.State.FAILED, "the X server closed the connection", grabs, failures);
        }
        boolean limited = !limit.isEmpty();
        return new SourceHealth(
                limited ? SourceHealth.State.DEGRADED : SourceHealth.State.OK,
                limited ? limit : "XShm and XDamage",
                grabs,
                failures);
    }

    /** Ends it: when it returns the thread is gone and nothing native is held. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        events.stop();
        boolean mine = lock();
        boolean ended = join();
        if (!mine || !ended) {
            // The server does not answer: break the connection under whoever waits.
            connection.abort();
            mine |= lock();
            ended = join();
        }
        if (mine) {
            try {
                if (ended) {
                    grabber.close();
                    events.close();
                    connection.close();
                }
            } finally {
                use.unlock();
            }
        }
    }

    /** Whether a call is under way. */
    boolean busy() {
        return use.isLocked();
    }

    private boolean lock() {
        try {
            return use.isHeldByCurrentThread() || use.tryLock(STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean join() {
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
