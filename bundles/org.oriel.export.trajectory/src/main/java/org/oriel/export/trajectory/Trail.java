package org.oriel.export.trajectory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.trajectory.Episode;
import org.oriel.trajectory.Step;
import org.oriel.trajectory.dataset.Scope;

/** Ids and times of the events since the last episode: what a record was made of, so that taking back reaches it. */
final class Trail {
    private static final int EVENTS = 1 << 20;
    private static final int FRAMES = 1 << 14;
    /** What an application says about an action may come after it; as in the rules of the trajectory. */
    private static final long TOLD_LATER_MILLIS = 1_000;

    private record Passed(String id, long millis) {}

    private final ArrayList<Passed> passed = new ArrayList<>();
    private final Map<String, Passed> frames = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Passed> eldest) {
            return size() > FRAMES;
        }
    };

    void add(CaptureEvent event) {
        Passed one = new Passed(event.id(), event.time().wallMillis());
        if (passed.size() == EVENTS) {
            // Times still tell what it was made of.
            passed.subList(0, EVENTS / 2).clear();
        }
        passed.add(one);
        if (event.body() instanceof Frame frame && !frame.frame().isEmpty()) {
            frames.put(frame.frame(), one);
        }
    }

    /** Looks up the events of one episode. */
    Places places(Episode episode) {
        return new Places(episode);
    }

    /** Where the steps of an episode are on the trail. */
    final class Places {
        private final Episode episode;
        private final int[] first;
        private final int[] last;

        private Places(Episode episode) {
            this.episode = episode;
            Map<String, Integer> index = new HashMap<>();
            for (int i = 0; i < passed.size(); i++) {
                index.put(passed.get(i).id(), i);
            }
            int steps = episode.steps().size();
            first = new int[steps];
            last = new int[steps];
            int at = 0;
            for (int i = 0; i < steps; i++) {
                Step.Events events = episode.steps().get(i).events();
                first[i] = index.getOrDefault(events.first(), at);
                at = Math.max(at, index.getOrDefault(events.last(), at - 1) + 1);
                last[i] = at;
            }
        }

        /** What a record of these steps, one after the other, was made of. */
        Scope scope(List<Step> steps, Collection<String> images) {
            long from = Long.MAX_VALUE;
            long to = Long.MIN_VALUE;
            java.util.LinkedHashSet<String> ids = new java.util.LinkedHashSet<>();
            for (Step step : steps) {
                from = Math.min(from, step.start().wallMillis());
                to = Math.max(to, step.end().wallMillis());
                for (String frame : List.of(step.frameBefore(), step.frameAfter())) {
                    Passed one = frames.get(frame);
                    if (one != null) {
                        ids.add(one.id());
                        from = Math.min(from, one.millis());
                        to = Math.max(to, one.millis());
                    }
                }
                ids.addAll(ids(step));
            }
            return new Scope(
                    episode.session().toString(), from, Math.max(from, to), List.copyOf(ids), List.copyOf(images));
        }

        /** From the end of the step before to what was said about this one later. */
        private List<String> ids(Step step) {
            int i = step.index();
            int from = i == 0 ? 0 : Math.min(last[i - 1], first[i]);
            int to = last[i];
            long later = step.end().wallMillis() + TOLD_LATER_MILLIS;
            while (to < passed.size() && passed.get(to).millis() <= later) {
                to++;
            }
            List<String> ids = new ArrayList<>(Math.max(0, to - from));
            for (int k = from; k < to; k++) {
                ids.add(passed.get(k).id());
            }
            return ids;
        }

        /** The episode is written: what was before its end is not needed again. */
        void passed() {
            int steps = last.length;
            if (steps > 0) {
                passed.subList(0, last[steps - 1]).clear();
            }
        }
    }
}
