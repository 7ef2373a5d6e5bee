package org.oriel.consent;

import java.util.ArrayList;
import java.util.List;

/** Text for people. */
final class Text {
    private static final int COLUMNS = 80;

    private Text() {}

    /**
     * One line without control or format characters. A bundle's own words go to a terminal: an escape sequence or a
     * change of direction in them could hide what the person agrees to.
     */
    static String oneLine(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> clean.append(' ');
                default -> clean.appendCodePoint(c);
            }
        });
        return clean.toString().strip().replaceAll("\\s+", " ");
    }

    /** Lines of at most 80 columns; the first begins with {@code first}, the others with as many spaces. */
    static List<String> wrap(String first, String text) {
        List<String> lines = new ArrayList<>();
        String indent = " ".repeat(first.length());
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : oneLine(text).split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
