package org.oriel.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Rect;
import org.oriel.api.source.Application;
import org.oriel.api.source.Screen;
import org.oriel.api.source.ScreenLayout;
import org.oriel.api.source.ScreenLayout.Pane;
import org.oriel.api.source.Target;

/**
 * A screen that a test arranges: windows with a place, an order and a painter. What shines through is mixed by OR, so
 * that windows painted in bits of their own can be told apart in every pixel.
 */
public final class FakeScreen implements Screen {
    /** The space of its window ids. */
    public static final String DESKTOP = "test:0";

    /** A window. What it shows is a colour for each place, relative to the first rectangle. */
    private record Pile(Target target, List<Rect> rects, boolean opaque, IntBinaryOperator colour) {}

    private final Object lock = new Object();
    // All guarded by lock.
    private final List<Pile> piles = new ArrayList<>();
    private final List<Rect> damage = new ArrayList<>();
    private Rect bounds;
    private List<Monitor> monitors;
    private int focused;
    private @Nullable RuntimeException failure;
    private Runnable beforeGrab = () -> {};
    private Runnable afterGrab = () -> {};
    private Runnable listener = () -> {};
    private boolean armed;
    private long moves;
    private int grabs;
    private int layouts;

    /** An empty desktop of one monitor. */
    public FakeScreen(int width, int height) {
        bounds = new Rect(0, 0, width, height);
        monitors = List.of(new Monitor("TEST-1", bounds, 1));
        damage.add(bounds);
    }

    /** A window of an application with a verified process. */
    public static Target window(int id, String executable) {
        return new Target(Target.Scope.WINDOW, id, new Application(executable, true, ""));
    }

    /** Puts a window of one colour on top. */
    public void add(Target target, Rect rect, int colour) {
        add(target, List.of(rect), true, (x, y) -> colour);
    }

    /** Puts a window on top. */
    public void add(Target target, List<Rect> rects, boolean opaque, IntBinaryOperator colour) {
        arrange(() -> piles.add(new Pile(target, List.copyOf(rects), opaque, colour)), rects);
    }

    /** Removes a window. */
    public void remove(int window) {
        arrange(() -> piles.removeIf(pile -> pile.target.window() == window), rectsOf(window));
    }

    /** Moves a window to the top of the stack. */
    public void raise(int window) {
        arrange(
                () -> {
                    List<Pile> raised = piles.stream()
                            .filter(pile -> pile.target.window() == window)
                            .toList();
                    piles.removeAll(raised);
                    piles.addAll(raised);
                },
                rectsOf(window));
    }

    /** Moves a window. */
    public void move(int window, int dx, int dy) {
        List<Rect> touched = new ArrayList<>(rectsOf(window));
        arrange(
                () -> piles.replaceAll(pile -> pile.target.window() != window
                        ? pile
                        : new Pile(pile.target, moved(pile.rects, dx, dy), pile.opaque, pile.colour)),
                touched);
        change(() -> {}, rectsOf(window));
    }

    /** Shows something else in a window; {@code damaged} is where that differs, on the desktop. */
    public void paint(int window, Rect damaged, IntBinaryOperator colour) {
        change(
                () -> piles.replaceAll(pile ->
                        pile.target.window() != window ? pile : new Pile(pile.target, pile.rects, pile.opaque, colour)),
                List.of(damaged));
    }

    /** Gives the keyboard to a window, 0 for none. */
    public void focus(int window) {
        synchronized (lock) {
            focused = window;
        }
    }

    /** Another desktop: a monitor was plugged in or out, or has another resolution. */
    public void resize(Rect desktop, List<Monitor> on) {
        arrange(
                () -> {
                    bounds = desktop;
                    monitors = List.copyOf(on);
                },
                List.of(desktop));
    }

    /** From now on every call throws, until null is given. */
    public void fail(@Nullable RuntimeException with) {
        synchronized (lock) {
            failure = with;
        }
    }

    /** Runs once, after a layout was taken and before pixels are copied. */
    public void beforeGrab(Runnable what) {
        synchronized (lock) {
            beforeGrab = what;
        }
    }

    /** Runs once, after pixels were copied. */
    public void afterGrab(Runnable what) {
        synchronized (lock) {
            afterGrab = what;
        }
    }

