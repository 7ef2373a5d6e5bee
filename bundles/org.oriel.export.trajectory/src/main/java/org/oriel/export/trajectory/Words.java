package org.oriel.export.trajectory;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.oriel.api.event.Element;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Step;

/** Names of constants in data, and plain words for what was done. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static List<String> all(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Words::of).toList();
    }

    /** Such as {@code click on push button "Save"}: put together from what was told, nothing added. */
    static String about(Step step) {
        StringBuilder words = new StringBuilder(step.action().kind().replace('_', ' '));
        if (step.action() instanceof Action.MenuPath path) {
            words.append(' ');
            words.append(String.join(
                    " > ", path.labels().stream().map(l -> l.reveal()).toList()));
        } else if (step.action() instanceof Action.Press press) {
            words.append(' ').append(press.key());
        } else if (step.action() instanceof Action.Chord chord) {
            words.append(' ').append(String.join("+", chord.keys()));
        } else if (step.action() instanceof Action.Choice choice) {
            words.append(" \"").append(choice.label().reveal()).append('"');
        }
        step.element().ifPresent(element -> on(words, element));
        return words.toString();
    }

    private static void on(StringBuilder words, Element element) {
        words.append(" on ").append(element.role());
        if (!element.name().isEmpty()) {
            words.append(" \"").append(element.name().reveal()).append('"');
        }
    }
}
