package org.oriel.trajectory;

import java.util.List;
import java.util.stream.Collectors;
import org.oriel.api.event.Point;

/** Steps in a line each, with their content, for tests. */
public final class Shown {
    private Shown() {}

    /** An episode without its steps. */
    public static String of(Episode episode) {
        return episode.ended() + " part " + episode.head().part()
                + (episode.head().explicit() ? " explicit" : "")
                + episode.task().map(task -> " '" + task.reveal() + "'").orElse("")
                + " " + episode.outcome() + " " + episode.applications() + " "
                + episode.gaps().stream()
                        .map(gap -> gap.reason() + "@" + gap.beforeStep() + gap.counts())
                        .toList()
                + " frames " + episode.frames().size();
    }

    /** A step. */
    public static String of(Step step) {
        String element = step.element()
                .map(told -> " on " + told.role() + " '" + told.name().reveal() + "'")
                .orElse("");
        String frames = step.frameBefore().isEmpty() ? "" : " " + step.frameBefore() + ">" + step.frameAfter();
        return of(step.action()) + element + frames + (step.marks().isEmpty() ? "" : " " + step.marks());
    }

    /** All actions. */
    public static List<String> actions(List<Step> steps) {
        return steps.stream().map(step -> of(step.action())).toList();
    }

    /** An action. */
    public static String of(Action action) {
        if (action instanceof Action.Click click) {
            return "click " + click.button() + " x" + click.count() + at(click.at()) + with(click.modifiers());
        } else if (action instanceof Action.LongPress press) {
            return "hold " + press.button() + at(press.at()) + " " + press.millis() + "ms";
        } else if (action instanceof Action.Drag drag) {
            return "drag " + drag.button() + at(drag.from()) + at(drag.to()) + " via "
                    + (drag.path().size() - 2) + with(drag.modifiers());
        } else if (action instanceof Action.Scroll scroll) {
            return "scroll " + scroll.notchesX() + " " + scroll.notchesY() + at(scroll.at()) + with(scroll.modifiers());
        } else if (action instanceof Action.Type type) {
            return "type '" + type.text().reveal() + "'"
                    + type.placeholders().stream()
                            .map(span -> " " + span.start() + "-" + span.end() + "="
                                    + span.redaction().type())
                            .collect(Collectors.joining());
        } else if (action instanceof Action.Press press) {
            return "press " + press.key() + " x" + press.count();
        } else if (action instanceof Action.Chord chord) {
            return "chord " + String.join("+", chord.keys()) + " x" + chord.count()
                    + (chord.continued() ? " continued" : "");
        } else if (action instanceof Action.MenuPath menu) {
            return "menu "
                    + menu.labels().stream().map(label -> label.reveal()).collect(Collectors.joining(" > "))
                    + " by " + of(menu.gesture());
        } else if (action instanceof Action.Choice choice) {
            return "choose '" + choice.label().reveal() + "' of '" + choice.of().reveal() + "' by "
                    + of(choice.gesture());
        } else if (action instanceof Action.Hover hover) {
            return "hover" + at(hover.at());
        } else if (action instanceof Action.Wait wait) {
            return "wait " + wait.millis();
        } else if (action instanceof Action.Suppressed suppressed) {
            return "suppressed x" + suppressed.spans();
        }
        Action.Unknown unknown = (Action.Unknown) action;
        return "unknown " + unknown.why() + " x" + unknown.count();
    }

    private static String at(Point point) {
        return " " + point.x() + "," + point.y();
    }

    private static String with(java.util.Set<org.oriel.api.event.Modifier> modifiers) {
        return modifiers.isEmpty() ? "" : " with " + String.join("+", Action.Held.names(modifiers));
    }
}
