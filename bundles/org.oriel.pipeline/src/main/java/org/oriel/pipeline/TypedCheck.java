package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Clipboard;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.api.event.Window;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;
import org.oriel.api.source.Target;

/**
 * Shows what would be stored of raw typed events: the same hold-back as in a capture session, for people who check the
 * filter. Nothing is stored. One call is one capture session; not thread-safe where its detectors are not.
 *
 * <p>An event is an object with these members; all but {@code type} may be missing:
 * <ul>
 *   <li>{@code t}: milliseconds since the first one; never smaller than before
 *   <li>{@code type}: {@code press}, {@code release}, {@code repeat}, {@code click}, {@code paste}, {@code focus},
 *       {@code title}
 *   <li>{@code code}, {@code key}: W3C names as in {@code docs/events.md}, for keys; {@code key} may be left out where
 *       {@code text} is given
 *   <li>{@code text}: for a key, what it typed; for a paste, what was pasted; for a title, the title; with
 *       {@code caret}, what the field shows
 *   <li>{@code modifiers}: list of {@code shift}, {@code control}, {@code alt}, {@code meta}, {@code alt_graph}; what is
 *       held by presses before is added
 *   <li>{@code count}: repeats of a held key
 *   <li>{@code x}, {@code y}, {@code button}: of a click
 *   <li>{@code caret}: with a {@code click} or {@code focus}, the offset of the caret in {@code text}; then nothing is
 *       guessed
 *   <li>{@code field}, {@code window}, {@code guarded}: with a {@code focus}, the name of the field, of the window, and
 *       whether it is a password field. Another window ends the typed session
 * </ul>
 */
public final class TypedCheck {
    private static final UUID NOBODY = new UUID(0, 0);
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long FIELD_NANOS = 500 * NANOS_PER_MILLI;

    private final HoldBack holdBack;
    private final Set<Modifier> held = EnumSet.noneOf(Modifier.class);
    private final List<CaptureEvent> out = new ArrayList<>();
    private String window = "w1";
    private long nanos;

    private TypedCheck(Detection detection) {
        holdBack = new HoldBack(detection, new Placeholders(), new SecretSet(), Limits.DEFAULT, Timing.FINE);
        holdBack.expectFields(FIELD_NANOS);
    }

    /**
     * What would be stored of {@code events}, in order, for {@code EventCodec} to write. Ids are empty.
     *
     * @throws IllegalArgumentException naming the event's index and member, never its value
     */
    public static List<CaptureEvent> run(
            List<? extends Map<String, ?>> events, List<? extends TextDetector> detectors) {
        TypedCheck check = new TypedCheck(all(detectors));
        for (int i = 0; i < events.size(); i++) {
            check.take(new Members(i, events.get(i)));
        }
        check.holdBack.close();
        check.drain();
        return List.copyOf(check.out);
    }

    private static Detection all(List<? extends TextDetector> detectors) {
        return text -> {
            List<Finding> found = new ArrayList<>();
            for (TextDetector detector : detectors) {
                found.addAll(detector.detect(Sensitive.of(text)));
            }
            return found;
        };
    }

    private void take(Members event) {
        long at = event.number("t", nanos / NANOS_PER_MILLI) * NANOS_PER_MILLI;
        if (at < nanos) {
            throw event.wrong("t", "not smaller than before");
        }
        nanos = at;
        switch (event.text("type")) {
            case "press" -> key(event, Key.Phase.DOWN);
            case "release" -> key(event, Key.Phase.UP);
            case "repeat" -> key(event, Key.Phase.REPEAT);
            case "click" -> click(event);
            case "paste" -> paste(event);
            case "focus" -> focus(event);
            case "title" -> title(event, Window.Change.TITLE);
            default -> throw event.wrong("type", "press, release, repeat, click, paste, focus or title");
        }
        holdBack.tick(nanos);
        drain();
    }

