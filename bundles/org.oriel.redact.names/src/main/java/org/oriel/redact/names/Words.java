package org.oriel.redact.names;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text as a row of words: runs of letters and digits, folded to lower case without diacritics, each with its place in
 * the text as it came. Invisible characters are skipped, full-width ones narrowed.
 */
final class Words {
    /** One word. {@code cased} is as it was written, without diacritics. */
    record Word(String folded, String cased, int start, int end) {
        /** One capital letter. */
        boolean isInitial() {
            return cased.length() == 1 && Character.isUpperCase(cased.charAt(0));
        }

        /** A capital and at least one small letter behind. */
        boolean isCapitalised() {
            return cased.length() > 1 && Character.isUpperCase(cased.charAt(0)) && hasSmall() && !hasDigit();
        }

        boolean isUpper() {
            return cased.length() > 1 && !hasSmall() && !hasDigit() && Character.isUpperCase(cased.charAt(0));
        }

        private boolean hasSmall() {
            for (int i = 1; i < cased.length(); i++) {
                if (Character.isLowerCase(cased.charAt(i))) {
                    return true;
                }
            }
            return false;
        }

        private boolean hasDigit() {
            for (int i = 0; i < cased.length(); i++) {
                if (Character.isDigit(cased.charAt(i))) {
                    return true;
                }
            }
            return false;
        }
    }

    private final String text;
    private final List<Word> words = new ArrayList<>();

    Words(String text) {
        this.text = text;
        StringBuilder run = new StringBuilder();
        int start = 0;
        int end = 0;
        for (int i = 0; i < text.length(); ) {
            int plain = run.isEmpty() ? asciiWord(text, i) : i;
            if (plain > i && (plain == text.length() || text.charAt(plain) < 128)) {
                String cased = text.substring(i, plain);
                words.add(new Word(cased.toLowerCase(Locale.ROOT), cased, i, plain));
                i = plain;
                continue;
            }
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (Character.isLetterOrDigit(c) || isMark(c)) {
                if (run.isEmpty()) {
                    start = i;
                }
                run.appendCodePoint(c);
                end = next;
            } else if (Character.getType(c) != Character.FORMAT || run.isEmpty()) {
                add(run, start, end);
            }
            i = next;
        }
        add(run, start, end);
    }

    /** Where the letters and digits of ASCII that begin at {@code from} end: nearly all words, without detours. */
    private static int asciiWord(String text, int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')) {
                return i;
            }
            i++;
        }
        return i;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private void add(StringBuilder run, int start, int end) {
        if (!run.isEmpty()) {
            String plain = plain(run);
            words.add(new Word(plain.toLowerCase(Locale.ROOT), plain, start, end));
            run.setLength(0);
        }
    }

    /** Without diacritics and compatibility forms; most words are plain already. */
    private static String plain(CharSequence word) {
        boolean ascii = true;
        for (int i = 0; i < word.length() && ascii; i++) {
            ascii = word.charAt(i) < 128;
        }
        if (ascii) {
            return word.toString();
        }
        String apart = Normalizer.normalize(word, Normalizer.Form.NFKD);
        StringBuilder plain = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            switch (c) {
                case 'ß' -> plain.append("ss");
                case 'ø' -> plain.append('o');
                case 'Ø' -> plain.append('O');
                case 'ł' -> plain.append('l');
                case 'Ł' -> plain.append('L');
                case 'đ' -> plain.append('d');
                case 'Đ' -> plain.append('D');
                case 'ı' -> plain.append('i');
                case 'æ' -> plain.append("ae");
                case 'œ' -> plain.append("oe");
                default -> {
                    if (Character.getType(c) != Character.NON_SPACING_MARK) {
                        plain.append(c);
                    }
                }
            }
        }
        return plain.toString();
    }

    int size() {
        return words.size();
    }

    Word get(int i) {
        return words.get(i);
    }

    /** What stands between word {@code i} and the next one, or behind the last. */
    String gap(int i) {
        int from = words.get(i).end();
        int to = i + 1 < words.size() ? words.get(i + 1).start() : text.length();
        return text.substring(from, Math.min(to, from + 8));
    }

    /** What stands before word {@code i}, at most eight characters. */
    String before(int i) {
        int to = words.get(i).start();
        int from = i == 0 ? 0 : words.get(i - 1).end();
        return text.substring(Math.max(from, to - 8), to);
    }

    String text() {
        return text;
    }
}
