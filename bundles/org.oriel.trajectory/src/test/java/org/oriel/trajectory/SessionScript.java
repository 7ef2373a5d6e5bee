package org.oriel.trajectory;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Element;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Key;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.api.event.Window;

/** Writes down the events of hands at work, as the pipeline releases them: the same ones every time. */
public final class SessionScript {
    /** The device of all of them. */
    public static final UUID DEVICE = UUID.fromString("de71ce01-0000-4000-8000-000000000001");

    private static final long START_MILLIS = 1_795_255_200_000L;
    private static final long START_NANOS = 81_000_000_000_000L;
    private static final String SHIFTED = "~!@#$%^&*()_+{}|:\"<>?";
    private static final Map<String, String> CODES = new TreeMap<>();

    static {
        String plain = "`1234567890-=[]\\;',./ ";
        String[] codes = ("Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal"
                        + " BracketLeft BracketRight Backslash Semicolon Quote Comma Period Slash Space")
                .split(" ");
        for (int i = 0; i < codes.length; i++) {
            CODES.put(plain.substring(i, i + 1), codes[i]);
        }
        String[] shifted =
                ("Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal"
                                + " BracketLeft BracketRight Backslash Semicolon Quote Comma Period Slash")
                        .split(" ");
        for (int i = 0; i < SHIFTED.length(); i++) {
            CODES.put(SHIFTED.substring(i, i + 1), shifted[i]);
        }
    }

    private final UUID session;
    private final List<CaptureEvent> events = new ArrayList<>();
    private final Set<Modifier> modifiers = EnumSet.noneOf(Modifier.class);
    private final List<Monitor> monitors = new ArrayList<>();
    private Rect area = new Rect(0, 0, 1920, 1080);
    private Subject subject = Subject.NONE;
    private Actor actor = Actor.HUMAN;
    private String purpose = "ai-training";
    private String grant = "grant-1";
    private String policyHash = "0".repeat(64);
    private long millis;
    private int skipped;
    private int frame;
    private boolean frames;
    private Point pointer = Point.at(0, 0);

    /** An empty session. */
    public SessionScript(UUID session) {
        this.session = session;
        monitors.add(new Monitor("DP-1", area, 1.0));
    }

    /** For tests that do not care which session it is. */
    public static SessionScript any() {
        return new SessionScript(UUID.fromString("5e551001-0000-4000-8000-000000000001")).in("w1", "/usr/bin/mousepad");
    }

    /** What was written down so far. */
    public List<CaptureEvent> events() {
        return List.copyOf(events);
    }

    /** Another event, as it is. */
    public SessionScript add(EventBody body) {
        return add(body, List.of());
    }

    private SessionScript add(EventBody body, List<Redaction> redactions) {
        int n = skipped + events.size() + 1;
        boolean acts = body instanceof Key
                || body instanceof PointerButton
                || body instanceof Scroll
                || body instanceof PointerMove
                || body instanceof Element;
        boolean framed = frames && acts;
        events.add(new CaptureEvent(
                id(START_MILLIS + millis, n, session),
                session,
                DEVICE,
                new EventTime(START_NANOS + millis * 1_000_000L, START_MILLIS + millis),
                "org.oriel.source.x11/0.1.0",
                actor,
                subject,
                policyHash,
                grant,
                purpose,
                redactions,
                framed ? "f" + frame : "",
                framed ? "f" + (frame + 1) : "",
                body));
        return this;
    }

    private static String id(long millis, int n, UUID session) {
        long random = session.getLeastSignificantBits() << 32 | n;
        return String.format("%08x-%04x-7000-8000-%012x", millis >>> 16, millis & 0xffff, random & 0xffffffffffffL);
    }

    // Surroundings

    /** Time passes. */
    public SessionScript pause(long more) {
        millis += more;
        return this;
    }

    /** As if {@code rounds} times {@code each} events had been written down before. */
    SessionScript skip(int rounds, int each) {
        skipped = rounds * each;
        frame = skipped;
        millis = rounds * 600_000L;
        return this;
    }

