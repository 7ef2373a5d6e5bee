package org.oriel.context.accessibility;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;

/** Finds the frame around an object, and which X window a frame is. Any thread. */
final class Frames {
    private static final int DEEPEST = 64;
    private static final int MOST_FRAMES = 32;
    // GTK counts the title bar of the window manager to the frame; shadows that a program draws itself are in the
    // window.
    private static final int MOST_DECORATION = 64;
    private static final int SAME_PLACE = 4 * MOST_DECORATION + 1;
    private static final int SAME_TITLE = 2 * SAME_PLACE;

    private Frames() {}

    /** Goes up from an object to the frame around it. */
    static Program.Place place(Inquiry inquiry, Reference object) throws IOException {
        Program program = inquiry.program();
        Set<String> seen = new HashSet<>();
        // Those below the innermost document, or all if there is none: what is found holds for them too.
        Set<String> alike = new HashSet<>();
        Reference document = null;
        Reference at = object;
        for (int depth = 0; depth < DEEPEST && seen.add(at.path()); depth++) {
            Program.Place known = program.place(at.path());
            if (known != null) {
                return keep(program, alike, document == null ? known : new Program.Place(known.frame(), document));
            }
            List<Message> answers = inquiry.ask(AtSpi.role(at), AtSpi.parent(at));
            if (document == null) {
                alike.add(at.path());
                document = AtSpi.role(answers.get(0)) == Roles.DOCUMENT_WEB ? at : null;
            }
            Reference parent = AtSpi.parent(answers.get(1));
            if (parent.isNull() || parent.isRoot()) {
                return keep(program, alike, new Program.Place(at, document));
            }
            at = parent;
        }
        throw new IOException("no frame around it");
    }

    private static Program.Place keep(Program program, Set<String> paths, Program.Place place) {
        program.place(paths, place);
        return place;
    }

    /** The X window of a frame; 0 when that cannot be told. */
    static int window(Inquiry inquiry, Windows windows, Reference frame, int asked) throws IOException {
        Program program = inquiry.program();
        int known = program.window(frame.path());
        if (known != 0) {
            return known;
        }
        Set<Integer> candidates = new HashSet<>(windows.of(program.process()));
        if (asked != 0) {
            candidates.add(asked);
        }
        int found = 0;
        if (candidates.size() == 1) {
            found = candidates.iterator().next();
        } else if (!candidates.isEmpty()) {
            List<Message> answers = inquiry.ask(AtSpi.name(frame), AtSpi.extents(frame));
            found = best(windows, candidates, AtSpi.name(answers.get(0)), AtSpi.extents(answers.get(1)));
        }
        if (found != 0) {
            program.window(frame.path(), found);
        }
        return found;
    }

    private static int best(Windows windows, Set<Integer> candidates, String name, Rect bounds) {
        int best = 0;
        int score = 0;
        for (int window : candidates) {
            Windows.Facts facts = windows.facts(window);
            int its = score(facts, name, bounds);
            if (its > score) {
                score = its;
                best = window;
            } else if (its == score) {
                best = 0;
            }
        }
        return best;
    }

    /** How well a window fits a frame of that name and place; 0 when not at all. */
    private static int score(Windows.Facts window, String name, Rect bounds) {
        int title = !name.isEmpty() && name.equals(window.title()) ? SAME_TITLE : 0;
        Rect its = window.bounds();
        int left = Math.abs(its.x() - bounds.x());
        int top = Math.abs(its.y() - bounds.y());
        int right = Math.abs(its.x() + its.width() - bounds.x() - bounds.width());
        int bottom = Math.abs(its.y() + its.height() - bounds.y() - bounds.height());
        boolean near = its.width() > 0 && Math.max(Math.max(left, right), Math.max(top, bottom)) <= MOST_DECORATION;
        return title + (near ? SAME_PLACE - left - top - right - bottom : 0);
    }

    /** The frame that an X window is; null when that cannot be told. */
    static @Nullable Reference frame(Inquiry inquiry, Windows.Facts window) throws IOException {
        Program program = inquiry.program();
        List<Reference> frames = new ArrayList<>(AtSpi.children(
                inquiry.ask(AtSpi.children(program.object(Reference.ROOT))).get(0)));
        frames.removeIf(f -> !f.owner().equals(program.owner()) || f.isNull());
        if (frames.size() > MOST_FRAMES) {
            frames.subList(MOST_FRAMES, frames.size()).clear();
        }
        List<Call> calls = new ArrayList<>();
        for (Reference frame : frames) {
            calls.add(AtSpi.states(frame));
            calls.add(AtSpi.name(frame));
            calls.add(AtSpi.extents(frame));
        }
        if (calls.isEmpty()) {
            return null;
        }
        List<Message> answers = inquiry.ask(calls.toArray(new Call[0]));
        Reference best = null;
        int score = 0;
        for (int i = 0; i < frames.size(); i++) {
            int its = 0;
            try {
                if (States.has(AtSpi.states(answers.get(3 * i)), States.SHOWING)) {
                    its = score(window, AtSpi.name(answers.get(3 * i + 1)), AtSpi.extents(answers.get(3 * i + 2)));
                }
            } catch (RuntimeException e) {
                // It closed meanwhile.
            }
            if (its > score) {
                score = its;
                best = frames.get(i);
            } else if (its == score) {
                best = null;
            }
        }
        return best;
    }
}
