package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
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
 * Somebody fills in a form, fast; an application moves the keyboard some time after it was asked to; an extractor tells
 * of it some time later, or not at all. Open fields get Latin letters, protected ones Greek: what came out in Greek was
 * typed into a protected field.
 */
final class FormSimulation {
    private static final long MILLI = 1_000_000;
    private static final long DEADLINE = 500 * MILLI;
    private static final String SOURCE = "sim/1";
    private static final Target HOLDER =
            new Target(Target.Scope.WINDOW, 7, new Application("/bin/editor", true, "Editor"));

    /**
     * How the extractor is.
     *
     * @param exact it sees each key where the application gets it, else it looks now and then
     * @param appMillis the longest time that the application takes to move the keyboard
     * @param lagMillis the longest time from seeing to telling
     * @param skewMillis how far its clock is off at most, either way
     * @param missing which share of what it should tell it does not
     * @param vanishes it goes away in the middle
     */
    record Extractor(boolean exact, int appMillis, int lagMillis, int skewMillis, double missing, boolean vanishes) {}

    /** One thing that happens at a time. */
    private record Step(long at, int order, Runnable does) {}

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
    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.<Step>comparingLong(Step::at).thenComparingInt(Step::order));
    private final boolean[] guarded;
    private final StringBuilder[] texts;
    private int orders;
    private long now = 1_000_000_000L;

    /** Where the next key goes, which the person knows; and what the application shows, which comes later. */
    private int field;

    private int shown;
    private long shownSince = now;
    private long lastKeyOfFormer = now;
    private long lastKey = now;
    private long lastLook = now;
    private boolean firstKeyDone;
    private long firstKey;
    private boolean gone;
    private long skew;

    final List<String> log = new ArrayList<>();

    private void log(String l) {
        log.add((now - 1_000_000_000L) / MILLI + " " + l);
    }

    long added;
    final StringBuilder open = new StringBuilder();
    /** Open letters typed while the extractor was there and before the last word. */
    private int letters;

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
            holdBack.drain(e -> {
                out.add(e);
                if (e.body() instanceof Key k && k.phase() != Key.Phase.UP)
                    log("   OUT " + k.phase() + " " + k.key().reveal() + " " + e.redactions());
            });
        }
        now = end;
        quarantine.close(now);
        holdBack.drain(e -> {
            out.add(e);
            if (e.body() instanceof Key k && k.phase() != Key.Phase.UP)
                log("   OUT " + k.phase() + " " + k.key().reveal() + " " + e.redactions());
        });
        return this;
    }

    private long word(long from) {
        long at = from;
        int length = 1 + random.nextInt(8);
        for (int i = 0; i < length; i++) {
            long when = at;
            plan(when, () -> type(letter()));
            at += pause();
        }
        return at;
    }

    private String letter() {
        int c = random.nextInt(24);
        return String.valueOf((char) ((guarded[field] ? '\u03b1' : 'a') + c));
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
        plan(at, () -> {
            if (how < 5) {
                go((field + 1) % guarded.length, () -> key("Tab"));
            } else if (how < 8) {
                go(to, this::click);
            } else if (how == 8) {
                key("Escape");
            } else {
                go((field + 1) % guarded.length, () -> {
                    key("Tab");
                    now += MILLI;
                    go((field + 1) % guarded.length, () -> key("Tab"));
                });
            }
        });
        // After a click a hand has to find the keys first.
        return at + pause() + (how >= 5 && how < 8 ? 200 * MILLI : 0);
    }

    /** Input is handled in order: what is typed from now on goes to that field, which is shown later. */
    private void go(int to, Runnable input) {
        input.run();
        int from = field;
        field = to;
        if (from != to) {
            lastKeyOfFormer = lastKey;
            firstKeyDone = false;
            long at = now + random.nextInt(extractor.appMillis + 1) * MILLI;
            plan(at, () -> {
                shown = to;
                shownSince = extractor.exact && firstKeyDone ? firstKey : now;
                firstKey = shownSince;
                firstKeyDone = true;
                if (extractor.exact) {
                    report(state(to, earlier(lastKeyOfFormer, now), shownSince, now));
                }
            });
        }
    }

    private static long earlier(long a, long b) {
        return Math.min(a, b);
    }

    private void type(String letter) {
        if (!guarded[field]) {
            open.append(letter);
        }
        texts[field].append(letter);
        key(letter);
        if (extractor.exact) {
            if (!firstKeyDone) {
                firstKeyDone = true;
                firstKey = now;
            }
            report(state(field, earlier(lastKeyOfFormer, firstKey), firstKey, now));
        }
    }

    private void key(String name) {
        Key.Phase[] phases = {Key.Phase.DOWN, Key.Phase.UP};
        lastKey = now;
        log("KEY " + name + " into f" + field + (guarded[field] ? "!" : ""));
        for (Key.Phase phase : phases) {
            Set<Modifier> none = EnumSet.noneOf(Modifier.class);
            Key key = new Key(phase, Sensitive.of("Code" + name), Sensitive.of(name), none, 1);
            added++;
            quarantine.key(event(key), key, window, now, rule, now);
        }
    }

    private void click() {
        added++;
        log("CLICK");
        quarantine.add(event(new PointerButton(true, 1, Point.at(1, 1), Set.of())));
        window.input(now, true);
        long clicked = now;
        plan(now + 120 * MILLI, () -> {
            if (extractor.exact && lastKey < clicked) {
                report(state(field, earlier(lastKeyOfFormer, shownSince), shownSince, now));
            }
        });
    }

    private CaptureEvent event(EventBody body) {
        return Typist.event(body, now);
    }

    private FieldState state(int of, long after, long since, long until) {
        String text = guarded[of] ? "" : texts[of].toString();
        int caret = guarded[of] ? -1 : text.length();
        return new FieldState(
                HOLDER,
                Math.min(after, since) + skew,
                since + skew,
                Math.max(since, until) + skew,
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
                report(state(shown, after, shownSince, now));
                lastLook = now;
                look(now + (30 + random.nextInt(60)) * MILLI);
            });
        }
    }

    private void report(FieldState state) {
        if (random.nextDouble() >= extractor.missing) {
            long at = now + (1 + random.nextInt(extractor.lagMillis)) * MILLI;
            plan(Math.max(at, state.untilNanos()), () -> {
                if (!gone) {
                    log("SAY " + state.field() + " " + state.privacy() + " " + (state.afterNanos() - 1000000000L) / 1e6
                            + " " + (state.sinceNanos() - 1000000000L) / 1e6 + " "
                            + (state.untilNanos() - 1000000000L) / 1e6 + " '"
                            + state.text().reveal() + "'");
                    context.say(SOURCE, true, window, state);
                    quarantine.told(window, "w1", state, now);
                }
            });
        }
    }

    private void plan(long at, Runnable does) {
        steps.add(new Step(at, orders++, does));
    }

    /** What was told, letters only. */
    String told() {
        StringBuilder told = new StringBuilder();
        for (CaptureEvent event : out) {
            if (event.body() instanceof Key key && key.phase() != Key.Phase.UP) {
                String name = key.key().reveal();
                told.append(name.length() == 1 ? name : "");
            }
        }
        return told.toString();
    }

    /** Everything that was typed into a protected field and came out, presses and releases, by any of its parts. */
    List<String> leaked() {
        List<String> leaked = new ArrayList<>();
        for (CaptureEvent event : out) {
            if (event.body() instanceof Key key
                    && (key.key().reveal() + key.code().reveal()).chars().anyMatch(c -> c >= '\u03b1')) {
                leaked.add((event.time().monotonicNanos() - 1_000_000_000L) / MILLI + " " + key.phase() + " "
                        + key.key().reveal());
            }
        }
        return leaked;
    }

    /** What went in, as far as it can be counted when it came out. */
    long accountedFor() {
        long drops = dropped.values().stream().mapToLong(Long::longValue).sum();
        return out.size() - quarantine.placeholdersTold() + quarantine.masked() + quarantine.held() + drops;
    }
}
