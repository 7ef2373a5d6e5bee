package org.oriel.frames;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.oriel.api.event.Element;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Rect;
import org.oriel.api.redact.TextPolicy;
import org.oriel.api.source.Screen;
import org.oriel.api.source.ScreenLayout;
import org.oriel.api.source.Target;
import org.oriel.frames.Composition.Piece;
import org.oriel.frames.Shot.Masked;
import org.oriel.frames.Shot.Part;
import org.oriel.host.Admission;
import org.oriel.host.FrameDesk;
import org.oriel.host.FrameDesk.Typed;

/**
 * Takes pictures of what the policy admits. Only admitted rectangles are ever copied, onto black; a picture counts only
 * if the same was to be seen in the same place before and after. One thread.
 */
final class Camera {
    private static final int ATTEMPTS = 3;
    private static final int MOST_NAMES = 1_024;

    private final Screen screen;
    private final FrameDesk desk;
    private final Canvases canvases;
    private final long mostPixels;
    private final LongSupplier clock;
    private final Typing typing;
    private final Fields fields;
    private final Exposure exposure;
    private final Map<Target, String> names = new HashMap<>();

    Camera(
            Screen screen,
            FrameDesk desk,
            Canvases canvases,
            long mostPixels,
            LongSupplier clock,
            Typing typing,
            Fields fields) {
        this(screen, desk, canvases, mostPixels, clock, typing, fields, new Exposure(0));
    }

    Camera(
            Screen screen,
            FrameDesk desk,
            Canvases canvases,
            long mostPixels,
            LongSupplier clock,
            Typing typing,
            Fields fields,
            Exposure exposure) {
        this.exposure = exposure;
        this.screen = screen;
        this.desk = desk;
        this.canvases = canvases;
        this.mostPixels = mostPixels;
        this.clock = clock;
        this.typing = typing;
        this.fields = fields;
    }

    /** Something was drawn there, since the last time. */
    void damaged(List<Rect> rects) {
        exposure.damaged(rects);
    }

