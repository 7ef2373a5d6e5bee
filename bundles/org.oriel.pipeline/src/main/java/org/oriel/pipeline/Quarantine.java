package org.oriel.pipeline;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Key;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.host.Admission.Fields;
import org.oriel.pipeline.FieldSpans.Answer;
import org.oriel.pipeline.FieldSpans.Says;

/**
 * Keeps keys before the hold-back until it is known which field they went into: what was typed into a protected one
 * never reaches it. Everything that was captured after a key that waits, waits behind it.
 *
 * <p>A key waits for what an extractor says that is newer than itself, no longer than the deadline; then the policy
 * decides. Where nobody can say anything and the policy does not ask for it, nothing waits. Keys that are suppressed and
 * follow each other become one event. Releases share the fate of their presses. Pipeline thread only.
 */
final class Quarantine {
    /** More events are never kept back; what is undecided then is suppressed. */
    static final int MOST = 16_384;
    /** How often extractors are asked again while keys wait. */
    static final long ASK_NANOS = 50_000_000L;
    /** After an input, an application shows where its caret is within this time. */
    static final long CARET_NANOS = 100_000_000L;

    private static final int MOST_HELD_KEYS = 256;

    private enum Kind {
        EVENT,
        KEY,
        RELEASE,
        FOCUS,
        GRAB,
        SHOWN
    }

    private enum Fate {
        WAITS,
        TELL,
        SUPPRESS,
        DROP
    }

    private static final class Item {
        final Kind kind;
        final long nanos;

        @Nullable
        CaptureEvent event;

        @Nullable
        FieldWindow window;

        @Nullable
        FieldState state;

        /** The field it went into, as far as that is known. */
        String field = "";
        /** It may have gone into any. */
        boolean astray;

        Fields fields = Fields.ANY;
        Fate fate = Fate.TELL;
        long came;
        long keys;

        Item(Kind kind, long nanos) {
            this.kind = kind;
            this.nanos = nanos;
        }

        boolean is(Predicate<CaptureEvent> of) {
            return event != null && of.test(event);
        }
    }

    private final HoldBack holdBack;
    private final Context context;
    private final long deadlineNanos;
    private final ObjLongConsumer<String> drop;
    private final ArrayDeque<Item> queue = new ArrayDeque<>();
    /** Keys that are down and whose press was not told. */
    private final Set<String> untold = new HashSet<>();
    /** The newest event says that keys were suppressed. */
    private boolean suppressing;

    private int held;
    private long merged;
    /** The field that the hold-back was told of last. */
    private String shownField = "";

    private long shownSince;
    private boolean shownNothing = true;

    Quarantine(HoldBack holdBack, Context context, long deadlineNanos, ObjLongConsumer<String> drop) {
        this.holdBack = holdBack;
        this.context = context;
        this.deadlineNanos = deadlineNanos;
        this.drop = drop;
    }

    /** Takes the next event that is no key of an admitted window. */
    void add(CaptureEvent event) {
        add(event, event.time().monotonicNanos());
    }

    private void add(CaptureEvent event, long nanos) {
        if (queue.isEmpty()) {
            pass(event, nanos);
        } else {
            put(Kind.EVENT, event, nanos);
        }
    }

    /** Takes the next key of {@code window}; {@code nanos} is its time before it was rounded. */
    void key(CaptureEvent event, Key key, FieldWindow window, long nanos, Fields fields, long now) {
        if (key.phase() == Key.Phase.UP) {
            if (queue.isEmpty()) {
                release(event, key, nanos);
            } else {
                put(Kind.RELEASE, event, nanos);
            }
            return;
        }
        window.input(nanos, FocusInputs.moves(key));
        if (queue.isEmpty() && !context.concerns(window, fields)) {
            told(event, key, nanos);
            return;
        }
        Item item = put(Kind.KEY, event, nanos);
        item.window = window;
        item.fields = fields;
        item.came = now;
        item.fate = Fate.WAITS;
        decide(item, now, false, false);
        if (queue.size() > MOST) {
            settle(any -> true, now);
        }
        flush();
    }

