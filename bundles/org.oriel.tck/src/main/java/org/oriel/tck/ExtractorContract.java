package org.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.api.context.ContextExtractor;
import org.oriel.api.context.ContextSink;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Page;
import org.oriel.api.event.Point;
import org.oriel.api.source.Target;
import org.osgi.service.log.Logger;

/**
 * What every context extractor must do, whether it is asked ({@link ContextExtractor}), tells by itself
 * ({@link ContextSink}) or both; {@code docs/plugins/context.md} gives the reasons. A test extends this class, says how
 * to start the extractor and how to make its application show something.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ExtractorContract {
    private static final long BUDGET_NANOS = 300_000_000L;
    private static final int TRIES = 5;
    private static final Pattern ORIGIN = Pattern.compile("|[a-z][a-z0-9+.-]*://[^/?#@\\s]*");

    /** For subclasses. */
    protected ExtractorContract() {}

    /** Makes the extractor as its activation would; a throw is an activation that failed. */
    protected abstract Object start(ContextSink sink, Logger logger) throws Exception;

    /** Ends it as its deactivation would. */
    protected abstract void stop(Object extractor) throws Exception;

    /**
     * Makes the application of the extractor that was started last show {@link #content}, and have something typed into a
     * protected field that says {@link #guardedText}. May return before the extractor has told it.
     */
    protected abstract void act() throws Exception;

    /** How many things {@link #act} makes it tell at least; 0 for one that is only asked. */
    protected abstract int tells();

    /** The kinds that its bundle declares with {@code @Captures}. */
    protected abstract Set<String> kinds();

    /** Texts of 6 characters or more that {@link #act} shows: names, titles, paths; they must not get into a log. */
    protected abstract List<String> content();

    /** What stands in a protected field, 6 characters or more; empty where {@link #act} has no such field. */
    protected String guardedText() {
        return "";
    }

    /** The extractor as the host asks it; empty for one that only tells. */
    protected Optional<ContextExtractor> asked(Object extractor) {
        return extractor instanceof ContextExtractor asked ? Optional.of(asked) : Optional.empty();
    }

    /** A native id of the window that {@link #act} shows. */
    protected int window() {
        return 1;
    }

    /** Makes the application answer no more, as one that hangs; false where the test has no way to. */
    protected boolean freeze() throws Exception {
        return false;
    }

    /** Ends what {@link #freeze} did. */
    protected void thaw() throws Exception {}

    @Test
    @DisplayName("MUST open at most one feed when it starts, and close it when it stops")
    final void opensAndClosesItsFeed() throws Exception {
        FakeContextSink sink = sink();
        Object extractor = start(sink, logger());
        assertThat(sink.feeds()).hasSizeLessThanOrEqualTo(1);
        assertThat(sink.feeds()).allSatisfy(feed -> assertThat(feed.closes()).isZero());
        stop(extractor);
        assertThat(sink.feeds())
                .allSatisfy(feed -> assertThat(feed.closes()).as("times closed").isEqualTo(1));
    }

    @Test
    @DisplayName("MUST be gone when its deactivation returns: no thread, nothing told")
    final void isGoneWhenStopped() throws Exception {
        Threads before = Threads.now();
        FakeContextSink sink = sink();
        Object extractor = start(sink, logger());
        actAndAwait(sink);
        stop(extractor);
        assertThat(before.leftAfter(Duration.ofSeconds(2))).as("threads left").isEmpty();
        assertThat(sink.feeds())
                .allSatisfy(feed ->
                        assertThat(feed.toldAfterClose()).as("told after close").isZero());
    }

    @Test
    @DisplayName("MUST start and stop again and again, leaving nothing behind")
    final void startsAgain() throws Exception {
        Threads before = Threads.now();
        for (int round = 0; round < TRIES; round++) {
            FakeContextSink sink = sink();
            stop(start(sink, logger()));
            assertThat(sink.feeds())
                    .allSatisfy(feed -> assertThat(feed.closes()).isEqualTo(1));
        }
        assertThat(before.leftAfter(Duration.ofSeconds(2))).as("threads left").isEmpty();
    }

    @Test
    @DisplayName("MUST leave nothing behind when capture is not allowed")
    final void leavesNothingWhenForbidden() throws Exception {
        Threads before = Threads.now();
        FakeContextSink sink = sink().forbid();
        List<Object> started = new ArrayList<>();
        Throwable thrown = catchThrowable(() -> started.add(start(sink, logger())));
        assertThat(thrown == null || thrown instanceof Exception).isTrue();
        assertThat(sink.refusals() == 0 || thrown != null)
                .as("an extractor that was refused its feed must not start")
                .isTrue();
        for (Object extractor : started) {
            stop(extractor);
        }
        assertThat(before.leftAfter(Duration.ofSeconds(2))).as("threads left").isEmpty();
    }

    @Test
    @DisplayName("MUST survive a full feed, and tell again when there is room")
    final void survivesRefusedOffers() throws Exception {
        Assumptions.assumeTrue(tells() > 0, "it is only asked");
        FakeContextSink sink = sink().capacity(0);
        Object extractor = start(sink, logger());
        try {
            act();
            sink.feed().awaitOffers(1, seconds());
            sink.feed().capacity(Integer.MAX_VALUE);
            act();
            FakeContextFeed feed = sink.feed();
            feed.await("told after room was made", () -> feed.offers() > feed.refused(), seconds());
        } finally {
            stop(extractor);
        }
    }

    @Test
    @DisplayName("MUST tell only the kinds it declares, of known windows or verified programs, at times that were")
    final void tellsWhatItMay() throws Exception {
        FakeContextSink sink = sink();
        Object extractor = start(sink, logger());
        try {
            actAndAwait(sink);
            asked(extractor).flatMap(asked -> asked.field(window())).ifPresent(this::assertField);
            for (FakeContextFeed feed : sink.feeds()) {
                assertThat(feed.undeclared())
                        .as("bodies that were not declared")
                        .isZero();
                feed.fields().forEach(this::assertField);
                feed.told().forEach(told -> {
                    if (!episode(told.body()) || told.holder().scope() != Target.Scope.CONTROL) {
                        assertHolder(told.holder());
                    }
                    assertPast(told.monotonicNanos());
                    assertOrigin(told.origin());
                    assertBody(told.body());
                });
            }
        } finally {
            stop(extractor);
        }
    }

    @Test
    @DisplayName("MUST NOT tell what stands in a protected field, and MUST NOT log content")
    final void keepsSecrets() throws Exception {
        FakeContextSink sink = sink();
        CapturingLogger log = new CapturingLogger();
        Object extractor = start(sink, log.logger());
        StringBuilder told = new StringBuilder();
        try {
            actAndAwait(sink);
            asked(extractor).ifPresent(asked -> {
                asked.focused(window()).ifPresent(element -> add(element, told));
                asked.field(window())
                        .ifPresent(state -> told.append(state.text().reveal()));
            });
        } finally {
            stop(extractor);
        }
        for (FakeContextFeed feed : sink.feeds()) {
            feed.bodies().forEach(body -> add(body, told));
            feed.fields().forEach(state -> told.append(state.text().reveal()).append('\n'));
        }
        if (!guardedText().isEmpty()) {
            assertThat(CanarySearch.of(List.of(guardedText())).inText("told", told.toString()))
                    .isEmpty();
        }
        List<String> secrets = new ArrayList<>(content());
        if (!guardedText().isEmpty()) {
            secrets.add(guardedText());
        }
        assertThat(CanarySearch.of(secrets).inText("log", String.join("\n", log.lines())))
                .isEmpty();
    }

    @Test
    @DisplayName("MUST answer nothing about a window that it does not know, and never throw")
    final void knowsNothingOfOthers() throws Exception {
        Object extractor = start(sink(), logger());
        try {
            Optional<ContextExtractor> asked = asked(extractor);
            Assumptions.assumeTrue(asked.isPresent(), "it only tells");
            for (int window : new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                ContextExtractor it = asked.orElseThrow();
                assertThat(it.focused(window)).as("focused").isEmpty();
                assertThat(it.field(window)).as("field").isEmpty();
                assertThat(it.at(window, Point.at(-30_000, 30_000))).as("at").isEmpty();
            }
        } finally {
            stop(extractor);
        }
    }

    @Test
    @DisplayName("MUST give up within 300 ms when the application does not answer")
    final void givesUpInTime() throws Exception {
        FakeContextSink sink = sink();
        Object extractor = start(sink, logger());
        try {
            actAndAwait(sink);
            Optional<ContextExtractor> asked = asked(extractor);
            Assumptions.assumeTrue(asked.isPresent(), "it only tells");
            Assumptions.assumeTrue(freeze(), "the test cannot make its application hang");
            // A busy machine makes one call slow, not all of them.
            long quickest = Long.MAX_VALUE;
            for (int i = 0; i < TRIES; i++) {
                long began = System.nanoTime();
                assertThat(asked.orElseThrow().field(window())).isEmpty();
                quickest = Math.min(quickest, System.nanoTime() - began);
            }
            assertThat(quickest).as("nanoseconds of the quickest answer").isLessThan(BUDGET_NANOS);
        } finally {
            thaw();
            stop(extractor);
        }
    }

    /** How long something to be told is waited for. */
    int seconds() {
        return 20;
    }

    private FakeContextSink sink() {
        return new FakeContextSink().declared(kinds());
    }

    private static Logger logger() {
        return new CapturingLogger().logger();
    }

    private void actAndAwait(FakeContextSink sink) throws Exception {
        act();
        if (tells() > 0) {
            sink.feed().awaitOffers(tells(), seconds());
        }
    }

    private static void add(EventBody body, StringBuilder to) {
        body.mapSensitive(text -> {
            to.append(text.reveal()).append('\n');
            return text;
        });
    }

    private void assertField(FieldState state) {
        assertHolder(state.holder());
        assertPast(state.untilNanos());
        assertOrigin(state.origin());
        if (state.privacy() != FieldState.Privacy.OPEN) {
            assertThat(state.text().isEmpty())
                    .as("a protected field has no text")
                    .isTrue();
        }
    }

    /** A task that begins or ends belongs to no window. */
    private static boolean episode(EventBody body) {
        return body instanceof Mark mark
                        && (mark.mark() == Mark.Kind.EPISODE_START || mark.mark() == Mark.Kind.EPISODE_END)
                || body instanceof Extension extension && extension.schema().equals("org.oriel.episode/1");
    }

    private static void assertHolder(Target holder) {
        assertThat(holder.scope()).isEqualTo(Target.Scope.WINDOW);
        if (holder.window() == 0) {
            assertThat(holder.application().verified())
                    .as("without a window the program is verified")
                    .isTrue();
            assertThat(holder.application().executable()).startsWith("/");
        }
    }

    private static void assertPast(long nanos) {
        assertThat(System.nanoTime() - nanos).as("nanoseconds since it was").isNotNegative();
    }

    private static void assertOrigin(String origin) {
        assertThat(origin).matches(ORIGIN);
    }

    private void assertBody(EventBody body) {
        if (!body.type().equals("mark")) {
            assertThat(kinds()).contains(body.type());
        }
        if (body instanceof Page page) {
            assertOrigin(page.origin());
            assertThat(page.path().reveal().indexOf('?')).as("a query").isNegative();
            assertThat(page.path().reveal().indexOf('#')).as("a fragment").isNegative();
        }
    }
}
