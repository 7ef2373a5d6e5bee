package org.oriel.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Sensitive;

/**
 * Keeps events in memory until it is known that what was typed may be told, and masks what may not: the "tombstone
 * hold-back". Deleted characters stay beside what replaced them; a mask never goes away; nothing is released because
 * the person stopped typing.
 *
 * <p>A typed session lasts from one move of the focus to the next. A key is released when its session ends, or when its
 * character lies {@link Limits#releaseDistance} (W) live characters from the caret, a checkpoint has judged it there,
 * and no unfinished candidate reaches over that border. Events leave in the order in which they were captured, so
 * whatever follows a held key waits behind it.
 *
 * <p><b>Guarantee.</b> Let the verdict of the detectors on a match depend on at most W characters, and a match be at
 * most W long. In a session whose {@link #lateJoins()} did not rise, no character that belongs to a match in any
 * checkpoint text is released with its identity: not its press, release or repeats, not the modifiers held for it, not
 * the keys that deleted it or stepped over it; nor is any copy deleted inside a match or directly beside one. For: the
 * cells of a match found at a checkpoint either were not released, and were masked before any release, because every
 * release follows a checkpoint of the text as it is; or were released while W live characters or more away from the
 * caret. The match is at most W long and holds a character that changed after that release, so somebody edited within
 * W of released text, and that is what {@code lateJoins} counts.
 *
 * <p>A checkpoint is the text after every 16th character, before what was typed is deleted or left by the caret, after
 * each character inside a word, after {@link #field} and at the end. Two fields of one window that a tab or
 * {@link #field} tells apart are also judged as one number, and as one secret.
 *
 * <p><b>Where the caret is not known</b> and typing goes on, everything from there on is suppressed, until {@link #field}
 * says where it is. Of what is still held, {@link Guesses} masks what one stretch of keys at any one place completes,
 * and every unfinished candidate; where more may have changed than the keys say, all of it.
 *
 * <p>Not covered: what the detectors do not find; a value that is complete at no checkpoint, but for the last paragraph;
 * text that was in the field before or was pasted, where nobody says what it is: of that only the token that touches a
 * paste is masked.
 *
 * <p>Fails closed (class told, no identity): unknown caret, detectors without a verdict, too many cells or events, a
 * candidate unfinished for longer than {@link Limits#openCandidateNanos}. Memory is bounded by the limits. Not
 * thread-safe: the pipeline thread only. An exception of the consumer of {@link #drain} passes through; the event it was
 * handed is gone.
 */
final class HoldBack {
    private final Limits limits;
    private final Placeholders placeholders;
    private final Times times;
    private final TextMask textMask;
    private final Checkpoints checkpoints;
    private final Release release;
    private final Typing typing;

    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    /** Events after one that lost the caret, until the application says where it is. */
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();

    private long fieldNanos;
    private long askedNanos = Long.MAX_VALUE;
    /** The newest event that the typed text is followed up to. */
    private long followedNanos = Long.MIN_VALUE;
    /** The last entry of the queue while it still takes in suppressed keys. */
    private @Nullable Pending group;

    private boolean wantsField;
    /** When the newest key was pressed. */
    private long typedNanos;

    private long nextOrder;
    /** Whatever came before this order is of a finished session. */
    private long finishedBefore;

    private int held;
    private long masked;
    private long placeholdersTold;
    private @Nullable Cell openHead;

    HoldBack(Detection detection, Placeholders placeholders, SecretSet secrets, Limits limits) {
        this(detection, placeholders, secrets, limits, Timing.FINE);
    }

    HoldBack(Detection detection, Placeholders placeholders, SecretSet secrets, Limits limits, Timing timing) {
        this.limits = limits;
        this.placeholders = placeholders;
        times = new Times(timing);
        textMask = new TextMask(detection, placeholders, secrets);
        checkpoints = new Checkpoints(detection, secrets, limits.releaseDistance());
        release = new Release(limits.releaseDistance());
        Guesses guesses = new Guesses(detection, secrets, limits.releaseDistance());
        typing = new Typing(checkpoints, guesses, release, limits.maxCells());
    }

    /**
     * An application tells the state of its text fields: where the caret is lost, what follows waits up to {@code nanos}
     * for a state that is newer. 0 is nobody tells.
     */
    void expectFields(long nanos) {
        fieldNanos = nanos;
    }