    private Item put(Kind kind, @Nullable CaptureEvent event, long nanos) {
        Item item = new Item(kind, nanos);
        item.event = event;
        held += event == null ? 0 : 1;
        queue.add(item);
        return item;
    }

    /** The keyboard went elsewhere. */
    void focusMoved(long nanos) {
        shownNothing = true;
        if (queue.isEmpty()) {
            holdBack.focusMoved(nanos);
        } else {
            put(Kind.FOCUS, null, nanos);
        }
    }

    /** Keys went to a grab. */
    void suppress(long nanos, long keys) {
        if (queue.isEmpty()) {
            holdBack.suppress(nanos, keys);
        } else {
            put(Kind.GRAB, null, nanos).keys = keys;
        }
    }

    /**
     * An extractor told something of {@code window}: keys are decided, and what turns out to be protected is masked where
     * it was decided before.
     */
    void told(FieldWindow window, String reference, FieldState state, long now) {
        Says says = Says.of(state.privacy());
        if (says == Says.PRIVATE) {
            drop.accept("private", forget(event -> event.subject().window().equals(reference)));
        } else if (says == Says.GUARDED) {
            holdBack.protect(
                    reference,
                    FieldSpans.earliest(state),
                    nanos -> context.of(window, nanos).says().protects());
        } else if (window.equals(context.keyboard())
                && state.consistent()
                && (window.isSettled(state) || window.isFresh(state))) {
            shown(state, window.inputBefore(state));
        }
        review(now);
    }

    /** It goes among the keys by its time: what was pressed later is not in the text yet. */
    private void shown(FieldState state, long input) {
        FieldState shows = notBefore(input, state);
        ArrayDeque<Item> later = new ArrayDeque<>();
        while (!queue.isEmpty() && queue.getLast().nanos - shows.untilNanos() > 0) {
            later.push(queue.removeLast());
        }
        put(Kind.SHOWN, null, shows.untilNanos()).state = shows;
        queue.addAll(later);
    }

    private static FieldState notBefore(long nanos, FieldState state) {
        return state.untilNanos() - nanos >= 0
                ? state
                : new FieldState(
                        state.holder(),
                        nanos,
                        nanos,
                        nanos,
                        state.field(),
                        state.privacy(),
                        state.origin(),
                        state.text(),
                        state.caret(),
                        state.anchor());
    }

    /** Decides what can be decided now, and hands it on. */
    void review(long now) {
        for (Item item : queue) {
            if (item.fate == Fate.WAITS) {
                decide(item, now, false, false);
            }
        }
        flush();
    }

    /** Decides all keys of {@code windows} with what is known: whoever would know more is gone, or nobody waits. */
    void settle(Predicate<FieldWindow> windows, long now) {
        for (Item item : queue) {
            if (item.fate == Fate.WAITS && item.window != null && windows.test(item.window)) {
                decide(item, now, true, true);
            }
        }
        flush();
    }

    /** {@code denies} where nobody saw the field since the keyboard may have moved: then it may be a protected one. */
    private void decide(Item item, long now, boolean atOnce, boolean denies) {
        FieldWindow window = item.window;
        CaptureEvent event = item.event;
        if (window == null || event == null) {
            return;
        }
        Answer answer = context.of(window, item.nanos);
        item.field = answer.field();
        item.astray = answer.unseen();
        boolean late = atOnce || now - item.came >= deadlineNanos;
        if (!answer.firm() && !late) {
            return;
        }
        switch (answer.says()) {
            case PRIVATE -> item.fate = Fate.DROP;
            case GUARDED -> item.fate = Fate.SUPPRESS;
            case OPEN -> open(item, event, answer);
            case UNKNOWN -> {
                if (item.fields.known()) {
                    item.fate = late ? Fate.SUPPRESS : Fate.WAITS;
                } else {
                    item.fate = answer.unseen() && (denies || answer.firm()) ? Fate.SUPPRESS : Fate.TELL;
                }
            }
        }
        if (item.fate == Fate.SUPPRESS && event.body() instanceof Key) {
            // What was typed is not needed any more.
            item.event = event.withBody(suppressed(event));
        }
    }

