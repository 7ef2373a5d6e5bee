package org.oriel.export.parquet;

import static org.oriel.export.parquet.FlatTable.Kind.FLAG;
import static org.oriel.export.parquet.FlatTable.Kind.IMAGE;
import static org.oriel.export.parquet.FlatTable.Kind.INT;
import static org.oriel.export.parquet.FlatTable.Kind.JSON;
import static org.oriel.export.parquet.FlatTable.Kind.LONG;
import static org.oriel.export.parquet.FlatTable.Kind.MILLIS;
import static org.oriel.export.parquet.FlatTable.Kind.REAL;
import static org.oriel.export.parquet.FlatTable.Kind.SESSION;
import static org.oriel.export.parquet.FlatTable.Kind.TEXT;
import static org.oriel.export.parquet.FlatTable.Kind.WORD;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.Sensitive;
import org.oriel.export.parquet.FlatTable.Field;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Episode;
import org.oriel.trajectory.Step;

/** The tables of steps and episodes, and how a step or an episode becomes a row of them. */
final class Steps {
    static final String SCHEMA = "org.oriel.steps/1";
    static final String EPISODE_SCHEMA = "org.oriel.episodes/1";

    /** Columns of the table of steps. Only ever added, at the end. */
    static final List<Field> FIELDS = List.of(
            new Field("episode", WORD),
            new Field("step", INT),
            new Field("session", SESSION),
            new Field("device", WORD),
            new Field("grant_id", WORD),
            new Field("purpose", WORD),
            new Field("policy_hash", WORD),
            new Field("kind", WORD),
            new Field("start_time", MILLIS),
            new Field("end_time", MILLIS),
            new Field("start_nanos", LONG),
            new Field("end_nanos", LONG),
            new Field("actor", WORD),
            new Field("window", WORD),
            new Field("application", WORD),
            new Field("origin", WORD),
            new Field("x", INT),
            new Field("y", INT),
            new Field("to_x", INT),
            new Field("to_y", INT),
            new Field("button", INT),
            new Field("count", INT),
            new Field("modifiers", WORD),
            new Field("text", TEXT),
            new Field("keys", WORD),
            new Field("notches_x", REAL),
            new Field("notches_y", REAL),
            new Field("pixels_x", REAL),
            new Field("pixels_y", REAL),
            new Field("millis", LONG),
            new Field("labels", TEXT),
            new Field("choice_of", WORD),
            new Field("why", WORD),
            new Field("path", JSON),
            new Field("element_role", WORD),
            new Field("element_name", WORD),
            new Field("element_x", INT),
            new Field("element_y", INT),
            new Field("element_width", INT),
            new Field("element_height", INT),
            new Field("element_editable", FLAG),
            new Field("element_guarded", FLAG),
            new Field("frame_before", TEXT),
            new Field("frame_after", TEXT),
            new Field("marks", WORD),
            new Field("first_event", TEXT),
            new Field("last_event", TEXT),
            new Field("events", INT),
            new Field("approach", JSON),
            new Field("image_id", IMAGE));

    /** Columns of the table of episodes. Only ever added, at the end. */
    static final List<Field> EPISODE_FIELDS = List.of(
            new Field("episode", TEXT),
            new Field("part", INT),
            new Field("explicit", FLAG),
            new Field("session", WORD),
            new Field("device", WORD),
            new Field("grant_id", WORD),
            new Field("purpose", WORD),
            new Field("policy_hash", WORD),
            new Field("task", TEXT),
            new Field("outcome", WORD),
            new Field("ended", WORD),
            new Field("steps", INT),
            new Field("applications", JSON),
            new Field("start_time", MILLIS),
            new Field("end_time", MILLIS),
            new Field("screen_x", INT),
            new Field("screen_y", INT),
            new Field("screen_width", INT),
            new Field("screen_height", INT),
            new Field("gaps", JSON));

    private Steps() {}

    /** The row of a step; {@code image} is the id of the picture of the frame before it, empty where there is none. */
    static JsonObject row(Episode.Head head, Step step, String image) {
        JsonObject row = new JsonObject();
        row.addProperty("episode", head.id());
        row.addProperty("step", step.index());
        head(row, head);
        row.addProperty("kind", step.action().kind());
        row.addProperty("start_time", step.start().wallMillis());
        row.addProperty("end_time", step.end().wallMillis());
        row.addProperty("start_nanos", step.start().monotonicNanos());
        row.addProperty("end_nanos", step.end().monotonicNanos());
        row.addProperty("actor", lower(step.actor()));
        row.addProperty("window", step.subject().window());
        row.addProperty("application", step.subject().application());
        row.addProperty("origin", step.subject().origin());
        action(row, step.action());
        step.element().ifPresent(element -> {
            row.addProperty("element_role", element.role());
            row.addProperty("element_name", element.name().reveal());
            row.addProperty("element_x", element.bounds().x());
            row.addProperty("element_y", element.bounds().y());
            row.addProperty("element_width", element.bounds().width());
            row.addProperty("element_height", element.bounds().height());
            row.addProperty("element_editable", element.editable());
            row.addProperty("element_guarded", element.guarded());
        });
        known(row, "frame_before", step.frameBefore());
        known(row, "frame_after", step.frameAfter());
        row.addProperty("marks", step.marks().stream().map(Steps::lower).collect(Collectors.joining(",")));
        known(row, "first_event", step.events().first());
        known(row, "last_event", step.events().last());
        row.addProperty("events", step.events().count());
        row.add("approach", path(step.approach()));
        known(row, "image_id", image);
        return row;
    }