    /**
     * The state of the field that has the keyboard. It is put among the events by its time; a state older than a key
     * that was followed already says nothing.
     */
    void field(FieldState state) {
        while (!waiting.isEmpty() && waiting.element().monotonicNanos() <= state.untilNanos()) {
            follow(waiting.remove());
        }
        if (state.untilNanos() >= followedNanos) {
            typing.field(state, state.sinceNanos() - typedNanos >= 0);
            wantsField = false;
        }
        if (state.untilNanos() >= askedNanos) {
            followWaiting();
        }
    }

    /** The next key went into {@code field}; where that is empty, into the same as before or, {@code astray}, any. */
    void into(String field, boolean astray) {
        if (askedNanos == Long.MAX_VALUE) {
            typing.into(field, astray);
        }
    }

    /** What a pasted text is, where somebody can say; its event says only that something was pasted. */
    void pasted(Sensitive text) {
        followAll();
        typing.pasted(text.reveal());
    }

    /** Something was pasted, and nobody says what. */
    void pastedUnknown() {
        followAll();
        typing.pastedUnknown();
    }

    /** Takes the next event: keys of the focused window and every other event of the session, in capture order. */
    void add(CaptureEvent event) {
        add(event, event.time().monotonicNanos());
    }

    /** The same for an event whose time was rounded; {@code nanos} is when it was. */
    void add(CaptureEvent event, long nanos) {
        Pending pending = new Pending(event, nanos);
        if (askedNanos != Long.MAX_VALUE) {
            expire(pending.monotonicNanos());
        }
        if (askedNanos != Long.MAX_VALUE) {
            waiting.add(pending);
            held++;
        } else {
            held++;
            follow(pending);
        }
        if (queue.size() + waiting.size() > limits.maxEvents()) {
            followWaiting();
            overflow();
        }
    }

    private void follow(Pending pending) {
        held--;
        CaptureEvent event = pending.event();
        followedNanos = Math.max(followedNanos, pending.monotonicNanos());
        boolean asks = false;
        if (event.body() instanceof Key key && isPhysical(key)) {
            typedNanos = pending.monotonicNanos();
            boolean knew = !typing.text().caretUnknown();
            addKey(pending, key);
            asks = typing.text().caretUnknown() && (knew || KeyNames.changesText(key)) || typing.sawPaste();
        } else {
            if (event.body() instanceof PointerButton button) {
                asks = typing.pointer(button, pending.monotonicNanos()) && button.down();
            }
            learn(event);
            enqueue(pending);
        }
        wantsField |= asks;
        if (asks && fieldNanos > 0) {
            askedNanos = pending.monotonicNanos();
        }
    }

    /** What a title says is masked in what is held, also in what was typed before it. */
    private void learn(CaptureEvent event) {
        if (!(event.body() instanceof Key)) {
            event.body().mapSensitive(text -> {
                textMask.learn(text);
                return text;
            });
        }
    }

    /** Nobody said where the caret is, or nobody needs to know any more. */
    private void followWaiting() {
        askedNanos = Long.MAX_VALUE;
        while (!waiting.isEmpty() && askedNanos == Long.MAX_VALUE) {
            follow(waiting.remove());
        }
    }

    private void expire(long nanos) {
        while (askedNanos != Long.MAX_VALUE && nanos - askedNanos >= fieldNanos) {
            followWaiting();
        }
    }

    private void followAll() {
        while (!waiting.isEmpty()) {
            followWaiting();
        }
        askedNanos = Long.MAX_VALUE;
    }

    /** The focus went elsewhere, or nobody knows where: the typed session ends and everything may be released. */
    void focusMoved(long monotonicNanos) {
        endSession();
    }

    /**
     * {@code keys} keys went to a grab or a protected field while the focus stayed: what comes after them does not
     * continue what came before. They have no envelope here; the caller tells of them.
     */
    void suppress(long monotonicNanos, long keys) {
        followAll();
        typing.interrupted();
    }

    /** Keys went into another field, a protected one, and are told apart from here. */
    void elsewhere() {
        followAll();
        typing.elsewhere();
    }

    /** Drops everything that is held, and says how many events that was. */
    long veto() {
        long dropped = forgetSince(Long.MIN_VALUE);
        typing.forgetAll();
        return dropped;
    }

    /** Hands over what may be released, masked, in capture order. */
    void drain(Consumer<CaptureEvent> released) {
        typing.review();
        release.refresh(typing.text(), checkpoints.unchecked());
        openHead = null;
        for (Pending head = queue.peek(); head != null && isReleasable(head); head = queue.peek()) {
            queue.remove();
            held -= head.events;
            hand(head, released);
        }
    }

