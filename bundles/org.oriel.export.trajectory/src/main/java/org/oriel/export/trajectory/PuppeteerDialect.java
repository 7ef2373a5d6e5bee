package org.oriel.export.trajectory;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.oriel.api.event.Element;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Step;

/** Puppeteer Replay: what was done in pages, one recording an episode. Elements are found by role and name, and by what the
 * browser told. */
final class PuppeteerDialect implements Dialect {
    /** AT-SPI role to ARIA role, where they differ. */
    private static final Map<String, String> ROLES = Map.ofEntries(
            Map.entry("push button", "button"),
            Map.entry("toggle button", "button"),
            Map.entry("entry", "textbox"),
            Map.entry("text", "textbox"),
            Map.entry("password text", "textbox"),
            Map.entry("check box", "checkbox"),
            Map.entry("radio button", "radio"),
            Map.entry("combo box", "combobox"),
            Map.entry("spin button", "spinbutton"),
            Map.entry("menu item", "menuitem"),
            Map.entry("menu bar", "menubar"),
            Map.entry("page tab", "tab"),
            Map.entry("list item", "listitem"),
            Map.entry("list box", "listbox"),
            Map.entry("table cell", "cell"),
            Map.entry("tree item", "treeitem"),
            Map.entry("image", "img"),
            Map.entry("section", "generic"));

    @Override
    public String name() {
        return "puppeteer";
    }

    @Override
    public void write(Scene scene, Output out) throws IOException {
        Recording recording = new Recording(scene);
        for (Step step : scene.steps()) {
            try {
                recording.add(step);
                Approximate.chord(step, out);
            } catch (CannotSay e) {
                out.loss(step, e.reason());
            }
        }
        if (recording.about.isEmpty()) {
            return;
        }
        JsonObject metadata = scene.metadata();
        metadata.addProperty("coordinate_space", "css-pixels-of-element");
        metadata.add("steps", recording.about);
        out.document(
                scene.id() + ".json",
                Json.object(
                        "title",
                        scene.task().isEmpty() ? scene.id() : scene.task(),
                        "steps",
                        recording.steps,
                        "oriel",
                        metadata));
    }

    /** What has been recorded so far. */
    private static final class Recording {
        private final Scene scene;
        private final JsonArray steps = new JsonArray();
        private final JsonArray about = new JsonArray();
        private final StringBuilder typed = new StringBuilder();
        private Optional<Element> field = Optional.empty();
        private String origin = "";

        Recording(Scene scene) {
            this.scene = scene;
            steps.add(Json.object(
                    "type",
                    "setViewport",
                    "width",
                    scene.screen().width(),
                    "height",
                    scene.screen().height(),
                    "deviceScaleFactor",
                    scene.scale(),
                    "isMobile",
                    false,
                    "hasTouch",
                    false,
                    "isLandscape",
                    false));
        }

        void add(Step step) throws CannotSay {
            CannotSay.unless(AnthropicDialect.isInPage(scene, step), "outside-page");
            List<JsonObject> said = say(step);
            String now = scene.origin(step);
            if (origin.isEmpty()) {
                // Only the origin is told. Later pages are reached by what is done in this one.
                steps.add(Json.object("type", "navigate", "url", now));
            }
            origin = now;
            JsonObject told = scene.about(step);
            told.addProperty("from", steps.size());
            told.addProperty("count", said.size());
            about.add(told);
            said.forEach(steps::add);
        }

