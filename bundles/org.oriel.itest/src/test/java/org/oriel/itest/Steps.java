package org.oriel.itest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.oriel.api.event.Point;
import org.oriel.spool.SpoolCodec;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Episode;
import org.oriel.trajectory.Step;
import org.oriel.trajectory.Trajectories;
import org.oriel.trajectory.TrajectorySink;

/** Steps of recorded events as lines that can be compared: what was done to which program, not when. */
final class Steps {
    private Steps() {}

    static List<String> of(Path events) throws Exception {
        List<String> steps = new ArrayList<>();
        Trajectories trajectories = new Trajectories(new TrajectorySink() {
            @Override
            public void step(Episode.Head episode, Step step) {
                if (!(step.action() instanceof Action.Wait)) {
                    steps.add(line(step));
                }
            }
        });
        SpoolCodec codec = new SpoolCodec();
        for (String line : Files.readAllLines(events)) {
            trajectories.accept(codec.decode(line));
        }
        trajectories.finish();
        return steps;
    }

    private static String line(Step step) {
        String program = step.subject().application();
        return step.action().kind() + " " + what(step.action()) + " in "
                + program.substring(program.lastIndexOf('/') + 1);
    }

    private static String what(Action action) {
        if (action instanceof Action.Type type) {
            return "'" + type.text().reveal() + "'";
        }
        if (action instanceof Action.Press press) {
            return press.key() + " x" + press.count();
        }
        if (action instanceof Action.Chord chord) {
            return String.join("+", chord.keys()) + " x" + chord.count();
        }
        if (action instanceof Action.Click click) {
            return click.button() + " x" + click.count() + " at " + at(click.at());
        }
        if (action instanceof Action.Drag drag) {
            return drag.button() + " from " + at(drag.from()) + " to " + at(drag.to());
        }
        if (action instanceof Action.Scroll scroll) {
            return scroll.notchesX() + "," + scroll.notchesY() + " at " + at(scroll.at());
        }
        return action instanceof Action.Unknown unknown ? unknown.why() : "";
    }

    private static String at(Point point) {
        return point.x() + "," + point.y();
    }

    /** Length of the longest common subsequence. */
    static int common(List<String> one, List<String> other) {
        int[][] best = new int[one.size() + 1][other.size() + 1];
        for (int i = 1; i <= one.size(); i++) {
            for (int j = 1; j <= other.size(); j++) {
                best[i][j] = one.get(i - 1).equals(other.get(j - 1))
                        ? best[i - 1][j - 1] + 1
                        : Math.max(best[i - 1][j], best[i][j - 1]);
            }
        }
        return best[one.size()][other.size()];
    }
}
