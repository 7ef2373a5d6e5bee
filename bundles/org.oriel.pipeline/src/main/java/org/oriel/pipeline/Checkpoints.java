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
    }

    /** Judges what changed since the last time. */
    void run(TypedText text) {
        if (inserted == 0 && !deleted) {
            return;
        }
        Cell before = windowStart(text, inserted + distance);
        Cell last = fill(text, before, distance);
        inserted = 0;
        deleted = false;
        String shown = window.toString();
        if (shown.isEmpty()) {
            return;
        }
        try {
            List<Finding> found = new ArrayList<>(detection.detect(shown));
            addRun(text, shown, found);
            found.addAll(secrets.find(shown));
            for (Finding finding : Findings.union(found, shown.length())) {
                mask(text, finding, shown.substring(finding.start(), finding.end()));
            }
            maskGuesses(text, shown);
        } catch (DetectionFailed | RuntimeException e) {
            // Nobody knows what stands here. Not logged: an exception of a detector may quote the text.
            maskAll(before.next, last, Mask.classOnly(Mask.UNDECIDED, Mask.DETECTOR_FAILED));
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
        fill(text, windowStart(text, reach), reach);
        List<Candidates.Range> ranges = new ArrayList<>(Candidates.in(window.toString()));
        if (!atCaret) {
            ranges.addAll(Candidates.distinctive(window.toString()));
        }
        ranges.add(tokenAt(caretAt));
        for (Candidates.Range range : Candidates.joined(ranges, window)) {
            boolean touches = range.start() <= caretAt && range.end() >= caretAt;
            if (range.end() > range.start() && (touches || !atCaret)) {
                Mask mask = Mask.classOnly(Mask.UNKNOWN_CARET, rule);
                maskAll(cells.get(range.start()), cells.get(range.end() - 1), mask);
                around(text, cells.get(range.start()), cells.get(range.end() - 1), mask);
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
                    Cell first = cells.get(range.start());
                    Cell last = cells.get(range.end() - 1);
                    Mask mask = Mask.classOnly(Mask.UNDECIDED, Mask.GUESSED);
                    maskAll(first, last, mask);
                    around(text, first, last, mask);
                }
            }
        }
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

    /** Fills the window with live text from {@code before} to {@code reach} behind the caret; its last cell. */
    private Cell fill(TypedText text, Cell before, int reach) {
        clear();
        boolean right = false;
        Cell last = before;
        if (before == text.caretCell()) {
            right = true;
            caretAt = 0;
        }
        for (Cell cell = before.next; cell != null; cell = cell.next) {
            if (cell == text.runStart()) {
                runAt = window.length();
            }
            if (!cell.dead) {
                int behind = window.length() - caretAt;
                if (right && behind >= reach && (cell.isBlank() || behind >= reach + SLACK)) {
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
        around(text, first, last, mask);
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

    /** The deleted text on both sides may be an earlier copy of the value. */
    private static void around(TypedText text, Cell first, Cell last, Mask mask) {
        for (Cell cell = CellList.before(first); cell != text.head() && isDead(cell); cell = CellList.before(cell)) {
            maskIfOpen(cell, mask);
        }
        for (Cell cell = last.next; cell != null && isDead(cell); cell = cell.next) {
            maskIfOpen(cell, mask);
        }
    }

    private static boolean isDead(Cell cell) {
        return cell.dead || cell.kind == Cell.Kind.GAP;
    }

    private static void maskIfOpen(Cell cell, Mask mask) {
        if (cell.mask == null) {
            cell.mask = mask;
        }
    }

    private static void maskAll(@Nullable Cell first, Cell last, Mask mask) {
        for (Cell cell = first; cell != null; cell = cell.next) {
            if (cell.mask == null && !cell.frozen) {
                cell.mask = mask;
                mask.addLength(cell.dead ? 0 : cell.text().length());
            }
            if (cell == last) {
                return;
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
