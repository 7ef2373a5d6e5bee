package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Key;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.source.Target;
import org.oriel.host.FrameDesk;
import org.oriel.host.FrameTies;
import org.oriel.host.Image;
import org.oriel.host.StoreException;
import org.osgi.framework.Bundle;

/** Frames go the way of events: in order, behind typed text, stored with their images, or not at all. */
class DeskTest {
    private static final String DESKTOP = "x11::7";

    private final Rig rig = new Rig();
    private FrameDesk desk;

    @BeforeEach
    void open() {
        rig.detector(Rig.DETECTOR, Rig::emails);
        rig.source.desktop = DESKTOP;
        rig.begin();
        desk = new Desk(rig.engine, rig.engine.ask(Work::sessionId));
        desk.source(bundle("frame"));
    }

    @AfterEach
    void close() {
        rig.store.work();
        rig.balanced();
        rig.close();
    }

    private static Bundle bundle(String kind) {
        return OrielPipelineTest.bundle("org.example.screen", List.of(kind), List.of(kind), true);
    }

    private static Frame frame(String id, String image) {
        return new Frame(id, image, new Rect(0, 0, 8, 8), "action", List.of(), List.of(), List.of(), "");
    }

    private static Image image(String id, String base, int bytes) {
        Rect rect = new Rect(0, 0, 8, 8);
        return new Image(id, base, 8, 8, List.of(new Image.Patch(rect, "png", new byte[bytes])));
    }

    private boolean offer(String id, String image, Image with) {
        return desk.offer(frame(id, image), new EventTime(rig.time.nanoTime(), 1), with);
    }

    private List<String> frames() {
        return rig.store.events().stream()
                .filter(event -> event.body() instanceof Frame)
                .map(event -> ((Frame) event.body()).frame())
                .toList();
    }

    private static Target window(int window) {
        return new Target(Target.Scope.WINDOW, window, FakeSource.application(window));
    }

