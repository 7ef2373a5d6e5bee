package org.oriel.export.trajectory;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.oriel.api.event.Point;
import org.oriel.api.event.Rect;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Step;

/** A step in the calls that AgentNet knows, in the exact forms that all of its parsers read. */
final class PyAutoGui {
    private final Dialects.Options options;

    PyAutoGui(Dialects.Options options) {
        this.options = options;
    }

    /** The calls of a step. */
    List<Call> calls(Scene scene, Step step) throws CannotSay {
        Action action = Scene.gesture(step);
        List<Call> calls = new ArrayList<>();
        if (action instanceof Action.Click click) {
            CannotSay.unless(click.modifiers().isEmpty(), "held-modifier");
            calls.add(at(call(click), scene, step, click.at()));
        } else if (action instanceof Action.Drag drag) {
            CannotSay.unless(drag.modifiers().isEmpty(), "held-modifier");
            CannotSay.unless(drag.button() == 1, "drag-of-another-button");
            calls.add(at(Call.pyautogui("moveTo"), scene, step, drag.from()));
            calls.add(at(Call.pyautogui("dragTo"), scene, step, drag.to()).with("button", "left"));
        } else if (action instanceof Action.Scroll scroll) {
            CannotSay.unless(scroll.modifiers().isEmpty(), "held-modifier");
            calls.add(at(Call.pyautogui("moveTo"), scene, step, scroll.at()));
            scroll(calls, scroll);
        } else if (action instanceof Action.Type type) {
            text(calls, type.text().reveal());
        } else if (action instanceof Action.Press press) {
            String key = CannotSay.orElse(KeyNames.PYAUTOGUI.key(press.key()), "key-without-name");
            calls.add(Call.pyautogui("press").with("keys", Collections.nCopies(Math.max(1, press.count()), key)));
        } else if (action instanceof Action.Chord chord) {
            List<String> keys = CannotSay.orElse(KeyNames.PYAUTOGUI.chord(chord), "key-without-name");
            calls.addAll(Collections.nCopies(
                    Math.max(1, chord.count()), Call.pyautogui("hotkey").with("keys", keys)));
        } else if (action instanceof Action.Hover hover) {
            calls.add(at(Call.pyautogui("moveTo"), scene, step, hover.at()));
        } else if (action instanceof Action.Wait) {
            calls.add(Call.of("computer", "wait"));
        } else {
            throw new CannotSay(action.kind().replace('_', '-'));
        }
        CannotSay.unless(!calls.isEmpty(), "empty-text");
        return calls;
    }

    private Call call(Action.Click click) throws CannotSay {
        if (click.button() == 1) {
            return switch (click.count()) {
                case 1 -> Call.pyautogui("click");
                case 2 -> Call.pyautogui("doubleClick");
                default -> triple();
            };
        }
        CannotSay.unless(click.count() == 1, "several-clicks-of-another-button");
        return switch (click.button()) {
            case 2 -> Call.pyautogui("middleClick");
            case 3 -> Call.pyautogui("rightClick");
            default -> throw new CannotSay("button");
        };
    }

    private Call triple() {
        int dot = options.tripleClick().indexOf('.');
        return Call.of(
                options.tripleClick().substring(0, dot), options.tripleClick().substring(dot + 1));
    }

    private void scroll(List<Call> calls, Action.Scroll scroll) {
        int down = Places.notches(scroll.notchesY(), scroll.pixelsY(), options.pixelsPerNotch());
        int right = Places.notches(scroll.notchesX(), scroll.pixelsX(), options.pixelsPerNotch());
        if (down != 0) {
            // Up is positive there.
            calls.add(Call.pyautogui("scroll").with("clicks", -down));
        }
        if (right != 0) {
            calls.add(Call.pyautogui("hscroll").with("clicks", right));
        }
    }

    /** Line ends and tabs are keys: a line end would end the call where lines are read one by one. */
    private static void text(List<Call> calls, String text) {
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\t' || c == '\r') {
                write(calls, part);
                if (c != '\r' || i + 1 == text.length() || text.charAt(i + 1) != '\n') {
                    calls.add(Call.pyautogui("press").with("keys", List.of(c == '\t' ? "tab" : "enter")));
                }
            } else {
                part.append(c);
            }
        }
        write(calls, part);
    }

    private static void write(List<Call> calls, StringBuilder part) {
        if (!part.isEmpty()) {
            calls.add(Call.pyautogui("write").with("message", part.toString()));
            part.setLength(0);
        }
    }

    private static Call at(Call call, Scene scene, Step step, Point at) throws CannotSay {
        Rect area = scene.area(step);
        CannotSay.unless(!area.equals(Rect.NONE), "no-screen");
        Point place = CannotSay.orElse(scene.place(step, at), "outside-picture");
        return call.at(Places.share(place.x(), area.width()), Places.share(place.y(), area.height()));
    }

    /** How it ended, where somebody said so. */
    static Optional<Call> end(Scene scene) {
        return scene.status().map(status -> Call.of("computer", "terminate").with("status", status));
    }

    static String code(List<Call> calls) {
        return String.join("\n", calls.stream().map(Call::code).toList());
    }

    static BigDecimal number(Call call, String argument) {
        return (BigDecimal) Objects.requireNonNull(call.arguments().get(argument), argument);
    }
}
