package org.oriel.export.trajectory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Mark;
import org.oriel.trajectory.Episode;
import org.oriel.trajectory.Reduction;
import org.oriel.trajectory.Trajectories;
import org.oriel.trajectory.TrajectorySink;

/** The session that is not over: its reducer, and which pictures it brought and showed. */
final class Session {
    private final UUID id;
    private final Trajectories trajectories;
    private final Trail trail = new Trail();
    private final Pages pages = new Pages();
    private final List<Episode> done = new ArrayList<>();
    /** Pictures that came into the data set with it. */
    private final Set<String> brought = new HashSet<>();
    /** Pictures that its records show. */
    private final Set<String> shown = new HashSet<>();

    private boolean ended;

    Session(UUID id, Reduction reduction) {
        this.id = id;
        this.trajectories = new Trajectories(reduction, new TrajectorySink() {
            @Override
            public void episode(Episode episode) {
                if (episode.session().equals(id) && !episode.steps().isEmpty()) {
                    done.add(episode);
                }
            }
        });
    }

    UUID id() {
        return id;
    }

    Trail trail() {
        return trail;
    }

    Pages pages() {
        return pages;
    }

    Set<String> brought() {
        return brought;
    }

    Set<String> shown() {
        return shown;
    }

    /** Whether it said that it ends. */
    boolean ended() {
        return ended;
    }

    /** Takes an event of it; returns the episodes that it completes. */
    List<Episode> accept(CaptureEvent event) {
        trail.add(event);
        pages.add(event);
        ended = event.body() instanceof Mark mark && mark.mark() == Mark.Kind.SESSION_END;
        trajectories.accept(event);
        return taken();
    }

    /** Another session began. Nothing may follow. */
    List<Episode> next(CaptureEvent first) {
        trajectories.accept(first);
        return taken();
    }

    /** No more events follow. */
    List<Episode> finish() {
        trajectories.finish();
        return taken();
    }

    private List<Episode> taken() {
        if (done.isEmpty()) {
            return List.of();
        }
        List<Episode> taken = List.copyOf(done);
        done.clear();
        return taken;
    }
}
