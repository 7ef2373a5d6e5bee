package org.oriel.redact.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private static final byte[] TEXT = "a reading of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8);

    private static Tile tile(int shade) {
        return new Tile(2, 1, new byte[] {(byte) shade, (byte) 255});
    }

    @Test
    void opensForTheSamePixelsOnly() {
        Readings readings = new Readings(10);
        readings.put(readings.place(tile(0)), TEXT);
        assertThat(readings.get(readings.place(tile(0)))).contains(TEXT);
        assertThat(readings.get(readings.place(tile(128)))).isEmpty();
        Readings.Place place = readings.place(tile(0));
        Readings.Place unsealed = new Readings.Place(place.high(), place.low(), new byte[16]);
        assertThat(readings.get(unsealed).orElseThrow()).isNotEqualTo(TEXT);
    }

    @Test
    void forgetsTheOldest() {
        Readings readings = new Readings(2);
        readings.put(readings.place(tile(0)), TEXT);
        readings.put(readings.place(tile(32)), TEXT);
        assertThat(readings.get(readings.place(tile(0)))).isPresent();
        readings.put(readings.place(tile(64)), TEXT);
        assertThat(readings.size()).isEqualTo(2);
        assertThat(readings.get(readings.place(tile(32)))).isEmpty();
        assertThat(readings.get(readings.place(tile(0)))).isPresent();
    }

    @Test
    void twoSetsHaveTwoKeys() {
        assertThat(new Readings(1).place(tile(0)).high())
                .isNotEqualTo(new Readings(1).place(tile(0)).high());
    }

    @Test
    void wipedItKnowsNothing() {
        Readings readings = new Readings(2);
        Readings.Place place = readings.place(tile(0));
        readings.put(place, TEXT);
        readings.wipe();
        assertThat(readings.get(place)).isEmpty();
    }

    /** A word that moved, and changed its colours, is not read again. */
    @Test
    void movedWordsAreKnown() {
        Readings readings = new Readings(100);
        try (Reader reader = open()) {
            TextReader text = new TextReader(reader, readings);
            List<String> first = words(text, TestScreen.light().write("Vendor invoice", 20, 40), Long.MAX_VALUE);
            assertThat(String.join(" ", first)).contains("Vendor");
            TestScreen moved = TestScreen.light().write("Vendor invoice", 333, 211);
            assertThat(words(text, moved, System.nanoTime() - 1)).isEqualTo(first);
            TestScreen other = TestScreen.light().write("Another matter", 20, 40);
            assertThat(words(text, other, System.nanoTime() - 1)).containsOnly("");
        }
    }

    private static Reader open() {
        try {
            return Reader.open("", "eng");
        } catch (IllegalStateException e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    private static List<String> words(TextReader reader, TestScreen screen, long until) {
        int[] pixels = screen.pixels();
        Box box = screen.box();
        List<Line> lines = Layout.of(pixels, box.width(), box).lines();
        return reader.read(pixels, box.width(), box, lines, until).stream()
                .flatMap(line -> line.words().stream())
                .map(Word::text)
                .toList();
    }
}
