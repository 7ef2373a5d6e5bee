package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.ContextExtractor;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Element;
import org.oriel.api.event.Point;

/**
 * Asks extractors, on a thread of their own. A call that overruns its budget is given up together with its thread, and
 * another thread goes on with the next extractor: nobody waits for one that hangs, neither the pipeline nor the others.
 */
final class ContextCalls {
    static final long BUDGET_NANOS = 300_000_000L;
    static final int STRIKES = 5;
    static final long FIRST_PAUSE_NANOS = 30_000_000_000L;
    private static final long LAST_PAUSE_NANOS = 3_600_000_000_000L;
    private static final int MOST_ASKS = 256;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** What extractors are asked for. */
    enum Kind {
        FOCUSED,
        FIELD,
        AT
    }

    /**
     * A question.
     *
     * @param session whose
     * @param like the event that the answer belongs to; null for a field
     * @param at where, for an element at a point
     */
    record Ask(
            Kind kind,
            Session session,
            FieldWindow window,
            @Nullable CaptureEvent like,
            @Nullable Point at) {}

    /**
     * An answer, or that all were asked.
     *
     * @param source the extractor, as {@code CaptureEvent.source}; empty when all were asked
     * @param asked when the first of them was asked
     * @param declared whether its bundle declared that it captures elements
     */
    record Answer(
            Ask ask,
            String source,
            long asked,
            @Nullable Element element,
            @Nullable FieldState state,
            boolean declared) {
        boolean complete() {
            return source.isEmpty();
        }
    }

    /** An extractor with its patience: as long as it is late, it is asked less and less often. */
    private static final class Extractor {
        final Plugins.Entry<ContextExtractor> entry;
        volatile int strikes;
        long pause = FIRST_PAUSE_NANOS;
        volatile long until;
        /** A call that was given up is still in it. */
        volatile boolean stuck;

        final boolean declared;

        Extractor(Plugins.Entry<ContextExtractor> entry, boolean declared) {
            this.declared = declared;
            this.entry = entry;
        }
    }

    private enum State {
        RUNNING,
        RETURNED,
        GIVEN_UP
    }

    /** One call of one extractor. */
    private static final class Call {
        final Extractor extractor;
        final long began;
        // Guarded by this.
        private State state = State.RUNNING;

        Call(Extractor extractor, long began) {
            this.extractor = extractor;
            this.began = began;
        }

        synchronized boolean leave(State how) {
            boolean mine = state == State.RUNNING;
            if (mine) {
                state = how;
            }
            return mine;
        }
    }

    private final class Worker implements Runnable {
        volatile @Nullable Call call;
        volatile @Nullable Thread thread;
        /** What is left to do of the question at hand, for whoever takes over. */
        volatile @Nullable Round round;

        @Override
        public void run() {
            while (worker == this) {
                Ask next = asks.poll();
                if (next == null) {
                    boolean ignored = Thread.interrupted();
                    LockSupport.park(this);
                } else {
                    waiting.decrementAndGet();
                    answer(this, new Round(next, clocks.nanos(), new ArrayList<>(extractors())));
                }
            }
        }
    }

    private record Round(Ask ask, long began, List<Extractor> left) {}

    private final Clocks clocks;
    private final Signal signal;
    private final Suspensions suspensions;
    private final Plugins<ContextExtractor> plugins = new Plugins<>();
    private final Map<Plugins.Entry<ContextExtractor>, Extractor> known = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Ask> asks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    /** Extractors that are not asked any more, for the pipeline thread. */
    private final ConcurrentLinkedQueue<String> gone = new ConcurrentLinkedQueue<>();

    private volatile @Nullable Worker worker;
    private volatile boolean stopped;

    ContextCalls(Clocks clocks, Signal signal, Suspensions suspensions) {
        this.clocks = clocks;
        this.signal = signal;
        this.suspensions = suspensions;
    }

    void add(Plugins.Entry<ContextExtractor> entry, Set<String> kinds) {
        known.put(entry, new Extractor(entry, kinds.contains("element")));
        plugins.add(entry);
        if (worker == null && !stopped) {
            startWorker(null);
        }
    }

    Optional<Plugins.Entry<ContextExtractor>> find(long id) {
        return plugins.find(id);
    }

    /** It is not asked again; a call to it may still run. */
    void remove(Plugins.Entry<ContextExtractor> entry) {
        plugins.remove(entry);
        known.remove(entry);
        suspensions.clear(entry);
        gone.add(entry.name);
        signal.urgent();
    }