    private static void head(JsonObject row, Episode.Head head) {
        row.addProperty("session", head.session().toString());
        row.addProperty("device", head.device().toString());
        row.addProperty("grant_id", head.grant());
        row.addProperty("purpose", head.purpose());
        row.addProperty("policy_hash", head.policyHash());
    }

    private static void action(JsonObject row, Action action) {
        if (action instanceof Action.MenuPath menu) {
            row.addProperty("labels", texts(menu.labels()).toString());
            action(row, menu.gesture());
        } else if (action instanceof Action.Choice choice) {
            row.addProperty("choice_of", choice.of().reveal());
            row.addProperty("labels", texts(List.of(choice.label())).toString());
            action(row, choice.gesture());
        } else if (action instanceof Action.Click click) {
            pointer(row, click.button(), click.at(), click.modifiers());
            row.addProperty("count", click.count());
        } else if (action instanceof Action.LongPress press) {
            pointer(row, press.button(), press.at(), press.modifiers());
            row.addProperty("millis", press.millis());
        } else if (action instanceof Action.Drag drag) {
            pointer(row, drag.button(), drag.from(), drag.modifiers());
            row.addProperty("to_x", drag.to().x());
            row.addProperty("to_y", drag.to().y());
            row.add("path", path(drag.path()));
        } else if (action instanceof Action.Scroll scroll) {
            place(row, scroll.at());
            modifiers(row, scroll.modifiers());
            row.addProperty("notches_x", scroll.notchesX());
            row.addProperty("notches_y", scroll.notchesY());
            row.addProperty("pixels_x", scroll.pixelsX());
            row.addProperty("pixels_y", scroll.pixelsY());
        } else {
            keys(row, action);
        }
    }

    private static void keys(JsonObject row, Action action) {
        if (action instanceof Action.Type type) {
            row.addProperty("text", type.text().reveal());
        } else if (action instanceof Action.Press press) {
            row.addProperty("keys", array(List.of(press.key())).toString());
            row.addProperty("count", press.count());
        } else if (action instanceof Action.Chord chord) {
            modifiers(row, chord.modifiers());
            row.addProperty("keys", array(chord.keys()).toString());
            row.addProperty("count", chord.count());
        } else if (action instanceof Action.Hover hover) {
            place(row, hover.at());
        } else if (action instanceof Action.Wait wait) {
            row.addProperty("millis", wait.millis());
        } else if (action instanceof Action.Suppressed suppressed) {
            row.addProperty("count", suppressed.spans());
        } else if (action instanceof Action.Unknown unknown) {
            row.addProperty("why", unknown.why());
            row.addProperty("count", unknown.count());
        }
    }

    private static void pointer(JsonObject row, int button, Point at, Collection<Modifier> modifiers) {
        place(row, at);
        row.addProperty("button", button);
        modifiers(row, modifiers);
    }

    private static void place(JsonObject row, Point at) {
        row.addProperty("x", at.x());
        row.addProperty("y", at.y());
    }

    private static void modifiers(JsonObject row, Collection<Modifier> modifiers) {
        row.addProperty("modifiers", modifiers.stream().map(Steps::lower).collect(Collectors.joining(",")));
    }

    private static JsonArray path(List<Point> points) {
        JsonArray path = new JsonArray();
        for (Point point : points) {
            JsonArray one = new JsonArray();
            one.add(point.x());
            one.add(point.y());
            one.add(point.afterMillis());
            path.add(one);
        }
        return path;
    }

    private static JsonArray texts(List<Sensitive> texts) {
        return array(texts.stream().map(Sensitive::reveal).toList());
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static void known(JsonObject row, String name, String value) {
        if (!value.isEmpty()) {
            row.addProperty(name, value);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The row of an episode. */
    static JsonObject row(Episode episode) {
        JsonObject row = new JsonObject();
        row.addProperty("episode", episode.id());
        row.addProperty("part", episode.head().part());
        row.addProperty("explicit", episode.head().explicit());
        head(row, episode.head());
        episode.task().ifPresent(task -> row.addProperty("task", task.reveal()));
        known(row, "outcome", episode.outcome());
        row.addProperty("ended", lower(episode.ended()));
        row.addProperty("steps", episode.steps().size());
        row.add("applications", array(episode.applications()));
        row.addProperty("start_time", episode.start().wallMillis());
        row.addProperty("end_time", episode.end().wallMillis());
        row.addProperty("screen_x", episode.screen().x());
        row.addProperty("screen_y", episode.screen().y());
        row.addProperty("screen_width", episode.screen().width());
        row.addProperty("screen_height", episode.screen().height());
        JsonArray gaps = new JsonArray();
        for (Episode.Gap gap : episode.gaps()) {
            JsonObject one = new JsonObject();
            one.addProperty("before_step", gap.beforeStep());
            one.addProperty("time", gap.time().wallMillis());
            one.addProperty("reason", gap.reason());
            JsonObject counts = new JsonObject();
            gap.counts().forEach(counts::addProperty);
            one.add("counts", counts);
            gaps.add(one);
        }
        row.add("gaps", gaps);
        return row;
    }
}
