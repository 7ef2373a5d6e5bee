package org.oriel.pipeline;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.ContextExtractor;
import org.oriel.api.event.EventBody;
import org.oriel.api.redact.Redactor;
import org.oriel.api.redact.TextDetector;
import org.oriel.api.source.RecordDecoder;
import org.oriel.host.Admission;
import org.oriel.host.CapturePipeline.Disposition;
import org.oriel.host.Grant;
import org.oriel.host.PipelineStatus;

/**
 * The pipeline thread and who may talk to it: records come through the feeds, everything else as a command, so that one
 * thread at a time owns all state. A thread that hangs in a plugin is given up and another one goes on.
 */
final class Engine {
    private static final long CLOSE_MILLIS = 500;
    private static final long UNBIND_NANOS = 200_000_000L;
    private static final long COMMAND_MILLIS = 30_000;
    /** Frames can wait a little, whoever takes them must be able to end. */
    private static final long ANSWER_MILLIS = 5_000;

    private static final long ASKING_NANOS = 50_000_000L;

    private static final long AFTER_FAILURE_NANOS = 1_000_000_000L;

    private record Command(Consumer<Runner> work, CompletableFuture<Void> done) {}

    private final Surroundings around;
    private final Clocks clocks;
    private final Settings settings;
    private final Signal signal = new Signal();
    private final Plugins<TextDetector> textDetectors = new Plugins<>();
    private final Plugins<Redactor> redactors = new Plugins<>();
    private final Suspensions suspensions;
    private final Readiness readiness;
    private final Watchdog watchdog;
    private final Detectors detectors;
    private final Feeds feeds;
    private final ContextFeeds contexts;
    private final ContextCalls contextCalls;
    private final Work work;
    private final ConcurrentLinkedQueue<Command> commands = new ConcurrentLinkedQueue<>();

    private volatile @Nullable Runner runner;
    private volatile boolean stopped;
    private volatile PipelineStatus status;

    Engine(Surroundings around) {
        this.around = around;
        clocks = around.clocks();
        settings = around.settings();
        suspensions = new Suspensions(around.logger());
        readiness = new Readiness(settings.requiredDetectors(), textDetectors, redactors, around.logger());
        watchdog = new Watchdog(settings.hangNanos() / 2);
        detectors = new Detectors(settings, clocks, textDetectors, readiness, suspensions, watchdog);
        feeds = new Feeds(settings, clocks, signal);
        contexts = new ContextFeeds(settings, clocks, signal, feeds);
        contextCalls = new ContextCalls(clocks, signal, suspensions);
        work = new Work(around, feeds, readiness, detectors, suspensions, redactors, contexts, contextCalls);
        status = work.status();
    }

    void start() {
        detectors.start();
        startRunner(null);
        watchdog.start(() -> look(clocks.nanos()));
    }

    private void startRunner(@Nullable Runner hung) {
        Guard guard = new Guard(clocks, settings.callBudgetNanos(), settings.hangNanos());
        Runner next = new Runner(this, guard, hung);
        runner = next;
        next.start();
    }