    /** What follows goes to that window. */
    public SessionScript in(String window, String application) {
        return in(window, application, "");
    }

    /** What follows goes to that page. */
    public SessionScript in(String window, String application, String origin) {
        subject = new Subject(window, application, origin);
        return this;
    }

    /** That window gets the keyboard. */
    public SessionScript focus(String window, String application, String origin, String title, Rect bounds) {
        in(window, application, origin);
        return add(new Window(Window.Change.FOCUS, Sensitive.of(title), "", bounds, 1.0, List.of(window)));
    }

    /** What follows is done by somebody else. */
    public SessionScript by(Actor newActor) {
        actor = newActor;
        return this;
    }

    /** What follows is captured under other terms. */
    public SessionScript under(String newGrant, String newPurpose, String newPolicyHash) {
        grant = newGrant;
        purpose = newPurpose;
        policyHash = newPolicyHash;
        return this;
    }

    /** The monitors; frames show all of them. */
    public SessionScript monitors(Rect shown, Monitor... all) {
        area = shown;
        monitors.clear();
        monitors.addAll(List.of(all));
        return this;
    }

    /** From here on there are frames. */
    public SessionScript frames() {
        frames = true;
        return takeFrame("start");
    }

    /** The screen settles after what was done, and a frame is taken. */
    public SessionScript settle() {
        millis += 300;
        frame++;
        return frames ? takeFrame("action") : this;
    }

    private SessionScript takeFrame(String trigger) {
        Rect shown = new Rect(area.x() + 100, area.y() + 80, 640, 480);
        return add(new Frame(
                "f" + frame,
                String.format("%016x", 0x5eed000000000000L + frame),
                area,
                trigger,
                monitors,
                List.of(new Frame.Shown(shown, subject.window(), subject.application())),
                List.of(),
                ""));
    }

    /** An application tells an element. */
    public SessionScript element(String role, String name, Rect bounds) {
        return element(role, name, bounds, false);
    }

    /** An application tells an element. */
    public SessionScript element(String role, String name, Rect bounds, boolean editable) {
        millis += 12;
        return add(new Element(role, Sensitive.of(name), bounds, editable, false));
    }

    /** A mark. */
    public SessionScript mark(Mark.Kind kind) {
        return mark(kind, "", Map.of());
    }

    /** A mark. */
    public SessionScript mark(Mark.Kind kind, String reason, Map<String, Long> counts) {
        return add(new Mark(kind, reason, counts));
    }

    /** An explicit episode with a task. */
    public SessionScript task(String text) {
        mark(Mark.Kind.EPISODE_START);
        return add(new Extension(Trajectories.EPISODE_SCHEMA, Map.of("task", Sensitive.of(text))));
    }

    // Keys

    /** A key goes down. */
    public SessionScript down(String key, String code) {
        millis += 40;
        add(key(Key.Phase.DOWN, key, code, 1));
        hold(key, true);
        return this;
    }

    /** A key goes up. */
    public SessionScript up(String key, String code) {
        millis += 30;
        add(key(Key.Phase.UP, key, code, 1));
        hold(key, false);
        return this;
    }

    /** A key goes up and nobody sees it. */
    public SessionScript lose(String key) {
        hold(key, false);
        return this;
    }

    /** A held key repeats. */
    public SessionScript repeat(String key, String code, int count) {
        millis += 500;
        return add(key(Key.Phase.REPEAT, key, code, count));
    }

    /** A key goes down and up. */
    public SessionScript tap(String key, String code) {
        return down(key, code).up(key, code);
    }

    /** A key that has the same name and code, such as {@code Enter}. */
    public SessionScript tap(String key) {
        return tap(key, key);
    }

    /** Keys that go down in this order and up in the other, such as {@code Control s}. */
    public SessionScript chord(String... keys) {
        for (String key : keys) {
            down(key, code(key));
        }
        for (int i = keys.length - 1; i >= 0; i--) {
            up(keys[i], code(keys[i]));
        }
        return this;
    }

