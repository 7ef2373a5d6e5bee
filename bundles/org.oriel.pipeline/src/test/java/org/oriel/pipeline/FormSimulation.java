package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.oriel.api.context.FieldState;
import org.oriel.api.context.FieldState.Privacy;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;
import org.oriel.host.Admission.Fields;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.FakeClock;

/**
 * Somebody fills in a form, fast; an application handles the input in order, but later; an extractor tells of it later
 * still, or not at all. Keys that go into a protected field have a Greek code, all others a Latin one.
 *
 * <p>The extractor keeps to the contract of {@link FieldState}: it never says of a time that a field had the keyboard
 * when the application knew better, its clock is off by less than {@link FieldSpans#SKEW_NANOS}, and what it tells
 * arrives in order. What it cannot know is what the application has not handled yet.
 */
final class FormSimulation {
    private static final long MILLI = 1_000_000;
    private static final long DEADLINE = 500 * MILLI;
    private static final String SOURCE = "sim/1";
    private static final String GREEK = "\u03b1\u03b2\u03b3\u03b4\u03b5\u03b6\u03b7\u03b8\u03b9\u03ba\u03bb\u03bc";
    private static final Target HOLDER =
            new Target(Target.Scope.WINDOW, 7, new Application("/bin/editor", true, "Editor"));

    // How the extension of browsers claims more than it saw, see Spans in org.oriel.context.browser.
    private static final long GUARDED_EARLY = 25 * MILLI;
    private static final long GUARDED_LATE = 30 * MILLI;
    private static final long OPEN_EARLY = 10 * MILLI;
    private static final long OPEN_LATE = 12 * MILLI;

    // What an exact extractor's clock, 5 ms off, makes of its margins and of those of FieldSpans.
    private static final long NEAR = GUARDED_LATE + 5 * MILLI;
    private static final long JUST_BEFORE = FieldSpans.SKEW_NANOS;
    private static final long SETTLES = FieldSpans.SETTLE_NANOS + 10 * MILLI;
    private static final long IN_TIME = DEADLINE - 130 * MILLI;

    /**
     * How the extractor is.
     *
     * @param exact it sees each key where the application gets it, as a browser's does; else it looks now and then, as
     *     one for accessibility does
     * @param appMillis the longest time that the application takes to handle an input
     * @param lagMillis the longest time from seeing to telling
     * @param skewMillis how far its clock is off at most, either way
     * @param missing which share of what it should tell it does not
     * @param vanishes it goes away in the middle
     */
    record Extractor(boolean exact, int appMillis, int lagMillis, int skewMillis, double missing, boolean vanishes) {}

    /** One thing that happens at a time. */
    private record Step(long at, int order, Runnable does) {}

    /** An input: a key, or a click where that has no name. {@code stay} counts how often the keyboard moved before it. */
    record Input(
            long at, String code, String name, boolean letter, boolean moves, int stay, int field, boolean guarded) {}

    /** What an exact extractor saw of one stay in a field. */
    private static final class Stay {
        final int field;
        final long first;
        final long after;
        long last;

        Stay(int field, long first, long after) {
            this.field = field;
            this.first = first;
            this.after = after;
            last = first;
        }
    }

