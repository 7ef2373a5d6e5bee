package org.oriel.source.replay;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;

/** Checks the records of a session one after the other. */
final class RecordCheck {
    private static final String KNOWN_IDS = ", allowed: 0 or the id of a text before it";

    private final Set<Long> texts = new HashSet<>();
    private final TextParts parts = new TextParts();
    private long time = Long.MIN_VALUE;

    /** What is wrong with the next record, empty when nothing is. */
    String problem(RawRecord raw) {
        if (raw.monotonicNanos() < time) {
            return "it is earlier than the record before it, allowed: times that do not go back";
        }
        time = raw.monotonicNanos();
        switch (raw.kind()) {
            case RecordKind.TEXT:
                return text(raw);
            case RecordKind.WINDOW:
                return texts.contains((long) raw.code()) || raw.code() == 0 ? known(raw.value()) : unknown(raw.code());
            case RecordKind.KEY, RecordKind.TITLE:
                return known(raw.value());
            default:
                return raw.kind() >= RecordKind.KEY && raw.kind() <= RecordKind.HOOK_RESTARTED
                        ? ""
                        : "kind " + raw.kind() + ", allowed: 1 to " + RecordKind.HOOK_RESTARTED;
        }
    }

    /** Whether a text has begun and not ended. */
    boolean isInsideText() {
        return parts.isOpen();
    }

    private String known(long id) {
        return id == 0 || texts.contains(id) ? "" : unknown(id);
    }

    private static String unknown(long id) {
        return "text " + id + " is not known" + KNOWN_IDS;
    }

    private String text(RawRecord raw) {
        if (raw.sequence() <= 0) {
            return "text id " + raw.sequence() + ", allowed: 1 to " + Integer.MAX_VALUE;
        }
        if (!parts.fits(raw)) {
            return "text part " + raw.textPart() + " is out of order, allowed: parts from 0 on, of one text at a time";
        }
        byte[] whole = parts.add(raw);
        if (raw.textLast()) {
            texts.add((long) raw.sequence());
            return isUtf8(whole) ? "" : "text " + raw.sequence() + " is not UTF-8";
        }
        return "";
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
