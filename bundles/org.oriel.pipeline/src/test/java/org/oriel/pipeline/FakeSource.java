package org.oriel.pipeline;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Window;
import org.oriel.api.source.Application;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordDecoder;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.Target;
import org.oriel.tck.RawRecords;

/** A source and its decoder: windows below 100 belong to the editor, below 200 to mail, below 1000 to something else. */
class FakeSource implements RecordDecoder {
    /** The code of the Control key. */
    static final int CONTROL = 1;
    /** A key that is pressed with Control. */
    static final int FLAG_CONTROL = 1 << 8;

    static final Set<String> KINDS = Set.of("key", "pointer", "window");

    /** What the decoder was asked to decode or told to skip. */
    final ConcurrentLinkedQueue<RawRecord> decoded = new ConcurrentLinkedQueue<>();

    final ConcurrentLinkedQueue<RawRecord> skipped = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<RawRecord> tracked = new ConcurrentLinkedQueue<>();
    /** Runs first in {@code decode}. */
    volatile Consumer<RawRecord> misbehave = raw -> {};
    /** Runs first in {@code target}. */
    volatile Consumer<RawRecord> misbehaveEarly = raw -> {};
    /** What a STACK record lists. */
    final List<String> stack = new CopyOnWriteArrayList<>();

    private final Rig rig;
    String desktop = "";
    volatile RingFeed feed;

    FakeSource(Rig rig) {
        this.rig = rig;
    }

    static Application application(int window) {
        String executable = window < 100 ? "/bin/editor" : window < 200 ? "/bin/mail" : "/bin/terminal";
        return new Application(executable, true, "Class" + window / 100);
    }

    @Override
    public String desktop() {
        return desktop;
    }

    @Override
    public Target target(RawRecord raw) {
        misbehaveEarly.accept(raw);
        if (raw.kind() == RecordKind.TEXT || raw.kind() == RecordKind.HOOK_RESTARTED) {
            return Target.CONTROL;
        }
        return raw.window() == 0 || raw.window() >= 1000
                ? Target.UNKNOWN
                : new Target(Target.Scope.WINDOW, raw.window(), application(raw.window()));
    }

    @Override
    public void track(RawRecord raw) {
        tracked.add(RawRecords.copy(raw));
    }

    @Override
    public void skip(RawRecord raw) {
        skipped.add(RawRecords.copy(raw));
    }

    @Override
    public void decode(RawRecord raw, Consumer<EventBody> out) {
        decoded.add(RawRecords.copy(raw));
        misbehave.accept(raw);
        switch (raw.kind()) {
            case RecordKind.KEY -> out.accept(key(raw));
            case RecordKind.POINTER -> out.accept(new PointerMove(List.of(Point.at(raw.x(), raw.y()))));
            case RecordKind.BUTTON ->
                out.accept(new PointerButton(true, raw.code(), Point.at(raw.x(), raw.y()), Set.of()));
            case RecordKind.FOCUS -> out.accept(window(Window.Change.FOCUS, "title " + raw.window()));
            case RecordKind.TITLE -> out.accept(window(Window.Change.TITLE, "mail of anna@example.org"));
            case RecordKind.STACK -> out.accept(window(Window.Change.STACK, ""));
            case RecordKind.CLOSE -> out.accept(window(Window.Change.CLOSE, ""));
            default -> {}
        }
    }

    private static Key key(RawRecord raw) {
        Key.Phase phase = raw.has(RawRecord.FLAG_DOWN) ? Key.Phase.DOWN : Key.Phase.UP;
        String key = switch (raw.code()) {
            case '\n' -> "Enter";
            case '\t' -> "Tab";
            case '\b' -> "Backspace";
            case CONTROL -> "Control";
            default -> Character.toString(raw.code());
        };
        boolean control = raw.has(FLAG_CONTROL);
        Set<Modifier> held = control ? Set.of(Modifier.CONTROL) : Set.of();
        return new Key(phase, Sensitive.of("Code" + raw.code()), Sensitive.of(key), held, 1);
    }

    private Window window(Window.Change change, String title) {
        return new Window(change, Sensitive.of(title), "Class", new Rect(1, 2, 3, 4), 1.0, stack);
    }

    boolean offer(RawRecord raw) {
        return feed.offer(raw);
    }

    boolean of(int kind, int window) {
        return offer(RawRecords.of(kind, rig.time.nanoTime(), window));
    }

    void focus(int window) {
        of(RecordKind.FOCUS, window);
    }

    /** Press and release. */
    void type(int window, String text) {
        text.codePoints().forEach(code -> {
            offer(RawRecords.key(rig.time.nanoTime(), window, code, 0, true));
            offer(RawRecords.key(rig.time.nanoTime(), window, code, 0, false));
        });
    }

    void click(int window) {
        of(RecordKind.BUTTON, window);
    }

    boolean move(int window, int x, int y) {
        return offer(RawRecords.of(RecordKind.POINTER, rig.time.nanoTime(), window)
                .origin(RawRecord.ORIGIN_PHYSICAL)
                .at(x, y));
    }
}
