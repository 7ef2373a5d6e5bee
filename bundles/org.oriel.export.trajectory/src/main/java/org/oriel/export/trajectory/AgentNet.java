package org.oriel.export.trajectory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oriel.api.event.Frame;
import org.oriel.trajectory.Step;

/** What the three forms of AgentNet share: each step as calls, on the last stable picture before it. */
final class AgentNet {
    /** What may not be said in a form. */
    interface Limits {
        void check(List<Call> calls) throws CannotSay;
    }

    /**
     * A step that can be said.
     *
     * @param picture what was seen before; empty only where steps without one are kept
     */
    record Said(Step step, List<Call> calls, Optional<Frame> picture) {}

    private final PyAutoGui calls;
    private final boolean keepWithoutPicture;
    private final Limits limits;

    AgentNet(Dialects.Options options, Limits limits) {
        this.calls = new PyAutoGui(options);
        this.keepWithoutPicture = options.keepWithoutPicture();
        this.limits = limits;
    }

    /** The steps that can be said; the others are losses. */
    List<Said> said(Scene scene, Output out) throws IOException {
        List<Said> all = new ArrayList<>();
        for (Step step : scene.steps()) {
            try {
                List<Call> said = calls.calls(scene, step);
                limits.check(said);
                Optional<Frame> picture = scene.before(step);
                CannotSay.unless(keepWithoutPicture || picture.isPresent(), "no-picture");
                all.add(new Said(step, said, picture));
                Approximate.notches(step, out);
                Approximate.chord(step, out);
            } catch (CannotSay e) {
                out.loss(step, e.reason());
            }
        }
        return all;
    }

    /** What is seen when all is done; empty where nothing was taken after the last step. */
    static Optional<Frame> last(Scene scene) {
        if (scene.steps().isEmpty()) {
            return Optional.empty();
        }
        Step last = scene.steps().get(scene.steps().size() - 1);
        Optional<Frame> after = scene.after(last);
        return after.isPresent() ? after : scene.before(last);
    }

    /** How it ended; a loss where nobody said so. It is not guessed: {@code success} would be a label. */
    static Optional<Call> end(Scene scene, Output out) throws IOException {
        Optional<Call> end = PyAutoGui.end(scene);
        if (end.isEmpty() && !scene.steps().isEmpty()) {
            out.loss(scene.steps().get(scene.steps().size() - 1), "outcome-not-told");
        }
        return end;
    }

    /** Lists what the benchmark's patterns would read otherwise; the step is written all the same. */
    static void checkRead(Step step, List<Call> calls, Output out) throws IOException {
        String code = PyAutoGui.code(calls);
        if (BenchReader.read(code).equals(BenchReader.meant(calls))) {
            return;
        }
        String text = String.join(
                "", calls.stream().map(c -> c.arguments().values().toString()).toList());
        out.loss(
                step,
                text.contains("'") || text.contains("\"")
                        ? "quote-in-text"
                        : code.contains("\\") ? "escape-in-text" : "read-otherwise");
    }

    static boolean has(List<Call> calls, String name) {
        return calls.stream().anyMatch(call -> call.name().equals(name));
    }
}