    private static void open(Item item, CaptureEvent event, Answer answer) {
        item.fate = item.fields.admits(answer.origin()) ? Fate.TELL : Fate.SUPPRESS;
        if (item.fate == Fate.TELL && !answer.origin().isEmpty()) {
            Subject subject = event.subject();
            item.event = event.withSubject(new Subject(subject.window(), subject.application(), answer.origin()));
        }
    }

    /** Only the physical key stays, until its release came: that must not be told either. */
    private static Key suppressed(CaptureEvent event) {
        Sensitive code = event.body() instanceof Key key ? Sensitive.of(id(key)) : Sensitive.empty();
        return new Key(Key.Phase.SUPPRESSED, code, Sensitive.empty(), Set.of(), 0);
    }

    private void flush() {
        for (Item head = queue.peek(); head != null && head.fate != Fate.WAITS; head = queue.peek()) {
            queue.remove();
            CaptureEvent event = head.event;
            held -= event == null ? 0 : 1;
            switch (head.kind) {
                case FOCUS -> holdBack.focusMoved(head.nanos);
                case GRAB -> holdBack.suppress(head.nanos, head.keys);
                case SHOWN -> show(head.state);
                default -> {
                    if (event != null) {
                        hand(head, event);
                    }
                }
            }
        }
    }

    private void hand(Item item, CaptureEvent event) {
        if (item.fate == Fate.DROP) {
            if (event.body() instanceof Key key) {
                untold(key);
            }
            drop.accept("private", 1);
        } else if (item.kind == Kind.EVENT) {
            pass(event, item.nanos);
        } else if (event.body() instanceof Key key) {
            if (item.kind == Kind.RELEASE) {
                release(event, key, item.nanos);
            } else if (item.fate == Fate.SUPPRESS) {
                withhold(event, key, item.nanos);
            } else {
                holdBack.into(item.field, item.astray);
                told(event, key, item.nanos);
            }
        }
    }

    private void pass(CaptureEvent event, long nanos) {
        suppressing = false;
        holdBack.add(event, nanos);
    }

    private void told(CaptureEvent event, Key key, long nanos) {
        if (key.phase() == Key.Phase.DOWN && !untold.isEmpty()) {
            untold.remove(id(key));
        }
        pass(event, nanos);
    }

    private void release(CaptureEvent event, Key key, long nanos) {
        if (!untold.isEmpty() && untold.remove(id(key))) {
            merged++;
        } else {
            pass(event, nanos);
        }
    }

    /** Suppressed keys that follow each other are one event: it says neither how many nor in what rhythm. */
    private void withhold(CaptureEvent event, Key key, long nanos) {
        untold(key);
        if (suppressing) {
            merged++;
            return;
        }
        holdBack.elsewhere();
        holdBack.add(
                event.withBody(new Key(Key.Phase.SUPPRESSED, Sensitive.empty(), Sensitive.empty(), Set.of(), 0)),
                nanos);
        suppressing = true;
    }

    private void untold(Key key) {
        if (untold.size() > MOST_HELD_KEYS) {
            untold.clear();
        }
        untold.add(id(key));
    }

    private static String id(Key key) {
        return key.code().isEmpty() ? key.key().reveal() : key.code().reveal();
    }

