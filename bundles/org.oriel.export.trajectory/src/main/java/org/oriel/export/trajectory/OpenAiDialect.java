package org.oriel.export.trajectory;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Step;

/** OpenAI computer use: a conversation a line, as items of its Responses API. */
final class OpenAiDialect implements Dialect {
    private final int pixelsPerNotch;

    OpenAiDialect(Dialects.Options options) {
        this.pixelsPerNotch = options.pixelsPerNotch();
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public void write(Scene scene, Output out) throws IOException {
        JsonArray items = new JsonArray();
        JsonArray about = new JsonArray();
        for (Step step : scene.steps()) {
            try {
                List<JsonObject> actions = actions(scene, step);
                if (items.isEmpty()) {
                    items.add(Json.object("type", "message", "role", "user", "content", first(scene, step, out)));
                }
                about.add(add(scene, step, actions, items, out));
                Approximate.chord(step, out);
            } catch (CannotSay e) {
                out.loss(step, e.reason());
            }
        }
        if (about.isEmpty()) {
            return;
        }
        JsonObject metadata = scene.metadata();
        metadata.addProperty("coordinate_space", "pixels-of-picture");
        metadata.addProperty("pixels_per_notch", pixelsPerNotch);
        metadata.addProperty("outcome", scene.episode().outcome());
        metadata.add("steps", about);
        out.line(
                "conversations.jsonl",
                Json.object(
                        "task_id",
                        scene.id(),
                        "tools",
                        Json.array(Json.object("type", "computer")),
                        "input",
                        items,
                        "metadata",
                        metadata));
    }

    private static JsonArray first(Scene scene, Step step, Output out) {
        JsonArray content = new JsonArray();
        content.add(Json.object("type", "input_text", "text", scene.task()));
        scene.before(step)
                .ifPresent(frame -> content.add(Json.object(
                        "type", "input_image", "detail", "auto", "image_url", "images/" + out.picture(frame))));
        return content;
    }

    private static JsonObject add(Scene scene, Step step, List<JsonObject> actions, JsonArray items, Output out)
            throws IOException {
        Optional<Frame> seen = scene.seenNext(step);
        if (seen.isEmpty()) {
            out.loss(step, "no-picture-after");
        }
        JsonArray calls = new JsonArray();
        for (JsonObject action : actions) {
            String id = AnthropicDialect.id(scene, step, calls.size());
            String call = "call_" + id;
            calls.add(call);
            items.add(Json.object(
                    "type",
                    "computer_call",
                    "id",
                    "cu_" + id,
                    "call_id",
                    call,
                    "pending_safety_checks",
                    new JsonArray(),
                    "status",
                    "completed",
                    "action",
                    action));
            JsonObject screenshot = Json.object("type", "computer_screenshot");
            seen.ifPresent(frame -> screenshot.addProperty("image_url", "images/" + out.picture(frame)));
            items.add(Json.object("type", "computer_call_output", "call_id", call, "output", screenshot));
        }
        JsonObject told = scene.about(step);
        told.add("call_ids", calls);
        if (Scene.gesture(step) instanceof Action.Click click && click.count() > 1 && actions.size() > 1) {
            // There is no word for it: the clicks belong together.
            told.addProperty("clicks", click.count());
            out.loss(step, click.count() == 2 ? "double-click-as-clicks" : "triple-click-as-clicks");
        }
        return told;
    }

    private List<JsonObject> actions(Scene scene, Step step) throws CannotSay {
        Action action = Scene.gesture(step);
        if (action instanceof Action.Click click) {
            return click(scene, step, click);
        } else if (action instanceof Action.Drag drag) {
            return List.of(drag(scene, step, drag));
        } else if (action instanceof Action.Scroll scroll) {
            JsonObject json = at("scroll", scene, step, scroll.at());
            json.addProperty("scroll_x", pixels(scroll.pixelsX(), scroll.notchesX()));
            json.addProperty("scroll_y", pixels(scroll.pixelsY(), scroll.notchesY()));
            return List.of(hold(json, scroll.modifiers()));
        } else if (action instanceof Action.Type type) {
            CannotSay.unless(!type.text().isEmpty(), "empty-text");
            return List.of(Json.object("type", "type", "text", type.text().reveal()));
        } else if (action instanceof Action.Press press) {
            String key = CannotSay.orElse(KeyNames.OPENAI.key(press.key()), "key-without-name");
            return keys(List.of(key), press.count());
        } else if (action instanceof Action.Chord chord) {
            return keys(CannotSay.orElse(KeyNames.OPENAI.chord(chord), "key-without-name"), chord.count());
        } else if (action instanceof Action.Hover hover) {
            return List.of(at("move", scene, step, hover.at()));
        } else if (action instanceof Action.Wait) {
            return List.of(Json.object("type", "wait"));
        }
        throw new CannotSay(action.kind().replace('_', '-'));
    }

    private static List<JsonObject> click(Scene scene, Step step, Action.Click click) throws CannotSay {
        if (click.button() == 1 && click.count() == 2) {
            return List.of(hold(at("double_click", scene, step, click.at()), click.modifiers()));
        }
        JsonObject json = at("click", scene, step, click.at());
        json.addProperty("button", button(click.button()));
        return Collections.nCopies(click.count(), hold(json, click.modifiers()));
    }

    private static String button(int button) throws CannotSay {
        return switch (button) {
            case 1 -> "left";
            case 2 -> "wheel";
            case 3 -> "right";
            case 8 -> "back";
            case 9 -> "forward";
            default -> throw new CannotSay("button");
        };
    }

    private static JsonObject drag(Scene scene, Step step, Action.Drag drag) throws CannotSay {
        CannotSay.unless(drag.button() == 1, "drag-of-another-button");
        List<JsonObject> path = new ArrayList<>();
        for (Point point : drag.path()) {
            Point place = CannotSay.orElse(scene.place(step, point), "outside-picture");
            path.add(Json.object("x", place.x(), "y", place.y()));
        }
        return hold(Json.object("type", "drag", "path", path), drag.modifiers());
    }

    private long pixels(double pixels, double notches) {
        return Math.round(pixels != 0 ? pixels : notches * pixelsPerNotch);
    }

    private static List<JsonObject> keys(List<String> keys, int count) {
        return Collections.nCopies(Math.max(1, count), Json.object("type", "keypress", "keys", keys));
    }

    private static JsonObject at(String type, Scene scene, Step step, Point at) throws CannotSay {
        Point place = CannotSay.orElse(scene.place(step, at), "outside-picture");
        return Json.object("type", type, "x", place.x(), "y", place.y());
    }

    private static JsonObject hold(JsonObject json, Set<Modifier> modifiers) {
        json.add("keys", Json.array(KeyNames.OPENAI.held(modifiers)));
        return json;
    }
}
