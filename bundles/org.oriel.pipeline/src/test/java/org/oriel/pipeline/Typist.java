package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.api.source.Target;

/** Types into a hold-back as a person does, and keeps what comes out. Each event has a time of its own. */
class Typist {
    private static final UUID ID = new UUID(1, 2);
    private static final Subject WINDOW = new Subject("w1", "/usr/bin/editor", "");

    final HoldBack holdBack;
    final List<CaptureEvent> out = new ArrayList<>();
    final EnumSet<Modifier> held = EnumSet.noneOf(Modifier.class);
    /** Pushed after each event; tests that look at what is held turn it off. */
    boolean drains = true;

    long now = 1_000_000_000L;
    long step = 100_000_000L;
    long added;
    /** Real time that the hold-back took. */
    long nanos;
    /** What a key event was typed for, by its time. */
    final Map<Long, String> meaning = new HashMap<>();

    String means = "";

    Typist(HoldBack holdBack) {
        this.holdBack = holdBack;
    }

    Typist(Detection detection) {
        this(new HoldBack(detection, new Placeholders(), new SecretSet(), Limits.DEFAULT));
    }

    Typist type(String text) {
        text.codePoints().forEach(c -> character(Character.toString(c)));
        return this;
    }

    /** One key that types {@code text}; capitals with shift. */
    void character(String text) {
        boolean shift = Character.isUpperCase(text.codePointAt(0)) && held.isEmpty();
        if (shift) {
            modifier("Shift", Modifier.SHIFT, true);
        }
        press(text.equals("\n") ? "Enter" : text);
        if (shift) {
            modifier("Shift", Modifier.SHIFT, false);
        }
    }

    Typist press(String key) {
        down(key);
        up(key);
        return this;
    }

    Typist press(String key, int times) {
        for (int i = 0; i < times; i++) {
            press(key);
        }
        return this;
    }

    /** A chord such as {@code Control+Shift+ArrowLeft}. */
    Typist chord(String chord) {
        String[] parts = chord.split("\\+");
        for (int i = 0; i < parts.length - 1; i++) {
            modifier(parts[i], modifierOf(parts[i]), true);
        }
        press(parts[parts.length - 1]);
        for (int i = parts.length - 2; i >= 0; i--) {
            modifier(parts[i], modifierOf(parts[i]), false);
        }
        return this;
    }

    void modifier(String name, Modifier modifier, boolean down) {
        if (down) {
            down(name);
            held.add(modifier);
        } else {
            held.remove(modifier);
            up(name);
        }
    }

    void down(String key) {
        add(key(Key.Phase.DOWN, key, 1));
    }

    void up(String key) {
        add(key(Key.Phase.UP, key, 1));
    }

    Typist repeat(String key, int count) {
        add(key(Key.Phase.REPEAT, key, count));
        return this;
    }

    Typist click() {
        add(new PointerButton(true, 1, Point.at(3, 4), Set.of()));
        add(new PointerButton(false, 1, Point.at(3, 4), Set.of()));
        return this;
    }

    /** The application shows {@code text} with the caret at {@code caret}. */
    Typist field(String text, int caret) {
        return field("", text, caret);
    }

    Typist field(String name, String text, int caret) {
        holdBack.field(state(now, name, text, caret, FieldState.Privacy.OPEN));
        if (drains) {
            drain();
        }
        return this;
    }

    /** What an application says at {@code nanos}. */
    static FieldState state(long nanos, String name, String text, int caret, FieldState.Privacy privacy) {
        return new FieldState(Target.UNKNOWN, nanos, nanos, nanos, name, privacy, "", Sensitive.of(text), caret, caret);
    }

    Typist blur() {
        long began = System.nanoTime();
        holdBack.focusMoved(now);
        drain();
        nanos += System.nanoTime() - began;
        return this;
    }

    void add(EventBody body) {
        now += step;
        added++;
        if (!means.isEmpty()) {
            meaning.put(now, means);
        }
        CaptureEvent event = event(body, now);
        long began = System.nanoTime();
        holdBack.add(event);
        if (drains) {
            drain();
        }
        nanos += System.nanoTime() - began;
    }

    void drain() {
        holdBack.drain(out::add);
    }

    private Key key(Key.Phase phase, String key, int count) {
        return new Key(phase, Sensitive.of(code(key)), Sensitive.of(key), held, count);
    }

    static CaptureEvent event(EventBody body, long nanos) {
        EventTime time = new EventTime(nanos, nanos / 1_000_000);
        return new CaptureEvent(
                "", ID, ID, time, "test/1", Actor.HUMAN, WINDOW, "hash", "grant", "purpose", List.of(), body);
    }

    static String code(String key) {
        return switch (key) {
            case " " -> "Space";
            case "Shift" -> "ShiftLeft";
            case "Control" -> "ControlLeft";
            case "Alt" -> "AltLeft";
            case "AltGraph" -> "AltRight";
            default -> key.length() > 1 ? key : "Key" + key.toUpperCase(Locale.ROOT);
        };
    }

    private static Modifier modifierOf(String name) {
        return switch (name) {
            case "Shift" -> Modifier.SHIFT;
            case "Control" -> Modifier.CONTROL;
            case "Alt" -> Modifier.ALT;
            case "AltGraph" -> Modifier.ALT_GRAPH;
            case "Meta" -> Modifier.META;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** All that came out: as many events as went in, where masked ones count one by one. */
    long accountedFor() {
        return out.size() - holdBack.placeholdersTold() + holdBack.masked() + holdBack.held();
    }

    /** What was told of the keys, in order: text as it is, names in brackets, placeholders as they are. */
    String told() {
        StringBuilder told = new StringBuilder();
        for (CaptureEvent event : out) {
            if (event.body() instanceof Key key) {
                told.append(tell(key));
            }
        }
        return told.toString();
    }

    private static String tell(Key key) {
        String name = key.key().reveal();
        return switch (key.phase()) {
            case UP -> "";
            case REDACTED -> name;
            case SUPPRESSED -> "[...]";
            case DOWN, REPEAT -> KeyNames.isText(name) ? name : KeyNames.isModifier(name) ? "" : "[" + name + "]";
        };
    }
}
