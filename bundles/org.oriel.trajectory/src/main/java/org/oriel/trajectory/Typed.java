package org.oriel.trajectory;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Key;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Sensitive;

/** Text that is being typed. */
final class Typed extends Gesture {
    private final StringBuilder text = new StringBuilder();
    private final List<Action.Placeholder> placeholders = new ArrayList<>();

    Typed(CaptureEvent first) {
        super(first);
    }

    boolean takes(CaptureEvent event, int length, Reduction reduction) {
        return sameHand(event)
                && idleBefore(event) <= reduction.waitMillis()
                && text.length() + length <= reduction.maxText();
    }

    /** Characters of the key, and of its repeats. */
    void type(String characters, int times) {
        text.append(characters.repeat(Math.max(1, times)));
    }

    @Override
    void repeat(CaptureEvent event, String key, int times) {
        if (KeyNames.isText(key)) {
            type(key, times);
        }
    }

    void placeholder(CaptureEvent event, Key key) {
        String shown = key.key().reveal();
        int start = text.length();
        text.append(shown);
        placeholders.add(new Action.Placeholder(start, text.length(), redaction(event, shown)));
        marks.add(Step.Mark.MASKED);
    }

    private static Redaction redaction(CaptureEvent event, String ref) {
        for (Redaction redaction : event.redactions()) {
            if (redaction.ref().equals(ref)) {
                return redaction;
            }
        }
        return event.redactions().isEmpty()
                ? new Redaction("", ref, "", "")
                : event.redactions().get(0);
    }

    @Override
    Action action() {
        return text.isEmpty()
                ? new Action.Unknown("composition-unfinished", List.of(first.id()), count)
                : new Action.Type(Sensitive.of(text.toString()), placeholders);
    }
}
