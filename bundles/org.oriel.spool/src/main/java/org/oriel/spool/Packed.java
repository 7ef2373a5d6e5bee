package org.oriel.spool;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.event.CaptureEvent;

/** Events of one label on their way to the disk: written as JSON and deflated, not yet sealed. */
final class Packed {
    /** Bounds of a block, so that a reader with a small heap can open any of them. */
    private static final int MOST_EVENTS = 4096;

    private static final int MOST_CHARACTERS = 1 << 20;

    private final Keys.Label label;
    private final byte[] packed;
    private final int count;
    private final long wallMin;
    private final long wallMax;

    private Packed(Keys.Label label, byte[] packed, int count, long wallMin, long wallMax) {
        this.label = label;
        this.packed = packed;
        this.count = count;
        this.wallMin = wallMin;
        this.wallMax = wallMax;
    }

    Keys.Label label() {
        return label;
    }

    int count() {
        return count;
    }

    /** A block of lines that were read from another one. */
    static Packed of(Keys.Label label, List<String> lines, List<Long> times) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        long min = times.stream().mapToLong(Long::longValue).min().orElse(0);
        long max = times.stream().mapToLong(Long::longValue).max().orElse(0);
        return new Packed(label, Lines.pack(text), lines.size(), min, max);
    }

    /** Splits where session, grant, purpose or policy change, and where a block is full. */
    static List<Packed> of(List<CaptureEvent> events) {
        List<Packed> blocks = new ArrayList<>();
        StringBuilder text = new StringBuilder(Math.min(events.size() * 320, MOST_CHARACTERS));
        int from = 0;
        for (int i = 0; i < events.size(); i++) {
            if (i > from && (!alike(events.get(from), events.get(i)) || full(i - from, text))) {
                blocks.add(close(events.subList(from, i), text));
                from = i;
            }
            EventFormat.write(events.get(i), text);
            text.append('\n');
        }
        blocks.add(close(events.subList(from, events.size()), text));
        return blocks;
    }

    private static boolean full(int count, StringBuilder text) {
        return count >= MOST_EVENTS || text.length() >= MOST_CHARACTERS;
    }

    private static boolean alike(CaptureEvent a, CaptureEvent b) {
        return a.session().equals(b.session())
                && a.grant().equals(b.grant())
                && a.purpose().equals(b.purpose())
                && a.policyHash().equals(b.policyHash());
    }

    private static Packed close(List<CaptureEvent> events, StringBuilder text) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (CaptureEvent event : events) {
            min = Math.min(min, event.time().wallMillis());
            max = Math.max(max, event.time().wallMillis());
        }
        byte[] packed = Lines.pack(text);
        text.setLength(0);
        return new Packed(Keys.Label.of(events.get(0)), packed, events.size(), min, max);
    }

    SealedBlock seal(Seal seal, String spoolId, Keys.DataKey key, long first) {
        SealedBlock open = new SealedBlock(first, first + count - 1, key.id(), wallMin, wallMax, new byte[0]);
        byte[] sealed = seal.seal(key.key(), packed, packed.length, open.associated(spoolId, key.label()));
        return new SealedBlock(open.first(), open.last(), open.key(), wallMin, wallMax, sealed);
    }
}