    /** Masks a candidate that has held everything back for too long. Releases nothing else, however long it is quiet. */
    void tick(long monotonicNanos) {
        expire(monotonicNanos);
        Pending head = queue.peek();
        if (openHead != null && head != null && monotonicNanos - head.monotonicNanos() >= limits.openCandidateNanos()) {
            release.expire(openHead);
            openHead = null;
        }
    }

    /** Whether {@link #tick} has something to wait for. */
    boolean needsTick() {
        return openHead != null || askedNanos != Long.MAX_VALUE;
    }

    /**
     * Drops what is held and was captured at {@code monotonicNanos} or later, and says how many events that was. Where
     * the dropped keys changed text, what follows in that session is suppressed.
     */
    long forgetSince(long monotonicNanos) {
        return forgetEntries(entry -> entry.lastNanos >= monotonicNanos);
    }

    /** The same for what {@code of} says. */
    long forget(Predicate<CaptureEvent> of) {
        return forgetEntries(entry -> of.test(entry.event()));
    }

    private long forgetEntries(Predicate<Pending> of) {
        followAll();
        long dropped = 0;
        boolean typed = false;
        for (Iterator<Pending> entries = queue.iterator(); entries.hasNext(); ) {
            Pending entry = entries.next();
            if (of.test(entry)) {
                entries.remove();
                group = entry == group ? null : group;
                dropped += entry.events;
                typed |= entry.order >= finishedBefore && changesText(entry);
                if (entry.event().body() instanceof Key key) {
                    typing.takenBack(entry, key);
                }
            }
        }
        held -= (int) dropped;
        openHead = null;
        if (typed) {
            typing.giveUp(Edits.TAKEN_BACK);
        }
        return dropped;
    }

    /** Masks what is held of keys of a window that went into a protected field, as {@code guarded} says by their time. */
    void protect(String window, long from, LongPredicate guarded) {
        Mask mask = Mask.classOnly(Mask.UNDECIDED, Edits.PROTECTED);
        Map<String, Key> pressed = new HashMap<>();
        for (Pending entry : queue) {
            if (!entry.key
                    || entry.monotonicNanos() - from < 0
                    || !(entry.event().body() instanceof Key key)) {
                continue;
            }
            if (key.phase() == Key.Phase.UP) {
                entry.mask = pressed.remove(PressedKeys.id(key)) == null ? entry.mask : Mask.silent();
                continue;
            }
            pressed.remove(PressedKeys.id(key));
            boolean hides = entry.event().subject().window().equals(window) && guarded.test(entry.monotonicNanos());
            if (hides && entry.isTextless() && !KeyNames.isModifier(key.key().reveal())) {
                entry.mask = mask;
                pressed.put(PressedKeys.id(key), key);
            } else if (hides) {
                undecided(entry, mask);
            }
        }
        pressed.values().forEach(typing::hidden);
    }

    /** Whether nobody knows where the caret is, or what was pasted, and an application may say. */
    boolean wantsField() {
        return wantsField;
    }

    /** The capture session ends and what was captured is kept. */
    void close() {
        endSession();
    }

    /** The capture session ends and nothing that is held is kept; says how many events that was. */
    long discard() {
        long dropped = veto();
        typing.forget();
        finishedBefore = nextOrder;
        return dropped;
    }

    /** Windows with keys that are held, by reference, and when the oldest of them was pressed. */
    Map<String, Long> typedSince() {
        Map<String, Long> since = new HashMap<>();
        for (Pending entry : queue) {
            if (entry.key) {
                since.putIfAbsent(entry.event().subject().window(), entry.monotonicNanos());
            }
        }
        for (Pending entry : waiting) {
            if (entry.event().body() instanceof Key) {
                since.putIfAbsent(entry.event().subject().window(), entry.monotonicNanos());
            }
        }
        return since;
    }

    /** Every event that is held. */
    void each(Consumer<CaptureEvent> of) {
        queue.forEach(entry -> of.accept(entry.event()));
        waiting.forEach(entry -> of.accept(entry.event()));
    }

    /** Captured events that are held. */
    int held() {
        return held;
    }

    /** Key events that went into a placeholder or a suppression, or vanished because their press was not told. */
    long masked() {
        return masked;
    }

    /** Events that stand for masked ones: added = released - this + masked + held + dropped. */
    long placeholdersTold() {
        return placeholdersTold;
    }

