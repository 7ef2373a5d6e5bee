package org.oriel.control.shell;

import java.util.Locale;

/**
 * Letters for the legend of a picture, 5 by 7 dots: a Java without fonts, as on a server, draws none of its own.
 */
final class Letters {
    /** Dots from one letter to the next. */
    static final int WIDTH = 6;

    private static final int DOTS = 5;
    private static final int ROWS = 7;
    private static final String KNOWN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

    /** For each letter in {@link #KNOWN} nine hex digits: 35 dots, row by row from the top left. */
    private static final String SHAPES = "" // One line a row of the alphabet.
            + "3a31fc6317a31f463e3a308422e7a318c63e7e10f421f7e10f4210"
            + "3a30bc62f4631fc63138842108e1c4210a4c4654c525142108421f"
            + "4775ac6314639ace313a318c62e7a31f42103a318d64d7a31f5251"
            + "3e107043e7c842108446318c62e46318c5444631ad6aa462a22a31"
            + "462a210847c222221f3a33ae62e11842108e3a211111f7c441062e"
            + "08ca97c427e1e0862e1910f462e7c22221083a317462e3a317844c"
            + "00000001f0000f8000";

    private static final int DIGITS = 9;
    private static final int HEX = 16;

    /** Takes the corner of a dot. */
    interface Pen {
        void dot(int x, int y);
    }

    private Letters() {}

    /** Draws upper-case letters, digits, dashes and underscores; anything else is a gap. */
    static void draw(String text, int scale, Pen pen) {
        String upper = text.toUpperCase(Locale.ROOT);
        for (int i = 0; i < upper.length(); i++) {
            int at = KNOWN.indexOf(upper.charAt(i));
            if (at >= 0) {
                long shape = Long.parseLong(SHAPES.substring(at * DIGITS, (at + 1) * DIGITS), HEX);
                draw(shape, i * WIDTH * scale, scale, pen);
            }
        }
    }

    private static void draw(long shape, int left, int scale, Pen pen) {
        for (int dot = 0; dot < DOTS * ROWS; dot++) {
            if ((shape >>> (DOTS * ROWS - 1 - dot) & 1) == 1) {
                pen.dot(left + dot % DOTS * scale, dot / DOTS * scale);
            }
        }
    }
}
