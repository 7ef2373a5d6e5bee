package org.oriel.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Clipboard;
import org.oriel.api.event.Document;
import org.oriel.api.event.Element;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Frame;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Key;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Message;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Page;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.api.event.Window;

/** Builds events for tests: the same ones in the same order every time, a millisecond apart. */
public final class Events {
    /** The purpose of events that do not say otherwise. */
    public static final String PURPOSE = "ai-training";
    /** The session of all of them. */
    public static final UUID SESSION = UUID.fromString("5e551001-0000-4000-8000-000000000001");
    /** The device of all of them. */
    public static final UUID DEVICE = UUID.fromString("de71ce01-0000-4000-8000-000000000001");

    /** Text that breaks writers: quotes, line ends, separators, control characters, other scripts, a split surrogate. */
    public static final String HOSTILE_TEXT =
            "\"quoted\\\" 'it''s' a,b;c\td\r\ne\u0000f\u2028g </script> é ß 漢字 עברית 👩‍💻 \ud83d!";

    private final String purpose;
    private int count;

    /** Events for {@link #PURPOSE}. */
    public Events() {
        this(PURPOSE);
    }

    /** Events for another purpose. */
    public Events(String purpose) {
        this.purpose = purpose;
    }

    /** The next event, with {@code body}. */
    public CaptureEvent of(EventBody body) {
        int n = ++count;
        long millis = FakeClock.START.toEpochMilli() + n;
        return new CaptureEvent(
                id(millis, n),
                SESSION,
                DEVICE,
                new EventTime(1_000_000_000L + n * 1_000_000L, millis),
                "org.oriel.tck/1.0.0",
                Actor.HUMAN,
                new Subject("w1", "/usr/bin/editor", ""),
                "0".repeat(64),
                "grant-1",
                purpose,
                List.of(),
                body);
    }

    /** The next {@code howMany} events: pointer moves, which hold no content. */
    public List<CaptureEvent> some(int howMany) {
        List<CaptureEvent> events = new ArrayList<>();
        for (int i = 0; i < howMany; i++) {
            events.add(of(new PointerMove(List.of(Point.at(i, i)))));
        }
        return events;
    }

    /** The next event: a window whose title is {@code text}. */
    public CaptureEvent titled(String text) {
        Rect bounds = new Rect(10, 20, 800, 600);
        return of(new Window(Window.Change.TITLE, Sensitive.of(text), "Editor", bounds, 1.0, List.of("w1")));
    }

    /** The next events: {@code text} typed, a press and a release for each character. */
    public List<CaptureEvent> typed(String text) {
        List<CaptureEvent> events = new ArrayList<>();
        text.codePoints().mapToObj(Character::toString).forEach(key -> {
            events.add(of(key(Key.Phase.DOWN, key)));
            events.add(of(key(Key.Phase.UP, key)));
        });
        return events;
    }

    /** The next events: one of every kind, with ordinary content. */
    public List<CaptureEvent> everyKind() {
        return everyKind("Quarterly plan");
    }

    /** The next events: one of every kind, with {@code content} wherever a kind can hold content. */
    public List<CaptureEvent> everyKind(String content) {
        List<CaptureEvent> events = new ArrayList<>();
        for (EventBody body : bodies(Sensitive.of(content))) {
            events.add(of(body));
        }
        CaptureEvent masked = events.get(0)
                .withBody(new Key(Key.Phase.REDACTED, Sensitive.empty(), Sensitive.of("<EMAIL_1>"), Set.of(), 0))
                .withRedactions(List.of(new Redaction("EMAIL", "<EMAIL_1>", "email.address", "17-32")));
        events.set(0, masked);
        return events;
    }

    private static List<EventBody> bodies(Sensitive content) {
        Rect rect = new Rect(10, 20, 300, 40);
        return List.of(
                key(Key.Phase.SUPPRESSED, ""),
                new Key(Key.Phase.DOWN, Sensitive.of("KeyE"), Sensitive.of("é"), Set.of(Modifier.SHIFT), 1),
                new PointerMove(List.of(Point.at(-5, 7), new Point(8, 9, 20))),
                new PointerButton(true, 1, Point.at(100, 200), Set.of(Modifier.CONTROL, Modifier.ALT)),
                new Scroll(0, -1.5, 0, -22.5, Point.at(100, 200)),
                new Window(Window.Change.FOCUS, content, "Editor", rect, 1.25, List.of("w1", "w2")),
                new Frame(
                        "f2",
                        "2c26b46b68ffc68f",
                        new Rect(0, 0, 1920, 1080),
                        "action",
                        List.of(new Monitor("DP-1", new Rect(0, 0, 1920, 1080), 1.25)),
                        List.of(new Frame.Shown(rect, "w1", "/usr/bin/mousepad")),
                        List.of(new FrameMask(rect, "EMAIL", "email")),
                        ""),
                new Element("entry", content, rect, true, false),
                new Page("https://example.org", content, content),
                new Document(content, "java", "source"),
                new Message("reply", "external"),
                new Clipboard("copy"),
                new Mark(Mark.Kind.GAP, "queue-full", Map.of("records", 57L)),
                new Extension("org.example.cad.view/1", Map.of("layer", content, "view", Sensitive.of("top"))));
    }

    private static Key key(Key.Phase phase, String key) {
        return new Key(phase, Sensitive.empty(), Sensitive.of(key), Set.of(), phase == Key.Phase.SUPPRESSED ? 0 : 1);
    }

    /** A UUIDv7 whose random part is the running number. */
    private static String id(long millis, int n) {
        return String.format("%08x-%04x-7000-8000-%012x", millis >>> 16, millis & 0xffff, n);
    }
}
