package org.oriel.export.trajectory;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.oriel.api.event.Element;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Point;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Episode;
import org.oriel.trajectory.Step;
import org.oriel.trajectory.dataset.Provenance;

/** An episode as dialects look at it: with pictures that are there, and places within them. */
final class Scene {
    /** A step without an own picture is placed on this. */
    private final Rect screen;

    private final Episode episode;
    private final Provenance provenance;
    private final Predicate<String> stored;
    private final Pages pages;

    /**
     * What an episode looks like.
     *
     * @param stored whether the picture of this id is in the data set
     * @param pages what a browser told in its session
     */
    Scene(Episode episode, Provenance provenance, Predicate<String> stored, Pages pages) {
        this.episode = episode;
        this.provenance = provenance;
        this.stored = stored;
        this.pages = pages;
        this.screen = screenOf(episode);
    }

    private static Rect screenOf(Episode episode) {
        if (!episode.screen().equals(Rect.NONE)) {
            return episode.screen();
        }
        Rect all = Rect.NONE;
        for (Monitor monitor : episode.monitors()) {
            all = all.equals(Rect.NONE) ? monitor.bounds() : Places.union(all, monitor.bounds());
        }
        return all;
    }

    Episode episode() {
        return episode;
    }

    String id() {
        return episode.id();
    }

    List<Step> steps() {
        return episode.steps();
    }

    /** Origin of the page that the step was done in; empty where it was in none. */
    String origin(Step step) {
        return pages.origin(step);
    }

    /** CSS selectors of the step's element, where a browser told any. */
    List<String> selectors(Step step) {
        return pages.selectors(step);
    }

    /** What the person said it was about; empty where nobody did. */
    String task() {
        return episode.task().map(Sensitive::reveal).orElse("");
    }

    /** {@code success} or {@code failure}, where somebody said so. Never guessed. */
    Optional<String> status() {
        return Optional.of(episode.outcome()).filter(o -> o.equals("success") || o.equals("failure"));
    }

    /** The gesture below a menu path or a choice. */
    static Action gesture(Step step) {
        return step.action().gesture();
    }

    /** The frame of this id, where it was taken and its picture is in the data set. */
    Optional<Frame> pictured(String frame) {
        return frame.isEmpty() ? Optional.empty() : episode.frame(frame).filter(this::isStored);
    }

    private boolean isStored(Frame frame) {
        return !frame.image().isEmpty() && stored.test(frame.image());
    }

    /** The last stable picture before the step. */
    Optional<Frame> before(Step step) {
        return pictured(step.frameBefore());
    }

    /** The picture that followed: the first settled one, else what the next step began with. */
    Optional<Frame> after(Step step) {
        Optional<Frame> settled = pictured(step.frameAfter());
        return settled.isPresent() ? settled : next(step).flatMap(this::before);
    }

    /** What is seen before the next step; after the last one, what followed. */
    Optional<Frame> seenNext(Step step) {
        Optional<Frame> next = next(step).flatMap(this::before);
        return next.isPresent() ? next : pictured(step.frameAfter());
    }

    private Optional<Step> next(Step step) {
        int next = step.index() + 1;
        return next < steps().size() ? Optional.of(steps().get(next)) : Optional.empty();
    }

    /** The part of the virtual desktop that coordinates of this step count in. */
    Rect area(Step step) {
        Rect area = before(step).map(Frame::area).orElse(screen);
        return area.width() > 0 && area.height() > 0 ? area : Rect.NONE;
    }

    /** What the first steps are placed on. */
    Rect screen() {
        return screen;
    }

    double scale() {
        return episode.monitors().stream().findFirst().map(Monitor::scale).orElse(1.0);
    }

    /** Pixels within {@link #area}; empty where the place is not in it. */
    Optional<Point> place(Step step, Point at) {
        return Places.within(area(step), at);
    }

    /** The box of the step's element within {@link #area}, if {@code at} is in it. */
    Optional<Rect> box(Step step, Point at) {
        return step.element()
                .map(Element::bounds)
                .filter(bounds -> Places.contains(bounds, at))
                .flatMap(bounds -> Places.clip(area(step), bounds));
    }

    /** Id of a step in losses. */
    String stepId(Step step) {
        return id() + "/" + step.index();
    }

    /** What every dialect adds where its format has room. */
    JsonObject metadata() {
        Episode.Head head = episode.head();
        return Json.object(
                "capture_session", head.session().toString(),
                "consent_grant_id", head.grant(),
                "purpose", head.purpose(),
                "policy_hash", head.policyHash(),
                "redaction_profile", provenance.redactionProfile(),
                "bundle_set_hash", provenance.bundleSetHash(),
                "screen", Json.object("w", screen.width(), "h", screen.height(), "scale", scale()),
                "started_millis", episode.start().wallMillis(),
                "ended_millis", episode.end().wallMillis(),
                "ended", Words.of(episode.ended()),
                "gaps", Json.array(episode.gaps().stream().map(Scene::gap).toList()));
    }

    static JsonObject gap(Episode.Gap gap) {
        return Json.object("before_step", gap.beforeStep(), "reason", gap.reason(), "counts", gap.counts());
    }

    /** What every dialect adds for a step. */
    JsonObject about(Step step) {
        return Json.object(
                "step", step.index(),
                "pre_frame", step.frameBefore(),
                "post_frame", step.frameAfter(),
                "actor", Words.of(step.actor()),
                "marks", Words.all(step.marks()));
    }
}
