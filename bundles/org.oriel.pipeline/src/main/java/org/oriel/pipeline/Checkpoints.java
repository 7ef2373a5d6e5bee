package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.redact.Finding;

/**
 * Shows the text around what changed to the detectors and puts masks on what they find; a mask never goes away. A
 * checkpoint is due before a deletion or a move of the caret that follows typing, after every 16 characters, and at
 * the end.
 */
final class Checkpoints {
    private static final int EVERY = 16;
    /** The window ends at a blank if there is one within this many characters, so that it cuts no token. */
    private static final int SLACK = 64;

    private static final int SHORTEST_RUN = 4;

    private final Detection detection;
    private final SecretSet secrets;
    private final int distance;

    private final StringBuilder window = new StringBuilder(512);
    private final List<Cell> cells = new ArrayList<>(512);
    private int caretAt;
    private int runAt;

    private int inserted;
    private boolean deleted;
    /** More than what is near the caret changed. */
    private boolean everything;
    /** What the secret set was when it was last asked. */
    private long known;

    private long lateJoins;

    Checkpoints(Detection detection, SecretSet secrets, int distance) {
        this.detection = detection;
        this.secrets = secrets;
        this.distance = distance;
    }

    /** Characters were typed; true when a checkpoint is due. */
    boolean typed(int characters) {
        inserted += characters;
        return inserted >= EVERY;
    }

    void deleted() {
        deleted = true;
    }

    /** The application said what the text is. */
    void aligned() {
        everything = true;
    }

    /** Whether something was masked elsewhere that may stand here. */
    boolean isOutdated() {
        return known != secrets.version();
    }

    /** Characters that no checkpoint has seen. */
    int unchecked() {
        return inserted;
    }

    boolean sawDeletion() {
        return deleted;
    }

    /** Matches that reached into text which was told already. */
    long lateJoins() {
        return lateJoins;
    }

    /** A new session. */
    void reset() {
        inserted = 0;
        deleted = false;
        everything = false;
        known = secrets.version();
    }

    /** Judges what changed since the last time. */
    void run(TypedText text) {
        boolean all = everything || isOutdated();
        if (inserted > 0 || deleted || all) {
            judge(text, all);
            if (isOutdated()) {
                // What was just found may stand elsewhere, where nothing gave it away.
                judge(text, true);
            }
            known = secrets.version();
        }
    }

    private void judge(TypedText text, boolean all) {
        Cell before = windowStart(text, inserted + distance);
        Cell last = all ? fillHeld(text, before) : fill(text, before, distance, null);
        inserted = 0;
        deleted = false;
        everything = false;
        String shown = window.toString();
        if (shown.isEmpty()) {
            return;
        }
        try {
            List<Finding> found = new ArrayList<>(detection.detect(shown));
            addRun(text, shown, found);
            addJoined(shown, found);
            found.addAll(secrets.find(shown));
            for (Finding finding : Findings.union(found, shown.length())) {
                mask(text, finding, shown.substring(finding.start(), finding.end()));
            }
            maskGuesses(text, shown);
            maskBesidePastes(text);
        } catch (DetectionFailed | RuntimeException e) {
            // Nobody knows what stands here. Not logged: an exception of a detector may quote the text.
            Masking.all(before.next, last, Mask.classOnly(Mask.UNDECIDED, Mask.DETECTOR_FAILED));
        } finally {
            clear();
        }
    }

    /** Masks every candidate that was not told yet: where the caret is lost, nobody will see it finished. */
    void maskCandidates(TypedText text, String rule) {
        mask(text, rule, false);
    }

    /** Masks the candidate that the caret touches. */
    void maskCandidateAtCaret(TypedText text, String rule) {
        mask(text, rule, true);
    }

    private void mask(TypedText text, String rule, boolean atCaret) {
        int reach = atCaret ? 2 * distance : Integer.MAX_VALUE;
        fill(text, windowStart(text, reach), reach, null);
        List<Candidates.Range> ranges = new ArrayList<>(Candidates.in(window.toString()));
        if (!atCaret) {
            ranges.addAll(Candidates.distinctive(window.toString()));
        }
        ranges.add(tokenAt(caretAt));
        for (Candidates.Range range : Candidates.joined(ranges, window)) {
            boolean touches = range.start() <= caretAt && range.end() >= caretAt;
            if (range.end() > range.start() && (touches || !atCaret)) {
                maskRange(text, range, Mask.classOnly(Mask.UNKNOWN_CARET, rule));
            }
        }
        clear();
    }

