package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Window;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.oriel.tck.RawRecords;

/** Admission: what is refused is never decoded. */
class IntakeTest {
    private static final int DENIED = 200;
    private static final int UNKNOWN = 1000;

    private final Rig rig = Rig.recording();

    @AfterEach
    void close() {
        rig.balanced();
        rig.close();
    }

    @Test
    @DisplayName("nothing of a denied or unknown window is decoded or stored")
    void defaultDeny() {
        rig.source.focus(DENIED);
        rig.source.type(DENIED, "secret");
        rig.source.click(DENIED);
        rig.source.move(DENIED, 1, 1);
        rig.source.focus(UNKNOWN);
        rig.source.type(UNKNOWN, "secret");
        rig.source.focus(0);
        rig.source.type(0, "secret");
        rig.end();
        assertThat(rig.source.decoded).isEmpty();
        assertThat(rig.source.skipped).hasSize(3 + 36 + 2);
        assertThat(rig.types()).containsExactly("SESSION_START", "SESSION_END");
        assertThat(rig.dropped("not-allowed")).isEqualTo(1 + 12 + 2);
        assertThat(rig.dropped("unknown-window")).isEqualTo(2 + 24);
    }

    @Test
    @DisplayName("keys of a window that does not have the focus are not decoded")
    void focus() {
        rig.source.type(1, "a");
        rig.source.focus(1);
        rig.source.type(1, "b");
        rig.source.focus(101);
        rig.source.type(1, "c");
        rig.source.type(101, "d");
        rig.source.focus(DENIED);
        rig.source.type(101, "e");
        rig.end();
        assertThat(rig.typed()).isEqualTo("bd");
        assertThat(rig.source.decoded)
                .filteredOn(raw -> raw.kind() == RecordKind.KEY)
                .extracting(RawRecord::code)
                .containsExactly((int) 'b', (int) 'b', (int) 'd', (int) 'd');
        assertThat(rig.dropped("no-focus")).isEqualTo(6);
    }

    @Test
    @DisplayName("nor are keys that another kind of record stands for")
    void keysByOtherRecords() {
        FakeSource composing = new FakeSource(rig) {
            @Override
            public void decode(RawRecord raw, Consumer<EventBody> out) {
                out.accept(new Key(Key.Phase.DOWN, Sensitive.of("c"), Sensitive.of("c"), Set.of(), 1));
            }
        };
        rig.open(composing);
        composing.click(1);
        rig.end();
        assertThat(rig.typed()).isEmpty();
        assertThat(rig.dropped("no-focus")).isEqualTo(1);
    }

    @Test
    @DisplayName("that the focus left approved windows is told, where it went is not")
    void blur() {
        rig.source.focus(1);
        rig.source.focus(DENIED);
        rig.source.focus(UNKNOWN);
        rig.source.focus(1);
        rig.end();
        assertThat(rig.store.events())
                .filteredOn(event -> event.body() instanceof Window)
                .extracting(event ->
                        ((Window) event.body()).change() + " " + event.subject().window())
                .containsExactly("FOCUS w1", "BLUR w1", "FOCUS w1");
    }

    @Test
    @DisplayName("a focus on the same window does not end the typed text: an address across it is still found")
    void sameFocus() {
        rig.source.focus(1);
        rig.source.type(1, "anna@exam");
        rig.source.focus(1);
        rig.source.type(1, "ple.org");
        rig.end();
        assertThat(rig.typed()).isEqualTo("<EMAIL_1>");
    }

    @Test
    @DisplayName("typed text is held until the focus moves, however long nobody types")
    void held() {
        rig.source.focus(1);
        rig.source.type(1, "held");
        rig.flush();
        rig.advance(3_600_000);
        rig.flush();
        assertThat(rig.typed()).isEmpty();
        assertThat(rig.status().held()).isPositive();
        rig.source.focus(101);
        rig.flush();
        assertThat(rig.typed()).isEqualTo("held");
    }

    @Test
    @DisplayName("a window that closes ends its typed text, and its keys are not taken any more")
    void closed() {
        rig.source.focus(1);
        rig.source.type(1, "x");
        rig.source.of(RecordKind.CLOSE, 1);
        rig.source.type(1, "y");
        rig.flush();
        assertThat(rig.typed()).isEqualTo("x");
    }

