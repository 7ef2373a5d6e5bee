package org.oriel.frames;

/** A whole picture that is stored, and what later ones based on it have cost. One thread. */
final class KeyPicture {
    /** Images upon one whole one: what it is deleted with must not be everything. */
    private static final int MOST_USES = 500;

    final String id;
    final Print print;
    final long bytes;

    private int uses;
    private long first;
    private long excess;

    KeyPicture(String id, Print print, long bytes) {
        this.id = id;
        this.print = print;
        this.bytes = bytes;
    }

    void based(long patchBytes) {
        first = uses == 0 ? patchBytes : Math.min(first, patchBytes);
        uses++;
        excess += patchBytes - first;
    }

    /**
     * Whether a new whole one is due. Patches grow with everything that was changed since; what they take more than the
     * smallest of them is waste, and once that has reached the size of a whole one, a whole one costs less.
     */
    boolean isWorn() {
        return uses >= MOST_USES || excess > bytes;
    }
}
