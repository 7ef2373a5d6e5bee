package org.oriel.redact.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Sensitive;

/** A text for the detectors, and whose letters its characters are. */
record Passage(Sensitive text, List<Word> words, int[] owners) {
    /** How a passage is put together. */
    private enum Way {
        AS_READ,
        /** Letters that look like digits are digits, in what is mostly a number. */
        DIGITS,
        /** No space where an address or a path goes on. */
        GLUED
    }

    private static final String LOOKS = "OoQDlI|iSsBZzG";
    private static final String MEANT = "00001111558226";
    private static final String GLUE = "./@-_=";
    private static final int TAIL = 64;

    /** Every passage that {@code lines} make: each line, lines beside each other, and lines that go on below. */
    static List<Passage> of(List<ReadLine> lines) {
        List<Passage> passages = new ArrayList<>();
        for (ReadLine line : lines) {
            add(passages, line.words());
        }
        for (List<ReadLine> row : rows(lines)) {
            if (row.size() > 1) {
                List<Word> words = new ArrayList<>();
                row.forEach(line -> words.addAll(line.words()));
                add(passages, words);
            }
        }
        broken(passages, lines);
        return passages;
    }

    private static void add(List<Passage> passages, List<Word> words) {
        Passage read = of(words, Way.AS_READ);
        if (read.text().isEmpty()) {
            return;
        }
        passages.add(read);
        for (Way way : List.of(Way.DIGITS, Way.GLUED)) {
            Passage other = of(words, way);
            if (!other.text().equals(read.text())) {
                passages.add(other);
            }
        }
    }

    private static Passage of(List<Word> words, Way way) {
        StringBuilder text = new StringBuilder();
        List<Integer> owners = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).text();
            if (word.isEmpty()) {
                continue;
            }
            if (!text.isEmpty() && !(way == Way.GLUED && glued(words, i, text))) {
                text.append(' ');
                owners.add(-1);
            }
            text.append(way == Way.DIGITS ? digits(word) : word);
            for (int c = 0; c < word.length(); c++) {
                owners.add(i);
            }
        }
        return new Passage(
                Sensitive.of(text.toString()),
                words,
                owners.stream().mapToInt(Integer::intValue).toArray());
    }

    private static boolean glued(List<Word> words, int index, StringBuilder before) {
        Word word = words.get(index);
        boolean near = index > 0
                && word.box().left() - words.get(index - 1).box().right()
                        < 0.8 * word.box().height();
        return near
                && (GLUE.indexOf(before.charAt(before.length() - 1)) >= 0
                        || GLUE.indexOf(word.text().charAt(0)) >= 0);
    }

    private static String digits(String word) {
        int digits = 0;
        int other = 0;
        for (int i = 0; i < word.length(); i++) {
            digits += Character.isDigit(word.charAt(i)) ? 1 : 0;
            other += Character.isLetter(word.charAt(i)) && LOOKS.indexOf(word.charAt(i)) < 0 ? 1 : 0;
        }
        if (digits < 2 || other > 0) {
            return word;
        }
        StringBuilder meant = new StringBuilder(word);
        for (int i = 0; i < word.length(); i++) {
            int looks = LOOKS.indexOf(word.charAt(i));
            if (looks >= 0) {
                meant.setCharAt(i, MEANT.charAt(looks));
            }
        }
        return meant.toString();
    }

    /** Lines at one height, left to right: a label and its value may stand far apart. */
    static List<List<ReadLine>> rows(List<ReadLine> lines) {
        List<ReadLine> sorted = new ArrayList<>(lines);
        sorted.sort(
                Comparator.comparingInt(line -> line.box().top() + line.box().bottom()));
        List<List<ReadLine>> rows = new ArrayList<>();
        for (ReadLine line : sorted) {
            List<ReadLine> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
            if (!last.isEmpty() && sameRow(last.get(0).box(), line.box())) {
                last.add(line);
            } else {
                rows.add(new ArrayList<>(List.of(line)));
            }
        }
        rows.forEach(row -> row.sort(Comparator.comparingInt(line -> line.box().left())));
        return rows;
    }

    private static boolean sameRow(Box a, Box b) {
        int shared = Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top());
        return shared >= 0.5 * Math.min(a.height(), b.height());
    }

    /** A long word that goes on in the next line. */
    private static void broken(List<Passage> passages, List<ReadLine> lines) {
        for (ReadLine upper : lines) {
            for (ReadLine lower : lines) {
                int gap = lower.box().top() - upper.box().bottom();
                if (gap >= -upper.box().height() / 2
                        && gap < upper.box().height()
                        && lower.box().top() > upper.box().top()
                        && lower.box().left() < upper.box().right()
                        && upper.box().left() < lower.box().right()) {
                    Passage whole = joined(upper, lower);
                    if (whole != null) {
                        passages.add(whole);
                    }
                }
            }
        }
    }

    private static @Nullable Passage joined(ReadLine upper, ReadLine lower) {
        Word last = upper.words().get(upper.words().size() - 1);
        Word first = lower.words().get(0);
        boolean open = last.text().length() >= 8 && !last.text().chars().allMatch(Character::isLetter);
        if (!open
                || first.text().isEmpty()
                || first.text().length() + last.text().length() > 2 * TAIL) {
            return null;
        }
        int[] owners = new int[last.text().length() + first.text().length()];
        Arrays.fill(owners, last.text().length(), owners.length, 1);
        return new Passage(Sensitive.of(last.text() + first.text()), List.of(last, first), owners);
    }
}