    /** A picture whose canvas the caller gives back, or why there is none. */
    Shot shoot(boolean settled) throws NoPicture, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Shot shot = attempt(settled);
            if (shot != null) {
                return shot;
            }
        }
        throw new NoPicture(NoPicture.LAYOUT_CHANGED);
    }

    @org.jspecify.annotations.Nullable
    private Shot attempt(boolean settled) throws NoPicture, InterruptedException {
        Admission.Rules rules = desk.rules();
        long moves = screen.moves();
        if (!exposure.rests(moves, clock.getAsLong())) {
            throw new NoPicture(NoPicture.LAYOUT_CHANGED);
        }
        ScreenLayout before = screen.layout();
        Composition seen = compose(before, rules);
        List<Typed> typedBefore = desk.typed();
        List<Element> elements = new ArrayList<>(fields.focused(before.focused()));
        Canvas canvas = canvases.take(seen.area().width(), seen.area().height())
                .orElseThrow(() -> new NoPicture(NoPicture.BUSY));
        boolean kept = false;
        try {
            long start = clock.getAsLong();
            copy(seen, canvas);
            long end = clock.getAsLong();
            ScreenLayout after = screen.layout();
            // What went and came back in between is told by the count alone.
            if (screen.moves() != moves || !isSame(before, seen, after, rules)) {
                return null;
            }
            elements.addAll(fields.focused(after.focused()));
            List<Typed> typedAfter = desk.typed();
            Print print = Print.of(canvas.pixels, canvas.width, canvas.height);
            List<Masked> masks =
                    new ArrayList<>(typing.masks(after, seen, print, start, settled, typedBefore, typedAfter));
            masks.addAll(fields.masks(after.focused(), seen, elements));
            masks.addAll(undrawn(seen));
            List<Part> parts = parts(seen, rules);
            Shot shot = new Shot(
                    canvas,
                    after.monitors(),
                    seen,
                    parts,
                    print,
                    local(seen.area(), canvas, masks),
                    settled,
                    start,
                    end,
                    rules);
            kept = true;
            return shot;
        } finally {
            if (!kept) {
                canvases.give(canvas);
            }
        }
    }

    private List<Masked> undrawn(Composition seen) {
        Region admitted =
                Region.ofDisjoint(seen.pieces().stream().map(Piece::rect).toList());
        List<Masked> masks = exposure.undrawn(admitted).rects().stream()
                .map(rect -> new Masked(rect, "UNDRAWN", "uncovered"))
                .toList();
        exposure.taken(admitted);
        return masks;
    }

    /** What may be seen; nothing at all while somebody else has the keyboard. */
    private Composition compose(ScreenLayout layout, Admission.Rules rules) throws NoPicture {
        if (!isFocusAdmitted(layout, rules)) {
            throw new NoPicture(NoPicture.NOT_ADMITTED);
        }
        Rect area = area(layout);
        Composition seen;
        try {
            seen = Composition.of(layout, area, rules::allows);
        } catch (IllegalStateException ragged) {
            throw new NoPicture(NoPicture.TOO_LARGE);
        }
        if (seen.isEmpty()) {
            throw new NoPicture(NoPicture.NOT_ADMITTED);
        }
        return seen;
    }

    static boolean isFocusAdmitted(ScreenLayout layout, Admission.Rules rules) {
        int focused = layout.focused();
        return focused != 0
                && layout.panes().stream()
                        .map(ScreenLayout.Pane::target)
                        .anyMatch(target -> target.window() == focused
                                && target.scope() == Target.Scope.WINDOW
                                && rules.allows(target));
    }

    /** The whole desktop, or the monitor of the focused window when that is too large. */
    private Rect area(ScreenLayout layout) throws NoPicture {
        if (fits(layout.bounds())) {
            return layout.bounds();
        }
        Rect best = Rect.NONE;
        long most = 0;
        for (Monitor monitor : layout.monitors()) {
            Region seen = layout.panes().stream()
                    .filter(pane -> pane.target().window() == layout.focused())
                    .map(pane -> Region.of(pane.rects().stream()
                            .map(rect -> Region.intersect(rect, monitor.bounds()))
                            .toList()))
                    .reduce(Region.NONE, Region::plus);
            if (seen.size() > most) {
                most = seen.size();
                best = Region.intersect(monitor.bounds(), layout.bounds());
            }
        }
        if (Region.isEmpty(best) || !fits(best)) {
            throw new NoPicture(NoPicture.TOO_LARGE);
        }
        return best;
    }

    private boolean fits(Rect rect) {
        long pixels = (long) rect.width() * rect.height();
        return pixels > 0 && pixels <= mostPixels && canvases.holds(pixels);
    }

    private void copy(Composition seen, Canvas canvas) {
        Rect area = seen.area();
        List<Rect> local = new ArrayList<>();
        for (Piece piece : seen.pieces()) {
            Rect rect = Region.moved(piece.rect(), -area.x(), -area.y());
            screen.grab(piece.rect(), canvas.pixels, rect.y() * canvas.width + rect.x(), canvas.width);
            local.add(rect);
        }
        canvas.clean(local);
    }

    private boolean isSame(ScreenLayout before, Composition seen, ScreenLayout after, Admission.Rules rules)
            throws NoPicture {
        return before.bounds().equals(after.bounds())
                && before.monitors().equals(after.monitors())
                && before.focused() == after.focused()
                && rules.hash().equals(desk.rules().hash())
                && seen.equals(compose(after, rules));
    }

    private List<Part> parts(Composition seen, Admission.Rules rules) throws NoPicture {
        List<Part> parts = new ArrayList<>();
        for (Piece piece : seen.pieces()) {
            Target target = piece.top();
            TextPolicy strictest = piece.owners().stream()
                    .map(rules::frameText)
                    .max(TextPolicy::compareTo)
                    .orElse(TextPolicy.BLANK);
            parts.add(new Part(
                    Region.moved(piece.rect(), -seen.area().x(), -seen.area().y()),
                    target,
                    name(target),
                    rules.identity(target),
                    strictest));
        }
        return parts;
    }

    private String name(Target target) throws NoPicture {
        String known = names.get(target);
        if (known != null) {
            return known;
        }
        String name = desk.window(screen.desktop(), target);
        if (name.isEmpty()) {
            throw new NoPicture(NoPicture.NOT_ADMITTED);
        }
        if (names.size() >= MOST_NAMES) {
            names.clear();
        }
        names.put(target, name);
        return name;
    }

    /** In picture coordinates; what is outside of it is nobody's business. */
    private static List<Masked> local(Rect area, Canvas canvas, List<Masked> masks) {
        return masks.stream()
                .map(mask -> new Masked(
                        Region.intersect(Region.moved(mask.rect(), -area.x(), -area.y()), canvas.bounds()),
                        mask.type(),
                        mask.rule()))
                .filter(mask -> !Region.isEmpty(mask.rect()))
                .distinct()
                .toList();
    }

    /** For tests and the trigger: what the layout admits now, empty where nothing is. */
    Region admitted() {
        try {
            Composition seen = compose(screen.layout(), desk.rules());
            return Region.ofDisjoint(Objects.requireNonNull(seen).pieces().stream()
                    .map(Piece::rect)
                    .toList());
        } catch (NoPicture none) {
            return Region.NONE;
        }
    }
}
