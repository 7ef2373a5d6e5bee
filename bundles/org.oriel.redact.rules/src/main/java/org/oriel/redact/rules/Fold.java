package org.oriel.redact.rules;

/** Letters as labels compare them: lower case, without accents. */
final class Fold {
    /** For U+00C0 to U+017F. */
    private static final String LATIN = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
            + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    private Fold() {}

    /** The letter or digit that stands for {@code c}, NUL for a mark that is part of the letter before it, or a space. */
    static char of(char c) {
        if (c < 0x80) {
            if (c >= 'A' && c <= 'Z') {
                return (char) (c + 0x20);
            }
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : ' ';
        }
        if (c >= 0xC0 && c < 0x180) {
            char letter = LATIN.charAt(c - 0xC0);
            return letter == '*' ? ' ' : letter;
        }
        if (Character.getType(c) == Character.NON_SPACING_MARK) {
            return c < 0x370 ? '\0' : c;
        }
        return Character.isLetterOrDigit(c) || Character.getType(c) == Character.COMBINING_SPACING_MARK
                ? Character.toLowerCase(c)
                : ' ';
    }

    /** Scripts that do not part words by spaces: a label there needs no edge. */
    static boolean unspaced(char c) {
        return (c >= 0x0E00 && c < 0x1000)
                || (c >= 0x1000 && c < 0x10A0)
                || (c >= 0x1780 && c < 0x1800)
                || (c >= 0x2E80 && c < 0xA000)
                || (c >= 0xAC00 && c < 0xD7B0)
                || (c >= 0xF900 && c < 0xFB00);
    }
}