    @Test
    @DisplayName("actions name the frames around them; a release and what does not act do not")
    void ties() {
        AtomicInteger calls = new AtomicInteger();
        desk.tie((desktop, window, nanos, body) -> {
            calls.incrementAndGet();
            return desktop.equals(DESKTOP) && window == 1 ? new FrameTies.Ties("f1", "f2") : FrameTies.NONE;
        });
        rig.source.focus(1);
        rig.source.type(1, "a");
        rig.source.click(1);
        rig.source.move(1, 5, 5);
        rig.source.focus(2);
        rig.flush();
        assertThat(rig.store.events())
                .filteredOn(event -> event.body() instanceof PointerButton
                        || (event.body() instanceof Key key && key.phase() == Key.Phase.DOWN))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.before() + event.after()).isEqualTo("f1f2"));
        assertThat(rig.store.events())
                .filteredOn(event -> event.body() instanceof Key key && key.phase() == Key.Phase.UP)
                .hasSize(1)
                .allSatisfy(event -> assertThat(event.after()).isEmpty());
        assertThat(calls).hasValue(4);
    }

    @Test
    @DisplayName("whoever ties and fails costs an action nothing but its ties")
    void badTies() {
        desk.tie((desktop, window, nanos, body) -> {
            throw new IllegalStateException("no");
        });
        rig.source.click(1);
        rig.flush();
        assertThat(rig.types()).contains("pointer.button");
    }

    @Test
    @DisplayName("a frame waits behind typed text that is held, and is stored with its image and the one below it")
    void order() {
        rig.source.focus(1);
        rig.source.type(1, "secret");
        assertThat(offer("f1", "key", image("key", "", 10))).isTrue();
        assertThat(offer("f2", "patch", image("patch", "key", 10))).isTrue();
        assertThat(offer("f3", "key", null)).isTrue();
        rig.flush();
        assertThat(frames()).isEmpty();
        assertThat(rig.store.images()).isEmpty();
        rig.source.focus(2);
        rig.flush();
        assertThat(frames()).containsExactly("f1", "f2", "f3");
        assertThat(rig.store.images()).containsExactly("key", "patch");
        assertThat(desk.knows("key")).isTrue();
        assertThat(rig.store.events())
                .filteredOn(event -> event.body() instanceof Frame)
                .extracting(CaptureEvent::source)
                .containsOnly("org.example.screen/1.2.3");
    }

    @Test
    @DisplayName("that no pictures are kept is in the status, until one is")
    void trouble() {
        Frame missing =
                new Frame("f1", "", new Rect(0, 0, 8, 8), "action", List.of(), List.of(), List.of(), "redactor-failed");
        desk.offer(missing, new EventTime(rig.time.nanoTime(), 1), null);
        assertThat(rig.engine.ask(Work::status).problem()).contains("no pictures are kept", "redactor failed");
        offer("f2", "key", image("key", "", 10));
        assertThat(rig.engine.ask(Work::status).problem()).isEmpty();
    }

    @Test
    @DisplayName("typed text that is held is told with its window and time, with every key that was offered before")
    void typed() {
        rig.source.focus(1);
        assertThat(desk.typed()).isEmpty();
        long pressed = rig.time.nanoTime();
        rig.source.type(1, "anna@example.org ");
        rig.advance(1_000);
        rig.source.type(1, "x");
        assertThat(desk.typed()).containsExactly(new FrameDesk.Typed(DESKTOP, 1, true, pressed, 0));
        rig.source.focus(2);
        assertThat(desk.typed()).containsExactly(new FrameDesk.Typed(DESKTOP, 1, false, 0, 1));
    }

    @Test
    @DisplayName("recognised text is judged by the detectors and by what was masked in the session")
    void find() {
        rig.source.focus(1);
        rig.source.type(1, "anna@example.org ");
        rig.source.focus(2);
        rig.flush();
        List<List<Finding>> found = desk.find(List.of(
                Sensitive.of("mail bob@example.com now"), Sensitive.of("nothing"), Sensitive.of("Anna@Example.org")));
        assertThat(found).hasSize(3);
        assertThat(found.get(0))
                .extracting(Finding::start, Finding::end)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(5, 20));
        assertThat(found.get(1)).isEmpty();
        assertThat(found.get(2)).isNotEmpty();
    }

    @Test
    @DisplayName("when a detector fails nobody judges, and the message has nothing of the text")
    void cannotJudge() {
        rig.detector("test.bad", text -> {
            throw new IllegalArgumentException(text);
        });
        assertThatThrownBy(() -> desk.find(List.of(Sensitive.of("geheim"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("geheim")
                .rootCause()
                .hasMessageNotContaining("geheim");
    }

    @Test
    @DisplayName("windows have the names that events of the same desktop give them; what is not admitted has none")
    void names() {
        rig.source.focus(1);
        rig.source.click(1);
        rig.flush();
        String name = rig.store.events().stream()
                .filter(event -> event.body() instanceof PointerButton)
                .map(event -> event.subject().window())
                .findFirst()
                .orElseThrow();
        assertThat(desk.window(DESKTOP, window(1))).isEqualTo(name);
        assertThat(desk.window("elsewhere", window(1))).isNotEqualTo(name);
        assertThat(desk.window(DESKTOP, window(500))).isEmpty();
    }

    @Test
    @DisplayName("what is forgotten goes with its image")
    void forgotten() {
        rig.source.focus(1);
        rig.source.type(1, "x");
        offer("f1", "key", image("key", "", 10));
        rig.engine.forget(60_000_000_000L);
        assertThat(desk.knows("key")).isFalse();
        rig.source.focus(2);
        rig.flush();
        assertThat(frames()).isEmpty();
        assertThat(rig.store.images()).isEmpty();
        assertThat(offer("f2", "key", null)).isFalse();
    }

    @Test
    @DisplayName("frames that wait have a bound in bytes; what does not fit is refused, nothing else is lost")
    void room() {
        rig.store.refuse(StoreException.Reason.FULL);
        int half = (int) (Images.MOST_BYTES / 2);
        assertThat(offer("f1", "a", image("a", "", half))).isTrue();
        assertThat(offer("f2", "b", image("b", "", half + 1))).isFalse();
        rig.store.work();
        rig.advance(5_000);
        rig.flush();
        assertThat(rig.store.images()).containsExactly("a");
        assertThat(offer("f3", "b", image("b", "", half + 1))).isTrue();
    }

    @Test
    @DisplayName("without a permit for frames, or after its session, a desk takes nothing")
    void over() {
        FrameDesk other = new Desk(rig.engine, rig.engine.ask(Work::sessionId));
        assertThatThrownBy(() -> other.offer(frame("f1", ""), new EventTime(1, 1), null))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> other.source(bundle("key")))
                .hasMessage("org.example.screen: does not declare that it captures frames");
        rig.end();
        rig.begin();
        assertThatThrownBy(() -> offer("f1", "key", image("key", "", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the capture session is over");
    }
}
