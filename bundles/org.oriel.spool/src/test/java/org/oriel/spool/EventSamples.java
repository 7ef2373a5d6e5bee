package org.oriel.spool;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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

/** Events for tests: {@link #numbered} is a function of a number, {@link #random} goes to the edges of the format. */
public final class EventSamples {
    /** 2026-11-21T00:00:00Z. */
    public static final long START_MILLIS = 1_795_219_200_000L;

    private static final UUID SESSION = new UUID(0x1234_5678_9abc_7defL, 0x8123_4567_89ab_cdefL);
    private static final UUID DEVICE = new UUID(0x1111_2222_3333_4444L, 0x8555_6666_7777_8888L);
    private static final String POLICY = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final String[] ODD_TEXTS = {
        "",
        "a",
        "é",
        "\u0000",
        "\n\r\t",
        "\"\\/",
        "\u2028\u2029",
        "\ud83d\ude00",
        "\ud83d",
        "\ude00\ud83d",
        "\ufffe",
        "<EMAIL_1>"
    };

    private EventSamples() {}

    /** Event number {@code n}: typing, pointer and windows as at a desk, 200 a second, the same for the same number. */
    public static CaptureEvent numbered(long n) {
        return envelope(n, SESSION, "grant-1", "ai-training", START_MILLIS + n * 5, body(n));
    }

    /** Like {@link #numbered} with another session, grant and purpose. */
    public static CaptureEvent numbered(long n, UUID session, String grant, String purpose, long wallMillis) {
        return envelope(n, session, grant, purpose, wallMillis, body(n));
    }

    /** Events {@code first} up to and with {@code last}. */
    public static List<CaptureEvent> numbered(long first, long last) {
        List<CaptureEvent> events = new ArrayList<>();
        for (long n = first; n <= last; n++) {
            events.add(numbered(n));
        }
        return events;
    }

    private static CaptureEvent envelope(
            long n, UUID session, String grant, String purpose, long wallMillis, EventBody body) {
        Random random = new Random(n);
        return new CaptureEvent(
                new UUID((wallMillis << 16) | 0x7000 | random.nextInt(0x1000), random.nextLong() | Long.MIN_VALUE)
                        .toString(),
                session,
                DEVICE,
                new EventTime(n * 5_000_000, wallMillis),
                "org.oriel.source.x11/0.1.0",
                Actor.HUMAN,
                new Subject("w" + n % 7, "/usr/bin/mousepad", ""),
                POLICY,
                grant,
                purpose,
                List.of(),
                body);
    }

    private static EventBody body(long n) {
        Random random = new Random(n * 31);
        int x = random.nextInt(1920);
        int y = random.nextInt(1080);
        return switch ((int) (n % 10)) {
            case 0, 1, 2 -> key(Key.Phase.DOWN, random);
            case 3, 4, 5 -> key(Key.Phase.UP, random);
            case 6 -> new PointerButton(random.nextBoolean(), 1, Point.at(x, y), Set.of());
            case 7 ->
                new Window(
                        Window.Change.TITLE,
                        Sensitive.of("Untitled " + n + " - Mousepad"),
                        "Mousepad",
                        new Rect(x, y, 640, 480),
                        1.0,
                        List.of("w1", "w2"));
            default ->
                new PointerMove(List.of(new Point(x, y, 0), new Point(x + 3, y + 1, 8), new Point(x + 9, y, 16)));
        };
    }

    private static Key key(Key.Phase phase, Random random) {
        char c = (char) ('a' + random.nextInt(26));
        Sensitive code = Sensitive.of("Key" + Character.toUpperCase(c));
        return new Key(phase, code, Sensitive.of(String.valueOf(c)), Set.of(), 1);
    }

    /** An event of any kind with any values the types allow. */
    public static CaptureEvent random(Random random) {
        return random(random, random.nextInt(13));
    }

    /** An event of kind number {@code kind}, 0 to 12. */
    public static CaptureEvent random(Random random, int kind) {
        List<Redaction> redactions = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            redactions.add(
                    new Redaction(text(random), text(random), text(random), Redaction.bucket(random.nextInt(50))));
        }
        return new CaptureEvent(
                text(random),
                new UUID(random.nextLong(), random.nextLong()),
                new UUID(random.nextLong(), random.nextLong()),
                new EventTime(number(random), number(random)),
                text(random),
                any(random, Actor.values()),
                new Subject(text(random), text(random), text(random)),
                text(random),
                text(random),
                text(random),
                redactions,
                random.nextBoolean() ? "" : text(random),
                random.nextBoolean() ? "" : text(random),
                body(random, kind));
    }

    private static EventBody body(Random random, int kind) {
        return switch (kind) {
            case 0 ->
                new Key(
                        any(random, Key.Phase.values()),
                        secret(random),
                        secret(random),
                        modifiers(random),
                        small(random));
            case 1 -> new PointerMove(List.of(point(random), point(random)));
            case 2 -> new PointerButton(random.nextBoolean(), small(random), point(random), modifiers(random));
            case 3 -> new Scroll(real(random), real(random), real(random), real(random), point(random));
            case 4 ->
                new Window(
                        any(random, Window.Change.values()),
                        secret(random),
                        text(random),
                        rect(random),
                        real(random),
                        List.of(text(random), text(random)));
            case 5 -> frame(random);
            case 6 ->
                new Element(text(random), secret(random), rect(random), random.nextBoolean(), random.nextBoolean());
            case 7 -> new Page(text(random), secret(random), secret(random));
            case 8 -> new Document(secret(random), text(random), text(random));
            case 9 -> new Message(text(random), text(random));
            case 10 -> new Clipboard(text(random));
            case 11 ->
                new Mark(
                        any(random, Mark.Kind.values()),
                        text(random),
                        Map.of("records", number(random), text(random), 1L));
            default -> extension(random);
        };
    }

    private static Frame frame(Random random) {
        return new Frame(
                text(random),
                text(random),
                rect(random),
                text(random),
                List.of(new Monitor(text(random), rect(random), real(random))),
                List.of(new Frame.Shown(rect(random), text(random), text(random))),
                List.of(new FrameMask(rect(random), text(random), text(random))),
                text(random));
    }

    private static Extension extension(Random random) {
        Map<String, Sensitive> fields = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            fields.put(text(random), secret(random));
        }
        return new Extension(text(random), fields);
    }

    private static Set<Modifier> modifiers(Random random) {
        Set<Modifier> held = EnumSet.noneOf(Modifier.class);
        for (Modifier modifier : Modifier.values()) {
            if (random.nextInt(3) == 0) {
                held.add(modifier);
            }
        }
        return held;
    }

    private static Point point(Random random) {
        return new Point(small(random), small(random), small(random));
    }

    private static Rect rect(Random random) {
        return new Rect(small(random), small(random), small(random), small(random));
    }

    private static String text(Random random) {
        if (random.nextInt(4) == 0) {
            return ODD_TEXTS[random.nextInt(ODD_TEXTS.length)];
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append((char) random.nextInt(random.nextBoolean() ? 0x180 : 0x10000));
        }
        return text.toString();
    }

    private static Sensitive secret(Random random) {
        return Sensitive.of(text(random));
    }

    private static long number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> 0;
            default -> random.nextLong();
        };
    }

    private static int small(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Integer.MIN_VALUE;
            case 1 -> Integer.MAX_VALUE;
            default -> random.nextInt(4000) - 100;
        };
    }

    private static double real(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> -0.0;
            case 1 -> Double.MIN_VALUE;
            case 2 -> Double.MAX_VALUE;
            case 3 -> random.nextInt(10);
            default -> random.nextGaussian() * 100;
        };
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
