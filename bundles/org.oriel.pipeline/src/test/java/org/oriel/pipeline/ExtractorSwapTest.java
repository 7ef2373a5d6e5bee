package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.context.FieldState;
import org.oriel.api.context.FieldState.Privacy;
import org.oriel.api.event.Key;
import org.oriel.api.source.Target;
import org.oriel.host.Admission.Fields;
import org.oriel.tck.FakeExtractor;
import org.oriel.tck.RawRecords;

/** Extractors that are removed or replaced while keys flow: no event is lost, and who must know the field is told no. */
class ExtractorSwapTest {
    private static final String DESKTOP = "x11::7";
    private static final String BUNDLE = "test.context";
    private static final Fields KNOWN = new Fields(true, Set.of());

    private final Rig rig = new Rig();
    private int swaps;

    @BeforeEach
    void open() {
        rig.detector(Rig.DETECTOR, Rig::emails);
        rig.source.desktop = DESKTOP;
        rig.begin();
    }

    @AfterEach
    void close() {
        rig.balanced();
        rig.close();
    }

    private FieldState state(Privacy privacy) {
        long now = rig.time.nanoTime();
        Target holder = new Target(Target.Scope.WINDOW, 1, FakeSource.application(1));
        String field = privacy == Privacy.OPEN ? "name" : "pass";
        return new FieldState(holder, now - 1_000_000, now, now, field, privacy, "");
    }

    private ContextQueue feed() {
        return rig.context(BUNDLE, DESKTOP, "element");
    }

    /** Types when a field is seen, and lets the feed see it again afterwards. */
    private void typed(ContextQueue feed, Privacy privacy, String text) {
        rig.advance(200);
        FieldState before = state(privacy);
        assertThat(feed.field(before)).isTrue();
        rig.advance(1);
        rig.source.type(1, text);
        rig.advance(200);
        long now = rig.time.nanoTime();
        feed.field(new FieldState(
                before.holder(), before.afterNanos(), before.sinceNanos(), now, before.field(), privacy, ""));
        rig.flush();
    }

    @Test
    @DisplayName(
            "where the rule asks for fields, keys without the extractor are suppressed, and told again with the next")
    void denies() {
        rig.admission.fields(KNOWN);
        rig.source.focus(1);
        ContextQueue first = feed();
        typed(first, Privacy.OPEN, "abc");
        // Nothing is said after this one: it waits when the extractor goes.
        rig.advance(1);
        rig.source.type(1, "w");
        rig.flush();
        first.close();
        rig.flush();
        rig.source.type(1, "def");
        rig.advance(600);
        rig.flush();
        try (ContextQueue next = feed()) {
            typed(next, Privacy.OPEN, "ghi");
            typed(next, Privacy.GUARDED, "pw");
        }
        rig.source.type(1, "xy");
        rig.advance(600);
        rig.end();
        assertThat(rig.typed().replace("#", "")).isEqualTo("abcghi");
        assertThat(rig.typed()).startsWith("abc#").endsWith("ghi#");
    }

    @Test
    @DisplayName("where it does not ask, a protected field that the extractor saw last stays protected")
    void protectedStays() {
        rig.source.focus(1);
        // So long ago that it did not lead to the protected field.
        rig.advance(1_200);
        ContextQueue feed = feed();
        typed(feed, Privacy.OPEN, "abc");
        typed(feed, Privacy.GUARDED, "pw");
        feed.close();
        rig.flush();
        rig.source.type(1, "more");
        rig.advance(600);
        rig.end();
        assertThat(rig.typed()).isEqualTo("abc#");
    }

    @Test
    @DisplayName("feeds and extractors come and go while a hook types: every key is stored or counted")
    void losesNothing() throws Exception {
        rig.source.focus(1);
        AtomicInteger offered = new AtomicInteger();
        // As many as are let through: more than wait at most would be given up, and the focus with them.
        Semaphore keys = new Semaphore(0);
        Thread hook = new Thread(() -> {
            while (awaited(keys)) {
                boolean down = offered.get() % 2 == 0;
                assertThat(rig.source.offer(RawRecords.key(rig.time.nanoTime(), 1, 'a', 0, down)))
                        .isTrue();
                offered.incrementAndGet();
            }
        });
        hook.setDaemon(true);
        hook.start();
        while (swaps++ < 30) {
            ContextQueue feed = feed();
            long id = rig.extractor(BUNDLE, new FakeExtractor());
            feed.field(state(Privacy.OPEN));
            int before = offered.get();
            keys.release(30);
            Rig.await("keys flow", () -> offered.get() > before + 20);
            rig.advance(20);
            // These wait for a state that never comes.
            int told = offered.get();
            keys.release(30);
            Rig.await("keys wait", () -> offered.get() > told + 20);
            if (swaps % 2 == 0) {
                rig.flush();
            }
            rig.engine.removeExtractor(id);
            feed.close();
        }
        hook.interrupt();
        hook.join();
        rig.advance(600);
        rig.end();
        // What is not stored as it was is counted as masked or dropped, and balanced() adds up.
        long others = rig.store.events().stream()
                .filter(event -> !(event.body() instanceof Key))
                .count();
        assertThat(rig.status().received()).isEqualTo(offered.get() + others);
        assertThat(rig.status().held()).isZero();
        assertThat(rig.store.events()).anyMatch(event -> event.body() instanceof Key);
    }

    private static boolean awaited(Semaphore keys) {
        try {
            keys.acquire();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
