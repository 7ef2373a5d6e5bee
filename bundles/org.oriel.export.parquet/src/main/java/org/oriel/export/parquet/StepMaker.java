package org.oriel.export.parquet;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.trajectory.Episode;
import org.oriel.trajectory.Step;
import org.oriel.trajectory.Trajectories;
import org.oriel.trajectory.TrajectorySink;

/** Makes steps and episodes out of the events as they come, and puts their rows into the journal. */
final class StepMaker implements TrajectorySink {
    private static final int FRAMES = 512;

    private Journal journal;
    private final Trajectories trajectories = new Trajectories(this);
    /** Images of the last frames by session and frame: a step names frames only. */
    private final Map<String, String> images = new LinkedHashMap<>();

    private long last;

    StepMaker(Journal journal) {
        this.journal = journal;
        this.last = journal.last();
    }

    /** From here on rows go into another journal. */
    void into(Journal next) {
        journal = next;
    }

    void accept(long position, CaptureEvent event) throws IOException {
        if (event.body() instanceof Frame frame && !frame.image().isEmpty()) {
            images.put(event.session() + "/" + frame.frame(), frame.image());
            if (images.size() > FRAMES) {
                images.remove(images.keySet().iterator().next());
            }
        }
        try {
            if (position > last + 1) {
                trajectories.missing("not-delivered", position - last - 1);
            }
            last = position;
            trajectories.accept(event);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Completes what is open. */
    void finish() throws IOException {
        try {
            trajectories.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void step(Episode.Head episode, Step step) {
        String image = images.getOrDefault(episode.session() + "/" + step.frameBefore(), "");
        write('S', Steps.row(episode, step, image));
    }

    @Override
    public void episode(Episode episode) {
        write('P', Steps.row(episode));
    }

    private void write(char kind, JsonObject row) {
        try {
            journal.row(kind, row.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