    private final Random random;
    private final Extractor extractor;
    private final Fields rule;
    private final Context context;
    private final HoldBack holdBack =
            new HoldBack(text -> List.of(), new Placeholders(), new SecretSet(), Limits.DEFAULT, Timing.FINE);
    private final TreeMap<String, Long> dropped = new TreeMap<>();
    private final Quarantine quarantine;
    private final FieldWindow window;
    private final List<CaptureEvent> out = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.<Step>comparingLong(Step::at).thenComparingInt(Step::order));
    private final boolean[] guarded;
    private final StringBuilder[] texts;
    private final long skew;
    private int orders;
    private long now = 1_000_000_000L;

    /** Where the next key goes, which the person knows; and how often that changed. */
    private int field;

    private int stays;
    /** What the application shows, which comes later. */
    private int shown;

    private long shownSince = now;
    private long handled = now;
    private long lastLook = now;
    private long told = now;
    private Stay stay = new Stay(-1, now, now);
    private long lastGuarded = Long.MIN_VALUE;
    private boolean gone;
    private long added;

    FormSimulation(long seed, Extractor extractor, Fields rule) {
        random = new Random(seed);
        this.extractor = extractor;
        this.rule = rule;
        Clocks clocks = new Clocks(new FakeClock(), () -> now, () -> -1);
        context = new Context(new ContextCalls(clocks, new Signal(), new Suspensions(new CapturingLogger().logger())));
        quarantine =
                new Quarantine(holdBack, context, DEADLINE, (reason, count) -> dropped.merge(reason, count, Long::sum));
        window = context.window(1, "sim", HOLDER, now);
        guarded = new boolean[2 + random.nextInt(5)];
        texts = new StringBuilder[guarded.length];
        for (int i = 0; i < guarded.length; i++) {
            guarded[i] = random.nextInt(3) == 0;
            texts[i] = new StringBuilder();
        }
        skew = Math.round((random.nextDouble() * 2 - 1) * extractor.skewMillis * MILLI);
    }

    /** Fills in the form with that many words, and leaves the window. */
    FormSimulation run(int words) {
        holdBack.focusMoved(now);
        context.focus(window, now);
        look(now + 20 * MILLI);
        long at = now + 300 * MILLI;
        for (int i = 0; i < words; i++) {
            at = word(at);
            at = move(at);
        }
        if (extractor.vanishes) {
            plan(now + (at - now) / 2, () -> {
                gone = true;
                quarantine.settle(context.told(SOURCE, true)::contains, now);
                context.forget(SOURCE, false);
            });
        }
        long end = at + 2_000 * MILLI;
        while (!steps.isEmpty() && steps.peek().at <= end) {
            Step step = steps.remove();
            now = step.at;
            step.does.run();
            quarantine.review(now);
            holdBack.drain(out::add);
        }
        now = end;
        quarantine.close(now);
        holdBack.drain(out::add);
        return this;
    }

    private long word(long from) {
        long at = from;
        int length = 1 + random.nextInt(8);
        for (int i = 0; i < length; i++) {
            plan(at, () -> type(String.valueOf((char) ('a' + random.nextInt(24)))));
            at += pause();
        }
        if (extractor.exact) {
            return at;
        }
        // Where the text is told it matters what a word is: the hold-back masks up to a blank.
        plan(at, () -> type(" "));
        return at + pause();
    }

    private long pause() {
        return switch (random.nextInt(10)) {
            case 0 -> (1 + random.nextInt(12)) * MILLI;
            case 1 -> (400 + random.nextInt(900)) * MILLI;
            default -> (40 + random.nextInt(160)) * MILLI;
        };
    }

    private long move(long at) {
        int how = random.nextInt(10);
        int to = random.nextInt(guarded.length);
        if (how < 5) {
            plan(at, this::tab);
        } else if (how < 8) {
            plan(at, () -> click(to));
        } else if (how == 8) {
            plan(at, () -> press("Escape", field));
        } else {
            plan(at, this::tab);
            plan(at + MILLI, this::tab);
        }
        // After a click a hand has to find the keys first.
        return at + MILLI + pause() + (how >= 5 && how < 8 ? 200 * MILLI : 0);
    }

    private void tab() {
        press("Tab", (field + 1) % guarded.length);
    }

    private void type(String letter) {
        int into = field;
        handle(letter, into, () -> texts[into].append(letter));
    }

    private void press(String name, int to) {
        handle(name, to, () -> {});
    }

    /** A key goes where the keyboard is; what comes after it goes to that field. */
    private void handle(String name, int to, Runnable does) {
        long pressed = now;
        int into = field;
        Set<Modifier> none = EnumSet.noneOf(Modifier.class);
        String code = (guarded[into] ? GREEK : "code") + inputs.size();
        inputs.add(new Input(now, code, name, name.length() == 1, name.length() > 1, stays, into, guarded[into]));
        for (Key.Phase phase : new Key.Phase[] {Key.Phase.DOWN, Key.Phase.UP}) {
            Key key = new Key(phase, Sensitive.of(code), Sensitive.of(name), none, 1);
            added++;
            quarantine.key(event(key), key, window, now, rule, now);
        }
        go(to, () -> {
            does.run();
            if (extractor.exact) {
                saw(into, pressed + skew);
            }
        });
    }

    private void click(int to) {
        inputs.add(new Input(now, "", "", false, true, stays, field, guarded[field]));
        if (!extractor.exact) {
            // Who sees keys only cannot say where in a text a click went: then the hold-back is spared it.
            for (boolean down : new boolean[] {true, false}) {
                added++;
                quarantine.add(event(new PointerButton(down, 1, Point.at(1, 40 * to), Set.of())));
            }
        }
        window.input(now, true);
        go(to, () -> {});
    }

    /** The application handles input in order. */
    private void go(int to, Runnable does) {
        boolean moves = field != to;
        field = to;
        stays += moves ? 1 : 0;
        handled = Math.max(handled, now + random.nextInt(extractor.appMillis + 1) * MILLI);
        plan(handled, () -> {
            does.run();
            if (moves) {
                shown = to;
                shownSince = now;
            }
        });
    }

    /** An exact extractor sees a key, and says so twice: the second time it is sure of the time up to then. */
    private void saw(int into, long pressed) {
        if (stay.field != into) {
            stay = new Stay(into, pressed, stay.last);
        }
        Stay current = stay;
        current.last = pressed;
        lastGuarded = guarded[into] ? pressed : lastGuarded;
        long guard = lastGuarded;
        say(current, pressed, guard);
        plan(now + 40 * MILLI, () -> {
            if (current == stay && current.last == pressed) {
                say(current, pressed, guard);
            }
        });
    }

    private void say(Stay of, long last, long guard) {
        boolean protects = guarded[of.field];
        long since = of.first - (protects ? GUARDED_EARLY : OPEN_EARLY);
        long until = Math.min(last + (protects ? GUARDED_LATE : OPEN_LATE), now + skew);
        if (!protects && guard != Long.MIN_VALUE) {
            since = Math.max(since, guard + GUARDED_LATE);
        }
        if (until >= since) {
            say(state(of.field, earlier(of.after, since) - skew, since - skew, until - skew, false));
        }
    }

    private FieldState state(int of, long after, long since, long until, boolean shows) {
        boolean tells = shows && !guarded[of];
        String text = tells ? texts[of].toString() : "";
        int caret = tells ? text.length() : -1;
        return new FieldState(
                HOLDER,
                after + skew,
                since + skew,
                until + skew,
                "f" + of,
                guarded[of] ? Privacy.GUARDED : Privacy.OPEN,
                "",
                Sensitive.of(text),
                caret,
                caret);
    }

    /** It looks now and then, and tells what it sees. */
    private void look(long at) {
        if (!extractor.exact) {
            plan(at, () -> {
                long after = shownSince > lastLook ? lastLook : shownSince;
                say(state(shown, after, shownSince, now, true));
                lastLook = now;
                look(now + (30 + random.nextInt(60)) * MILLI);
            });
        }
    }

    private void say(FieldState state) {
        if (random.nextDouble() >= extractor.missing) {
            told = Math.max(told, now + (1 + random.nextInt(extractor.lagMillis)) * MILLI);
            plan(told, () -> {
                if (!gone) {
                    context.say(SOURCE, true, window, state);
                    quarantine.told(window, "w1", state, now);
                }
            });
        }
    }

    private void plan(long at, Runnable does) {
        steps.add(new Step(at, orders++, does));
    }

    private CaptureEvent event(EventBody body) {
        return Typist.event(body, now);
    }

    private static long earlier(long a, long b) {
        return Math.min(a, b);
    }

    /** Everything that was typed into a protected field and came out, presses and releases. */
    List<String> leaked() {
        List<String> leaked = new ArrayList<>();
        for (CaptureEvent event : out) {
            if (event.body() instanceof Key key && key.code().reveal().startsWith(GREEK)) {
                leaked.add((event.time().monotonicNanos() - 1_000_000_000L) / MILLI + " " + key.phase() + " "
                        + key.key().reveal());
            }
        }
        return leaked;
    }

    /** Letters that were typed into open fields. */
    List<Input> open() {
        return inputs.stream().filter(input -> input.letter && !input.guarded).toList();
    }

    /** Those of them that did not come out, by their codes, which no two have in common. */
    List<Input> lost() {
        Set<String> codes = new HashSet<>();
        for (CaptureEvent event : out) {
            if (event.body() instanceof Key key && key.phase() == Key.Phase.DOWN) {
                codes.add(key.code().reveal());
            }
        }
        return open().stream().filter(input -> !codes.contains(input.code)).toList();
    }

    /**
     * Whether a letter may be lost although an exact extractor saw it: next to a protected field; pressed just before a
     * key that may have moved the keyboard; or after one that moved nothing, or after two of them, or after one that was
     * followed at once, and nothing typed later settled in time where they led.
     */
    boolean excused(Input letter) {
        Input cause = null;
        boolean alone = true;
        long first = letter.at;
        for (Input input : inputs) {
            long later = input.at - letter.at;
            if (input.guarded && Math.abs(later) <= NEAR) {
                return true;
            }
            if (input.moves && later > 0 && later <= JUST_BEFORE) {
                return true;
            }
            if (input.stay == letter.stay && !input.code.isEmpty()) {
                first = Math.min(first, input.at);
            }
            if (input.moves && later < 0) {
                alone = cause == null || input.at - cause.at > SETTLES;
                cause = input;
            }
        }
        return cause != null
                && !(alone && cause.stay != letter.stay && first - cause.at > JUST_BEFORE)
                && !settled(letter, cause.at);
    }

    private boolean settled(Input letter, long cause) {
        for (Input input : inputs) {
            boolean settles = !input.code.isEmpty() && input.stay == letter.stay && input.at - cause >= SETTLES;
            if (settles && input.at >= letter.at && input.at - letter.at <= IN_TIME) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether what came out is what was typed but for what is masked: each letter once, as it was and in its field's
     * order.
     */
    boolean isTrue() {
        List<String> told = new ArrayList<>();
        for (CaptureEvent event : out) {
            if (event.body() instanceof Key key && key.phase() == Key.Phase.DOWN) {
                told.add(key.code().reveal() + key.key().reveal());
            }
        }
        Set<Input> lost = new HashSet<>(lost());
        for (int i = 0; i < guarded.length; i++) {
            int into = i;
            List<String> typed = inputs.stream()
                    .filter(input -> input.letter && input.field == into)
                    .filter(input -> !input.guarded && !lost.contains(input))
                    .map(input -> input.code + input.name)
                    .toList();
            List<String> of = told.stream().filter(typed::contains).toList();
            if (!of.equals(typed)) {
                return false;
            }
        }
        return true;
    }

    boolean isAllAccountedFor() {
        long drops = dropped.values().stream().mapToLong(Long::longValue).sum();
        return added == out.size() - quarantine.placeholdersTold() + quarantine.masked() + quarantine.held() + drops;
    }
}
