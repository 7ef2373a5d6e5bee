package org.oriel.spool;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Positions that hold no readable event, each with the reason; sorted, disjoint, neighbours of one reason joined. */
final class Ranges {
    static final Ranges NONE = new Ranges(List.of());

    /**
     * Positions.
     *
     * @param first first of them
     * @param last last of them
     * @param reason why, a constant
     */
    record Range(long first, long last, String reason) {
        long count() {
            return last - first + 1;
        }
    }

    private final List<Range> ranges;

    private Ranges(List<Range> ranges) {
        this.ranges = ranges;
    }

    List<Range> list() {
        return ranges;
    }

    long count() {
        return ranges.stream().mapToLong(Range::count).sum();
    }

    /** The last position of all, 0 where there is none. */
    long end() {
        return ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).last();
    }

    boolean covers(long first, long last) {
        long next = first;
        for (Range range : within(first, last)) {
            if (range.first() != next) {
                return false;
            }
            next = range.last() + 1;
        }
        return next == last + 1;
    }

    /** The parts of the ranges that lie between {@code first} and {@code last}. */
    List<Range> within(long first, long last) {
        List<Range> parts = new ArrayList<>();
        for (Range range : ranges) {
            if (range.last() >= first && range.first() <= last) {
                parts.add(new Range(Math.max(first, range.first()), Math.min(last, range.last()), range.reason()));
            }
        }
        return parts;
    }

    /** The first position after {@code position} that is in no range. */
    long firstOutside(long position) {
        long next = position;
        for (Range range : ranges) {
            if (range.first() <= next && range.last() >= next) {
                next = range.last() + 1;
            }
        }
        return next;
    }

    /** With these positions; what was known about them before is replaced. */
    Ranges with(Range added) {
        List<Range> all = new ArrayList<>(without(added.first(), added.last()).ranges);
        int at = 0;
        while (at < all.size() && all.get(at).first() < added.first()) {
            at++;
        }
        all.add(at, added);
        return new Ranges(join(all));
    }

    /** Without these positions. */
    Ranges without(long first, long last) {
        List<Range> kept = new ArrayList<>();
        for (Range range : ranges) {
            if (range.last() < first || range.first() > last) {
                kept.add(range);
                continue;
            }
            if (range.first() < first) {
                kept.add(new Range(range.first(), first - 1, range.reason()));
            }
            if (range.last() > last) {
                kept.add(new Range(last + 1, range.last(), range.reason()));
            }
        }
        return new Ranges(List.copyOf(kept));
    }

    private static List<Range> join(List<Range> sorted) {
        List<Range> joined = new ArrayList<>();
        for (Range range : sorted) {
            Range before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (before != null
                    && before.last() + 1 == range.first()
                    && before.reason().equals(range.reason())) {
                joined.set(joined.size() - 1, new Range(before.first(), range.last(), range.reason()));
            } else {
                joined.add(range);
            }
        }
        return List.copyOf(joined);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(ranges.size());
        for (Range range : ranges) {
            out.writeLong(range.first());
            out.writeLong(range.last());
            out.writeUTF(range.reason());
        }
    }

    static Ranges read(DataInput in) throws IOException {
        List<Range> ranges = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            ranges.add(new Range(in.readLong(), in.readLong(), in.readUTF()));
        }
        return new Ranges(List.copyOf(ranges));
    }
}