    /** Ends the threads; a session that is open is not ended. */
    void stop() {
        stopped = true;
        signal.urgent();
        watchdog.stop();
        detectors.stop();
        contextCalls.stop();
        Runner last = runner;
        Thread thread = last == null ? null : last.thread();
        if (thread != null && thread != Thread.currentThread()) {
            join(thread);
        }
        for (Command left = commands.poll(); left != null; left = commands.poll()) {
            left.done.completeExceptionally(new IllegalStateException("the pipeline stops"));
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // On the pipeline thread.

    /** The life of the pipeline thread; {@code hung} is the one that it follows, or null. */
    void run(Runner self, @Nullable Runner hung) {
        signal.own();
        if (hung != null) {
            work.recover(hung);
        }
        while (!stopped) {
            watchdog.busy();
            boolean well = well(work::observe);
            runCommands(self);
            well = well && well(() -> work.turn(self));
            status = work.status();
            long due = well ? work.due() : clocks.nanos() + AFTER_FAILURE_NANOS;
            long wait = due == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, due - clocks.nanos());
            boolean attentive = well && work.attentive();
            // Answers must come while keys still wait for them.
            long linger =
                    contextCalls.isEmpty() ? settings.lingerNanos() : Math.min(settings.lingerNanos(), ASKING_NANOS);
            signal.await(wait, linger, work.tookSome(), attentive ? this::ready : null);
        }
    }

    private boolean ready() {
        return feeds.ready() || contexts.ready();
    }

    private void runCommands(Runner self) {
        for (Command next = commands.peek(); next != null; next = commands.peek()) {
            Command command = next;
            // It stays in the queue until it is done: if this thread is given up in it, the next one does it again.
            boolean well = well(() -> {
                work.observe();
                command.work.accept(self);
            });
            commands.remove();
            status = work.status();
            if (well) {
                command.done.complete(null);
            } else {
                command.done.completeExceptionally(new IllegalStateException("internal error, see the log"));
            }
        }
    }

    private boolean well(Runnable step) {
        try {
            step.run();
            return true;
        } catch (Abandoned given) {
            throw given;
        } catch (Throwable mistake) {
            work.failed(mistake);
            return false;
        }
    }

    // On other threads.

    void begin(Grant grant) {
        if (feeds.accepting()) {
            throw new IllegalStateException("a session is open");
        }
        await(submit(self -> work.begin(grant)), COMMAND_MILLIS);
        feeds.accept();
    }

    void end(Disposition disposition, String reason) {
        feeds.shut();
        contexts.shut();
        CompletableFuture<Void> done = submit(self -> work.end(self, disposition, reason));
        if (!await(done, COMMAND_MILLIS)) {
            throw new IllegalStateException("the session did not end in time: " + status.problem());
        }
        if (done.isCompletedExceptionally()) {
            // What was held was given up; it still has to end.
            await(submit(self -> work.end(self, Disposition.DISCARD, reason)), COMMAND_MILLIS);
        }
    }

    void forget(long nanos) {
        long since = clocks.nanos() - nanos;
        await(submit(self -> work.forget(self, since, TimeUnit.NANOSECONDS.toSeconds(nanos))), COMMAND_MILLIS);
    }

    /** Adds what the person says about their work. */
    void note(EventBody body) {
        boolean noted = askInOrder((asked, self) -> asked.note(self, body));
        assert noted;
    }

    void flush() {
        await(submit(work::flush), COMMAND_MILLIS);
    }

    /** The rules in force. */
    Admission.Rules rules() {
        return around.admission().current();
    }

    /** The answer of the pipeline thread; never from that thread itself. */
    <T> T ask(Function<Work, T> question) {
        return askInOrder((asked, runner) -> question.apply(asked));
    }

    /** The same for what handles records first. */
    <T> T askInOrder(BiFunction<Work, Runner, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        CompletableFuture<Void> done = submit(self -> {
            try {
                answer.complete(question.apply(work, self));
            } catch (IllegalStateException refused) {
                // Not a mistake of the pipeline: it goes to whoever asked.
                answer.completeExceptionally(refused);
            }
        });
        if (!await(done, ANSWER_MILLIS) || !answer.isDone()) {
            throw new IllegalStateException("the pipeline does not answer");
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    e.getCause() == null ? "refused" : e.getCause().getMessage(), e.getCause());
        }
    }

    PipelineStatus status() {
        PipelineStatus now = status;
        return new PipelineStatus(
                now.received(),
                now.admitted(),
                now.held(),
                now.stored(),
                now.masked(),
                now.dropped(),
                now.redacted(),
                now.gaps(),
                suspensions.list(),
                now.problem(),
                now.lastStoredMillis());
    }

    /** Opens the feed of a source of {@code bundle} that declared {@code kinds}. */
    RingFeed open(String bundle, String version, Set<String> kinds, RecordDecoder decoder) {
        Plugin plugin = new Plugin(bundle, version, Plugin.Tolerance.DECODER);
        RingFeed feed = feeds.open(plugin, kinds, decoder, desktop(decoder), this::close);
        suspensions.clearSources(bundle);
        return feed;
    }

    /** Opens the context feed of an extractor of {@code bundle} that declared {@code kinds}. */
    ContextQueue openContext(String bundle, String version, Set<String> kinds, String desktop) {
        Plugin plugin = new Plugin(bundle, version, Plugin.Tolerance.DECODER);
        ContextQueue queue = contexts.open(plugin, kinds, desktop);
        suspensions.clearSources(bundle);
        return queue;
    }

