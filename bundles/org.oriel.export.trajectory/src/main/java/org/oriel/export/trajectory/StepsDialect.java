package org.oriel.export.trajectory;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.oriel.api.event.Element;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Point;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Episode;
import org.oriel.trajectory.Step;

/** Our own form, which leaves nothing out: {@code docs/steps.md}. */
final class StepsDialect implements Dialect {
    @Override
    public String name() {
        return "steps";
    }

    @Override
    public void write(Scene scene, Output out) throws IOException {
        for (Step step : scene.steps()) {
            out.line("steps.jsonl", step(scene, step, out), step);
        }
        out.line("episodes.jsonl", episode(scene));
    }

    private static JsonObject step(Scene scene, Step step, Output out) {
        JsonObject json = Json.object(
                "step",
                scene.stepId(step),
                "episode",
                scene.id(),
                "index",
                step.index(),
                "session",
                scene.episode().session().toString(),
                "start",
                time(step.start()),
                "end",
                time(step.end()),
                "actor",
                Words.of(step.actor()),
                "subject",
                Json.object(
                        "window", step.subject().window(),
                        "application", step.subject().application(),
                        "origin", step.subject().origin()),
                "action",
                action(step.action()),
                "element",
                step.element().<JsonElement>map(StepsDialect::element).orElse(JsonNull.INSTANCE),
                "before",
                step.frameBefore(),
                "after",
                step.frameAfter(),
                "image_before",
                image(scene.before(step), out),
                "image_after",
                image(scene.pictured(step.frameAfter()), out),
                "area",
                rect(scene.area(step)),
                "marks",
                Words.all(step.marks()));
        json.add("approach", points(step.approach()));
        json.add(
                "events",
                Json.object(
                        "first", step.events().first(),
                        "last", step.events().last(),
                        "count", step.events().count()));
        return json;
    }

    private static String image(Optional<Frame> frame, Output out) {
        return frame.map(out::picture).map(name -> "images/" + name).orElse("");
    }

    private static JsonObject time(EventTime time) {
        return Json.object("monotonicNanos", time.monotonicNanos(), "wallMillis", time.wallMillis());
    }

    private static JsonObject rect(Rect rect) {
        return Json.object("x", rect.x(), "y", rect.y(), "width", rect.width(), "height", rect.height());
    }

    private static JsonObject element(Element element) {
        return Json.object(
                "role", element.role(),
                "name", element.name().reveal(),
                "bounds", rect(element.bounds()),
                "editable", element.editable(),
                "guarded", element.guarded());
    }

    private static JsonObject point(Point point) {
        return Json.object("x", point.x(), "y", point.y(), "afterMillis", point.afterMillis());
    }

    private static JsonArray points(List<Point> points) {
        return Json.array(points.stream().map(StepsDialect::point).toList());
    }

    private static List<String> texts(List<Sensitive> texts) {
        return texts.stream().map(Sensitive::reveal).toList();
    }

    private static JsonObject action(Action action) {
        JsonObject json = Json.object("kind", action.kind());
        if (action instanceof Action.Click click) {
            put(json, "button", click.button(), "count", click.count(), "at", point(click.at()));
            put(json, "modifiers", Words.all(click.modifiers()));
        } else if (action instanceof Action.LongPress press) {
            put(json, "button", press.button(), "at", point(press.at()), "millis", press.millis());
            put(json, "modifiers", Words.all(press.modifiers()));
        } else if (action instanceof Action.Drag drag) {
            put(json, "button", drag.button(), "path", points(drag.path()), "modifiers", Words.all(drag.modifiers()));
        } else if (action instanceof Action.Scroll scroll) {
            put(json, "notchesX", scroll.notchesX(), "notchesY", scroll.notchesY());
            put(json, "pixelsX", scroll.pixelsX(), "pixelsY", scroll.pixelsY());
            put(json, "at", point(scroll.at()), "modifiers", Words.all(scroll.modifiers()));
        } else if (action instanceof Action.Press press) {
            put(json, "key", press.key(), "count", press.count());
        } else if (action instanceof Action.Chord chord) {
            put(
                    json,
                    "modifiers",
                    Words.all(chord.modifiers()),
                    "key",
                    chord.key().reveal());
            put(json, "code", chord.code().reveal(), "count", chord.count(), "continued", chord.continued());
        } else if (action instanceof Action.Hover hover) {
            put(json, "at", point(hover.at()));
        } else if (action instanceof Action.Wait wait) {
            put(json, "millis", wait.millis());
        } else {
            told(json, action);
        }
        return json;
    }

    private static void told(JsonObject json, Action action) {
        if (action instanceof Action.Type type) {
            put(json, "text", type.text().reveal());
            put(
                    json,
                    "placeholders",
                    Json.array(type.placeholders().stream()
                            .map(StepsDialect::placeholder)
                            .toList()));
        } else if (action instanceof Action.MenuPath path) {
            put(json, "labels", texts(path.labels()), "gesture", action(path.gesture()));
        } else if (action instanceof Action.Choice choice) {
            put(
                    json,
                    "of",
                    choice.of().reveal(),
                    "label",
                    choice.label().reveal(),
                    "gesture",
                    action(choice.gesture()));
        } else if (action instanceof Action.Suppressed suppressed) {
            put(json, "spans", suppressed.spans());
        } else if (action instanceof Action.Unknown unknown) {
            put(json, "why", unknown.why(), "events", unknown.events(), "count", unknown.count());
        }
    }

    private static JsonObject placeholder(Action.Placeholder placeholder) {
        return Json.object(
                "start", placeholder.start(),
                "end", placeholder.end(),
                "type", placeholder.redaction().type(),
                "ref", placeholder.redaction().ref(),
                "rule", placeholder.redaction().rule(),
                "length", placeholder.redaction().length());
    }

    private static void put(JsonObject json, Object... namesAndValues) {
        Json.object(namesAndValues).entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
    }

    private static JsonObject episode(Scene scene) {
        Episode episode = scene.episode();
        JsonObject json = Json.object(
                "episode", scene.id(),
                "part", episode.head().part(),
                "explicit", episode.head().explicit(),
                "task", scene.task(),
                "outcome", episode.outcome(),
                "steps", episode.steps().size(),
                "applications", episode.applications(),
                "start", time(episode.start()),
                "end", time(episode.end()),
                "ended", Words.of(episode.ended()),
                "screen", rect(scene.screen()),
                "monitors",
                        Json.array(episode.monitors().stream()
                                .map(StepsDialect::monitor)
                                .toList()));
        JsonObject metadata = scene.metadata();
        metadata.addProperty("coordinate_space", "virtual-desktop-pixels");
        json.add("metadata", metadata);
        return json;
    }

    private static JsonObject monitor(Monitor monitor) {
        return Json.object("name", monitor.name(), "bounds", rect(monitor.bounds()), "scale", monitor.scale());
    }
}
