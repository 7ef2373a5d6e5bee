package org.oriel.export.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.tck.Events;
import org.oriel.tck.FakeExportRecord;
import org.oriel.trajectory.Action;

/** Numbers, literals, names of keys, and what others read in them. */
class FormsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1920, 0",
        "1919, 1920, 0.9995",
        "960, 1920, 0.5",
        "1, 10000, 0.0001",
        "1, 100000, 0",
        "192, 1920, 0.1"
    })
    void sharesHaveFourPlacesAndNoExponent(int pixel, int whole, String share) {
        assertThat(Places.share(pixel, whole).toPlainString()).isEqualTo(share);
        assertThat(Json.line(Json.array(Places.share(pixel, whole)))).isEqualTo("[" + share + "]");
    }

    /** Up to 5,000 pixels a place is exactly told. */
    @Test
    void sharesTellThePixel() {
        for (int whole : List.of(800, 1366, 1920, 2560, 3840, 5000)) {
            for (int pixel = 0; pixel < whole; pixel++) {
                double back = Places.share(pixel, whole).doubleValue() * whole;
                assertThat(Math.round(back)).isEqualTo(pixel);
            }
        }
    }

    @Test
    void literalsAreThoseOfPython() {
        assertThat(Call.pyautogui("write").with("message", "a'b").code()).isEqualTo("pyautogui.write(message=\"a'b\")");
        assertThat(Call.pyautogui("write").with("message", "a'b\"c\\").code())
                .isEqualTo("pyautogui.write(message='a\\'b\"c\\\\')");
        assertThat(Call.pyautogui("write").with("message", "é漢😀\u200d\u00a0").code())
                .isEqualTo("pyautogui.write(message='é漢😀\\u200d\\xa0')");
    }

    /** The traps that were seen in the benchmark's reader. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pyautogui.click(x=0.9722, y=0.9701) | [click 0.9722 0.9701]",
                "pyautogui.click(0.97, 0.97) | []",
                "pyautogui.click(x=1.2e-05, y=0.5) | []",
                "pyautogui.middleClick(x=0.5, y=0.5) | []",
                "pyautogui.scroll(-3) | [scroll -3]",
                "pyautogui.scroll(-3, x=0.5) | []",
                "pyautogui.hscroll(3) | []",
                "computer.wait() | []",
                "pyautogui.tripleClick(x=0.5, y=0.5) | []",
                "computer.terminate(status='success') | [terminate success]",
                "pyautogui.press(keys=['enter']) | [press [enter]]",
            })
    void theBenchmarkReads(String code, String read) {
        assertThat(BenchReader.read(code)).hasToString(read);
    }

    @Test
    void theBenchmarkStopsAtTheFirstQuoteAndDropsEmptyText() {
        assertThat(BenchReader.read("pyautogui.write(message=\"it's\")")).containsExactly("write it");
        assertThat(BenchReader.read("pyautogui.write(message='')")).isEmpty();
        assertThat(BenchReader.read("pyautogui.write(message='a\\\\b')")).containsExactly("write a\\\\b");
    }

    private static Action.Chord chord(String key, String code, Modifier... modifiers) {
        return new Action.Chord(Set.of(modifiers), Sensitive.of(key), Sensitive.of(code), 1, false);
    }

    @Test
    void keysHaveTheNamesOfEachSide() {
        Action.Chord plus = chord("+", "Equal", Modifier.CONTROL, Modifier.SHIFT);
        assertThat(KeyNames.XDOTOOL.chord(plus)).contains(List.of("ctrl", "shift", "plus"));
        assertThat(KeyNames.PYAUTOGUI.chord(plus)).contains(List.of("ctrl", "shift", "+"));
        Action.Chord russian = chord("с", "KeyC", Modifier.CONTROL);
        assertThat(KeyNames.PYAUTOGUI.chord(russian)).contains(List.of("ctrl", "c"));
        assertThat(KeyNames.PYAUTOGUI.chord(chord("é", "", Modifier.CONTROL))).isEmpty();
        assertThat(KeyNames.XDOTOOL.key("PageDown")).contains("Page_Down");
        assertThat(KeyNames.OPENAI.key("ArrowUp")).contains("UP");
        assertThat(KeyNames.PYAUTOGUI.key("F12")).contains("f12");
        assertThat(KeyNames.PYAUTOGUI.key("Unidentified")).isEmpty();
    }

    @Test
    void placesAreWithinThePicture() {
        Rect area = new Rect(-1280, 0, 3200, 1080);
        assertThat(Places.clip(area, new Rect(-1300, 1000, 100, 100))).contains(new Rect(0, 1000, 80, 80));
        assertThat(Places.clip(area, new Rect(5000, 0, 10, 10))).isEmpty();
        assertThat(Places.notches(0.2, 0, 100)).isEqualTo(1);
        assertThat(Places.notches(-1.6, 0, 100)).isEqualTo(-2);
        assertThat(Places.notches(0, 250, 100)).isEqualTo(3);
        assertThat(Places.notches(0, 0, 100)).isZero();
    }

    @Test
    void eventsAreReadBackFromTheirJson() {
        for (CaptureEvent event : new Events().everyKind(Events.HOSTILE_TEXT)) {
            assertThat(EventJson.read(FakeExportRecord.of(1, event).json())).isEqualTo(event);
        }
    }

    /** The examples of the canonical form are read, too. */
    @Test
    void eventsAreReadFromTheirDocumentedForm() throws Exception {
        List<String> examples = Files.readAllLines(Path.of("../../docs/events.md")).stream()
                .filter(line -> line.startsWith("{"))
                .toList();
        CaptureEvent event = EventJson.read(examples.get(0));
        assertThat(event.subject().application()).isEqualTo("/usr/bin/mousepad");
        String envelope = examples.get(0).substring(0, examples.get(0).indexOf("\"body\":"));
        assertThat(examples).hasSizeGreaterThan(12);
        for (String body : examples.subList(1, examples.size())) {
            CaptureEvent read = EventJson.read(envelope + "\"body\":" + body + "}");
            assertThat(body).contains("\"type\":\"" + read.body().type() + "\"");
        }
    }
}
