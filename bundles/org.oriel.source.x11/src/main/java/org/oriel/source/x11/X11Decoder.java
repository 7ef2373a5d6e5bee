package org.oriel.source.x11;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Window;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordDecoder;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.Target;

/** Turns admitted records into events. Called by the pipeline, on its thread. */
final class X11Decoder implements RecordDecoder {
    private final String desktop;
    private final FactTable facts;
    private final Typist typist;

    X11Decoder(String display, FactTable facts, Typist typist) {
        this.desktop = desktop(display);
        this.facts = facts;
        this.typist = typist;
    }

    /** {@code :0}, {@code :0.0} and {@code unix:0} are the same desktop; org.oriel.source.x11.frames has the same rule. */
    static String desktop(String display) {
        String name = display.startsWith("unix:") ? display.substring("unix".length()) : display;
        return "x11:" + (name.matches(".*:\\d+\\.0") ? name.substring(0, name.length() - 2) : name);
    }

    @Override
    public String desktop() {
        return desktop;
    }

    @Override
    public Target target(RawRecord rawRecord) {
        switch (rawRecord.kind()) {
            case RecordKind.KEYBOARD_STATE, RecordKind.KEYMAP, RecordKind.HOOK_RESTARTED:
                return Target.CONTROL;
            default:
                WindowFacts known = facts.find(rawRecord.window(), rawRecord.generation());
                return known == null ? Target.UNKNOWN : known.target();
        }
    }

    @Override
    public void track(RawRecord rawRecord) {
        if (rawRecord.kind() == RecordKind.KEYBOARD_STATE) {
            typist.state(rawRecord.value(), rawRecord.code());
        } else if (rawRecord.kind() == RecordKind.KEYMAP) {
            typist.keymap(rawRecord.keymap());
        }
    }

    @Override
    public void skip(RawRecord rawRecord) {
        if (rawRecord.kind() == RecordKind.KEY || rawRecord.kind() == RecordKind.FOCUS) {
            typist.abandon();
        }
    }

    @Override
    public void decode(RawRecord rawRecord, Consumer<EventBody> out) {
        switch (rawRecord.kind()) {
            case RecordKind.KEY -> out.accept(key(rawRecord));
            case RecordKind.BUTTON ->
                out.accept(new PointerButton(
                        rawRecord.has(RawRecord.FLAG_DOWN), rawRecord.code(), at(rawRecord), typist.modifiers()));
            case RecordKind.SCROLL ->
                out.accept(new Scroll(
                        (int) (rawRecord.value() >> 32) / 120.0, (int) rawRecord.value() / 120.0, 0, 0, at(rawRecord)));
            case RecordKind.POINTER -> out.accept(new PointerMove(List.of(at(rawRecord))));
            case RecordKind.FOCUS -> {
                typist.abandon();
                window(rawRecord, Window.Change.FOCUS, out);
            }
            case RecordKind.TITLE -> window(rawRecord, Window.Change.TITLE, out);
            case RecordKind.GEOMETRY -> window(rawRecord, Window.Change.GEOMETRY, out);
            case RecordKind.STACK -> window(rawRecord, Window.Change.STACK, out);
            case RecordKind.CLOSE -> window(rawRecord, Window.Change.CLOSE, out);
            default -> {
                // A kind of a later version: nothing to tell.
            }
        }
    }

    private static Point at(RawRecord rawRecord) {
        return Point.at(rawRecord.x(), rawRecord.y());
    }

    private Key key(RawRecord rawRecord) {
        int keycode = rawRecord.code();
        Sensitive code = Sensitive.of(Codes.code(keycode));
        Set<org.oriel.api.event.Modifier> modifiers = typist.modifiers();
        if (rawRecord.has(RawRecord.FLAG_REPEAT)) {
            return new Key(Key.Phase.REPEAT, code, Sensitive.of(typist.held(keycode)), modifiers, rawRecord.x());
        }
        boolean down = rawRecord.has(RawRecord.FLAG_DOWN);
        Sensitive key = Sensitive.of(down ? typist.press(keycode) : typist.release(keycode));
        return new Key(down ? Key.Phase.DOWN : Key.Phase.UP, code, key, modifiers, 1);
    }

    private void window(RawRecord rawRecord, Window.Change change, Consumer<EventBody> out) {
        WindowFacts known = facts.find(rawRecord.window(), rawRecord.generation());
        if (known == null) {
            return;
        }
        List<String> stack = new ArrayList<>();
        for (int window : known.stack()) {
            stack.add("0x" + Integer.toHexString(window));
        }
        String windowClass = known.application().windowClass();
        out.accept(new Window(change, known.title(), windowClass, known.bounds(), known.scale(), stack));
    }
}