    /** What a field shows is told to the hold-back where it does not know it. */
    private void show(@Nullable FieldState state) {
        if (state == null) {
            return;
        }
        boolean other =
                !state.field().isEmpty() && !(state.field().equals(shownField) && state.sinceNanos() - shownSince == 0);
        if (other || shownNothing || holdBack.wantsField()) {
            shownNothing = false;
            shownField = state.field();
            shownSince = state.sinceNanos();
            holdBack.field(state);
        }
    }

    /** Whether the hold-back does not know where the caret is. */
    boolean wantsField() {
        return holdBack.wantsField();
    }

    /** Whether the hold-back was not told yet what the field shows that got the keyboard last. */
    boolean showedNothing() {
        return shownNothing;
    }

    /** Windows whose keys wait. */
    void waitingFor(Consumer<FieldWindow> windows) {
        for (Item item : queue) {
            if (item.fate == Fate.WAITS && item.window != null) {
                windows.accept(item.window);
            }
        }
    }

    /** When a key will have waited long enough. */
    long due() {
        for (Item item : queue) {
            if (item.fate == Fate.WAITS) {
                return item.came + deadlineNanos;
            }
        }
        return Long.MAX_VALUE;
    }

    // What follows concerns the hold-back as well.

    /** Drops what {@code of} says, and says how many events that was. */
    long forget(Predicate<CaptureEvent> of) {
        long before = held;
        for (Iterator<Item> items = queue.iterator(); items.hasNext(); ) {
            Item item = items.next();
            if (item.is(of)) {
                items.remove();
                held--;
                if (item.event != null && item.event.body() instanceof Key key && item.kind == Kind.KEY) {
                    untold(key);
                }
            }
        }
        long dropped = before - held + holdBack.forget(of);
        flush();
        return dropped;
    }

    /** Drops what was captured at {@code nanos} or later, and says how many events that was. */
    long forgetSince(long nanos) {
        long dropped = 0;
        for (Iterator<Item> items = queue.iterator(); items.hasNext(); ) {
            Item item = items.next();
            if (item.event != null && item.nanos - nanos >= 0) {
                items.remove();
                dropped++;
                if (item.event.body() instanceof Key key && item.kind == Kind.KEY) {
                    untold(key);
                }
            }
        }
        held -= (int) dropped;
        dropped += holdBack.forgetSince(nanos);
        flush();
        return dropped;
    }

    /** Drops everything that is held. */
    long veto() {
        return dropAll() + holdBack.veto();
    }

    /** The capture session ends and nothing that is held is kept. */
    long discard() {
        return dropAll() + holdBack.discard();
    }

    private long dropAll() {
        long dropped = held;
        for (Item item : queue) {
            if (item.kind == Kind.KEY && item.event != null && item.event.body() instanceof Key key) {
                untold(key);
            }
        }
        queue.clear();
        held = 0;
        return dropped;
    }

    /** The capture session ends and what was captured is kept. */
    void close(long now) {
        settle(any -> true, now);
        holdBack.close();
    }

    void drain(Consumer<CaptureEvent> released) {
        holdBack.drain(released);
    }

    void tick(long nanos) {
        holdBack.tick(nanos);
    }

    boolean needsTick() {
        return holdBack.needsTick();
    }

    /** Windows with keys that are held, by reference, and when the oldest of them was pressed. */
    Map<String, Long> typedSince() {
        Map<String, Long> since = new HashMap<>(holdBack.typedSince());
        for (Item item : queue) {
            if (item.kind == Kind.KEY && item.event != null) {
                since.putIfAbsent(item.event.subject().window(), item.nanos);
            }
        }
        return since;
    }

    void each(Consumer<CaptureEvent> of) {
        holdBack.each(of);
        for (Item item : queue) {
            if (item.event != null) {
                of.accept(item.event);
            }
        }
    }

    int held() {
        return held + holdBack.held();
    }

    /** Key events that went into a coarser one, here and there. */
    long masked() {
        return merged + holdBack.masked();
    }

    long placeholdersTold() {
        return holdBack.placeholdersTold();
    }
}