    /** A value with a held key in it is not what the detectors saw: its candidate is masked whatever they said. */
    private void maskGuesses(TypedText text, String shown) {
        boolean guessed = false;
        for (Cell cell : cells) {
            guessed |= isGuess(cell);
        }
        if (guessed) {
            for (Candidates.Range range : Candidates.joined(Candidates.in(shown), shown)) {
                if (cells.subList(range.start(), range.end()).stream().anyMatch(Checkpoints::isGuess)) {
                    maskRange(text, range, Mask.classOnly(Mask.UNDECIDED, Mask.GUESSED));
                }
            }
        }
    }

    /** Nobody knows what was pasted: with the token beside it, it may be a value. */
    private void maskBesidePastes(TypedText text) {
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).kind == Cell.Kind.OPAQUE) {
                for (Candidates.Range token : List.of(tokenAt(i), tokenAt(i + 1))) {
                    if (token.end() > token.start()) {
                        maskRange(text, token, Mask.classOnly(Mask.UNDECIDED, Mask.BESIDE_PASTE));
                    }
                }
            }
        }
    }

    private void maskRange(TypedText text, Candidates.Range range, Mask mask) {
        Cell first = cells.get(range.start());
        Cell last = cells.get(range.end() - 1);
        Masking.all(first, last, mask);
        Masking.around(text.head(), first, last, mask);
    }

    private static boolean isGuess(Cell cell) {
        return cell.kind == Cell.Kind.UNSURE && !cell.isBlank();
    }

    private Candidates.Range tokenAt(int place) {
        int start = place;
        int end = place;
        while (start > 0 && !Candidates.isBorder(window.charAt(start - 1))) {
            start--;
        }
        while (end < window.length() && !Candidates.isBorder(window.charAt(end))) {
            end++;
        }
        return new Candidates.Range(start, end);
    }

    /**
     * What was typed in one go, on its own: where the text around it is not what the model thinks, for instance because
     * a message was sent and the field emptied, the neighbours must not hide it.
     */
    private void addRun(TypedText text, String shown, List<Finding> found) throws DetectionFailed {
        if (text.runStart() == null) {
            return;
        }
        boolean joinedLeft = runAt > 0 && !Character.isWhitespace(shown.charAt(runAt - 1));
        boolean joinedRight = caretAt < shown.length() && !Character.isWhitespace(shown.charAt(caretAt));
        int from = Math.max(0, runAt);
        if ((joinedLeft || joinedRight) && caretAt - from >= SHORTEST_RUN) {
            for (Finding finding : detection.detect(shown.substring(from, caretAt))) {
                found.add(new Finding(finding.start() + from, finding.end() + from, finding.type(), finding.rule()));
            }
        }
    }

    /**
     * What stands on both sides of a tab as if it were one: a number may have a field for each of its groups, and a
     * secret for each of its parts.
     */
    private void addJoined(String shown, List<Finding> found) throws DetectionFailed {
        boolean digits = false;
        boolean others = false;
        for (int i = 1; i < shown.length() - 1; i++) {
            digits |= joinsDigits(shown, i);
            others |= isFieldTab(i) && !joinsDigits(shown, i);
        }
        if (digits) {
            addJoined(shown, found, false);
        }
        if (others) {
            addJoined(shown, found, true);
        }
    }

    private void addJoined(String shown, List<Finding> found, boolean secrets) throws DetectionFailed {
        StringBuilder joined = new StringBuilder(shown.length());
        int[] at = new int[shown.length()];
        for (int i = 0; i < shown.length(); i++) {
            if (!joinsDigits(shown, i) && !(secrets && isFieldTab(i))) {
                at[joined.length()] = i;
                joined.append(shown.charAt(i));
            }
        }
        for (Finding finding : joined.length() == 0 ? List.<Finding>of() : detection.detect(joined.toString())) {
            int start = at[finding.start()];
            int end = at[finding.end() - 1] + 1;
            boolean crosses = end - start > finding.end() - finding.start();
            if (crosses && (!secrets || Placeholders.isSecret(finding.type()))) {
                found.add(new Finding(start, end, finding.type(), finding.rule()));
            }
        }
    }

    private boolean joinsDigits(String shown, int i) {
        return isFieldTab(i)
                && i > 0
                && i + 1 < shown.length()
                && Character.isDigit(shown.charAt(i - 1))
                && Character.isDigit(shown.charAt(i + 1));
    }

    private boolean isFieldTab(int i) {
        return window.charAt(i) == '\t' && cells.get(i).kind == Cell.Kind.FIELD;
    }

    /** Fills the window with everything that is held and what may belong to it, and with what is near the caret. */
    private Cell fillHeld(TypedText text, Cell nearCaret) {
        Cell first = null;
        Cell last = null;
        Cell leftmost = null;
        for (Cell cell = text.head(); cell != null; cell = cell.next) {
            if (cell == nearCaret && first == null) {
                leftmost = cell;
            }
            if (!cell.released && cell.kind != Cell.Kind.FOREIGN && cell != text.head()) {
                first = first == null ? cell : first;
                last = cell;
            }
        }
        Cell before = leftmost != null || first == null ? nearCaret : text.before(first, distance);
        return fill(text, before, distance, last);
    }

    /** The cell before the window. */
    private static Cell windowStart(TypedText text, int reach) {
        Cell cell = text.caretCell();
        int characters = 0;
        while (cell != text.head()) {
            if (!cell.dead) {
                if (characters >= reach && (cell.isBlank() || characters >= reach + SLACK)) {
                    break;
                }
                characters += cell.text().length();
            }
            cell = CellList.before(cell);
        }
        return cell;
    }

    /** Fills the window with live text from {@code before} to {@code reach} behind caret and {@code held}; its last cell. */
    private Cell fill(TypedText text, Cell before, int reach, @Nullable Cell held) {
        clear();
        Cell awaited = held;
        boolean right = false;
        Cell last = before;
        if (before == text.caretCell()) {
            right = true;
            caretAt = 0;
        }
        int rightFrom = 0;
        for (Cell cell = before.next; cell != null; cell = cell.next) {
            if (cell == text.runStart()) {
                runAt = window.length();
            }
            if (!cell.dead) {
                int behind = window.length() - rightFrom;
                if (right && awaited == null && behind >= reach && (cell.isBlank() || behind >= reach + SLACK)) {
                    break;
                }
                window.append(cell.text());
                for (int i = 0; i < cell.text().length(); i++) {
                    cells.add(cell);
                }
            }
            last = cell;
            if (cell == text.caretCell()) {
                right = true;
                caretAt = window.length();
                rightFrom = caretAt;
            }
            if (cell == awaited) {
                awaited = null;
                rightFrom = window.length();
            }
        }
        return last;
    }

    private void mask(TypedText text, Finding finding, String value) {
        Cell first = cells.get(finding.start());
        Cell last = cells.get(finding.end() - 1);
        Mask growing = growing(first, last);
        Mask mask = growing == null ? Mask.of(finding, value) : growing;
        boolean news = growing != null && growing.retell(finding, value);
        boolean late = false;
        for (Cell cell = first; ; cell = next(cell)) {
            if (cell.mask == null) {
                late |= cell.frozen;
                // Else it is a value that was told already, or the end of one in a window that begins inside it.
                news |= growing == null;
                cell.mask = mask;
            }
            if (cell == last) {
                break;
            }
        }
        if (news) {
            secrets.add(finding.type(), value);
        }
        lateJoins += late ? 1 : 0;
        Masking.around(text.head(), first, last, mask);
    }

    /** The mask that earlier checkpoints put on this value; several of them become one. */
    private static @Nullable Mask growing(Cell first, Cell last) {
        Mask found = null;
        for (Cell cell = first; ; cell = next(cell)) {
            Mask mask = cell.mask == null || cell.dead ? null : cell.mask.root();
            if (mask != null && mask.growing()) {
                if (found == null) {
                    found = mask;
                } else {
                    mask.mergeInto(found);
                }
            }
            if (cell == last) {
                return found;
            }
        }
    }

    private static Cell next(Cell cell) {
        Cell next = cell.next;
        if (next == null) {
            throw new IllegalStateException("a finding ends outside the text");
        }
        return next;
    }

    private void clear() {
        for (int i = 0; i < window.length(); i++) {
            window.setCharAt(i, '\0');
        }
        window.setLength(0);
        cells.clear();
        caretAt = 0;
        runAt = -1;
    }
}
