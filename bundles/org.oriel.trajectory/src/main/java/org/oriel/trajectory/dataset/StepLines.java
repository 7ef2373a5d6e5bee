package org.oriel.trajectory.dataset;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.oriel.api.event.Actor;
import org.oriel.api.event.Element;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Step;

/** Reads lines of {@code steps.jsonl} (docs/steps.md) back, as far as counting needs them: no places, no texts, no frames. */
final class StepLines {
    private static final Point NOWHERE = new Point(0, 0, 0);
    private static final Rect NO_RECT = new Rect(0, 0, 0, 0);

    private StepLines() {}

    static Step step(JsonObject json) throws IOException {
        JsonObject subject = Json.object(json, "subject");
        Optional<Element> element = json.get("element") instanceof JsonObject told
                ? Optional.of(new Element(Json.text(told, "role"), Sensitive.empty(), NO_RECT, false, false))
                : Optional.empty();
        return new Step(
                Json.integer(json, "index"),
                action(Json.object(json, "action")),
                element,
                "",
                "",
                Actor.UNKNOWN,
                new Subject("", Json.text(subject, "application"), ""),
                new EventTime(0, 0),
                new EventTime(0, 0),
                new Step.Events("", "", 0),
                constants(Step.Mark.class, Json.texts(json, "marks")),
                List.of());
    }

    private static Action action(JsonObject json) throws IOException {
        String kind = Json.text(json, "kind");
        return switch (kind) {
            case "click", "double_click", "triple_click" ->
                new Action.Click(Json.integer(json, "button"), Json.integer(json, "count"), NOWHERE, Set.of());
            case "long_press" -> new Action.LongPress(Json.integer(json, "button"), NOWHERE, 0, Set.of());
            case "drag" -> new Action.Drag(Json.integer(json, "button"), List.of(NOWHERE, NOWHERE), Set.of());
            case "scroll" -> new Action.Scroll(0, 0, 0, 0, NOWHERE, Set.of());
            case "type" -> new Action.Type(Sensitive.empty(), List.of());
            case "press" -> new Action.Press(Json.text(json, "key"), Json.integer(json, "count"));
            case "chord" ->
                new Action.Chord(
                        constants(Modifier.class, Json.texts(json, "modifiers")),
                        Sensitive.of(Json.text(json, "key")),
                        Sensitive.empty(),
                        Json.integer(json, "count"),
                        Json.bool(json, "continued"));
            case "menu_path" -> menu(Json.texts(json, "labels").size(), action(Json.object(json, "gesture")));
            case "choice" ->
                new Action.Choice(Sensitive.empty(), Sensitive.empty(), action(Json.object(json, "gesture")));
            case "hover" -> new Action.Hover(NOWHERE);
            case "wait" -> new Action.Wait(0);
            case "suppressed" -> new Action.Suppressed(Json.integer(json, "spans"));
            case "unknown" -> new Action.Unknown(Json.text(json, "why"), List.of(), Json.integer(json, "count"));
            default -> throw Json.wrong("kind", "a kind of docs/steps.md");
        };
    }

    private static Action menu(int depth, Action gesture) {
        List<Sensitive> labels = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            labels.add(Sensitive.empty());
        }
        return new Action.MenuPath(labels, gesture);
    }

    private static <E extends Enum<E>> Set<E> constants(Class<E> type, List<String> names) throws IOException {
        EnumSet<E> set = EnumSet.noneOf(type);
        for (String name : names) {
            try {
                set.add(Enum.valueOf(type, name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw Json.wrong(type.getSimpleName().toLowerCase(Locale.ROOT), "a name of docs/steps.md");
            }
        }
        return set;
    }
}
