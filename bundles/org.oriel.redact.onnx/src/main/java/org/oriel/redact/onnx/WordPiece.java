package org.oriel.redact.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Splits a text into the pieces of a BERT vocabulary: words at spaces and punctuation, then the longest known piece
 * again and again (Wu et al. 2016, section 4.1). Every piece knows where in the text it stands.
 */
final class WordPiece {
    /** A piece of a text, from {@code start} up to {@code end}. */
    record Piece(long id, int start, int end) {}

    private static final int LONGEST_WORD = 100;
    private static final String INSIDE = "##";

    private final Map<String, Long> vocabulary = new HashMap<>();
    private final boolean lowerCase;

    /** @param vocabularyFile one piece a line; its number is the line's, from 0 */
    WordPiece(Path vocabularyFile, boolean lowerCase) throws IOException {
        this.lowerCase = lowerCase;
        long id = 0;
        for (String line : Files.readAllLines(vocabularyFile)) {
            vocabulary.putIfAbsent(line.strip(), id++);
        }
        for (String needed : List.of("[CLS]", "[SEP]", "[UNK]")) {
            if (!vocabulary.containsKey(needed)) {
                throw new IllegalArgumentException(vocabularyFile + " has no line " + needed);
            }
        }
    }

    long id(String piece) {
        return vocabulary.getOrDefault(piece, vocabulary.getOrDefault("[UNK]", 0L));
    }

    List<Piece> split(String text) {
        List<Piece> pieces = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            if (isSeparate(point)) {
                pieces.add(new Piece(id(text.substring(i, next)), i, next));
                i = next;
            } else if (isSpace(point)) {
                i = next;
            } else {
                int end = wordEnd(text, next);
                word(text, i, end, pieces);
                i = end;
            }
        }
        return pieces;
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            if (isSpace(point) || isSeparate(point)) {
                return end;
            }
            end += Character.charCount(point);
        }
        return end;
    }

    private static boolean isSpace(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point) || Character.isISOControl(point);
    }

    /** Punctuation, and the scripts whose words have no spaces between them. */
    private static boolean isSeparate(int point) {
        boolean sign = point < 0x80 ? point > ' ' && !Character.isLetterOrDigit(point) : isPunctuation(point);
        return sign || Character.isIdeographic(point);
    }

    private static boolean isPunctuation(int point) {
        return switch (Character.getType(point)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private void word(String text, int start, int end, List<Piece> pieces) {
        int before = pieces.size();
        int from = start;
        while (from < end && end - start <= LONGEST_WORD) {
            int to = end;
            Long id = null;
            while (to > from && id == null) {
                String piece = text.substring(from, to);
                String known = lowerCase ? piece.toLowerCase(Locale.ROOT) : piece;
                id = vocabulary.get(from == start ? known : INSIDE + known);
                to = id == null ? to - 1 : to;
            }
            if (id == null) {
                break;
            }
            pieces.add(new Piece(id, from, to));
            from = to;
        }
        if (from < end) {
            // One unknown part makes the word unknown, as in training.
            pieces.subList(before, pieces.size()).clear();
            pieces.add(new Piece(id("[UNK]"), start, end));
        }
    }
}
