package org.oriel.source.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.Target;
import org.oriel.tck.RecordingFeed;

class SampleSessionTest {
    private static final Set<String> ALLOWED = Set.of("/usr/bin/mousepad", "/usr/bin/thunderbird", "/usr/bin/chromium");

    private static List<RawRecord> records() throws Exception {
        List<RawRecord> records = new ArrayList<>();
        try (SessionFile.Cursor cursor = SessionFile.of("").open()) {
            for (RawRecord raw = new RawRecord(); cursor.next(raw); raw = new RawRecord()) {
                records.add(raw);
            }
        }
        return records;
    }

    private static List<EventBody> bodies(Set<String> executables) throws Exception {
        return RecordingFeed.decode(
                new ReplayDecoder(() -> {}),
                records(),
                target -> executables.contains(target.application().executable()));
    }

    @Test
    void theShippedFileIsWhatTheScriptWrites() throws Exception {
        try (InputStream shipped = SampleSession.class.getResourceAsStream("sample.orec")) {
            assertThat(shipped).isNotNull();
            assertThat(shipped.readAllBytes())
                    .as("run SampleSession.main with the path of sample.orec after a change of the script")
                    .isEqualTo(SampleSession.script().toBytes());
        }
    }

    @Test
    void isOfTheRightSize() throws Exception {
        assertThat(SampleSession.script().toBytes().length).isLessThan(300_000);
        assertThat(records()).hasSizeBetween(2_000, 4_600);
        assertThat(SampleSession.script().millis()).isBetween(90_000L, 240_000L);
    }

    @Test
    void hasEveryKindOfRecordThatMatters() throws Exception {
        Set<Integer> kinds = new TreeSet<>();
        Set<Integer> origins = new TreeSet<>();
        for (RawRecord raw : records()) {
            kinds.add(raw.kind());
            origins.add(raw.origin());
        }
        assertThat(kinds)
                .contains(
                        RecordKind.KEY,
                        RecordKind.BUTTON,
                        RecordKind.SCROLL,
                        RecordKind.POINTER,
                        RecordKind.FOCUS,
                        RecordKind.TITLE,
                        RecordKind.GEOMETRY,
                        RecordKind.STACK,
                        RecordKind.CLOSE,
                        RecordKind.SUPPRESSED);
        assertThat(origins).contains(RawRecord.ORIGIN_PHYSICAL, RawRecord.ORIGIN_INJECTED);
    }

    @Test
    void typesWhatItIsSupposedTo() throws Exception {
        String typed = typed(bodies(ALLOWED));
        assertThat(typed)
                .contains("Card 4111 1111 111 1111<ArrowLeft>")
                .contains("<Dead>é")
                .contains("東京 椅子");
        assertThat(typed).contains("exampel<Backspace><Backspace>le.org").doesNotContain("tango");
        assertThat(typed(bodies(Set.of("/usr/bin/xterm")))).contains("tango-kestrel-42");
    }

    @Test
    void everyPressComesUpAndShiftTypesCapitals() throws Exception {
        Set<String> down = new TreeSet<>();
        boolean shift = false;
        for (EventBody body : bodies(Set.of("/usr/bin/mousepad"))) {
            if (!(body instanceof Key key) || key.key().reveal().isEmpty()) {
                continue;
            }
            String code = key.code().reveal();
            if (key.phase() == Key.Phase.DOWN) {
                assertThat(down.add(code)).as("pressed twice: %s", code).isTrue();
                String text = key.key().reveal();
                if (text.length() == 1 && Character.isUpperCase(text.charAt(0)) && text.charAt(0) < 128) {
                    assertThat(shift).as("shift is held for %s", text).isTrue();
                    assertThat(key.modifiers()).contains(Modifier.SHIFT);
                }
            } else if (key.phase() == Key.Phase.UP) {
                assertThat(down.remove(code))
                        .as("released without a press: %s", code)
                        .isTrue();
            }
            shift = down.contains("ShiftLeft");
        }
        assertThat(down).isEmpty();
    }

    @Test
    void clicksComeBeforeTypingInEachStay() throws Exception {
        // A click after typing makes the rest of the stay class-only: the sample shows typing, so it avoids that.
        boolean typed = false;
        int clicks = 0;
        for (RawRecord raw : records()) {
            if (raw.kind() == RecordKind.FOCUS) {
                typed = false;
            } else if (raw.kind() == RecordKind.KEY && raw.window() != 0) {
                typed = true;
            } else if (raw.kind() == RecordKind.BUTTON && !typed) {
                clicks++;
            }
        }
        assertThat(clicks).isGreaterThanOrEqualTo(10);
    }

    @Test
    void theAllowedWindowsAreVerifiedAndNamed() throws Exception {
        ReplayDecoder decoder = new ReplayDecoder(() -> {});
        for (RawRecord raw : records()) {
            Target target = decoder.target(raw);
            if (target.scope() == Target.Scope.CONTROL) {
                decoder.track(raw);
            } else if (target.scope() == Target.Scope.WINDOW && raw.kind() == RecordKind.KEY) {
                assertThat(target.application().verified()).isTrue();
                assertThat(target.application().executable()).startsWith("/usr/bin/");
                assertThat(target.application().windowClass()).isNotEmpty();
            }
        }
    }

    private static String typed(List<EventBody> bodies) {
        StringBuilder typed = new StringBuilder();
        for (EventBody body : bodies) {
            if (body instanceof Key key && key.phase() == Key.Phase.DOWN) {
                String name = key.key().reveal();
                boolean text = name.length() == 1 || name.charAt(0) > 'Z';
                typed.append(text ? name : "<" + name + ">");
            }
        }
        return typed.toString().replace("<Shift>", "");
    }
}