        private List<JsonObject> say(Step step) throws CannotSay {
            Action action = Scene.gesture(step);
            if (action instanceof Action.Type type) {
                return type(step, type.text().reveal());
            }
            if (action instanceof Action.Press press && press.key().equals("Backspace") && isTyping(step)) {
                typed.setLength(typed.offsetByCodePoints(
                        typed.length(), -Math.min(press.count(), typed.codePointCount(0, typed.length()))));
                return keys(List.of("Backspace"), press.count());
            }
            field = Optional.empty();
            typed.setLength(0);
            if (action instanceof Action.Click click) {
                return held(click.modifiers(), click(step, click));
            } else if (action instanceof Action.Press press) {
                return keys(List.of(press.key()), press.count());
            } else if (action instanceof Action.Chord chord) {
                return keys(chord.keys(), chord.count());
            } else if (action instanceof Action.Hover) {
                return List.of(Json.object("type", "hover", "selectors", selectors(step)));
            }
            throw new CannotSay(action.kind().replace('_', '-'));
        }

        private boolean isTyping(Step step) {
            return !typed.isEmpty() && field.isPresent() && field.equals(step.element());
        }

        /** A change sets the whole value, so what was typed before into the same field is part of it. */
        private List<JsonObject> type(Step step, String text) throws CannotSay {
            JsonArray selectors = selectors(step);
            if (!isTyping(step)) {
                typed.setLength(0);
                field = step.element();
            }
            typed.append(text);
            return List.of(Json.object("type", "change", "selectors", selectors, "value", typed.toString()));
        }

        private List<JsonObject> click(Step step, Action.Click click) throws CannotSay {
            JsonArray selectors = selectors(step);
            Element element = step.element().orElseThrow();
            Point place = CannotSay.orElse(Places.within(element.bounds(), click.at()), "outside-element");
            JsonObject json = Json.object(
                    "type",
                    click.count() == 2 ? "doubleClick" : "click",
                    "selectors",
                    selectors,
                    "offsetX",
                    place.x() / scene.scale(),
                    "offsetY",
                    place.y() / scene.scale(),
                    "button",
                    button(click.button()));
            CannotSay.unless(click.count() <= 2, "triple-click");
            return List.of(json);
        }

        /** By role and name, then as the browser told. */
        private JsonArray selectors(Step step) throws CannotSay {
            Element element = CannotSay.orElse(step.element(), "no-element");
            JsonArray selectors = new JsonArray();
            if (!element.name().isEmpty()) {
                String name = element.name().reveal();
                String role = Objects.requireNonNullElse(
                        ROLES.get(element.role()), element.role().replace(" ", ""));
                selectors.add(Json.array("aria/" + name + "[role=\"" + role + "\"]"));
                selectors.add(Json.array("aria/" + name));
            }
            scene.selectors(step).forEach(css -> selectors.add(Json.array(css)));
            CannotSay.unless(!selectors.isEmpty(), "element-without-name");
            return selectors;
        }
    }

    private static String button(int button) throws CannotSay {
        return switch (button) {
            case 1 -> "primary";
            case 2 -> "auxiliary";
            case 3 -> "secondary";
            case 8 -> "back";
            case 9 -> "forward";
            default -> throw new CannotSay("button");
        };
    }

    private static List<JsonObject> held(Iterable<Modifier> modifiers, List<JsonObject> steps) {
        List<String> names = Action.Held.names(java.util.EnumSet.copyOf(toSet(modifiers)));
        List<JsonObject> all = new ArrayList<>();
        names.forEach(name -> all.add(key("keyDown", name)));
        all.addAll(steps);
        names.forEach(name -> all.add(key("keyUp", name)));
        return all;
    }

    private static java.util.Set<Modifier> toSet(Iterable<Modifier> modifiers) {
        java.util.EnumSet<Modifier> set = java.util.EnumSet.noneOf(Modifier.class);
        modifiers.forEach(set::add);
        return set;
    }

    private static List<JsonObject> keys(List<String> keys, int count) {
        List<JsonObject> all = new ArrayList<>();
        for (int i = 0; i < Math.max(1, count); i++) {
            keys.forEach(key -> all.add(key("keyDown", key)));
            for (int k = keys.size() - 1; k >= 0; k--) {
                all.add(key("keyUp", keys.get(k)));
            }
        }
        return all;
    }

    private static JsonObject key(String type, String key) {
        return Json.object("type", type, "key", key);
    }
}
