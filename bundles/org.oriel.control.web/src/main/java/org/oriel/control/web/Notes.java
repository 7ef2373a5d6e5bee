package org.oriel.control.web;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Sensitive;
import org.oriel.host.CapturePipeline;

/** What the person says about their own work: a task begins, has a name, ends. */
final class Notes {
    /** See {@code Trajectories.EPISODE_SCHEMA}. */
    static final String EPISODE = "org.oriel.episode/1";

    private static final String TASK = "task";
    private static final String OUTCOME = "outcome";

    private final Parts parts;
    // What the page shows as open; guarded by this object's lock. Nothing is stored: a restart ends the session anyway.
    private Sensitive open = Sensitive.empty();
    private long since;

    Notes(Parts parts) {
        this.parts = parts;
    }

    static String task(Extension extension) {
        return extension.fields().getOrDefault(TASK, Sensitive.empty()).reveal();
    }

    Reply begin(Request request) throws HttpProblem {
        Sensitive task = Sensitive.of(request.text(TASK));
        CapturePipeline pipeline = parts.needPipeline();
        note(() -> {
            pipeline.note(new Mark(Mark.Kind.EPISODE_START, "person", Map.of()));
            pipeline.note(new Extension(EPISODE, Map.of(TASK, task)));
        });
        set(task, System.currentTimeMillis());
        return Reply.json(Map.of());
    }

    /** Names the task that goes on; what was said last counts. */
    Reply name(Request request) throws HttpProblem {
        Sensitive task = Sensitive.of(request.text(TASK));
        CapturePipeline pipeline = parts.needPipeline();
        note(() -> pipeline.note(new Extension(EPISODE, Map.of(TASK, task))));
        synchronized (this) {
            open = task;
        }
        return Reply.json(Map.of());
    }

    Reply end(Request request) throws HttpProblem {
        String outcome = request.optional(OUTCOME).toLowerCase(Locale.ROOT);
        if (!outcome.matches("|success|failure")) {
            throw Request.wrong(OUTCOME, "success, failure or nothing");
        }
        CapturePipeline pipeline = parts.needPipeline();
        note(() -> pipeline.note(new Mark(Mark.Kind.EPISODE_END, outcome, Map.of())));
        set(Sensitive.empty(), 0);
        return Reply.json(Map.of());
    }

    private static void note(Runnable note) throws HttpProblem {
        try {
            note.run();
        } catch (IllegalStateException e) {
            throw new HttpProblem(409, "no-session", "a task can be named only while it records");
        }
    }

    private synchronized void set(Sensitive task, long time) {
        open = task;
        since = time;
    }

    /** The session ended, and the task with it. */
    synchronized void forget() {
        set(Sensitive.empty(), 0);
    }

    /** The task that goes on; empty where none does. */
    synchronized Map<String, Object> json() {
        Map<String, Object> values = new TreeMap<>();
        if (since > 0) {
            values.put(TASK, open.reveal());
            values.put("since", since);
        }
        return values;
    }
}
