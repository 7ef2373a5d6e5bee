package org.oriel.redact.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.oriel.redact.frame.Line.Unit;
import org.oriel.redact.frame.Reader.Symbol;

/** Reads the lines of a picture: words that were seen before from memory, the rest by the reader, line by line. */
final class TextReader {
    /** What the reader knows best: letters of about 32 pixels from top to bottom. */
    private static final double HEIGHT = 32;

    private static final double LARGEST_SCALE = 4;
    /** A longer stretch is read in pieces. */
    private static final int WIDEST = 6000;

    private final Reader reader;
    private final Readings readings;

    TextReader(Reader reader, Readings readings) {
        this.reader = reader;
        this.readings = readings;
    }

    /** A word within its unit: columns from the unit's left edge. */
    private record Part(int left, int right, String text, int confidence, int glyphs) {}

    private record Open(Unit unit, Tile tile, Readings.Place place) {}

    /**
     * The lines with their words.
     *
     * @param until {@link System#nanoTime()} after which nothing new is read
     */
    List<ReadLine> read(int[] pixels, int stride, Box picture, List<Line> lines, long until) {
        List<ReadLine> read = new ArrayList<>();
        for (Line line : lines) {
            read.add(read(pixels, stride, picture, line, until));
        }
        return read;
    }