    /** How often pixels were copied. */
    public int grabs() {
        synchronized (lock) {
            return grabs;
        }
    }

    /** How often the layout was asked for. */
    public int layouts() {
        synchronized (lock) {
            return layouts;
        }
    }

    /** The colour of a place on the desktop now. */
    public int colour(int x, int y) {
        synchronized (lock) {
            return colourAt(x, y);
        }
    }

    private List<Rect> rectsOf(int window) {
        synchronized (lock) {
            return piles.stream()
                    .filter(pile -> pile.target.window() == window)
                    .flatMap(pile -> pile.rects.stream())
                    .toList();
        }
    }

    private static List<Rect> moved(List<Rect> rects, int dx, int dy) {
        return rects.stream()
                .map(rect -> new Rect(rect.x() + dx, rect.y() + dy, rect.width(), rect.height()))
                .toList();
    }

    private void arrange(Runnable what, List<Rect> damaged) {
        change(
                () -> {
                    what.run();
                    moves++;
                },
                damaged);
    }

    private void change(Runnable what, List<Rect> damaged) {
        Runnable tell = () -> {};
        synchronized (lock) {
            what.run();
            damage.addAll(damaged);
            if (armed) {
                armed = false;
                tell = listener;
            }
        }
        tell.run();
    }

    private void check() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public String desktop() {
        return DESKTOP;
    }

    @Override
    public ScreenLayout layout() {
        synchronized (lock) {
            check();
            layouts++;
            List<Pane> panes = piles.stream()
                    .map(pile -> new Pane(pile.target, pile.rects, pile.opaque))
                    .toList();
            return new ScreenLayout(bounds, monitors, panes, focused);
        }
    }

    @Override
    public long moves() {
        synchronized (lock) {
            check();
            return moves;
        }
    }

    @Override
    public void grab(Rect area, int[] pixels, int offset, int stride) {
        Runnable first;
        Runnable last;
        synchronized (lock) {
            check();
            first = beforeGrab;
            beforeGrab = () -> {};
        }
        first.run();
        synchronized (lock) {
            grabs++;
            for (int y = 0; y < area.height(); y++) {
                for (int x = 0; x < area.width(); x++) {
                    pixels[offset + y * stride + x] = colourAt(area.x() + x, area.y() + y);
                }
            }
            last = afterGrab;
            afterGrab = () -> {};
        }
        last.run();
    }

    private int colourAt(int x, int y) {
        if (!holds(bounds, x, y)) {
            return 0;
        }
        int colour = 0;
        for (int i = piles.size() - 1; i >= 0; i--) {
            Pile pile = piles.get(i);
            if (pile.rects.stream().anyMatch(rect -> holds(rect, x, y))) {
                Rect first = pile.rects.get(0);
                colour |= pile.colour.applyAsInt(x - first.x(), y - first.y());
                if (pile.opaque) {
                    return colour;
                }
            }
        }
        // The ground shines through too.
        return colour;
    }

    private static boolean holds(Rect rect, int x, int y) {
        return x >= rect.x() && y >= rect.y() && x < rect.x() + rect.width() && y < rect.y() + rect.height();
    }

    @Override
    public List<Rect> changed() {
        synchronized (lock) {
            check();
            armed = true;
            List<Rect> all = List.copyOf(damage);
            damage.clear();
            return all;
        }
    }

    @Override
    public void onChange(Runnable tell) {
        synchronized (lock) {
            listener = tell;
        }
    }

    /** A painter of something that looks like text: each character has a pattern of its own in cells of 8 by 16. */
    public static IntBinaryOperator text(int ground, int ink, String... lines) {
        String[] copy = Arrays.copyOf(lines, lines.length);
        return (x, y) -> {
            int row = Math.floorDiv(y, 16);
            int column = Math.floorDiv(x, 8);
            if (row < 0 || row >= copy.length || column < 0 || column >= copy[row].length()) {
                return ground;
            }
            char character = copy[row].charAt(column);
            int bit = (x & 7) + (y & 15) * 8;
            boolean on = character != ' ' && ((character * 0x9E3779B97F4A7C15L >>> (bit & 63)) & 1) == 1;
            return on ? ink : ground;
        };
    }
}