    private void key(Members event, Key.Phase phase) {
        String name = event.has("key") ? event.text("key") : event.text("text");
        if (name.isEmpty()) {
            throw event.wrong("key", "a key, or a text");
        }
        if (name.equals("\n") || name.equals("\t")) {
            name = name.equals("\n") ? "Enter" : "Tab";
        }
        Modifier modifier = KeyNames.isModifier(name) ? KeyNames.modifier(name) : null;
        if (modifier != null && phase == Key.Phase.UP) {
            held.remove(modifier);
        }
        Set<Modifier> modifiers = EnumSet.noneOf(Modifier.class);
        modifiers.addAll(held);
        modifiers.addAll(event.modifiers());
        int count = (int) Math.max(1, Math.min(Integer.MAX_VALUE, event.number("count", 1)));
        add(new Key(phase, Sensitive.of(event.text("code")), Sensitive.of(name), modifiers, count));
        if (modifier != null && phase == Key.Phase.DOWN) {
            held.add(modifier);
        }
    }

    private void click(Members event) {
        Point at = Point.at((int) event.number("x", 0), (int) event.number("y", 0));
        int button = (int) event.number("button", 1);
        add(new PointerButton(true, button, at, event.modifiers()));
        add(new PointerButton(false, button, at, event.modifiers()));
        field(event);
    }

    private void paste(Members event) {
        if (event.has("text")) {
            holdBack.pasted(Sensitive.of(event.text("text")));
        } else {
            holdBack.pastedUnknown();
        }
        add(new Clipboard("paste"));
    }

    private void focus(Members event) {
        String to = event.has("window") ? event.text("window") : window;
        if (!to.equals(window) || !event.has("field")) {
            window = to;
            holdBack.focusMoved(nanos);
            title(event, Window.Change.FOCUS);
        }
        field(event);
    }

    private void field(Members event) {
        if (event.has("caret") || event.flag("guarded")) {
            String shown = event.text("text");
            int caret = (int) event.number("caret", shown.length());
            FieldState.Privacy privacy = event.flag("guarded") ? FieldState.Privacy.GUARDED : FieldState.Privacy.OPEN;
            holdBack.field(new FieldState(
                    Target.UNKNOWN,
                    nanos,
                    nanos,
                    nanos,
                    event.text("field"),
                    privacy,
                    "",
                    Sensitive.of(shown),
                    caret,
                    caret));
        }
    }

    private void title(Members event, Window.Change change) {
        boolean hasTitle = change == Window.Change.TITLE || !event.has("caret");
        Sensitive title = hasTitle ? Sensitive.of(event.text("text")) : Sensitive.empty();
        add(new Window(change, title, "", Rect.NONE, 1.0, List.of()));
    }

    private void add(EventBody body) {
        EventTime time = new EventTime(nanos, nanos / NANOS_PER_MILLI);
        Subject subject = new Subject(window, "", "");
        holdBack.add(new CaptureEvent(
                "",
                NOBODY,
                NOBODY,
                time,
                "org.oriel.pipeline/check",
                Actor.UNKNOWN,
                subject,
                "",
                "",
                "",
                List.of(),
                body));
    }

    private void drain() {
        holdBack.drain(out::add);
    }

    /** The members of one event; what they hold never gets into a message. */
    private record Members(int index, Map<String, ?> members) {
        boolean has(String name) {
            return members.get(name) != null;
        }

        String text(String name) {
            Object value = members.get(name);
            if (value == null) {
                return "";
            }
            if (value instanceof String text) {
                return text;
            }
            throw wrong(name, "a string");
        }

        long number(String name, long missing) {
            Object value = members.get(name);
            if (value == null) {
                return missing;
            }
            if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
                return number.longValue();
            }
            throw wrong(name, "a number");
        }

        boolean flag(String name) {
            Object value = members.get(name);
            if (value != null && !(value instanceof Boolean)) {
                throw wrong(name, "true or false");
            }
            return Boolean.TRUE.equals(value);
        }

        Set<Modifier> modifiers() {
            Object value = members.get("modifiers");
            Set<Modifier> found = EnumSet.noneOf(Modifier.class);
            if (value == null) {
                return found;
            }
            if (!(value instanceof List<?> names)) {
                throw wrong("modifiers", "a list");
            }
            for (Object name : names) {
                found.add(modifier(name));
            }
            return found;
        }

        private Modifier modifier(@Nullable Object name) {
            for (Modifier modifier : Modifier.values()) {
                if (modifier.name().equalsIgnoreCase(String.valueOf(name))) {
                    return modifier;
                }
            }
            throw wrong("modifiers", "shift, control, alt, meta, alt_graph, caps_lock, num_lock");
        }

        IllegalArgumentException wrong(String name, String allowed) {
            return new IllegalArgumentException("event " + index + ": " + name + ", allowed: " + allowed);
        }
    }
}