    /** Text on a US keyboard: with Shift where it takes one. Caps lock turns capitals into plain letters. */
    public SessionScript type(String text) {
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            String key = text.substring(at, text.offsetByCodePoints(at, 1));
            boolean capital = key.length() == 1 && key.charAt(0) >= 'A' && key.charAt(0) <= 'Z';
            boolean shift = modifiers.contains(Modifier.CAPS_LOCK) && isLetter(key)
                    ? !capital
                    : capital || SHIFTED.contains(key);
            if (shift) {
                down("Shift", "ShiftLeft").tap(key, code(key)).up("Shift", "ShiftLeft");
            } else {
                tap(key, code(key));
            }
        }
        return this;
    }

    /** The lock key, and from now on the lock. */
    public SessionScript lock(String key, Modifier modifier, boolean on) {
        down(key, key);
        if (on) {
            modifiers.add(modifier);
        } else {
            modifiers.remove(modifier);
        }
        return up(key, key);
    }

    /** What stands for masked keys. */
    public SessionScript masked(String type, String ref) {
        millis += 900;
        return add(
                new Key(Key.Phase.REDACTED, Sensitive.empty(), Sensitive.of(ref), Set.of(), 0),
                List.of(new Redaction(type, ref, type.toLowerCase(java.util.Locale.ROOT), "9-16")));
    }

    /** Keys of which nothing is told. */
    public SessionScript suppressed() {
        millis += 200;
        return add(new Key(Key.Phase.SUPPRESSED, Sensitive.empty(), Sensitive.empty(), Set.of(), 0));
    }

    private Key key(Key.Phase phase, String key, String code, int count) {
        return new Key(phase, Sensitive.of(code), Sensitive.of(key), modifiers, count);
    }

    private void hold(String key, boolean down) {
        Modifier modifier = KeyNames.modifier(key);
        if (modifier != null && down) {
            modifiers.add(modifier);
        } else if (modifier != null) {
            modifiers.remove(modifier);
        }
    }

    private static boolean isLetter(String key) {
        return key.length() == 1 && Character.isLetter(key.charAt(0)) && key.charAt(0) < 128;
    }

    private static String code(String key) {
        if (isLetter(key)) {
            return "Key" + key.toUpperCase(java.util.Locale.ROOT);
        }
        boolean sided = KeyNames.isModifier(key) && !key.equals("AltGraph");
        return sided ? key + "Left" : CODES.getOrDefault(key, key.equals("AltGraph") ? "AltRight" : key);
    }

    // Pointer

    /** The pointer goes there. */
    public SessionScript move(int x, int y) {
        millis += 50;
        Point from = pointer;
        pointer = Point.at(x, y);
        int halfX = (from.x() + x) / 2;
        int halfY = (from.y() + y) / 2;
        return add(new PointerMove(List.of(Point.at(halfX, halfY), new Point(x, y, 20))));
    }

    /** A button goes down where the pointer is. */
    public SessionScript press(int button) {
        millis += 60;
        return add(new PointerButton(true, button, pointer, modifiers));
    }

    /** A button goes up where the pointer is. */
    public SessionScript release(int button) {
        millis += 60;
        return add(new PointerButton(false, button, pointer, modifiers));
    }

    /** Clicks there. */
    public SessionScript click(int button, int x, int y, int count) {
        move(x, y);
        for (int i = 0; i < count; i++) {
            press(button).release(button);
        }
        return this;
    }

    /** A click of the left button. */
    public SessionScript click(int x, int y) {
        return click(1, x, y, 1);
    }

    /** A drag over the places, x and y in turn. */
    public SessionScript drag(int button, int... places) {
        move(places[0], places[1]).press(button);
        for (int i = 2; i < places.length; i += 2) {
            move(places[i], places[i + 1]);
        }
        return release(button);
    }

    /** Turns of the wheel where the pointer is. */
    public SessionScript scroll(double notchesX, double notchesY, int times) {
        for (int i = 0; i < times; i++) {
            millis += 80;
            add(new Scroll(notchesX, notchesY, 0, 0, pointer));
        }
        return this;
    }
}
