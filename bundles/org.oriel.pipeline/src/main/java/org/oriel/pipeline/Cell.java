package org.oriel.pipeline;

import org.jspecify.annotations.Nullable;

/** One place in the typed text: what one key inserted. It stays when it is deleted, as a tombstone. */
final class Cell {
    /** What is known of the place. Only the caret's way over {@link #TEXT} and {@link #FOREIGN} can be followed. */
    enum Kind {
        /** The left end of the list; never text. */
        EDGE,
        /** The text of one key. */
        TEXT,
        /** Text that the application shows and nobody typed here: it was there before, or was pasted. */
        FOREIGN,
        /** Text was typed next to what stands here, as far as known; no character. */
        GAP,
        /** Unknown text of unknown length: a paste. */
        OPAQUE,
        /** A key that inserts a character or moves to another field. */
        FIELD,
        /** A held key, or one that may have been a command: how many characters it made is a guess. */
        UNSURE
    }

    /** Stands for unknown text, as in Unicode (OBJECT REPLACEMENT CHARACTER). */
    static final String UNKNOWN_TEXT = "\uFFFC";

    private static final String[] ASCII = new String[128];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = String.valueOf(c);
        }
    }

    final Kind kind;
    private String text;

    @Nullable
    Cell prev;

    @Nullable
    Cell next;

    boolean dead;
    /** Told to the outside: an event of this cell was released with its identity. */
    boolean frozen;
    /** An event of this cell left the hold-back, told or masked. */
    boolean released;
    /** The round of {@link Release} that found it too close to the caret, or undecided. */
    int round;
    /** Beyond the release distance, held back by an unfinished candidate only. */
    boolean open;

    @Nullable
    Mask mask;

    Cell(Kind kind, String text) {
        this.kind = kind;
        this.text = shared(text);
    }

    /** Most cells hold one of a few characters: one copy of each is enough. */
    private static String shared(String text) {
        return text.length() == 1 && text.charAt(0) < ASCII.length ? ASCII[text.charAt(0)] : text;
    }

    String text() {
        return text;
    }

    /** Whether the caret's way over this cell is one step. */
    boolean passable() {
        return kind == Kind.TEXT || kind == Kind.FOREIGN;
    }

    boolean isNewline() {
        return (kind == Kind.TEXT || kind == Kind.FOREIGN || kind == Kind.UNSURE) && text.startsWith("\n");
    }

    boolean isBlank() {
        return text.isBlank() && !text.isEmpty();
    }

    void wipe() {
        text = "";
        prev = null;
        next = null;
    }
}
