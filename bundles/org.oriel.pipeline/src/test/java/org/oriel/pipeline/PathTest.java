package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Key;
import org.oriel.api.event.Mark;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Window;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.oriel.tck.RawRecords;

/** From the raw record to the store. */
class PathTest {
    private final Rig rig = Rig.recording();

    @AfterEach
    void close() {
        rig.balanced();
        rig.close();
    }

    @Test
    @DisplayName("records of an allowed window become events, in order, in an envelope")
    void path() {
        rig.source.focus(1);
        rig.source.type(1, "hi");
        rig.source.click(1);
        rig.end();

        assertThat(rig.types())
                .containsExactly(
                        "SESSION_START", "window", "key", "key", "key", "key", "pointer.button", "SESSION_END");
        assertThat(rig.typed()).isEqualTo("hi");
        CaptureEvent key = rig.store.events().get(2);
        assertThat(key.source()).isEqualTo("test.source/1.0");
        assertThat(key.actor()).isEqualTo(Actor.HUMAN);
        assertThat(key.subject().window()).isEqualTo("w1");
        assertThat(key.subject().application()).isEqualTo("/bin/editor");
        assertThat(key.policyHash()).isEqualTo("p1");
        assertThat(key.grant()).isEqualTo("grant-1");
        assertThat(key.purpose()).isEqualTo("ai-training");
        assertThat(rig.store.events()).extracting(CaptureEvent::session).containsOnly(key.session());
        assertThat(rig.store.events()).extracting(CaptureEvent::id).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("injected input is not called human")
    void actor() {
        rig.source.focus(1);
        rig.source.offer(
                RawRecords.of(RecordKind.BUTTON, rig.time.nanoTime(), 1).origin(RawRecord.ORIGIN_INJECTED));
        rig.source.offer(
                RawRecords.of(RecordKind.BUTTON, rig.time.nanoTime(), 1).origin(RawRecord.ORIGIN_UNKNOWN));
        rig.end();
        assertThat(rig.store.events())
                .filteredOn(event -> event.body().type().equals("pointer.button"))
                .extracting(CaptureEvent::actor)
                .containsExactly(Actor.AUTOMATION, Actor.UNKNOWN);
    }

    @Test
    @DisplayName("what a detector finds is masked in the keys and in titles, and counted by class")
    void masked() {
        rig.source.focus(1);
        rig.source.type(1, "to anna@example.org now");
        rig.source.of(RecordKind.TITLE, 1);
        rig.end();
        assertThat(rig.typed()).isEqualTo("to <EMAIL_1> now");
        Window title = rig.store.events().stream()
                .map(CaptureEvent::body)
                .filter(body -> body instanceof Window w && w.change() == Window.Change.TITLE)
                .map(Window.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(title.title().reveal()).isEqualTo("mail of <EMAIL_1>");
        assertThat(rig.status().redacted()).containsEntry("EMAIL", 2L);
        assertThat(rig.status().masked()).isPositive();
    }

    @Test
    @DisplayName("the pointer's way over a window is one event of at most a second and 64 points")
    void pointer() {
        rig.source.move(1, 10, 10);
        for (int i = 1; i < 10; i++) {
            rig.advance(50);
            rig.source.move(1, 10 + i, 10);
        }
        rig.source.move(101, 0, 0);
        rig.source.click(101);
        rig.source.move(101, 1, 0);
        rig.end();
        List<PointerMove> moves = rig.store.events().stream()
                .filter(event -> event.body() instanceof PointerMove)
                .map(event -> (PointerMove) event.body())
                .toList();
        assertThat(moves).hasSize(3);
        assertThat(moves.get(0).path()).hasSize(10);
        assertThat(moves.get(0).path().get(9).afterMillis()).isEqualTo(450);
        assertThat(rig.status().masked()).isEqualTo(9);
    }

    @Test
    @DisplayName("a way of more than a second or 64 points is more than one event")
    void longWay() {
        long begin = rig.time.nanoTime();
        for (int i = 0; i < 6; i++) {
            rig.source.offer(RawRecords.of(RecordKind.POINTER, begin + i * 300_000_000L, 1));
        }
        for (int i = 0; i < 70; i++) {
            rig.source.offer(RawRecords.of(RecordKind.POINTER, begin + 10_000_000_000L + i, 1));
        }
        rig.end();
        assertThat(rig.store.events())
                .filteredOn(event -> event.body() instanceof PointerMove)
                .extracting(event -> ((PointerMove) event.body()).path().size())
                .containsExactly(4, 2, 64, 6);
    }

    @Test
    @DisplayName("a pointer that rests is stored without waiting for more, a second later")
    void restingPointer() {
        rig.source.move(1, 10, 10);
        rig.flush();
        assertThat(rig.types()).doesNotContain("pointer.move");
        rig.advance(1000);
        rig.flush();
        assertThat(rig.types()).contains("pointer.move");
    }

    @Test
    @DisplayName("key times are rounded down to the policy's steps, on both clocks alike")
    void rounding() {
        rig.admission.replace("p2", 50, java.util.Set.of("/bin/editor"));
        rig.advance(1234);
        rig.source.focus(1);
        rig.source.type(1, "x");
        rig.end();
        assertThat(rig.store.events())
                .filteredOn(event -> event.body() instanceof Key)
                .allSatisfy(event -> {
                    assertThat(event.time().monotonicNanos() % 50_000_000).isZero();
                    assertThat(event.time().wallMillis() % 50).isZero();
                    assertThat(event.policyHash()).isEqualTo("p2");
                });
    }

    @Test
    @DisplayName("in a stack only admitted windows are listed, by their names")
    void stack() {
        rig.source.focus(1);
        rig.source.focus(101);
        rig.source.focus(1);
        rig.source.stack.addAll(List.of("0x1", "0xc8", "0x65", "w9", "0xzz", "/home/x"));
        rig.source.of(RecordKind.STACK, 1);
        rig.end();
        Window stack = rig.store.events().stream()
                .filter(event -> event.body() instanceof Window w && w.change() == Window.Change.STACK)
                .map(event -> (Window) event.body())
                .findFirst()
                .orElseThrow();
        assertThat(stack.stack()).containsExactly("w1", "w2");
    }

    @Test
    @DisplayName("a window id that is given again is another window")
    void reusedId() {
        rig.source.focus(1);
        rig.source.of(RecordKind.CLOSE, 1);
        rig.source.focus(1);
        rig.end();
        assertThat(rig.store.events())
                .filteredOn(event -> event.body() instanceof Window w && w.change() == Window.Change.FOCUS)
                .extracting(event -> event.subject().window())
                .containsExactly("w1", "w2");
    }

    @Test
    @DisplayName("a source may mark episodes, but not gaps or sessions, and not what it did not declare")
    void forged() {
        rig.source.focus(1);
        rig.flush();
        FakeSource liar = new FakeSource(rig) {
            @Override
            public void decode(RawRecord raw, java.util.function.Consumer<org.oriel.api.event.EventBody> out) {
                out.accept(new Mark(Mark.Kind.SESSION_END, "", java.util.Map.of()));
                out.accept(new Mark(Mark.Kind.EPISODE_START, "", java.util.Map.of()));
                out.accept(new org.oriel.api.event.Clipboard("copy"));
            }
        };
        rig.open(liar);
        liar.click(1);
        rig.flush();
        rig.source.focus(0);
        rig.flush();
        assertThat(rig.types()).contains("EPISODE_START").doesNotContain("SESSION_END", "clipboard");
        assertThat(rig.dropped("forged-mark")).isEqualTo(1);
        assertThat(rig.dropped("not-declared")).isEqualTo(1);
    }

    @Test
    @DisplayName("a jump of the wall clock is a gap, and events after it have the new time")
    void clockJump() {
        rig.source.focus(1);
        rig.flush();
        rig.time.jumpTo(rig.time.instant().plusSeconds(3600));
        rig.source.click(1);
        rig.source.focus(0);
        rig.flush();
        assertThat(rig.gap("clock-jump")).containsEntry("millis", 3_600_000L);
        CaptureEvent click = rig.store.events().stream()
                .filter(event -> event.body().type().equals("pointer.button"))
                .findFirst()
                .orElseThrow();
        assertThat(click.time().wallMillis()).isEqualTo(rig.time.millis());
    }
}
