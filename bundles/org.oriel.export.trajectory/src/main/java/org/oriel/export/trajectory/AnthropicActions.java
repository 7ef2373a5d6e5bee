package org.oriel.export.trajectory;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Step;

/** A step in the actions of Anthropic's tools. */
final class AnthropicActions {
    /** Most repeats that one key action is given. */
    private static final int REPEATS = 100;

    private final AnthropicDialect.Generation generation;

    AnthropicActions(AnthropicDialect.Generation generation) {
        this.generation = generation;
    }

    /**
     * One use of a tool.
     *
     * @param member name of the action
     * @param input its input
     */
    record Use(String member, JsonObject input) {
        /** It may hold what was typed. */
        @Override
        public String toString() {
            return member;
        }
    }

    List<Use> of(Scene scene, Step step) throws CannotSay {
        Action action = Scene.gesture(step);
        if (action instanceof Action.Click click) {
            JsonObject input = target(coordinate(scene, step, click.at()));
            return List.of(new Use(click(click), hold(input, click.modifiers())));
        } else if (action instanceof Action.LongPress press) {
            return longPress(scene, step, press);
        } else if (action instanceof Action.Drag drag) {
            return List.of(drag(scene, step, drag));
        } else if (action instanceof Action.Scroll scroll) {
            return scroll(scene, step, scroll);
        } else if (action instanceof Action.Type type) {
            CannotSay.unless(!type.text().isEmpty(), "empty-text");
            return List.of(new Use("type", Json.object("text", type.text().reveal())));
        } else if (action instanceof Action.Press press) {
            String key = CannotSay.orElse(KeyNames.XDOTOOL.key(press.key()), "key-without-name");
            return keys(key, press.count());
        } else if (action instanceof Action.Chord chord) {
            List<String> keys = CannotSay.orElse(KeyNames.XDOTOOL.chord(chord), "key-without-name");
            return keys(String.join("+", keys), chord.count());
        } else if (action instanceof Action.Hover hover) {
            JsonObject input = target(coordinate(scene, step, hover.at()));
            return List.of(new Use(isBrowser() ? "hover" : "mouse_move", input));
        } else if (action instanceof Action.Wait wait) {
            return List.of(new Use("wait", Json.object("duration", seconds(wait.millis()))));
        }
        throw new CannotSay(action.kind().replace('_', '-'));
    }

    private boolean isBrowser() {
        return generation == AnthropicDialect.Generation.BROWSER;
    }

    private static String click(Action.Click click) throws CannotSay {
        if (click.button() == 1) {
            return switch (click.count()) {
                case 1 -> "left_click";
                case 2 -> "double_click";
                default -> "triple_click";
            };
        }
        CannotSay.unless(click.count() == 1, "several-clicks-of-another-button");
        return switch (click.button()) {
            case 2 -> "middle_click";
            case 3 -> "right_click";
            default -> throw new CannotSay("button");
        };
    }

    private List<Use> longPress(Scene scene, Step step, Action.LongPress press) throws CannotSay {
        CannotSay.unless(press.button() == 1, "long-press-of-another-button");
        CannotSay.unless(press.modifiers().isEmpty(), "held-modifier");
        JsonObject at = target(coordinate(scene, step, press.at()));
        JsonObject none = new JsonObject();
        return List.of(
                new Use("mouse_move", at),
                new Use("left_mouse_down", none),
                new Use("wait", Json.object("duration", seconds(press.millis()))),
                new Use("left_mouse_up", none));
    }

    private Use drag(Scene scene, Step step, Action.Drag drag) throws CannotSay {
        CannotSay.unless(drag.button() == 1, "drag-of-another-button");
        JsonElement from = coordinate(scene, step, drag.from());
        JsonElement to = coordinate(scene, step, drag.to());
        if (isBrowser()) {
            CannotSay.unless(drag.modifiers().isEmpty(), "held-modifier");
            return new Use("left_click_drag", Json.object("from", from, "target", to));
        }
        JsonObject input = Json.object("start_coordinate", from, "coordinate", to);
        return new Use("left_click_drag", hold(input, drag.modifiers()));
    }

    private List<Use> scroll(Scene scene, Step step, Action.Scroll scroll) throws CannotSay {
        CannotSay.unless(!isBrowser() || scroll.modifiers().isEmpty(), "held-modifier");
        JsonElement at = coordinate(scene, step, scroll.at());
        int down = Places.notches(scroll.notchesY(), scroll.pixelsY(), 100);
        int right = Places.notches(scroll.notchesX(), scroll.pixelsX(), 100);
        List<Use> uses = new ArrayList<>();
        if (down != 0) {
            uses.add(scroll(at, down > 0 ? "down" : "up", Math.abs(down), scroll.modifiers()));
        }
        if (right != 0) {
            uses.add(scroll(at, right > 0 ? "right" : "left", Math.abs(right), scroll.modifiers()));
        }
        CannotSay.unless(!uses.isEmpty(), "scroll-without-distance");
        return uses;
    }

    private Use scroll(JsonElement at, String direction, int amount, Set<Modifier> modifiers) {
        JsonObject input = target(at);
        input.addProperty("scroll_direction", direction);
        input.addProperty("scroll_amount", amount);
        return new Use("scroll", hold(input, modifiers));
    }

    private List<Use> keys(String keys, int count) {
        int times = Math.max(1, count);
        if (generation == AnthropicDialect.Generation.TOOL_20250124) {
            return Collections.nCopies(times, new Use("key", Json.object("text", keys)));
        }
        List<Use> uses = new ArrayList<>();
        for (int left = times; left > 0; left -= REPEATS) {
            JsonObject input = Json.object("text", keys);
            if (left > 1) {
                input.addProperty("repeat", Math.min(left, REPEATS));
            }
            uses.add(new Use("key", input));
        }
        return uses;
    }

    private JsonElement coordinate(Scene scene, Step step, Point at) throws CannotSay {
        Point place = CannotSay.orElse(scene.place(step, at), "outside-picture");
        return isBrowser()
                ? Json.object("type", "coordinate", "x", place.x(), "y", place.y())
                : Json.array(place.x(), place.y());
    }

    private JsonObject target(JsonElement coordinate) {
        return Json.object(isBrowser() ? "target" : "coordinate", coordinate);
    }

    private JsonObject hold(JsonObject input, Set<Modifier> modifiers) {
        if (!modifiers.isEmpty()) {
            String held = String.join("+", KeyNames.XDOTOOL.held(modifiers));
            input.addProperty(isBrowser() ? "modifiers" : "text", held);
        }
        return input;
    }

    private static long seconds(long millis) {
        return Math.max(1, Math.round(millis / 1000.0));
    }
}
