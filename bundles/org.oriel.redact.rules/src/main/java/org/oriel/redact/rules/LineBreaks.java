package org.oriel.redact.rules;

import java.util.Arrays;
import java.util.Queue;

/**
 * Values that a line break cuts in two: where digits or a longer token end a line and go on in the next one, the two
 * lines are looked at as one.
 */
final class LineBreaks {
    private static final int CONTEXT = 64;
    private static final int LONGEST = 256;
    private static final int INDENT = 8;
    /** Two words at a line break are rarely as long as this together, and hardly ever with digits. */
    private static final int SHORTEST_TOKEN = 16;

    private static final int FEWEST_DIGITS = 6;
    private static final int MOST_DIGITS = 40;

    private final PlainText text;
    /** Where what was found already begins and ends. */
    private final int[] edges;

    private final Steps steps;

    LineBreaks(PlainText text, Hits hits, Steps steps) {
        this.text = text;
        edges = hits.edges();
        this.steps = steps;
    }

    void into(Queue<Variant> variants) {
        char[] chars = text.chars();
        for (int i = 1; i < text.length(); i++) {
            if (chars[i] == '\n') {
                int left = chars[i - 1] == '\r' ? i - 1 : i;
                // The space between two groups may stand before the break.
                left -= text.at(left - 1) == ' ' ? 1 : 0;
                int right = i + 1;
                while (right - i <= INDENT && (text.at(right) == ' ' || text.at(right) == '\t')) {
                    right++;
                }
                if (Scan.isToken(text.at(left - 1)) && Scan.isToken(text.at(right))) {
                    lines(left, right, variants);
                }
            }
        }
    }

    private void lines(int left, int right, Queue<Variant> variants) {
        if (isEdgeOfFinding(text.originalEnd(left)) || isEdgeOfFinding(text.originalStart(right))) {
            return;
        }
        int from = left;
        boolean digit = false;
        boolean letter = false;
        while (left - from < LONGEST && Scan.isToken(text.at(from - 1))) {
            digit |= text.isDigit(--from);
            letter |= text.isLetter(from);
        }
        int to = right;
        while (to - right < LONGEST && Scan.isToken(text.at(to))) {
            letter |= text.isLetter(to);
            digit |= text.isDigit(to++);
        }
        steps.add(to - from);
        if (!digit) {
            return;
        }
        if (letter && left - from + to - right >= SHORTEST_TOKEN) {
            variants.add(joined(from, left, right, to, "", false));
        } else {
            numbers(left, right, variants);
        }
    }

    private boolean isEdgeOfFinding(int place) {
        return Arrays.binarySearch(edges, place) >= 0;
    }

    private void numbers(int left, int right, Queue<Variant> variants) {
        boolean cut = text.isDigit(left - 1) && text.isDigit(right);
        boolean ends = text.isDigit(left - 1) || text.isDigit(left - 2);
        boolean goesOn = text.isDigit(right) || (text.isDigit(right + 1) && inNumber(right));
        if (!ends || !goesOn) {
            return;
        }
        int from = left;
        int digits = 0;
        while (left - from < CONTEXT && inNumber(from - 1)) {
            digits += text.isDigit(--from) ? 1 : 0;
        }
        int to = right;
        while (to - right < CONTEXT && inNumber(to)) {
            digits += text.isDigit(to++) ? 1 : 0;
        }
        steps.add(to - from);
        boolean column = isEdge(from - 1) && isEdge(to);
        if (digits >= FEWEST_DIGITS && digits <= MOST_DIGITS && !column) {
            variants.add(joined(from, left, right, to, "", true));
            if (cut) {
                variants.add(joined(from, left, right, to, " ", true));
            }
        }
    }

    private boolean inNumber(int i) {
        return text.isDigit(i) || " -./".indexOf(text.at(i)) >= 0;
    }

    private boolean isEdge(int i) {
        char c = text.at(i);
        return c == '\n' || c == '\r' || c == '\0';
    }

    private Variant joined(int from, int left, int right, int to, String by, boolean digitsOnly) {
        int start = Math.max(0, from - CONTEXT);
        int end = Math.min(text.length(), to + CONTEXT);
        VariantBuilder builder = new VariantBuilder(text, end - start).copy(start, left);
        for (char c : by.toCharArray()) {
            builder.put(c, left, right);
        }
        return builder.mark().copy(right, end).build(true, digitsOnly);
    }
}
