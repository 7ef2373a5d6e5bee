package org.oriel.source.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Window;
import org.oriel.api.source.Application;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.Target;
import org.oriel.tck.RecordingFeed;

class ReplayDecoderTest {
    private final ReplayDecoder decoder = new ReplayDecoder(() -> {});

    private static List<RawRecord> records(SessionWriter writer) {
        ByteBuffer bytes = ByteBuffer.wrap(writer.toBytes()).position(16);
        List<RawRecord> records = new ArrayList<>();
        while (bytes.hasRemaining()) {
            records.add(new RawRecord().read(bytes));
        }
        return records;
    }

    private List<EventBody> decode(SessionWriter writer) {
        return RecordingFeed.decode(decoder, records(writer), target -> true);
    }

    private <T extends EventBody> List<T> decode(Class<T> type, SessionWriter writer) {
        return decode(writer).stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static SessionWriter writer() {
        return SessionWriter.seeded(3).window(7, "/usr/bin/a", "Ay").focus(7);
    }

    @Test
    void keysHaveCodeMeaningAndModifiers() {
        List<Key> keys = decode(Key.class, writer().type("aB").press("ArrowLeft"));
        assertThat(keys)
                .extracting(
                        k -> k.phase() + " " + k.code().reveal() + " " + k.key().reveal())
                .startsWith("DOWN KeyA a")
                .containsSubsequence("DOWN ShiftLeft Shift", "DOWN KeyB B", "UP KeyB B", "UP ShiftLeft Shift")
                .endsWith("UP ArrowLeft ArrowLeft");
        assertThat(keys)
                .filteredOn(k -> k.key().reveal().equals("B"))
                .allMatch(k -> k.modifiers().equals(Set.of(Modifier.SHIFT)));
        assertThat(keys)
                .filteredOn(k -> k.key().reveal().equals("ArrowLeft"))
                .allMatch(k -> k.modifiers().isEmpty());
    }

    @Test
    void accentsAreDeadKeysAndOtherTextComesInOnePiece() {
        List<Key> keys = decode(Key.class, writer().type("é漢字"));
        assertThat(keys)
                .filteredOn(k -> k.phase() == Key.Phase.DOWN)
                .extracting(k -> k.code().reveal() + " " + k.key().reveal())
                .containsExactly("Quote Dead", "KeyE é", "Space 漢字");
    }

    @Test
    void heldKeysRepeat() {
        List<Key> keys = decode(Key.class, writer().hold("Backspace", 3));
        assertThat(keys)
                .extracting(Key::phase)
                .containsExactly(Key.Phase.DOWN, Key.Phase.REPEAT, Key.Phase.REPEAT, Key.Phase.REPEAT, Key.Phase.UP);
        assertThat(keys).allMatch(k -> k.count() == 1);
    }

    @Test
    void chordsHoldTheirModifiers() {
        List<Key> keys = decode(Key.class, writer().chord("Control", "Shift", "t"));
        assertThat(keys)
                .filteredOn(k -> k.key().reveal().equals("t") && k.phase() == Key.Phase.DOWN)
                .singleElement()
                .satisfies(k -> assertThat(k.modifiers()).containsExactlyInAnyOrder(Modifier.CONTROL, Modifier.SHIFT));
        assertThat(keys)
                .extracting(k -> k.phase() + " " + k.key().reveal())
                .containsExactly("DOWN Control", "DOWN Shift", "DOWN t", "UP t", "UP Shift", "UP Control");
    }

    @Test
    void pointerAndWheel() {
        List<EventBody> bodies = decode(writer().click(3, 10, 20).scroll(-2));
        assertThat(bodies)
                .filteredOn(PointerButton.class::isInstance)
                .containsExactly(
                        new PointerButton(true, 3, Point.at(10, 20), Set.of()),
                        new PointerButton(false, 3, Point.at(10, 20), Set.of()));
        assertThat(bodies)
                .filteredOn(PointerMove.class::isInstance)
                .last()
                .isEqualTo(new PointerMove(List.of(Point.at(10, 20))));
        assertThat(bodies)
                .filteredOn(Scroll.class::isInstance)
                .containsExactly(new Scroll(0, -1, 0, 0, Point.at(10, 20)), new Scroll(0, -1, 0, 0, Point.at(10, 20)));
    }

    @Test
    void windowsHaveTitleClassPlaceAndOrder() {
        SessionWriter writer =
                writer().geometry(7, 1, 2, 30, 40).title(7, "A title").window(9, "/usr/bin/b", "Bee");
        List<Window> windows = decode(Window.class, writer.focus(9).focus(7).close(9));
        Window last = windows.get(windows.size() - 2);
        assertThat(last.change()).isEqualTo(Window.Change.STACK);
        assertThat(last.title().reveal()).isEqualTo("A title");
        assertThat(last.windowClass()).isEqualTo("Ay");
        assertThat(last.bounds()).isEqualTo(new Rect(1, 2, 30, 40));
        assertThat(last.stack()).containsExactly("0x9", "0x7");
        assertThat(windows.get(windows.size() - 1).change()).isEqualTo(Window.Change.CLOSE);
    }

    @Test
    void targetsAreVerifiedApplications() {
        RawRecord key = new RawRecord().begin(RecordKind.KEY, 1).window(7, 1);
        decode(writer());
        assertThat(decoder.target(key))
                .isEqualTo(new Target(Target.Scope.WINDOW, 7, new Application("/usr/bin/a", true, "Ay")));
        assertThat(decoder.target(new RawRecord().begin(RecordKind.KEY, 1).window(8, 1))
                        .application())
                .isEqualTo(Application.UNKNOWN);
        assertThat(decoder.target(new RawRecord().begin(RecordKind.KEY, 1))).isEqualTo(Target.UNKNOWN);
        assertThat(decoder.target(new RawRecord().begin(RecordKind.TEXT, 1))).isEqualTo(Target.CONTROL);
    }

    @Test
    void aRefusedTitleIsNotToldLaterNorIsTheOneBeforeIt() {
        List<RawRecord> records =
                records(writer().title(7, "first").title(7, "second").focus(0).focus(7));
        List<EventBody> bodies = new ArrayList<>();
        int titles = 0;
        for (RawRecord raw : records) {
            Target target = decoder.target(raw);
            titles += raw.kind() == RecordKind.TITLE ? 1 : 0;
            boolean refused = raw.kind() == RecordKind.TITLE && titles == 2;
            if (target.scope() == Target.Scope.CONTROL) {
                decoder.track(raw);
            } else if (refused || target.scope() == Target.Scope.UNKNOWN) {
                decoder.skip(raw);
            } else {
                decoder.decode(raw, bodies::add);
            }
        }
        assertThat(bodies)
                .extracting(body ->
                        ((Window) body).change() + " " + ((Window) body).title().reveal())
                .containsExactly("FOCUS ", "STACK ", "TITLE first", "FOCUS ", "STACK ");
    }

    @Test
    void suppressedKeysHaveNoIdentity() {
        List<RawRecord> records = records(writer().suppressed(4).grabbed());
        assertThat(records)
                .filteredOn(r -> r.kind() == RecordKind.SUPPRESSED)
                .singleElement()
                .satisfies(r -> assertThat(r.value()).isEqualTo(4));
        assertThat(records)
                .filteredOn(r -> r.kind() == RecordKind.KEY)
                .singleElement()
                .satisfies(r -> assertThat(r.code() + r.value()).isZero());
    }

    @Test
    void knowsThePhysicalKeys() {
        assertThat(KeyCodes.name(38)).isEqualTo("KeyA");
        assertThat(KeyCodes.name(65)).isEqualTo("Space");
        assertThat(KeyCodes.name(94)).isEqualTo("IntlBackslash");
        assertThat(KeyCodes.name(108)).isEqualTo("AltRight");
        assertThat(KeyCodes.name(119)).isEqualTo("Delete");
        assertThat(KeyCodes.name(135)).isEqualTo("ContextMenu");
        assertThat(KeyCodes.name(92)).isEqualTo("Unidentified");
        assertThat(KeyCodes.name(-1)).isEqualTo("Unidentified");
        assertThat(KeyCodes.name(9999)).isEqualTo("Unidentified");
        assertThat(KeyCodes.keycode("KeyA")).isEqualTo(38);
    }
}
