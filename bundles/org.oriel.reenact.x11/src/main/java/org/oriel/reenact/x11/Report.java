package org.oriel.reenact.x11;

import java.io.PrintStream;
import java.util.List;
import org.oriel.reenact.x11.Reenactor.Outcome;
import org.oriel.reenact.x11.Reenactor.Result;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Episode;
import org.oriel.trajectory.Step;

/** What is said about each step. What was typed is not: only how much. */
final class Report {
    private final PrintStream out;
    private final boolean json;
    private long done;
    private long nothing;

    Report(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void list(Episode episode) {
        begin(episode);
        for (Step step : episode.steps()) {
            out.printf("%4d  %-13s %-40s %s%n", step.index(), step.action().kind(), what(step), application(step));
        }
    }

    void begin(Episode episode) {
        if (json) {
            out.println("{\"episode\":\"" + episode.id() + "\",\"steps\":"
                    + episode.steps().size() + "}");
        } else {
            out.printf(
                    "Episode %s, %d steps, %s%n", episode.id(), episode.steps().size(), names(episode));
        }
    }

    private static String names(Episode episode) {
        List<String> names = episode.applications().stream().map(Report::last).toList();
        return names.isEmpty() ? "no application" : String.join(", ", names);
    }

    void step(Result result) {
        Step step = result.step();
        done += result.outcome() == Outcome.DONE ? 1 : 0;
        nothing += result.outcome() == Outcome.NOTHING ? 1 : 0;
        if (json) {
            out.println("{\"step\":" + step.index() + ",\"kind\":\""
                    + step.action().kind() + "\",\"outcome\":\""
                    + result.outcome().name().toLowerCase(java.util.Locale.ROOT) + "\",\"millis\":" + result.millis()
                    + ",\"detail\":\"" + escaped(result.detail()) + "\"}");
        } else {
            out.printf(
                    "%4d  %-13s %-40s %-7s %,6d ms  %s%n",
                    step.index(),
                    step.action().kind(),
                    what(step),
                    result.outcome() == Outcome.NOTHING
                            ? "-"
                            : result.outcome().name().toLowerCase(java.util.Locale.ROOT),
                    result.millis(),
                    result.detail());
        }
    }

    void end(boolean fine) {
        if (!json) {
            out.printf(
                    "%s: %,d steps done, %,d with nothing to do%n",
                    fine ? "Done" : "Stopped at a step that failed", done, nothing);
        }
    }

    private static String what(Step step) {
        Action action = step.action().gesture();
        if (action instanceof Action.Type type) {
            return type.text().reveal().length() + " characters";
        }
        if (action instanceof Action.Press press) {
            return press.key() + times(press.count());
        }
        if (action instanceof Action.Chord chord) {
            return chord.modifiers().size() + " modifiers and a key" + times(chord.count());
        }
        if (action instanceof Action.Click click) {
            return "button " + click.button() + " at " + click.at().x() + ", "
                    + click.at().y();
        }
        if (action instanceof Action.Drag drag) {
            return "from " + drag.from().x() + ", " + drag.from().y() + " to "
                    + drag.to().x() + ", " + drag.to().y();
        }
        return "";
    }

    private static String times(int count) {
        return count == 1 ? "" : " ×" + count;
    }

    private static String application(Step step) {
        return last(step.subject().application());
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
