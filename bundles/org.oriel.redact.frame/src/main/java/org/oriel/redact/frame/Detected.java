package org.oriel.redact.frame;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.PictureView;

/** Decides which words are masked because of what they say: by the detectors, and where the reading is doubtful. */
final class Detected {
    /** Why a word is masked. */
    record Reason(String type, String rule) {}

    /** Below it a reading is doubtful. */
    private static final int DOUBTFUL = 75;

    private static final int MANY_DIGITS = 6;
    private static final int TOKEN = 16;
    private static final int UNREAD_GLYPHS = 4;

    private Detected() {}

    /** The words of {@code lines} that must not be seen. */
    static Map<Word, Reason> of(List<ReadLine> lines, PictureView view) {
        Map<Word, Reason> masked = found(lines, view);
        for (ReadLine line : lines) {
            for (Word word : line.words()) {
                Reason doubt = doubt(word);
                if (doubt != null) {
                    masked.putIfAbsent(word, doubt);
                }
            }
            besides(line, masked);
        }
        return masked;
    }

    /** What the detectors find. */
    static Map<Word, Reason> found(List<ReadLine> lines, PictureView view) {
        Map<Word, Reason> masked = new IdentityHashMap<>();
        List<Passage> passages = Passage.of(lines);
        if (passages.isEmpty()) {
            return masked;
        }
        List<Sensitive> texts = new ArrayList<>();
        passages.forEach(passage -> texts.add(passage.text()));
        List<List<Finding>> findings = view.find(texts);
        if (findings.size() != passages.size()) {
            throw new IllegalStateException("answers for " + findings.size() + " texts, wanted for " + passages.size());
        }
        for (int i = 0; i < passages.size(); i++) {
            Passage passage = passages.get(i);
            for (Finding finding : findings.get(i)) {
                Reason reason = new Reason(finding.type(), finding.rule());
                int end = Math.min(finding.end(), passage.owners().length);
                for (int c = finding.start(); c < end; c++) {
                    if (passage.owners()[c] >= 0) {
                        masked.putIfAbsent(passage.words().get(passage.owners()[c]), reason);
                    }
                }
            }
        }
        return masked;
    }

    /** What no detector can judge because it was not read well: numbers, tokens, writing that is not known. */
    private static @Nullable Reason doubt(Word word) {
        if (word.confidence() == Word.LATE) {
            return new Reason("UNREADABLE", "late");
        }
        String text = word.text();
        if (text.isEmpty()) {
            boolean writing = word.glyphs() >= UNREAD_GLYPHS
                    || word.box().width() > 3 * word.box().height();
            return writing ? new Reason("UNREADABLE", "unread") : null;
        }
        int digits = 0;
        int lower = 0;
        int upper = 0;
        for (int i = 0; i < text.length(); i++) {
            digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
            lower += Character.isLowerCase(text.charAt(i)) ? 1 : 0;
            upper += Character.isUpperCase(text.charAt(i)) ? 1 : 0;
        }
        if (digits >= MANY_DIGITS && word.confidence() < DOUBTFUL) {
            return new Reason("NUMBER", "doubtful");
        }
        // Tesseract reads one random token in four exactly: what looks like one is taken for one.
        return text.length() >= TOKEN && digits > 1 && lower > 1 && upper > 1 && !text.contains("/")
                ? new Reason("SECRET", "token-shape")
                : null;
    }

    /** A doubtful word beside a masked one may belong to it. */
    private static void besides(ReadLine line, Map<Word, Reason> masked) {
        List<Word> words = line.words();
        for (int pass = 0; pass < 2; pass++) {
            List<Word> more = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                boolean beside = i > 0 && masked.containsKey(words.get(i - 1))
                        || i + 1 < words.size() && masked.containsKey(words.get(i + 1));
                if (beside && words.get(i).confidence() < DOUBTFUL) {
                    more.add(words.get(i));
                }
            }
            more.forEach(word -> masked.putIfAbsent(word, new Reason("UNREADABLE", "beside")));
        }
    }
}
