package org.oriel.source.replay;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Window;
import org.oriel.api.source.Application;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordDecoder;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.Target;

/**
 * Decodes recorded records. Texts stay bytes until an admitted record refers to them, so that what is refused never
 * becomes a string.
 */
final class ReplayDecoder implements RecordDecoder {
    private static final double NOTCH = 120;
    /** A hostile file must not fill the memory. */
    private static final int MOST_TEXTS = 100_000;

    private static final int MOST_WINDOWS = 4096;
    private static final int MOST_PARTS = 1024;
    private static final Modifier[] MODIFIERS = Modifier.values();

    /** What was told of a window. */
    private static final class Facts {
        Application application = Application.UNKNOWN;
        int title;
        Rect bounds = Rect.NONE;
    }

    private final Map<Integer, byte[]> texts = new HashMap<>();
    private final TextParts parts = new TextParts();
    private final Map<Integer, Facts> windows = new HashMap<>();
    private final Set<Integer> stack = new LinkedHashSet<>();
    /** Called after each record that the pipeline is done with. */
    private final Runnable done;

    ReplayDecoder(Runnable done) {
        this.done = done;
    }

    @Override
    public Target target(RawRecord raw) {
        switch (raw.kind()) {
            case RecordKind.TEXT, RecordKind.WINDOW, RecordKind.KEYMAP, RecordKind.KEYBOARD_STATE:
            case RecordKind.HOOK_RESTARTED:
                return Target.CONTROL;
            default:
                return raw.window() == 0
                        ? Target.UNKNOWN
                        : new Target(Target.Scope.WINDOW, raw.window(), application(raw.window()));
        }
    }

    @Override
    public void track(RawRecord raw) {
        done.run();
        if (raw.kind() == RecordKind.TEXT) {
            text(raw);
        } else if (raw.kind() == RecordKind.WINDOW && windows.size() < MOST_WINDOWS) {
            facts(raw.window()).application = new Application(string(raw.code()), true, string(raw.value()));
        }
    }

    @Override
    public void skip(RawRecord raw) {
        done.run();
        Facts facts = windows.get(raw.window());
        if (raw.kind() == RecordKind.TITLE && facts != null) {
            facts.title = 0;
        } else if (raw.kind() == RecordKind.STACK) {
            raise(raw.window());
        } else if (raw.kind() == RecordKind.CLOSE) {
            forget(raw.window());
        }
    }

    @Override
    public void decode(RawRecord raw, Consumer<EventBody> out) {
        done.run();
        Point at = Point.at(raw.x(), raw.y());
        switch (raw.kind()) {
            case RecordKind.KEY -> out.accept(key(raw));
            case RecordKind.BUTTON ->
                out.accept(new PointerButton(raw.has(RawRecord.FLAG_DOWN), raw.code(), at, modifiers(raw)));
            case RecordKind.SCROLL ->
                out.accept(new Scroll((int) (raw.value() >> 32) / NOTCH, (int) raw.value() / NOTCH, 0, 0, at));
            case RecordKind.POINTER -> out.accept(new PointerMove(List.of(at)));
            case RecordKind.FOCUS -> out.accept(window(raw, Window.Change.FOCUS));
            case RecordKind.TITLE -> {
                facts(raw.window()).title = (int) raw.value();
                out.accept(window(raw, Window.Change.TITLE));
            }
            case RecordKind.GEOMETRY -> {
                facts(raw.window()).bounds = new Rect(raw.x(), raw.y(), (int) (raw.value() >> 32), (int) raw.value());
                out.accept(window(raw, Window.Change.GEOMETRY));
            }
            case RecordKind.STACK -> {
                raise(raw.window());
                out.accept(window(raw, Window.Change.STACK));
            }
            case RecordKind.CLOSE -> {
                out.accept(window(raw, Window.Change.CLOSE));
                forget(raw.window());
            }
            default -> {
                // What was suppressed is told by the pipeline itself; other kinds are newer than this decoder.
            }
        }
    }

    private Key key(RawRecord raw) {
        boolean repeat = raw.has(RawRecord.FLAG_REPEAT);
        Key.Phase phase = repeat ? Key.Phase.REPEAT : raw.has(RawRecord.FLAG_DOWN) ? Key.Phase.DOWN : Key.Phase.UP;
        return new Key(
                phase,
                Sensitive.of(KeyCodes.name(raw.code())),
                Sensitive.of(string(raw.value())),
                modifiers(raw),
                repeat ? Math.max(1, raw.x()) : 1);
    }

    private static Set<Modifier> modifiers(RawRecord raw) {
        Set<Modifier> held = EnumSet.noneOf(Modifier.class);
        for (Modifier modifier : MODIFIERS) {
            if (raw.has(1 << (RawRecord.MODIFIER_SHIFT + modifier.ordinal()))) {
                held.add(modifier);
            }
        }
        return held;
    }

    private Window window(RawRecord raw, Window.Change change) {
        Facts facts = facts(raw.window());
        List<String> order =
                stack.stream().map(id -> "0x" + Integer.toHexString(id)).toList();
        return new Window(
                change, Sensitive.of(string(facts.title)), facts.application.windowClass(), facts.bounds, 1.0, order);
    }

    private void raise(int window) {
        stack.remove(window);
        if (window != 0 && stack.size() < MOST_WINDOWS) {
            stack.add(window);
        }
    }

    private void forget(int window) {
        windows.remove(window);
        stack.remove(window);
    }

    private void text(RawRecord raw) {
        if (!parts.fits(raw) || raw.textPart() > MOST_PARTS) {
            parts.reset();
        }
        if (parts.fits(raw)) {
            byte[] whole = parts.add(raw);
            if (raw.textLast() && texts.size() < MOST_TEXTS) {
                texts.put(raw.sequence(), whole);
            }
        }
    }

    private String string(long id) {
        byte[] utf8 = id == (int) id ? texts.get((int) id) : null;
        return utf8 == null ? "" : new String(utf8, StandardCharsets.UTF_8);
    }

    private Facts facts(int window) {
        return windows.computeIfAbsent(window, id -> new Facts());
    }

    private Application application(int window) {
        Facts facts = windows.get(window);
        return facts == null ? Application.UNKNOWN : facts.application;
    }
}