    private static String desktop(RecordDecoder decoder) {
        String desktop = decoder.desktop();
        return desktop == null ? "" : desktop;
    }

    /** A source that was not let in; it is listed with the suspended ones. */
    void refused(String bundle, String version, String reason) {
        suspensions.suspend(new Plugin(bundle, version, Plugin.Tolerance.DECODER), "refused: " + reason);
    }

    private void close(RingFeed feed) {
        Runner current = runner;
        boolean fromDecoder = current != null && current.thread() == Thread.currentThread();
        if (!fromDecoder && await(submit(self -> work.close(self, feed)), CLOSE_MILLIS)) {
            return;
        }
        feed.plugin.leave();
        if (!fromDecoder) {
            around.logger().warn("{} was closed before all it offered was handled", feed.plugin.name);
            awaitReturn(feed.plugin);
        }
    }

    void addDetector(Plugins.Entry<TextDetector> entry) {
        textDetectors.add(entry);
        detectors.warmUp(entry);
        came(entry);
    }

    void addRedactor(Plugins.Entry<Redactor> entry) {
        redactors.add(entry);
        came(entry);
    }

    void addExtractor(Plugins.Entry<ContextExtractor> entry, Set<String> kinds) {
        contextCalls.add(entry, kinds);
        suspensions.clearSources(entry.bundle);
        signal.urgent();
    }

    /** When it returns, the service is not called any more, or hangs. */
    void removeExtractor(long id) {
        contextCalls.find(id).ifPresent(entry -> {
            contextCalls.remove(entry);
            awaitReturn(entry);
        });
    }

    private void came(Plugin plugin) {
        readiness.came(plugin.bundle);
        signal.urgent();
    }

    void removeDetector(long id) {
        remove(textDetectors, id);
    }

    void removeRedactor(long id) {
        remove(redactors, id);
    }

    /** When it returns, the service is not called any more. */
    private <T> void remove(Plugins<T> plugins, long id) {
        plugins.find(id).ifPresent(entry -> {
            // Before it is taken out: nobody may see a set without it and think that nobody is missing.
            readiness.went(entry, clocks.nanos());
            plugins.remove(entry);
            suspensions.clear(entry);
            signal.urgent();
            awaitReturn(entry);
        });
    }

    private void awaitReturn(Plugin plugin) {
        long until = System.nanoTime() + UNBIND_NANOS;
        while (calling(plugin) && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(this, 100_000);
        }
    }

    private boolean calling(Plugin plugin) {
        Runner current = runner;
        return (current != null && current.guard.in(plugin)) || detectors.in(plugin) || contextCalls.in(plugin);
    }

    /** What the watchdog does now and then; says whether a plugin runs. */
    boolean look(long now) {
        detectors.expire(now);
        Runner current = runner;
        if (current == null) {
            return false;
        }
        if (current.guard.expire(now)) {
            startRunner(current);
            Thread thread = current.thread();
            if (thread != null) {
                thread.interrupt();
            }
        }
        return current.guard.busy() || detectors.running();
    }

    /** For tests: the threads at work. */
    List<Thread> threads() {
        Runner current = runner;
        return Stream.of(
                        current == null ? null : current.thread(),
                        watchdog.thread(),
                        detectors.thread(),
                        contextCalls.thread())
                .filter(Objects::nonNull)
                .toList();
    }

    private CompletableFuture<Void> submit(Consumer<Runner> work) {
        Command command = new Command(work, new CompletableFuture<>());
        commands.add(command);
        if (stopped) {
            command.done.completeExceptionally(new IllegalStateException("the pipeline stops"));
        }
        signal.urgent();
        return command.done;
    }

    /** Waits for the end, whatever it is; {@code false} when it did not come in time. */
    private static boolean await(CompletableFuture<Void> done, long millis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    done.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    // Whoever asked counts on the answer; the flag is set again for them.
                    interrupted = true;
                } catch (ExecutionException e) {
                    return true;
                } catch (TimeoutException e) {
                    return false;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
