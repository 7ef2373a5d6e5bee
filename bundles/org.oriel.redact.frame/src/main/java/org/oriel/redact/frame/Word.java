package org.oriel.redact.frame;

/**
 * A word that was read, or ink that was not.
 *
 * @param text raw content; empty when nothing was read
 * @param confidence 0 to 100
 * @param glyphs how many letters stand apart
 */
record Word(Box box, String text, int confidence, int glyphs) {
    /** A word that there was no time to read. */
    static final int LATE = -1;

    /** Never the text. */
    @Override
    public String toString() {
        return "Word[" + box + "]";
    }
}
