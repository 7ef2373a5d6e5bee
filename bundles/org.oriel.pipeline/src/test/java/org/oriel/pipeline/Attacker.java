package org.oriel.pipeline;

import java.util.List;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;

/** Reads released events. Placeholders tell it nothing. */
final class Attacker {
    private Attacker() {}

    /** Every character that was told, in order, deleted or not. */
    static String everyCharacter(List<CaptureEvent> events) {
        StringBuilder all = new StringBuilder();
        for (CaptureEvent event : events) {
            if (event.body() instanceof Key key && isPress(key) && isText(key)) {
                all.append(key.key().reveal());
            }
        }
        return all.toString();
    }

    /** What an editor shows when the told keys are played into it. */
    static String replay(List<CaptureEvent> events) {
        StringBuilder text = new StringBuilder();
        int caret = 0;
        int anchor = -1;
        for (CaptureEvent event : events) {
            if (!(event.body() instanceof Key key) || !isPress(key)) {
                continue;
            }
            String name = key.key().reveal();
            boolean shift = key.modifiers().contains(Modifier.SHIFT);
            if (name.startsWith("Arrow") || name.equals("Home") || name.equals("End")) {
                anchor = shift ? (anchor < 0 ? caret : anchor) : -1;
                caret = move(text, caret, name);
            } else if (isText(key) || name.equals("Enter") || name.equals("Backspace") || name.equals("Delete")) {
                boolean selection = anchor >= 0 && anchor != caret;
                if (selection) {
                    int from = Math.min(anchor, caret);
                    text.delete(from, Math.max(anchor, caret));
                    caret = from;
                }
                anchor = -1;
                if (isText(key) || name.equals("Enter")) {
                    String typed = name.equals("Enter") ? "\n" : name;
                    text.insert(caret, typed);
                    caret += typed.length();
                } else if (!selection && name.equals("Backspace") && caret > 0) {
                    text.deleteCharAt(--caret);
                } else if (!selection && name.equals("Delete") && caret < text.length()) {
                    text.deleteCharAt(caret);
                }
            }
        }
        return text.toString();
    }

    private static int move(StringBuilder text, int caret, String name) {
        return switch (name) {
            case "ArrowLeft" -> Math.max(0, caret - 1);
            case "ArrowRight" -> Math.min(text.length(), caret + 1);
            case "Home" -> text.lastIndexOf("\n", caret - 1) + 1;
            case "End" -> text.indexOf("\n", caret) < 0 ? text.length() : text.indexOf("\n", caret);
            default -> caret;
        };
    }

    private static boolean isPress(Key key) {
        return key.phase() == Key.Phase.DOWN || key.phase() == Key.Phase.REPEAT;
    }

    private static boolean isText(Key key) {
        String name = key.key().reveal();
        return KeyNames.isText(name) && !KeyNames.isChord(key, name);
    }
}
