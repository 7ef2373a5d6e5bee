package org.oriel.frames;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.oriel.api.event.Rect;
import org.oriel.api.source.ScreenLayout;
import org.oriel.api.source.ScreenLayout.Pane;
import org.oriel.api.source.Target;

/**
 * Which pixels of an area may be looked at, and whose they are. Everything else is black.
 *
 * @param area what of the virtual desktop
 * @param pieces rectangles within it, which do not overlap
 * @param windows where admitted windows are, by native id: their hull, not clipped
 */
record Composition(Rect area, List<Piece> pieces, Map<Integer, Rect> windows) {
    /**
     * A rectangle that shows admitted windows only.
     *
     * @param owners who is seen in it, topmost first: more than one where something shines through
     */
    record Piece(Rect rect, List<Target> owners) {
        Target top() {
            return owners.get(0);
        }
    }

    /** What shines through to something below that is not known yet. */
    private record Glass(Region region, List<Target> owners) {}

    /** Copies. */
    Composition {
        pieces = List.copyOf(pieces);
        windows = Map.copyOf(windows);
    }

    /**
     * From the top down: a pixel is kept where the topmost pane is admitted and opaque, or is admitted and so is all below
     * it down to an opaque one. The ground of the screen is nobody's, so nothing is seen through to it.
     */
    static Composition of(ScreenLayout layout, Rect area, Predicate<Target> allowed) {
        Map<Target, Boolean> known = new HashMap<>();
        List<Piece> pieces = new ArrayList<>();
        Map<Integer, Rect> windows = new LinkedHashMap<>();
        Region open = Region.of(Region.intersect(area, layout.bounds()));
        List<Glass> glass = new ArrayList<>();
        List<Pane> panes = layout.panes();
        for (int i = panes.size() - 1; i >= 0; i--) {
            Pane pane = panes.get(i);
            Region covers = clipped(pane.rects(), area);
            if (covers.isEmpty()) {
                continue;
            }
            boolean admitted = isAdmitted(pane.target(), known, allowed);
            glass = through(glass, covers, pane, admitted, pieces);
            Region seen = open.and(covers);
            open = open.minus(covers);
            if (!admitted) {
                continue;
            }
            pane.rects().forEach(rect -> windows.merge(pane.target().window(), rect, Region::hull));
            if (pane.opaque()) {
                add(pieces, seen, List.of(pane.target()));
            } else if (!seen.isEmpty()) {
                glass.add(new Glass(seen, List.of(pane.target())));
            }
        }
        return new Composition(area, pieces, windows);
    }

    private static List<Glass> through(
            List<Glass> glass, Region covers, Pane pane, boolean admitted, List<Piece> pieces) {
        List<Glass> left = new ArrayList<>();
        for (Glass each : glass) {
            Region below = each.region.and(covers);
            if (below.isEmpty()) {
                left.add(each);
                continue;
            }
            Region beside = each.region.minus(covers);
            if (!beside.isEmpty()) {
                left.add(new Glass(beside, each.owners));
            }
            if (admitted) {
                List<Target> owners = new ArrayList<>(each.owners);
                owners.add(pane.target());
                if (pane.opaque()) {
                    add(pieces, below, List.copyOf(owners));
                } else {
                    left.add(new Glass(below, List.copyOf(owners)));
                }
            }
        }
        return left;
    }

    private static void add(List<Piece> pieces, Region region, List<Target> owners) {
        Region.merged(region.rects()).forEach(rect -> pieces.add(new Piece(rect, owners)));
    }

    private static boolean isAdmitted(Target target, Map<Target, Boolean> known, Predicate<Target> allowed) {
        return target.scope() == Target.Scope.WINDOW
                && target.window() != 0
                && known.computeIfAbsent(target, allowed::test);
    }

    private static Region clipped(List<Rect> rects, Rect area) {
        return Region.of(
                rects.stream().map(rect -> Region.intersect(rect, area)).toList());
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** What is seen of windows whose owner {@code wanted} picks. */
    Region seen(Predicate<Target> wanted) {
        // Pieces do not overlap: nothing to work out.
        return Region.ofDisjoint(pieces.stream()
                .filter(piece -> piece.owners.stream().anyMatch(wanted))
                .map(Piece::rect)
                .toList());
    }

    /** Whether the same pixels of the same windows are seen. */
    boolean looksLike(Composition other) {
        return area.equals(other.area) && pieces.equals(other.pieces);
    }
}
