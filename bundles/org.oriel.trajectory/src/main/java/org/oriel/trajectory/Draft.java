package org.oriel.trajectory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Rect;

/** An episode while it is put together. */
final class Draft {
    final Episode.Head head;
    final List<Step> steps = new ArrayList<>();
    final Gaps gaps = new Gaps();
    Label label;
    Episode.Ended ended = Episode.Ended.INPUT;

    private final Map<String, Frame> frames = new HashMap<>();
    /** Frames that steps name and that are not here yet. */
    private final Set<String> awaited = new HashSet<>();

    private @Nullable Frame screen;

    Draft(Episode.Head head, Label label, @Nullable Frame screen) {
        this.head = head;
        this.label = label;
        this.screen = screen;
    }

    void add(Step step, Frames known) {
        steps.add(step);
        need(step.frameBefore(), known);
        need(step.frameAfter(), known);
    }

    private void need(String id, Frames known) {
        if (id.isEmpty() || frames.containsKey(id)) {
            return;
        }
        Frame frame = known.get(id);
        if (frame == null) {
            awaited.add(id);
        } else {
            frames.put(id, frame);
        }
    }

    void frame(Frame frame, boolean current) {
        if (awaited.remove(frame.frame())) {
            frames.put(frame.frame(), frame);
        }
        if (screen == null && current) {
            screen = frame;
        }
    }

    /** Whether every frame that its steps name is here. */
    boolean isComplete() {
        return awaited.isEmpty();
    }

    long endNanos() {
        return end().monotonicNanos();
    }

    private EventTime end() {
        return steps.isEmpty() ? head.start() : steps.get(steps.size() - 1).end();
    }

    /** Drops the steps that ended at or after that time: the index of the first of them, -1 where there is none. */
    int forget(long fromNanos) {
        int from = -1;
        for (int i = 0; i < steps.size() && from < 0; i++) {
            from = steps.get(i).end().monotonicNanos() >= fromNanos ? i : -1;
        }
        if (from < 0) {
            return from;
        }
        steps.subList(from, steps.size()).clear();
        gaps.shorten(from);
        Set<String> named = new HashSet<>();
        steps.forEach(step -> {
            named.add(step.frameBefore());
            named.add(step.frameAfter());
        });
        frames.keySet().retainAll(named);
        awaited.retainAll(named);
        return from;
    }

    /** Drops these frames. */
    void forget(Set<String> gone) {
        frames.keySet().removeAll(gone);
        awaited.removeAll(gone);
    }

    Episode episode() {
        Set<String> applications = new LinkedHashSet<>();
        for (Step step : steps) {
            if (!step.subject().application().isEmpty()) {
                applications.add(step.subject().application());
            }
        }
        Frame shown = screen;
        Rect area = shown == null ? Rect.NONE : shown.area();
        List<Monitor> monitors = shown == null ? List.of() : shown.monitors();
        return new Episode(
                head,
                label.task(),
                label.outcome(),
                steps,
                new ArrayList<>(applications),
                end(),
                ended,
                gaps.list(),
                frames,
                area,
                monitors);
    }
}
