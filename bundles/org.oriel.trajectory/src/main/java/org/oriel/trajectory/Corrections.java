package org.oriel.trajectory;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.oriel.api.event.Sensitive;

/**
 * Takes corrections out of typed text: what was typed and deleted again with {@code Backspace} right after it. The rest
 * stays as it is, also where it is not certain what a key deleted: more than was typed, a placeholder, a character that is
 * not one Java {@code char} or combines with the one before. Pure functions.
 */
public final class Corrections {
    private Corrections() {}

    /** The steps without corrections, indexed anew. */
    public static List<Step> without(List<Step> steps) {
        List<Step> kept = new ArrayList<>();
        for (Step step : steps) {
            Step last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
            if (last == null || !joins(kept, last, step)) {
                kept.add(step);
            }
        }
        kept.removeIf(
                step -> step.action() instanceof Action.Type type && type.text().isEmpty());
        List<Step> indexed = new ArrayList<>();
        for (Step step : kept) {
            indexed.add(step.withIndex(indexed.size()));
        }
        return indexed;
    }

    private static boolean joins(List<Step> kept, Step last, Step step) {
        if (!(last.action() instanceof Action.Type text) || !last.subject().equals(step.subject())) {
            return false;
        }
        Action.Type joined;
        if (step.action() instanceof Action.Press press && press.key().equals("Backspace")) {
            int length = shortened(text, press.count());
            if (length < 0) {
                return false;
            }
            joined = new Action.Type(Sensitive.of(text.text().reveal().substring(0, length)), text.placeholders());
        } else if (step.action() instanceof Action.Type more && last.marks().contains(Step.Mark.CORRECTION)) {
            joined = joined(text, more);
        } else {
            return false;
        }
        kept.set(kept.size() - 1, joined(last, step, joined));
        return true;
    }

    /** How long the text is without its last characters; -1 where that is not certain. */
    private static int shortened(Action.Type text, int characters) {
        String typed = text.text().reveal();
        int length = typed.length() - characters;
        int masked = text.placeholders().stream()
                .mapToInt(Action.Placeholder::end)
                .max()
                .orElse(0);
        if (length < masked) {
            return -1;
        }
        for (int i = length; i < typed.length(); i++) {
            int kind = Character.getType(typed.charAt(i));
            if (kind == Character.SURROGATE || kind == Character.NON_SPACING_MARK || kind == Character.FORMAT) {
                return -1;
            }
        }
        return length;
    }

    private static Action.Type joined(Action.Type text, Action.Type more) {
        int offset = text.text().reveal().length();
        List<Action.Placeholder> placeholders = new ArrayList<>(text.placeholders());
        for (Action.Placeholder span : more.placeholders()) {
            placeholders.add(new Action.Placeholder(span.start() + offset, span.end() + offset, span.redaction()));
        }
        return new Action.Type(Sensitive.of(text.text().reveal() + more.text().reveal()), placeholders);
    }

    /** A text that something was taken out of is marked, until it is clear that nothing more is typed. */
    private static Step joined(Step first, Step last, Action.Type action) {
        Set<Step.Mark> marks = EnumSet.noneOf(Step.Mark.class);
        marks.addAll(first.marks());
        marks.addAll(last.marks());
        if (last.action() instanceof Action.Type) {
            marks.remove(Step.Mark.CORRECTION);
        } else {
            marks.add(Step.Mark.CORRECTION);
        }
        return new Step(
                first.index(),
                action,
                first.element(),
                first.frameBefore(),
                last.frameAfter().isEmpty() ? first.frameAfter() : last.frameAfter(),
                first.actor(),
                first.subject(),
                first.start(),
                last.end(),
                new Step.Events(
                        first.events().first(),
                        last.events().last(),
                        first.events().count() + last.events().count()),
                marks,
                first.approach());
    }
}
