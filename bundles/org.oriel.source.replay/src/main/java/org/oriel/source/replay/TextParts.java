package org.oriel.source.replay;

import java.io.ByteArrayOutputStream;
import org.oriel.api.source.RawRecord;

/** Puts the parts of one text together. */
final class TextParts {
    private static final byte[] NOTHING = {};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int id;
    private int next;

    /** Whether it is the first part of a text, or the one that comes next. */
    boolean fits(RawRecord raw) {
        return next == 0 ? raw.textPart() == 0 : raw.textPart() == next && raw.sequence() == id;
    }

    /** Adds a part that {@link #fits}; the whole text where it is the last, else nothing. */
    byte[] add(RawRecord raw) {
        id = raw.sequence();
        bytes.writeBytes(raw.textBytes());
        next++;
        if (!raw.textLast()) {
            return NOTHING;
        }
        byte[] whole = bytes.toByteArray();
        reset();
        return whole;
    }

    /** Forgets a text that did not end. */
    void reset() {
        bytes.reset();
        next = 0;
    }

    boolean isOpen() {
        return next > 0;
    }
}
