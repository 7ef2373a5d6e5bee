package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.redact.Finding;

/**
 * What may have become of the text while nobody knew where the caret was: each stretch of keys is tried at every place,
 * long ones between words only, and what the detectors then find is masked. A person who clicks into an address to add a missing letter completes it
 * although no checkpoint ever sees it whole.
 *
 * <p>Each stretch is tried on its own. Where more may have changed than the keys say (undo, paste, a selection by
 * mouse), everything that was not told yet is masked.
 */
final class Guesses {
    /** Up to here a stretch may stand anywhere, also in a word. */
    private static final int SHORT = 16;
    /** With more places than this, everything is masked. */
    private static final int MOST_PLACES = 512;
    /** How far from what may still be masked a stretch is tried. */
    private static final int NEAR = 64;
    /** Characters that are shown to the detectors at once: their budget is for 4,096. */
    private static final int BATCH = 3_600;
    /** Between two guesses; where something is found across, both sides are masked. */
    private static final String BORDER = "\n\n";

    private final Detection detection;
    private final SecretSet secrets;
    private final int distance;

    /** What was typed since the caret went to this unknown place; of a long stretch, both ends. */
    private final StringBuilder typed = new StringBuilder();

    private boolean isLong;
    private int deletedLeft;
    private int deletedRight;
    private boolean wordSelected;
    private boolean news;
    private boolean anything;

    /** The text as far as it is known, the cell of each character, and where cells may still be masked. */
    private final StringBuilder base = new StringBuilder();

    private final List<Cell> cells = new ArrayList<>();
    private int openFrom;
    private int openTo;
    /** The outermost cells that may still be masked. */
    private @Nullable Cell first;

    private @Nullable Cell last;

    /** What is shown to the detectors; where in the base each character is from, -1 if it is not. */
    private final StringBuilder batch = new StringBuilder();

    private int[] at = new int[BATCH];
    private final List<Stretch> stretches = new ArrayList<>();

    /** Where in the batch the stretch is tried. */
    private record Stretch(int start, int end) {
        /** Whether it is part of what was found; if only something was deleted, whether that is inside. */
        boolean isIn(Finding finding) {
            return start == end
                    ? finding.start() < start && finding.end() > start
                    : finding.start() < end && finding.end() > start;
        }
    }

    Guesses(Detection detection, SecretSet secrets, int distance) {
        this.detection = detection;
        this.secrets = secrets;
        this.distance = distance;
    }

    void type(String text) {
        typed.append(text);
        while (typed.length() > 2 * distance) {
            // Only the ends can be part of a value with the text beside them.
            typed.deleteCharAt(distance);
            isLong = true;
        }
        news = true;
    }

    /** One character left of the caret is gone. */
    void backspace(TypedText text, String rule) {
        if (typed.length() <= SHORT) {
            judge(text, rule);
        }
        if (typed.length() > 0) {
            typed.setLength(typed.length() - 1);
        } else {
            deletedLeft++;
        }
        news = true;
    }

    /** One character right of the caret is gone. */
    void delete(TypedText text, String rule) {
        judge(text, rule);
        deletedRight++;
        news = true;
    }

    /** Nobody knows what changed, or what the next key changes. */
    void anything() {
        anything = true;
    }

    /** Text was pasted or cut: nobody knows what changed, and it did. */
    void changed() {
        anything = true;
        news = true;
    }

    /** A word is selected: the next key takes it away. */
    void wordSelected() {
        wordSelected = true;
    }

    /** The caret goes elsewhere. */
    void moved(TypedText text, String rule) {
        judge(text, rule);
        forgetStretch();
    }

    /** The session is over. */
    void reset() {
        forgetStretch();
        anything = false;
    }

    private void forgetStretch() {
        wipe(typed);
        isLong = false;
        deletedLeft = 0;
        deletedRight = 0;
        wordSelected = false;
        news = false;
    }

    /** Masks what the stretch so far may have completed. */
    void judge(TypedText text, String rule) {
        if (!news) {
            return;
        }
        news = false;
        Mask everything = Mask.classOnly(Mask.UNKNOWN_CARET, rule);
        if (!lookAround(text)) {
            return;
        }
        try {
            if (anything || openTo - openFrom > MOST_PLACES) {
                maskOpen(everything);
            } else {
                tryPlaces(text, rule);
            }
        } catch (DetectionFailed | RuntimeException e) {
            // Nobody knows what was completed. Not logged: an exception of a detector may quote the text.
            maskOpen(everything);
        } finally {
            wipe(base);
            wipe(batch);
            cells.clear();
            stretches.clear();
        }
    }

    private void tryPlaces(TypedText text, String rule) throws DetectionFailed {
        if (isLong || typed.length() > SHORT || wordSelected) {
            tryBorders(text, rule);
        }
        if (!isLong && typed.length() <= SHORT) {
            // So far apart that no value contains two of them, several places are tried in one text.
            int apart = distance + typed.length() + deletedLeft + deletedRight + 1;
            for (int place = openFrom; place < openFrom + apart && place <= openTo; place++) {
                tryEvery(place, apart);
                ask(text, rule, BATCH);
            }
        }
        ask(text, rule, 0);
    }

