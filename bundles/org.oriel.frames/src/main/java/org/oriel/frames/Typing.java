package org.oriel.frames;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;
import org.oriel.api.source.ScreenLayout;
import org.oriel.api.source.Target;
import org.oriel.frames.Shot.Masked;
import org.oriel.host.FrameDesk.Typed;

/**
 * Masks what was typed and is not told yet. Where it stands on the screen nobody knows: it is in what changed since a
 * picture that was taken before it was typed. Only the hashes of that picture's tiles are kept. One thread.
 *
 * <p>Applications are looked at whole, because a list of suggestions is a window of its own.
 */
final class Typing {
    private static final int MOST_APPLICATIONS = 64;
    private static final int MOST_WINDOWS = 4_096;
    private static final int MOST_RECTS = 256;
    /** Around what changed: glyphs reach out of their line. */
    private static final int PADDING = 4;

    private static final String ANYBODY = "";

    /** A picture without its pixels. */
    private record Look(Composition seen, Print print, long start, long masked) {}

    /** What is typed in an application. */
    private record Held(boolean held, long since, long masked) {
        static final Held NOTHING = new Held(false, 0, 0);

        Held and(Typed typed) {
            long from = held && typed.held() ? Math.min(since, typed.sinceNanos()) : held ? since : typed.sinceNanos();
            return new Held(held || typed.held(), from, masked + typed.masked());
        }
    }

    private static final class Application {
        /** Shows nothing that is held back or was masked. */
        Look clean;
        /** Will be clean once all that was typed before it is told. */
        @Nullable
        Look candidate;

        Application(Look clean) {
            this.clean = clean;
        }
    }

    private final Map<String, Application> applications = bounded(MOST_APPLICATIONS);
    private final Map<Integer, String> owners = bounded(MOST_WINDOWS);
    private final Sticky sticky;
    private final String desktop;

    Typing(String desktop, Sticky sticky) {
        this.desktop = desktop;
        this.sticky = sticky;
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * What must be painted over, on the virtual desktop.
     *
     * @param before what was typed before the picture was taken
     * @param after what was typed when it had been taken
     */
    List<Masked> masks(
            ScreenLayout layout,
            Composition seen,
            Print print,
            long start,
            boolean settled,
            List<Typed> before,
            List<Typed> after) {
        layout.panes().forEach(pane -> owners.put(pane.target().window(), name(pane.target())));
        sticky.look(seen, print);
        Map<String, Held> then = held(before);
        Map<String, Held> now = held(after);
        List<Masked> masks = new ArrayList<>();
        for (String name : names(seen)) {
            Held typed = now.getOrDefault(name, Held.NOTHING);
            Held unknown = now.getOrDefault(ANYBODY, Held.NOTHING);
            if (unknown.held) {
                typed = new Held(true, typed.held ? Math.min(typed.since, unknown.since) : unknown.since, typed.masked);
            }
            Look look = new Look(seen, print, start, then.getOrDefault(name, Held.NOTHING).masked);
            for (Rect rect : live(name, look, typed, settled).rects()) {
                masks.add(new Masked(Region.padded(rect, PADDING), Sticky.TYPING, "held"));
            }
        }
        masks.addAll(sticky.masks(seen));
        return masks;
    }

    private static Set<String> names(Composition seen) {
        return seen.pieces().stream()
                .flatMap(piece -> piece.owners().stream())
                .map(Typing::name)
                .collect(Collectors.toSet());
    }

    private static String name(Target target) {
        String executable = target.application().executable();
        return executable.isEmpty() ? "window " + target.window() : executable;
    }

    private Map<String, Held> held(List<Typed> typed) {
        Map<String, Held> held = new HashMap<>();
        for (Typed each : typed) {
            if (each.desktop().equals(desktop)) {
                // Typed into a window that was never seen: it may be told anywhere.
                String name = owners.getOrDefault(each.window(), ANYBODY);
                held.merge(name, Held.NOTHING.and(each), (a, b) -> a.and(each));
            }
        }
        return held;
    }

    /** What is masked while text is held, and notes what stays masked after. */
    private Region live(String name, Look look, Held typed, boolean settled) {
        Application known = applications.get(name);
        if (known == null) {
            return first(name, look, typed);
        }
        Look candidate = known.candidate;
        if (candidate != null && typed.held && typed.since > candidate.start) {
            // All that was typed before it is told.
            stick(name, candidate, known.clean, typed);
            known.clean = candidate;
            known.candidate = null;
        }
        if (typed.held) {
            if (known.candidate == null) {
                known.candidate = look;
            }
            return changed(name, look, known.clean).coarse(MOST_RECTS);
        }
        known.candidate = null;
        boolean grew = stick(name, look, known.clean, typed);
        if (!grew || settled) {
            // Otherwise the last characters may not have been painted yet.
            known.clean = look;
        }
        return Region.NONE;
    }

    private Region first(String name, Look look, Held typed) {
        if (!typed.held && typed.masked == 0) {
            applications.put(name, new Application(look));
            return Region.NONE;
        }
        // There is nothing to compare with.
        Region all = owned(name, look.seen);
        if (!typed.held) {
            forEachWindow(name, look.seen, (window, hull) -> sticky.add(window, hull, of(window, look.seen), false));
            applications.put(name, new Application(look));
        }
        return all;
    }

    /** Typed text was masked between the two: what changed stays masked, unless everything did. */
    private boolean stick(String name, Look look, Look clean, Held typed) {
        if (typed.masked <= clean.masked) {
            return false;
        }
        forEachWindow(name, look.seen, (window, hull) -> {
            Region all = of(window, look.seen);
            Region changed = changed(window, hull, look, clean);
            if (!Sticky.isMost(changed, all)) {
                sticky.add(window, hull, padded(changed).and(hull), false);
            }
        });
        return true;
    }

    private static Region padded(Region region) {
        return Region.of(region.coarse(MOST_RECTS).rects().stream()
                .map(rect -> Region.padded(rect, PADDING))
                .toList());
    }

    private interface WindowStep {
        void take(int window, Rect hull);
    }

    private void forEachWindow(String name, Composition seen, WindowStep step) {
        seen.windows().forEach((window, hull) -> {
            if (name.equals(owners.get(window))) {
                step.take(window, hull);
            }
        });
    }

    private static Region owned(String name, Composition seen) {
        return seen.seen(target -> name(target).equals(name));
    }

    private static Region of(int window, Composition seen) {
        return seen.seen(target -> target.window() == window);
    }

    private Region changed(String name, Look look, Look clean) {
        List<Region> all = new ArrayList<>();
        forEachWindow(name, look.seen, (window, hull) -> all.add(changed(window, hull, look, clean)));
        return all.stream().reduce(Region.NONE, Region::plus);
    }

    private static Region changed(int window, Rect hull, Look look, Look clean) {
        Region seen = of(window, look.seen);
        boolean comparable = look.seen.area().equals(clean.seen.area())
                && hull.equals(clean.seen.windows().get(window));
        Rect area = look.seen.area();
        return comparable
                ? look.print.changed(clean.print).moved(area.x(), area.y()).and(seen)
                : seen;
    }
}