    void stop() {
        stopped = true;
        Worker last = worker;
        worker = null;
        Thread thread = last == null ? null : last.thread;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void startWorker(@Nullable Round left) {
        Worker fresh = new Worker();
        Thread thread = new Thread(
                () -> {
                    if (left != null) {
                        answer(fresh, left);
                    }
                    fresh.run();
                },
                "oriel-context");
        thread.setDaemon(true);
        fresh.thread = thread;
        worker = fresh;
        thread.start();
    }

    // On the pipeline thread.

    /** Whether anybody can be asked. */
    boolean isAnybody() {
        for (Plugins.Entry<ContextExtractor> entry : plugins.all()) {
            if (entry.usable()) {
                return true;
            }
        }
        return false;
    }

    /** Whether extractors are there at all, asked or not. */
    boolean isEmpty() {
        return plugins.all().isEmpty();
    }

    /** {@code false} when too many questions wait already. */
    boolean ask(Ask ask) {
        if (waiting.get() >= MOST_ASKS || !isAnybody()) {
            return false;
        }
        waiting.incrementAndGet();
        asks.add(ask);
        Worker now = worker;
        if (now != null) {
            LockSupport.unpark(now.thread);
        }
        return true;
    }

    @Nullable
    Answer poll() {
        return answers.poll();
    }

    boolean hasAnswers() {
        return !answers.isEmpty() || !gone.isEmpty();
    }

    /** The name of an extractor that left or was suspended since this was asked last, or null. */
    @Nullable
    String gone() {
        return gone.poll();
    }

    /** When to look again at the call that runs, on the monotonic clock. */
    long due() {
        Worker now = worker;
        Call call = now == null ? null : now.call;
        long due = call == null ? Long.MAX_VALUE : call.began + BUDGET_NANOS + 1;
        for (Extractor extractor : known.values()) {
            if (!extractor.entry.suspended().isEmpty()) {
                due = Math.min(due, extractor.until);
            }
        }
        return due;
    }

    /** Gives up a call that takes too long, and asks again who was suspended long enough. */
    void expire(long now) {
        Worker current = worker;
        Call call = current == null ? null : current.call;
        if (current != null && call != null && now - call.began > BUDGET_NANOS && giveUp(call)) {
            strike(call.extractor, "took too long", now);
            Thread thread = current.thread;
            startWorker(current.round);
            if (thread != null) {
                thread.interrupt();
            }
        }
        for (Extractor extractor : known.values()) {
            if (!extractor.entry.suspended().isEmpty() && now - extractor.until >= 0) {
                extractor.strikes = 0;
                extractor.entry.suspend("");
                suspensions.clear(extractor.entry);
            }
        }
    }

    private static boolean giveUp(Call call) {
        // Before it is given up: whoever returns from it later says that nobody is in it any more.
        call.extractor.stuck = true;
        boolean mine = call.leave(State.GIVEN_UP);
        if (!mine) {
            call.extractor.stuck = false;
        }
        return mine;
    }

    // On the context thread.

    private List<Extractor> extractors() {
        List<Extractor> all = new ArrayList<>();
        for (Plugins.Entry<ContextExtractor> entry : plugins.all()) {
            Extractor extractor = known.get(entry);
            if (extractor != null) {
                all.add(extractor);
            }
        }
        return all;
    }

    /** Asks one after the other; an element is known when the first answers, a field when all have. */
    private void answer(Worker self, Round round) {
        self.round = round;
        boolean answered = false;
        while (worker == self && !round.left.isEmpty() && !answered) {
            Extractor next = round.left.remove(0);
            if (!next.entry.usable() || next.stuck) {
                continue;
            }
            Call call = new Call(next, clocks.nanos());
            self.call = call;
            signal.record();
            Object told = call(next, round.ask);
            boolean mine = call.leave(State.RETURNED);
            next.stuck = false;
            if (!mine) {
                // Another thread has gone on; what came now is no answer.
                return;
            }
            self.call = null;
            if (!next.entry.gone()) {
                answered = take(next, round, call.began, told);
            }
        }
        if (worker == self) {
            answers.add(new Answer(round.ask, "", round.began, null, null, true));
            signal.urgent();
        }
    }

    /** An answer, nothing, or what it threw. */
    private static Object call(Extractor extractor, Ask ask) {
        ContextExtractor service = extractor.entry.service;
        int window = ask.window.target.window();
        try {
            Optional<?> answer = switch (ask.kind) {
                case FOCUSED -> service.focused(window);
                case FIELD -> service.field(window);
                case AT -> service.at(window, Objects.requireNonNull(ask.at));
            };
            return Objects.requireNonNull(answer, "answer");
        } catch (Throwable thrown) {
            // Whatever it is: the plugin's trouble must not become the pipeline's.
            return thrown;
        }
    }

    private boolean take(Extractor extractor, Round round, long began, Object told) {
        if (told instanceof Throwable thrown) {
            extractor.entry.failed();
            suspensions.failed(extractor.entry, thrown);
            strike(extractor, "threw", clocks.nanos());
            return false;
        }
        if (clocks.nanos() - began > BUDGET_NANOS) {
            strike(extractor, "took too long", clocks.nanos());
            return false;
        }
        extractor.strikes = 0;
        Object content = ((Optional<?>) told).orElse(null);
        Element element = content instanceof Element some ? some : null;
        FieldState state = content instanceof FieldState some ? some : null;
        boolean field = round.ask.kind == Kind.FIELD;
        if (field || element != null) {
            answers.add(new Answer(round.ask, extractor.entry.name, began, element, state, extractor.declared));
        }
        return !field && element != null;
    }

    /** One more time without an answer; several in a row suspend it, each time for longer. */
    private synchronized void strike(Extractor extractor, String how, long now) {
        int strikes = extractor.strikes + 1;
        extractor.strikes = strikes;
        if (strikes >= STRIKES) {
            extractor.until = now + extractor.pause;
            String reason = how + " " + STRIKES + " times in a row, asked again after "
                    + extractor.pause / NANOS_PER_SECOND + " s";
            extractor.pause = Math.min(LAST_PAUSE_NANOS, extractor.pause * 2);
            suspensions.suspend(extractor.entry, reason);
            gone.add(extractor.entry.name);
            signal.urgent();
        }
    }

    /** For tests: how many times in a row each was late. */
    Map<String, Integer> strikes() {
        Map<String, Integer> strikes = new HashMap<>();
        known.forEach((entry, extractor) -> strikes.put(entry.name, extractor.strikes));
        return strikes;
    }

    /** Whether a call to {@code plugin} runs that was not given up. */
    boolean in(Plugin plugin) {
        Worker now = worker;
        Call call = now == null ? null : now.call;
        return call != null && call.extractor.entry == plugin;
    }

    @Nullable
    Thread thread() {
        Worker now = worker;
        return now == null ? null : now.thread;
    }
}
