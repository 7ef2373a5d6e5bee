package org.oriel.redact.titles;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A title in one spelling of dashes, dots, spaces and apostrophes, without invisible characters, that remembers
 * where each character came from. Placeholders of earlier masking are marked: they are opaque, and fit any slot.
 */
final class Level {
    /** A placeholder as the host writes it. The bound keeps a page from passing a sentence for one. */
    private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Z][A-Z0-9_]{0,31}>");

    private final String text;
    private final int[] at;
    private final boolean[] opaque;

    private Level(String text, int[] at, boolean[] opaque) {
        this.text = text;
        this.at = at;
        this.opaque = opaque;
    }

    /** Levels {@code title}; every text of the form of a placeholder counts as one. */
    static Level of(String title) {
        return of(title, null);
    }

    /** Levels {@code title}; only {@code refs} count as placeholders, any of the form where it is {@code null}. */
    static Level of(String title, @org.jspecify.annotations.Nullable Set<String> refs) {
        StringBuilder out = new StringBuilder(title.length());
        int[] at = new int[title.length()];
        for (int i = 0; i < title.length(); i++) {
            char c = narrow(title.charAt(i));
            boolean again = c == ' ' && !out.isEmpty() && out.charAt(out.length() - 1) == ' ';
            if (c != 0 && !again) {
                at[out.length()] = i;
                out.append(c);
            }
        }
        String text = out.toString();
        boolean[] opaque = new boolean[text.length()];
        for (Matcher m = PLACEHOLDER.matcher(text); m.find(); ) {
            if (refs == null || refs.contains(m.group())) {
                java.util.Arrays.fill(opaque, m.start(), m.end(), true);
            }
        }
        return new Level(text, at, opaque);
    }

    private static char narrow(char c) {
        if (c < 128) {
            return c;
        }
        return switch (c) {
            case '\u00b7', '\u2022', '\u2219', '\u22c5' -> '·';
            case '\uff5c', '\u2502' -> '|';
            case '\u2018', '\u2019' -> '\'';
            default ->
                switch (Character.getType(c)) {
                    case Character.DASH_PUNCTUATION -> '-';
                    case Character.SPACE_SEPARATOR -> ' ';
                    case Character.FORMAT -> 0;
                    default -> c;
                };
        };
    }

    String text() {
        return text;
    }

    int length() {
        return text.length();
    }

    /** Where character {@code i} stands in the title as it came. */
    int start(int i) {
        return at[i];
    }

    /** Where the stretch that ends before {@code i} ends in the title as it came. */
    int end(int i) {
        return at[i - 1] + 1;
    }

    /** Whether the stretch is one placeholder. */
    boolean isPlaceholder(int from, int to) {
        return to - from > 2 && opaque[from] && text.indexOf('>', from) == to - 1;
    }

    /** Whether a letter, digit or symbol outside placeholders stands in the stretch. */
    boolean tells(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!opaque[i] && !isPlain(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Signs that stand between parts of a title and say nothing. */
    private static boolean isPlain(char c) {
        return c <= ' ' || "-|·/\\:;,.()[]{}<>*'\"&+#@?!".indexOf(c) >= 0;
    }
}
