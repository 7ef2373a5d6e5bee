package org.oriel.trajectory.dataset;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.oriel.api.event.CaptureEvent;
import org.oriel.trajectory.Coverage;
import org.oriel.trajectory.Step;
import org.oriel.trajectory.Trajectories;

/** Reads a data set again to see what is in it. Memory: the steps of one episode, and one text for each with a task. */
final class Counts {
    private static final String STEPS = "steps/steps.jsonl";
    private static final String EPISODES = "steps/episodes.jsonl";

    private Counts() {}

    /** Of the steps of a folder, or of steps made from its events. */
    static Coverage coverage(Path dir, Function<String, CaptureEvent> decoder) throws IOException {
        Loaded loaded = Loaded.of(dir);
        Coverage.Counting counting = new Coverage.Counting();
        List<FileEntry> files = loaded.contents().files();
        if (loaded.contents().file(STEPS) != null && loaded.contents().file(EPISODES) != null) {
            steps(dir, loaded.contents(), counting);
        } else if (files.stream().anyMatch(file -> file.kind() == FileEntry.Kind.EVENTS)) {
            events(dir, files, decoder, counting);
        } else {
            throw new DatasetException(dir + " is a data set of format "
                    + loaded.contents().kind().format()
                    + " without steps of our own form, which coverage is counted from: make one with oriel export steps, or"
                    + " oriel export jsonl, and ask for that");
        }
        return counting.coverage();
    }

    private static void steps(Path dir, Contents contents, Coverage.Counting counting) throws IOException {
        Set<String> withTask = new HashSet<>();
        each(dir, contents.file(EPISODES), json -> {
            if (!Json.text(json, "task").isEmpty()) {
                withTask.add(Json.text(json, "episode"));
            }
        });
        List<Step> open = new ArrayList<>();
        String[] episode = {""};
        each(dir, contents.file(STEPS), json -> {
            String of = Json.text(json, "episode");
            if (!of.equals(episode[0]) && !open.isEmpty()) {
                counting.add(withTask.contains(episode[0]), open);
                open.clear();
            }
            episode[0] = of;
            open.add(StepLines.step(json));
        });
        if (!open.isEmpty()) {
            counting.add(withTask.contains(episode[0]), open);
        }
    }

    /** Given a line of a file. */
    private interface Taker {
        void take(JsonObject json) throws IOException;
    }

    private static void each(Path dir, @org.jspecify.annotations.Nullable FileEntry file, Taker taker)
            throws IOException {
        if (file == null) {
            return;
        }
        try (Lines lines = new Lines(Disk.resolve(dir, file.file()), file.records())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                try {
                    taker.take(Json.object("the line", line));
                } catch (DatasetException e) {
                    throw lines.wrong(e);
                }
            }
        }
    }

    private static void events(
            Path dir, List<FileEntry> files, Function<String, CaptureEvent> decoder, Coverage.Counting counting)
            throws IOException {
        Trajectories trajectories = new Trajectories(counting);
        for (FileEntry file : files) {
            if (file.kind() != FileEntry.Kind.EVENTS) {
                continue;
            }
            try (Lines lines = new Lines(Disk.resolve(dir, file.file()), file.records())) {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    CaptureEvent event;
                    try {
                        event = decoder.apply(line);
                    } catch (IllegalArgumentException e) {
                        throw lines.wrong(new DatasetException("not an event", e));
                    }
                    trajectories.accept(event);
                }
            }
        }
        trajectories.finish();
    }
}