    @Test
    @DisplayName("keys that went to a grab are told once, without number and without content")
    void suppressed() {
        rig.source.focus(1);
        rig.source.type(1, "a ");
        for (int i = 0; i < 3; i++) {
            rig.source.offer(
                    RawRecords.of(RecordKind.SUPPRESSED, rig.time.nanoTime(), 0).value(8));
        }
        rig.source.offer(RawRecords.key(rig.time.nanoTime(), 1, 'z', 0, true)
                .flags(RawRecord.FLAG_DOWN | RawRecord.FLAG_GRABBED));
        rig.source.type(1, "b");
        rig.end();
        assertThat(rig.typed()).isEqualTo("a #b");
        assertThat(rig.store.events())
                .filteredOn(event -> event.body() instanceof Key key && key.phase() == Key.Phase.SUPPRESSED)
                .singleElement()
                .satisfies(event -> assertThat(((Key) event.body()).count()).isZero());
        assertThat(rig.source.decoded).noneMatch(raw -> raw.code() == 'z');
    }

    @Test
    @DisplayName("keys that went to a grab while no approved window has the focus are not told at all")
    void suppressedElsewhere() {
        rig.source.focus(DENIED);
        rig.source.offer(
                RawRecords.of(RecordKind.SUPPRESSED, rig.time.nanoTime(), 0).value(8));
        rig.end();
        assertThat(rig.types()).containsExactly("SESSION_START", "SESSION_END");
        assertThat(rig.dropped("suppressed")).isEqualTo(1);
    }

    @Test
    @DisplayName("a new policy takes effect with the next batch and ends the typed text")
    void policy() {
        rig.source.focus(1);
        rig.source.type(1, "a");
        Rig.await("taken", () -> rig.source.feed.ring.head() == rig.source.feed.ring.tail());
        rig.admission.replace("p2", 1, Set.of("/bin/mail"));
        rig.source.type(1, "b");
        rig.source.click(101);
        rig.end();
        assertThat(rig.typed()).isEqualTo("a");
        assertThat(rig.store.events())
                .filteredOn(event -> event.body().type().equals("pointer.button"))
                .singleElement()
                .satisfies(event -> assertThat(event.policyHash()).isEqualTo("p2"));
        assertThat(rig.status().problem()).as("a block has one policy").isEmpty();
    }

    @Test
    @DisplayName("a policy that is replaced in the middle of a batch counts from the next record on")
    void policyInBatch() {
        rig.source.misbehave = raw -> rig.admission.replace("p2", 1, Set.of("/bin/mail"));
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        rig.source.misbehaveEarly = raw -> {
            in.countDown();
            Rig.hang(go);
        };
        rig.source.click(1);
        Rig.await("in the decoder", in);
        rig.source.misbehaveEarly = raw -> {};
        rig.source.click(1);
        go.countDown();
        Rig.await("taken", () -> rig.source.feed.ring.head() == 2);
        rig.end();
        assertThat(rig.source.decoded).hasSize(1);
    }

    @Test
    @DisplayName("a window that the new policy refuses is not listed in a stack any more")
    void policyAndStack() {
        rig.source.focus(1);
        rig.source.focus(101);
        rig.flush();
        rig.admission.replace("p2", 1, Set.of("/bin/mail"));
        rig.source.stack.addAll(List.of("0x1", "0x65"));
        rig.source.of(RecordKind.STACK, 101);
        rig.end();
        assertThat(rig.store.events())
                .filteredOn(event -> event.body() instanceof Window w && w.change() == Window.Change.STACK)
                .extracting(event -> ((Window) event.body()).stack())
                .containsExactly(List.of("w2"));
    }

    @Test
    @DisplayName("control records reach the decoder always and count for nothing")
    void control() {
        long before = rig.status().received();
        rig.source.of(RecordKind.TEXT, 0);
        rig.flush();
        assertThat(rig.source.tracked).hasSize(1);
        assertThat(rig.status().received()).isEqualTo(before);
    }

    @Test
    @DisplayName("after a silent hook was installed again, half a text is not trusted")
    void hookRestarted() {
        rig.source.focus(1);
        rig.source.type(1, "anna@");
        rig.source.of(RecordKind.HOOK_RESTARTED, 0);
        rig.source.type(1, "example.org");
        rig.source.focus(101);
        rig.source.type(101, "ok");
        rig.end();
        assertThat(rig.typed()).isEqualTo("ok");
        assertThat(rig.hasGap("hook-restarted")).isTrue();
        assertThat(rig.gap("keys-lost")).isNotEmpty();
    }

    @Test
    @DisplayName("a second source's windows are not those of the first")
    void twoSources() {
        FakeSource other = new FakeSource(rig);
        rig.open(other);
        rig.source.focus(1);
        other.type(1, "x");
        other.click(1);
        rig.end();
        assertThat(rig.typed()).isEmpty();
        assertThat(rig.store.events())
                .filteredOn(event -> event.body().type().equals("pointer.button"))
                .extracting(event -> event.subject().window())
                .containsExactly("w2");
    }
}