    /** Matches that reached into text that was released already; the part that was not is masked. */
    long lateJoins() {
        return checkpoints.lateJoins();
    }

    private static boolean isPhysical(Key key) {
        return key.phase() == Key.Phase.DOWN || key.phase() == Key.Phase.UP || key.phase() == Key.Phase.REPEAT;
    }

    private void addKey(Pending pending, Key key) {
        pending.key = true;
        switch (typing.key(pending, key)) {
            case KEEP -> enqueue(pending);
            case SUPPRESS -> suppressed(pending, key);
            case VANISH -> masked++;
        }
    }

    private void enqueue(Pending pending) {
        closeGroup();
        append(pending);
    }

    private void closeGroup() {
        if (group != null) {
            group.waiting = false;
            group = null;
        }
    }

    private void append(Pending pending) {
        pending.order = nextOrder++;
        queue.add(pending);
        held++;
    }

    /** Keys without identity, one after the other, are one event: it says neither how many nor in what rhythm. */
    private void suppressed(Pending pending, Key key) {
        if (group == null) {
            pending.mask = Mask.classOnly(Mask.UNKNOWN_CARET, typing.unknownRule());
            pending.waiting = true;
            append(pending);
            group = pending;
        } else {
            group.events++;
            group.lastNanos = pending.monotonicNanos();
            held++;
        }
        if (group.mask != null && !KeyNames.isModifier(key.key().reveal())) {
            group.mask.addLength(Math.max(1, key.count()));
        }
    }

    private void endSession() {
        followAll();
        wantsField = false;
        typing.endSession();
        closeGroup();
        finishedBefore = nextOrder;
    }

    private boolean isReleasable(Pending head) {
        if (head.order < finishedBefore) {
            return true;
        }
        if (head.waiting || isHeld(head.cell)) {
            return false;
        }
        if (head.cells != null) {
            // The newest are nearest to the caret.
            for (int i = head.cells.size() - 1; i >= 0; i--) {
                if (isHeld(head.cells.get(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isHeld(@Nullable Cell cell) {
        boolean holds = cell != null && release.holds(cell, typing.text());
        if (holds && cell != null && cell.open && !typing.text().caretUnknown()) {
            openHead = cell;
        }
        return holds;
    }

    private void hand(Pending head, Consumer<CaptureEvent> released) {
        if (!head.key) {
            CaptureEvent event = maskTexts(head.event());
            boolean isKey = event.body() instanceof Key;
            released.accept(event.withTime(isKey ? times.masked(event.time()) : times.other(event.time())));
            return;
        }
        Mask mask = head.covering();
        if (head.cell != null) {
            head.cell.released = true;
            head.cell.frozen |= mask == null;
        }
        if (mask == null) {
            released.accept(head.event().withTime(times.key(head.event().time())));
            return;
        }
        masked += head.events;
        if (!mask.told()) {
            placeholdersTold++;
            CaptureEvent told = mask.tell(head.event(), placeholders);
            released.accept(told.withTime(times.masked(told.time())));
        }
    }

    private CaptureEvent maskTexts(CaptureEvent event) {
        if (event.body() instanceof Key) {
            return event;
        }
        List<Redaction> notes = new ArrayList<>();
        EventBody body = event.body().mapSensitive(text -> textMask.mask(text, notes));
        return body == event.body() ? event : event.withBody(body).withRedactions(notes);
    }

    /** Too much is waiting: what is not decided is masked, and everything may leave. */
    private void overflow() {
        Pending head = queue.peek();
        if (head == null || head.order < finishedBefore) {
            return;
        }
        Mask mask = Mask.classOnly(Mask.UNDECIDED, Mask.TOO_MANY_EVENTS);
        for (Pending entry : queue) {
            if (entry.order >= finishedBefore && entry.key) {
                undecided(entry, mask);
            }
        }
        closeGroup();
        finishedBefore = nextOrder;
    }

    private void undecided(Pending entry, Mask mask) {
        if (entry.waiting && entry.mask == null) {
            entry.mask = mask;
        }
        entry.waiting = false;
        if (entry.cell != null && entry.cell.mask == null && !entry.cell.frozen) {
            entry.cell.mask = mask;
            mask.addLength(entry.cell.text().length());
        }
        if (entry.cells != null && entry.covering() == null) {
            entry.mask = mask;
        }
    }

    private static boolean changesText(Pending entry) {
        return entry.key || (entry.event().body() instanceof PointerButton button && button.down());
    }
}