    private ReadLine read(int[] pixels, int stride, Box picture, Line line, long until) {
        List<List<Part>> parts = new ArrayList<>();
        List<Open> unknown = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (Unit unit : line.units()) {
            Tile tile = Tile.of(pixels, stride, picture, unit.box());
            Readings.Place place = readings.place(tile);
            Optional<List<Part>> known = readings.get(place).map(TextReader::unpack);
            parts.add(known.orElse(List.of()));
            // Neighbours that are not known are read in one go: what stands beside a word helps to read it.
            if (known.isPresent() || wide(unknown, unit)) {
                flush(line, unknown, places, parts, until);
            }
            if (known.isEmpty()) {
                unknown.add(new Open(unit, tile, place));
                places.add(parts.size() - 1);
            }
        }
        flush(line, unknown, places, parts, until);
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Box box = line.units().get(i).box();
            for (Part part : parts.get(i)) {
                words.add(new Word(
                        new Box(box.left() + part.left(), box.top(), box.left() + part.right(), box.bottom()),
                        part.text(),
                        part.confidence(),
                        part.glyphs()));
            }
        }
        return new ReadLine(line.box(), words);
    }

    private static boolean wide(List<Open> unknown, Unit next) {
        return !unknown.isEmpty()
                && next.box().right() - unknown.get(0).unit().box().left() > WIDEST / LARGEST_SCALE;
    }

    /** Reads what is not known yet, and forgets the list. */
    private void flush(Line line, List<Open> unknown, List<Integer> places, List<List<Part>> parts, long until) {
        if (unknown.isEmpty()) {
            return;
        }
        boolean late = System.nanoTime() - until >= 0;
        List<List<Part>> found = late ? List.of() : parts(line, unknown);
        for (int i = 0; i < unknown.size(); i++) {
            Open open = unknown.get(i);
            if (late) {
                Unit unit = open.unit();
                parts.set(
                        places.get(i),
                        List.of(new Part(
                                0,
                                unit.box().width(),
                                "",
                                Word.LATE,
                                unit.glyphs().size())));
                continue;
            }
            List<Part> mine = found.get(i);
            if (mine.size() == 1 && mine.get(0).text().isEmpty() && unknown.size() > 1) {
                mine = parts(line, List.of(open)).get(0);
            }
            readings.put(open.place(), pack(mine));
            parts.set(places.get(i), mine);
        }
        unknown.clear();
        places.clear();
    }

    /** Reads some words of a line; one list each. */
    private List<List<Part>> parts(Line line, List<Open> some) {
        int left = some.get(0).unit().box().left();
        int right = some.get(some.size() - 1).unit().box().right();
        Box source = new Box(left, line.box().top(), right, line.box().bottom());
        double scale = Math.min(LARGEST_SCALE, HEIGHT / source.height());
        Strip strip = new Strip(source, Math.min(scale, 2.0 * WIDEST / source.width()));
        for (Open open : some) {
            strip.draw(open.tile(), open.unit().box());
        }
        List<Symbol> symbols = reader.read(strip);
        Arrays.fill(strip.grey(), (byte) 0);
        List<List<Symbol>> shares = new ArrayList<>();
        some.forEach(open -> shares.add(new ArrayList<>()));
        for (Symbol symbol : symbols) {
            double middle = strip.sourceX((symbol.left() + symbol.right()) / 2.0);
            shares.get(nearest(some, middle)).add(symbol);
        }
        List<List<Part>> parts = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            parts.add(split(some.get(i).unit(), shares.get(i), strip, line.box().height()));
        }
        return parts;
    }

    private static int nearest(List<Open> some, double x) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < some.size(); i++) {
            Box box = some.get(i).unit().box();
            double away = x < box.left() ? box.left() - x : Math.max(0, x - box.right());
            if (away < least) {
                least = away;
                best = i;
            }
        }
        return best;
    }

    /** The words of a unit: the reader's, where a gap between letters agrees. */
    private static List<Part> split(Unit unit, List<Symbol> symbols, Strip strip, int height) {
        List<Part> parts = new ArrayList<>();
        double space = space(unit, symbols.size());
        int begun = 0;
        StringBuilder text = new StringBuilder();
        float confidence = 100;
        for (int i = 0; i < symbols.size(); i++) {
            Symbol symbol = symbols.get(i);
            if (i > 0 && symbol.begins()) {
                double middle = strip.sourceX((symbols.get(i - 1).right() + symbol.left()) / 2.0);
                int gap = gap(unit, begun, middle, height, space);
                if (gap > begun) {
                    parts.add(part(unit, begun, gap, text, confidence));
                    begun = gap;
                    text.setLength(0);
                    confidence = 100;
                }
            }
            text.append(symbol.text());
            confidence = Math.min(confidence, symbol.confidence());
        }
        parts.add(part(unit, begun, unit.glyphs().size(), text, symbols.isEmpty() ? 0 : confidence));
        return parts;
    }

    private static Part part(Unit unit, int from, int to, StringBuilder text, float confidence) {
        int zero = unit.box().left();
        return new Part(
                unit.glyphs().get(from).left() - zero,
                unit.glyphs().get(to - 1).right() - zero,
                text.toString(),
                Math.round(confidence),
                to - from);
    }

    /**
     * Narrower gaps are none. Where letters stand apart, those of equal width, the reader takes a full stop for the end of
     * a word; where most of them touch, every gap may be one.
     */
    private static double space(Unit unit, int letters) {
        List<Box> glyphs = unit.glyphs();
        if (glyphs.size() < 0.6 * letters) {
            return 1;
        }
        int[] gaps = new int[glyphs.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = glyphs.get(i + 1).left() - glyphs.get(i).right();
        }
        Arrays.sort(gaps);
        return gaps.length == 0 ? 0 : Math.max(2, 1.7 * gaps[gaps.length / 2]);
    }

    /** Index of the letter behind the gap that is meant, or -1 when there is none: then there is no space. */
    private static int gap(Unit unit, int begun, double x, int height, double space) {
        int best = -1;
        double least = height * 0.6;
        for (int i = begun + 1; i < unit.glyphs().size(); i++) {
            int left = unit.glyphs().get(i - 1).right();
            int right = unit.glyphs().get(i).left();
            double away = Math.abs((left + right) / 2.0 - x);
            if (right - left >= space && away < least) {
                least = away;
                best = i;
            }
        }
        return best;
    }

    private static byte[] pack(List<Part> parts) {
        int size = 0;
        List<byte[]> texts = new ArrayList<>();
        for (Part part : parts) {
            byte[] text = part.text().getBytes(StandardCharsets.UTF_8);
            texts.add(text);
            size += text.length + 11;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            out.putShort((short) part.left())
                    .putShort((short) part.right())
                    .put((byte) part.confidence())
                    .putInt(texts.get(i).length)
                    .putShort((short) Math.min(Short.MAX_VALUE, part.glyphs()))
                    .put(texts.get(i));
        }
        return out.array();
    }

    private static List<Part> unpack(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<Part> parts = new ArrayList<>();
        while (in.hasRemaining()) {
            int left = in.getShort();
            int right = in.getShort();
            int confidence = in.get();
            byte[] text = new byte[in.getInt()];
            int glyphs = in.getShort();
            in.get(text);
            parts.add(new Part(left, right, new String(text, StandardCharsets.UTF_8), confidence, glyphs));
        }
        return parts;
    }
}
