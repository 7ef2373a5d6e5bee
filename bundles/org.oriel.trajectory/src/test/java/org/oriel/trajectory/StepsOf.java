package org.oriel.trajectory;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.event.CaptureEvent;

/** What the reducer makes of events. */
final class StepsOf implements TrajectorySink {
    final List<Step> steps = new ArrayList<>();
    final List<Episode> episodes = new ArrayList<>();
    final List<Integer> forgotten = new ArrayList<>();

    @Override
    public void step(Episode.Head episode, Step step) {
        steps.add(step);
    }

    @Override
    public void forgotten(Episode.Head episode, int fromStep) {
        forgotten.add(fromStep);
    }

    @Override
    public void episode(Episode episode) {
        episodes.add(episode);
    }

    static StepsOf of(SessionScript script) {
        return of(Reduction.DEFAULT, script.events());
    }

    static StepsOf of(Reduction reduction, List<CaptureEvent> events) {
        StepsOf result = new StepsOf();
        Trajectories trajectories = new Trajectories(reduction, result);
        events.forEach(trajectories::accept);
        trajectories.finish();
        return result;
    }

    static List<String> actions(SessionScript script) {
        return Shown.actions(of(script).steps);
    }

    List<String> shown() {
        return steps.stream().map(Shown::of).toList();
    }
}