    /** Nobody writes much in the middle of a word: a long stretch, or one for a selected word, stands between words. */
    private void tryBorders(TypedText text, String rule) throws DetectionFailed {
        int token = 0;
        for (int place = 0; place <= base.length(); place++) {
            boolean ends = place == base.length() || Candidates.isBorder(base.charAt(place));
            boolean begins = place == 0 || Candidates.isBorder(base.charAt(place - 1));
            if (place >= openFrom && place <= openTo && (ends || begins)) {
                tryOne(place - deletedLeft, place + deletedRight);
                if (wordSelected && place > token) {
                    tryOne(token, place);
                }
            }
            token = ends ? place + 1 : token;
            ask(text, rule, BATCH);
        }
    }

    /** That the stretch took the place of what stands from {@code from} to {@code to}. */
    private void tryOne(int from, int to) {
        int start = Math.max(0, from);
        int end = Math.min(base.length(), to);
        show(Math.max(0, start - distance), start);
        showStretch();
        show(end, Math.min(base.length(), end + distance));
        showBorder();
    }

    private void tryEvery(int first, int apart) {
        int done = Math.max(0, openFrom - distance);
        for (int place = first; place <= openTo; place += apart) {
            show(done, Math.max(done, place - deletedLeft));
            showStretch();
            done = Math.min(base.length(), place + deletedRight);
        }
        show(done, Math.min(base.length(), Math.max(done, openTo + distance)));
        showBorder();
    }

    private void show(int from, int to) {
        room(to - from);
        for (int i = from; i < to; i++) {
            at[batch.length()] = i;
            batch.append(base.charAt(i));
        }
    }

    private void showStretch() {
        int begin = batch.length();
        if (isLong) {
            showOther(typed.substring(0, distance));
            showBorder();
            showOther(typed.substring(distance));
        } else {
            showOther(typed);
        }
        stretches.add(new Stretch(begin, batch.length()));
    }

    private void showBorder() {
        showOther(BORDER);
    }

    private void showOther(CharSequence other) {
        room(other.length());
        for (int i = 0; i < other.length(); i++) {
            at[batch.length()] = -1;
            batch.append(other.charAt(i));
        }
    }

    private void room(int characters) {
        if (batch.length() + characters > at.length) {
            at = Arrays.copyOf(at, 2 * (batch.length() + characters));
        }
    }

    private void ask(TypedText text, String rule, int when) throws DetectionFailed {
        if (batch.length() <= when) {
            return;
        }
        String shown = batch.toString();
        List<Finding> found = new ArrayList<>(detection.detect(shown));
        found.addAll(secrets.find(shown));
        for (Finding finding : Findings.union(found, shown.length())) {
            if (stretches.stream().anyMatch(stretch -> stretch.isIn(finding))) {
                mask(text, finding, rule);
            }
        }
        stretches.clear();
        wipe(batch);
    }

    private void mask(TypedText text, Finding finding, String rule) {
        int from = Integer.MAX_VALUE;
        int to = -1;
        for (int i = finding.start(); i < finding.end(); i++) {
            if (at[i] >= 0) {
                from = Math.min(from, at[i]);
                to = Math.max(to, at[i]);
            }
        }
        if (to >= 0) {
            Mask mask = Mask.classOnly(Mask.UNKNOWN_CARET, rule);
            Masking.all(cells.get(from), cells.get(to), mask);
            Masking.around(text.head(), cells.get(from), cells.get(to), mask);
        }
    }

    /** Fills the base; false when nothing is left that could be masked. */
    private boolean lookAround(TypedText text) {
        first = null;
        last = null;
        for (Cell cell = text.head().next; cell != null; cell = cell.next) {
            if (!cell.released && cell.mask == null && cell.kind != Cell.Kind.FOREIGN) {
                first = first == null ? cell : first;
                last = cell;
            }
        }
        if (first == null || last == null) {
            return false;
        }
        Cell start = text.before(first, distance + NEAR);
        int behind = -1;
        openFrom = -1;
        openTo = 0;
        for (Cell cell = start.next; cell != null && behind < distance + NEAR; cell = cell.next) {
            openFrom = cell == first ? base.length() : openFrom;
            if (!cell.dead) {
                base.append(cell.text());
                for (int i = 0; i < cell.text().length(); i++) {
                    cells.add(cell);
                }
                behind += behind >= 0 ? cell.text().length() : 0;
            }
            if (cell == last) {
                behind = 0;
                openTo = base.length();
            }
        }
        openFrom = Math.max(0, openFrom - NEAR);
        openTo = Math.min(base.length(), openTo + NEAR);
        return true;
    }

    private void maskOpen(Mask mask) {
        if (last != null) {
            Masking.all(first, last, mask);
        }
    }

    private static void wipe(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            text.setCharAt(i, '\0');
        }
        text.setLength(0);
    }
}
