package org.oriel.frames;

/** A whole picture that is stored, and what later ones based on it have cost. One thread. */
final class KeyPicture {
    /** Images upon one whole one: what it is deleted with must not be everything. */
    private static final int MOST_USES = 500;

    final String id;
    final Print print;
    final long bytes;

    private int uses;
    private long spent;

    KeyPicture(String id, Print print, long bytes) {
        this.id = id;
        this.print = print;
        this.bytes = bytes;
    }

    void based(long patchBytes) {
        uses++;
        spent += patchBytes;
    }

    /**
     * Whether a new whole one is due: once patches have cost as much as one, a new one would have been the better choice
     * if the screen stays as it is now, and is at worst half of what all of them cost (the rule of renting or buying skis).
     */
    boolean isWorn() {
        return uses >= MOST_USES || spent > bytes;
    }
}
