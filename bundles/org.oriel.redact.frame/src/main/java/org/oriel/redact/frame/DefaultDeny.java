package org.oriel.redact.frame;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.redact.frame.Vocabulary.Kind;

/** Decides which words of a line stay under {@code DEFAULT_DENY}: plain ones, in plain company. */
final class DefaultDeny {
    private static final Pattern SHAPE = Pattern.compile(
            "[\\p{Ps}\\p{Pi}\"'«»›<>]?(\\p{L}[\\p{L}']*|\\d{1,2}:\\d{2}|\\d{1,2}[%.)]?)[\\p{Pe}\\p{Pf}\"',.:;!?…<>«»›]*");

    private static final Pattern SIGN = Pattern.compile("[-–—|/+×x•·.…<>«»›&=:;,*?!()\\[\\]]{1,2}");
    /** What ties a word to one beside it into an address, a path or a name. */
    private static final String TIES = "./-_@\\=:&?#~";

    private static final int LARGEST_ICON = 72;
    private static final int CERTAIN = 80;

    private final Vocabulary vocabulary;
    private final int confidence;

    /** @param confidence of the reader, below which a word does not stay */
    DefaultDeny(Vocabulary vocabulary, int confidence) {
        this.vocabulary = vocabulary;
        this.confidence = confidence;
    }

    private enum Verdict {
        /** Plain whatever stands beside it. */
        SAFE,
        /** A word of interfaces in capitals: it may be part of a name. */
        CAPITAL,
        /** A short number. */
        NUMBER,
        /** A sign, or a drawing. */
        SIGN,
        /** Not to be seen. */
        MASKED
    }

    /**
     * Which words of {@code line} stay.
     *
     * @param photo whether a small drawing has the colours of a photograph
     */
    boolean[] kept(ReadLine line, Predicate<Box> photo) {
        List<Word> words = line.words();
        Verdict[] verdicts = new Verdict[words.size()];
        for (int i = 0; i < verdicts.length; i++) {
            verdicts[i] = verdict(line, i, photo);
        }
        boolean[] kept = new boolean[verdicts.length];
        for (int i = 0; i < verdicts.length; i++) {
            kept[i] = verdicts[i] != Verdict.MASKED && !tied(line, verdicts, i) && !named(words, verdicts, i);
        }
        for (int i = 0; i < verdicts.length; i++) {
            if (verdicts[i] == Verdict.NUMBER) {
                kept[i] &= alone(verdicts, kept, i - 1) && alone(verdicts, kept, i + 1);
            }
        }
        return kept;
    }

    private Verdict verdict(ReadLine line, int index, Predicate<Box> photo) {
        Word word = line.words().get(index);
        String text = word.text();
        if (icon(line, index)) {
            return photo.test(word.box()) ? Verdict.MASKED : Verdict.SIGN;
        }
        if (word.confidence() < confidence) {
            return Verdict.MASKED;
        }
        if (SIGN.matcher(text).matches()) {
            return Verdict.SIGN;
        }
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Verdict.MASKED;
        }
        String core = matcher.group(1);
        if (Character.isDigit(core.charAt(0))) {
            return Verdict.NUMBER;
        }
        Kind kind = vocabulary.kind(core);
        if (kind == Kind.NONE || (core.length() <= 3 && kind == Kind.PLAIN && word.confidence() < CERTAIN)) {
            return Verdict.MASKED;
        }
        boolean label = text.endsWith(":");
        return kind == Kind.INTERFACE && Character.isUpperCase(core.charAt(0)) && !label
                ? Verdict.CAPITAL
                : Verdict.SAFE;
    }

    /** A small lone drawing that is not read as letters. Writing without spaces is not alone. */
    private static boolean icon(ReadLine line, int index) {
        Word word = line.words().get(index);
        Box box = word.box();
        long letters =
                word.text().codePoints().filter(Character::isLetterOrDigit).count();
        boolean small = Math.max(box.width(), box.height()) <= LARGEST_ICON && box.width() <= 2.5 * box.height();
        if (!small || word.glyphs() > 2 || letters > 1 || word.confidence() == Word.LATE) {
            return false;
        }
        if (letters == 1 && Character.isDigit(word.text().codePointAt(0))) {
            return false;
        }
        if ("#@$~".contains(word.text()) && !word.text().isEmpty()) {
            return false;
        }
        return gap(line.words(), index - 1) >= 0.6 * box.height() && gap(line.words(), index) >= 0.6 * box.height();
    }

    /** Between a word and the next; endless at the ends of a line. */
    private static double gap(List<Word> words, int index) {
        if (index < 0 || index + 1 >= words.size()) {
            return Double.MAX_VALUE;
        }
        return words.get(index + 1).box().left() - words.get(index).box().right();
    }

    /** Whether a word goes on what is masked beside it: a channel behind #, the end of an address. */
    private static boolean tied(ReadLine line, Verdict[] verdicts, int index) {
        List<Word> words = line.words();
        if (index > 0 && verdicts[index - 1] == Verdict.MASKED) {
            Word before = words.get(index - 1);
            String text = before.text();
            // One letter that was not understood in front of a word: # and @ are often read as something else.
            boolean sigil = text.length() <= 1
                    && before.box().width() <= 1.3 * line.box().height()
                    && !(text.length() == 1 && Character.isDigit(text.charAt(0)));
            boolean near = gap(words, index - 1) < 0.6 * before.box().height();
            if (sigil || near && ties(text, text.length() - 1)) {
                return true;
            }
        }
        return index + 1 < words.size()
                && verdicts[index + 1] == Verdict.MASKED
                && gap(words, index) < 0.6 * words.get(index).box().height()
                && ties(words.get(index + 1).text(), 0);
    }

    private static boolean ties(String text, int at) {
        return at >= 0 && at < text.length() && TIES.indexOf(text.charAt(at)) >= 0;
    }

    /** Whether a capitalised word of interfaces stands beside a masked one in capitals: part of a name then. */
    private static boolean named(List<Word> words, Verdict[] verdicts, int index) {
        return verdicts[index] == Verdict.CAPITAL
                && (capital(words, verdicts, index - 1) || capital(words, verdicts, index + 1));
    }

    private static boolean capital(List<Word> words, Verdict[] verdicts, int index) {
        return index >= 0
                && index < verdicts.length
                && verdicts[index] == Verdict.MASKED
                && !words.get(index).text().isEmpty()
                && Character.isUpperCase(words.get(index).text().codePointAt(0));
    }

    /** Beside a number nothing else may be hidden, nor another number. */
    private static boolean alone(Verdict[] verdicts, boolean[] kept, int index) {
        return index < 0 || index >= verdicts.length || (kept[index] && verdicts[index] != Verdict.NUMBER);
    }
}
