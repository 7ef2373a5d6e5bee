package org.oriel.export.trajectory;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

/** OSWorld: a folder an episode, with the run log that its runner writes, in actions of {@code computer_13}. */
final class OsWorldDialect implements Dialect {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'@'HHmmssSSS").withZone(ZoneOffset.UTC);

    @Override
    public String name() {
        return "osworld";
    }

    @Override
    public void write(Scene scene, Output out) throws IOException {
        Log log = new Log(scene, out);
        for (Step step : scene.steps()) {
            try {
                log.add(step, actions(scene, step));
                Approximate.notches(step, out);
                Approximate.chord(step, out);
            } catch (CannotSay e) {
                out.loss(step, e.reason());
            }
        }
        if (log.number == 0) {
            return;
        }
        Step last = scene.steps().get(scene.steps().size() - 1);
        Optional<String> status = scene.status();
        if (status.isPresent()) {
            boolean success = status.get().equals("success");
            log.add(
                    last,
                    Json.object("action_type", success ? "DONE" : "FAIL", "parameters", new JsonObject()),
                    AgentNet.last(scene),
                    true);
            out.note(scene.id() + "/result.txt", success ? "1.0" : "0.0");
        } else {
            out.loss(last, "outcome-not-told");
        }
        JsonObject metadata = scene.metadata();
        metadata.addProperty("coordinate_space", "pixels-of-picture");
        out.document(
                scene.id() + "/task.json",
                Json.object("id", scene.id(), "instruction", scene.task(), "metadata", metadata));
    }

    /** The run log: here a picture shows what an action led to. */
    private static final class Log {
        private final Scene scene;
        private final Output out;
        private int number;

        Log(Scene scene, Output out) {
            this.scene = scene;
            this.out = out;
        }

        void add(Step step, List<JsonObject> actions) throws IOException {
            Optional<Frame> after = scene.after(step);
            if (after.isEmpty()) {
                out.loss(step, "no-picture-after");
            }
            for (int i = 0; i < actions.size(); i++) {
                boolean last = i == actions.size() - 1;
                // Bringing the pointer there, or holding a key, changes nothing yet.
                add(step, actions.get(i), last ? after : scene.before(step), false);
            }
        }

        void add(Step step, JsonObject action, Optional<Frame> picture, boolean done) throws IOException {
            number++;
            String time = TIME.format(Instant.ofEpochMilli(step.start().wallMillis())) + "000";
            String name = "step_" + number + "_" + time + ".png";
            if (picture.isPresent()) {
                out.pictureAs(picture.get(), scene.id() + "/" + name);
            }
            out.line(
                    scene.id() + "/traj.jsonl",
                    Json.object(
                            "step_num", number,
                            "action_timestamp", time,
                            "action", action,
                            "reward", 0,
                            "done", done,
                            "info", scene.about(step),
                            "screenshot_file", picture.isPresent() ? name : ""),
                    step);
        }
    }

    private static List<JsonObject> actions(Scene scene, Step step) throws CannotSay {
        Action action = Scene.gesture(step);
        if (action instanceof Action.Click click) {
            return held(click.modifiers(), List.of(click(scene, step, click)));
        } else if (action instanceof Action.LongPress press) {
            Point at = place(scene, step, press.at());
            JsonObject button = Json.object("button", button(press.button()));
            return held(
                    press.modifiers(),
                    List.of(
                            of("MOVE_TO", xy(at)),
                            of("MOUSE_DOWN", button),
                            of("WAIT", new JsonObject()),
                            of("MOUSE_UP", button)));
        } else if (action instanceof Action.Drag drag) {
            return held(drag.modifiers(), drag(scene, step, drag));
        } else if (action instanceof Action.Scroll scroll) {
            int dx = Places.notches(scroll.notchesX(), scroll.pixelsX(), 100);
            int dy = -Places.notches(scroll.notchesY(), scroll.pixelsY(), 100);
            return held(
                    scroll.modifiers(),
                    List.of(
                            of("MOVE_TO", xy(place(scene, step, scroll.at()))),
                            of("SCROLL", Json.object("dx", dx, "dy", dy))));
        } else if (action instanceof Action.Type type) {
            CannotSay.unless(!type.text().isEmpty(), "empty-text");
            return List.of(of("TYPING", Json.object("text", type.text().reveal())));
        } else if (action instanceof Action.Press press) {
            String key = CannotSay.orElse(KeyNames.PYAUTOGUI.key(press.key()), "key-without-name");
            return Collections.nCopies(Math.max(1, press.count()), of("PRESS", Json.object("key", key)));
        } else if (action instanceof Action.Chord chord) {
            List<String> keys = CannotSay.orElse(KeyNames.PYAUTOGUI.chord(chord), "key-without-name");
            return Collections.nCopies(Math.max(1, chord.count()), of("HOTKEY", Json.object("keys", keys)));
        } else if (action instanceof Action.Hover hover) {
            return List.of(of("MOVE_TO", xy(place(scene, step, hover.at()))));
        } else if (action instanceof Action.Wait) {
            return List.of(of("WAIT", new JsonObject()));
        }
        throw new CannotSay(action.kind().replace('_', '-'));
    }

    private static JsonObject click(Scene scene, Step step, Action.Click click) throws CannotSay {
        Point at = place(scene, step, click.at());
        return of(
                "CLICK",
                Json.object(
                        "button",
                        button(click.button()),
                        "x",
                        at.x(),
                        "y",
                        at.y(),
                        "num_clicks",
                        Math.min(3, click.count())));
    }

    private static List<JsonObject> drag(Scene scene, Step step, Action.Drag drag) throws CannotSay {
        JsonObject from = xy(place(scene, step, drag.from()));
        JsonObject to = xy(place(scene, step, drag.to()));
        if (drag.button() == 1) {
            return List.of(of("MOVE_TO", from), of("DRAG_TO", to));
        }
        // DRAG_TO is of the left button.
        JsonObject button = Json.object("button", button(drag.button()));
        return List.of(of("MOVE_TO", from), of("MOUSE_DOWN", button), of("MOVE_TO", to), of("MOUSE_UP", button));
    }

    private static List<JsonObject> held(Set<Modifier> modifiers, List<JsonObject> actions) {
        List<String> keys = KeyNames.PYAUTOGUI.held(modifiers);
        List<JsonObject> all = new ArrayList<>();
        keys.forEach(key -> all.add(of("KEY_DOWN", Json.object("key", key))));
        all.addAll(actions);
        Collections.reverse(keys);
        keys.forEach(key -> all.add(of("KEY_UP", Json.object("key", key))));
        return all;
    }

    private static JsonObject of(String type, JsonObject parameters) {
        return Json.object("action_type", type, "parameters", parameters);
    }

    private static JsonObject xy(Point at) {
        return Json.object("x", at.x(), "y", at.y());
    }

    private static String button(int button) throws CannotSay {
        return switch (button) {
            case 1 -> "left";
            case 2 -> "middle";
            case 3 -> "right";
            default -> throw new CannotSay("button");
        };
    }

    private static Point place(Scene scene, Step step, Point at) throws CannotSay {
        return CannotSay.orElse(scene.place(step, at), "outside-picture");
    }
}
