package org.oriel.redact.frame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.redact.frame.Ink.Piece;

/**
 * Lines of text among the ink of a part of a screen, and what is neither text nor the drawing of the interface.
 *
 * @param lines in no order
 * @param textures photographs, films and the like
 */
record Layout(List<Line> lines, List<Box> textures) {
    private static final int TALLEST = 200;
    private static final double DENSE = 0.08;
    private static final double RIM = 0.8;

    /** Pieces of a line that is being put together; {@code top} and {@code bottom} are of its last few letters. */
    private static final class Open {
        private final List<Box> pieces = new ArrayList<>();
        private int top;
        private int bottom;
        private int right;
        private int height;

        Open(Box first) {
            top = first.top();
            bottom = first.bottom();
            height = first.height();
            right = first.right();
            pieces.add(first);
        }

        void add(Box piece) {
            pieces.add(piece);
            right = Math.max(right, piece.right());
            top = Math.min(top, piece.top());
            bottom = Math.max(bottom, piece.bottom());
            height = Math.max(height, piece.height());
        }

        /** How well the piece goes on with this line; not above 0 when it does not. */
        double fit(Box piece) {
            int gap = piece.left() - right;
            int small = Math.min(height, piece.height());
            int large = Math.max(height, piece.height());
            int shared = Math.min(bottom, piece.bottom()) - Math.max(top, piece.top());
            double reach = large > 1.9 * small ? 0.6 * small : 1.6 * large;
            if (gap > reach || shared < 0.5 * Math.min(piece.height(), bottom - top)) {
                return 0;
            }
            return shared / (double) piece.height() + 1.0 / (1 + Math.max(0, gap));
        }

        Box box() {
            Box all = pieces.get(0);
            for (Box piece : pieces) {
                all = all.with(piece);
            }
            return all;
        }
    }

    /** Reads the layout of {@code part} of a picture. */
    static Layout of(int[] pixels, int stride, Box part) {
        List<Piece> pieces = new ArrayList<>(Ink.pieces(pixels, stride, part));
        pieces.sort(Comparator.comparingInt(piece -> piece.box().left()));
        List<Box> letters = new ArrayList<>();
        List<Box> marks = new ArrayList<>();
        List<Box> textures = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            Box box = piece.box();
            if (box.height() > TALLEST || (box.width() > 2 * TALLEST && box.height() > TALLEST / 3)) {
                if (piece.ink() > DENSE * box.width() * box.height()) {
                    textures.add(box);
                }
            } else if (box.height() <= 4) {
                if (box.width() < 16) {
                    marks.add(box);
                }
            } else if (!isRule(box) && !isFrame(pieces, i)) {
                letters.add(box);
            }
        }
        return new Layout(lines(letters, marks), textures);
    }

    /** Whether a piece is an upright line: no letter is that thin. */
    private static boolean isRule(Box box) {
        return box.height() >= 16 && box.height() >= 8 * box.width();
    }

    /**
     * Whether a piece is the outline of a button, a field or a round portrait: drawn along its box, or about as wide as
     * high, with letters side by side in it, which no letter has.
     */
    private static boolean isFrame(List<Piece> pieces, int index) {
        Piece piece = pieces.get(index);
        Box box = piece.box();
        if (box.width() < 16 || box.height() < 12) {
            return false;
        }
        boolean along = piece.rim() >= RIM * piece.ink();
        boolean round =
                box.height() >= 24 && 4 * box.width() <= 5 * box.height() && 4 * box.height() <= 5 * box.width();
        if (along && box.width() > 2 * box.height()) {
            return true;
        }
        if (!along && !round) {
            return false;
        }
        int beside = 0;
        int right = box.left();
        for (int i = index + 1; i < pieces.size(); i++) {
            Box other = pieces.get(i).box();
            if (other.left() >= box.right()) {
                break;
            }
            if (box.contains(other) && other.height() > 5 && other.left() >= right) {
                beside++;
                right = other.right();
            }
        }
        return beside >= (along ? 1 : 2);
    }

    private static List<Line> lines(List<Box> letters, List<Box> marks) {
        List<Open> open = new ArrayList<>();
        List<Open> all = new ArrayList<>();
        for (Box letter : letters) {
            open.removeIf(line -> letter.left() - line.right > 2 * Math.max(line.height, TALLEST / 4));
            Open best = null;
            double fit = 0;
            for (Open line : open) {
                double found = line.fit(letter);
                if (found > fit) {
                    fit = found;
                    best = line;
                }
            }
            if (best == null) {
                best = new Open(letter);
                open.add(best);
                all.add(best);
            } else {
                best.add(letter);
            }
        }
        return finish(all, marks);
    }

    /** Gives dots, accents and commas to the lines they belong to. */
    private static List<Line> finish(List<Open> all, List<Box> marks) {
        all.sort(Comparator.comparingInt(line -> -line.height));
        List<Open> kept = new ArrayList<>();
        for (Open line : all) {
            Box box = line.box();
            Open home = line.pieces.size() > 2 ? null : home(kept, box);
            if (home == null) {
                kept.add(line);
            } else {
                line.pieces.forEach(home.pieces::add);
            }
        }
        for (Box mark : marks) {
            Open home = home(kept, mark);
            if (home != null) {
                home.pieces.add(mark);
            }
        }
        List<Line> lines = new ArrayList<>();
        for (Open line : kept) {
            lines.add(Line.of(line.pieces));
        }
        return lines;
    }

    private static @Nullable Open home(List<Open> lines, Box box) {
        for (Open line : lines) {
            int height = line.bottom - line.top;
            if (box.height() * 2 <= line.height
                    && box.top() >= line.top - 0.4 * height
                    && box.bottom() <= line.bottom + 0.35 * height
                    && box.left() <= line.right + 0.6 * height
                    && box.right() >= line.pieces.get(0).left() - 0.6 * height) {
                return line;
            }
        }
        return null;
    }
}
