package org.oriel.spool;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.oriel.host.StoreException;

/**
 * Deletes events, and images with the last event that needs them: by age, by size, and because the person takes them
 * back. Positions stay: what is gone is noted as a range with its reason, so that readers see a gap and no hole. What the
 * person takes back after it had left goes on the recall list. For one deletion.
 */
final class Eraser {
    static final String EXPIRED = "expired";
    static final String FORGOTTEN = "forgotten";

    /** Rows in one transaction: bounds how long others wait and how much the log grows. */
    private static final int CHUNK = 128;

    /** A block dated later than that ahead was written while the clock was wrong. */
    private static final long TOMORROW = Duration.ofDays(1).toMillis();

    private final Spool spool;
    private final Recalls recalls;
    private final Clock clock;
    private final Map<String, Long> left = new TreeMap<>();
    private long events;

    Eraser(Spool spool, Recalls recalls, Clock clock) {
        this.spool = spool;
        this.recalls = recalls;
        this.clock = clock;
    }

    /** One step: deletes the oldest blocks, delivered or not, if there are too many bytes. */
    boolean shrink(long maxBytes) throws SQLException, StoreException {
        if (spool.storedBytes() <= maxBytes) {
            return false;
        }
        List<SealedBlock> oldest = spool.reader().bareFrom(0, CHUNK / 8);
        if (oldest.isEmpty()) {
            return false;
        }
        expire(oldest);
        return true;
    }

    /**
     * One step: deletes the oldest blocks that every cursor has and that are all older than {@code cutoff}. A block dated
     * in the future goes with an older-dated one that follows it, for it is older still.
     */
    boolean age(long cutoff, long now) throws SQLException, StoreException {
        long delivered = spool.state().lowestCursor();
        List<SealedBlock> oldest = spool.reader().bareFrom(0, CHUNK);
        int expired = 0;
        for (int i = 0; i < oldest.size(); i++) {
            SealedBlock row = oldest.get(i);
            if (row.last() > delivered || (row.wallMax() >= cutoff && row.wallMax() <= now + TOMORROW)) {
                break;
            }
            if (row.wallMax() < cutoff) {
                expired = i + 1;
            }
        }
        if (expired == 0) {
            return false;
        }
        expire(oldest.subList(0, expired));
        return true;
    }

    private void expire(List<SealedBlock> oldest) throws SQLException, StoreException {
        State state = spool.state();
        long undelivered = 0;
        for (SealedBlock row : oldest) {
            long behind = Math.max(row.first() - 1, state.lowestCursor());
            undelivered += Math.max(0, row.last() - behind);
        }
        long last = Math.min(oldest.get(oldest.size() - 1).last(), spool.head());
        // From 1 on: whatever was noted about older positions is over.
        Ranges.Range gone = new Ranges.Range(1, last, EXPIRED);
        spool.erase(oldest, List.of(), List.of(gone), state.withGone(gone, undelivered));
    }

    /** Deletes every event captured at {@code since} or later, wherever it lies: clocks are set back at times. */
    long forget(long since) throws SQLException, StoreException, IOException {
        List<SealedBlock> affected = spool.reader().bareSince(since);
        delete(affected, Choice.since(since));
        long from = affected.isEmpty()
                ? spool.head()
                : affected.get(affected.size() - 1).first();
        events += forgetDamaged(from);
        spool.eraseImages(since);
        return events;
    }

    /** Deletes what was picked out. */
    long delete(Choice choice) throws SQLException, StoreException, IOException {
        long after = 0;
        while (true) {
            List<SealedBlock> rows = spool.reader().bareFrom(after, 8 * CHUNK);
            if (rows.isEmpty()) {
                spool.findLastFrame();
                return events;
            }
            after = rows.get(rows.size() - 1).first() + 1;
            delete(rows.stream().filter(row -> choice.mayReach(row, label(row))).toList(), choice);
        }
    }

    /** What of the deleted had left, by exporter. */
    Map<String, Long> left() {
        return left;
    }

    private Keys.Label label(SealedBlock row) {
        return spool.keys().get(row.key()).map(Keys.DataKey::label).orElse(Keys.Label.NONE);
    }

    private void delete(List<SealedBlock> rows, Choice choice) throws SQLException, StoreException, IOException {
        for (int from = 0; from < rows.size(); from += CHUNK) {
            deleteChunk(rows.subList(from, Math.min(rows.size(), from + CHUNK)), choice);
        }
    }

    private void deleteChunk(List<SealedBlock> chunk, Choice choice) throws SQLException, StoreException, IOException {
        State changed = spool.state();
        List<SealedBlock> rows = new ArrayList<>();
        List<SealedBlock> kept = new ArrayList<>();
        Ranges gone = Ranges.NONE;
        Recalls.Left leaving = new Recalls.Left();
        for (SealedBlock row : chunk) {
            List<SealedBlock> parts = rest(row, choice, leaving);
            long stays = parts.stream().mapToLong(SealedBlock::count).sum();
            if (stays == row.count()) {
                continue;
            }
            rows.add(row);
            Ranges.Range whole = new Ranges.Range(row.first(), row.last(), FORGOTTEN);
            gone = gone.with(whole);
            changed = changed.withGone(whole, 0);
            for (SealedBlock part : parts) {
                changed = changed.without(part.first(), part.last());
                gone = gone.without(part.first(), part.last());
            }
            kept.addAll(parts);
            events += row.count() - stays;
        }
        if (rows.isEmpty()) {
            return;
        }
        // First: after a crash in between it names events that are still there, and the person deletes them again.
        recalls.add(leaving, FORGOTTEN, clock.millis());
        leaving.counts().forEach((exporter, count) -> left.merge(exporter, count, Long::sum));
        spool.erase(rows, kept, gone.list(), changed);
    }

    /** The stretches of the block that stay, each as a block of its own at its old positions. */
    private List<SealedBlock> rest(SealedBlock bare, Choice choice, Recalls.Left leaving) throws SQLException {
        boolean delivered = bare.first() <= spool.state().highestCursor();
        if (!delivered && choice.covers(bare)) {
            return List.of();
        }
        SealedBlock row = spool.reader().row(bare.first()).orElse(bare);
        List<String> lines = spool.reader().open(row);
        if (lines == null) {
            return List.of(); // It cannot be told what is in it.
        }
        Keys.DataKey key = spool.keys().get(row.key()).orElseThrow();
        List<SealedBlock> parts = new ArrayList<>();
        List<String> stretch = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (int i = 0; i <= lines.size(); i++) {
            long position = row.first() + i;
            if (i < lines.size() && !choice.reaches(position, lines.get(i))) {
                stretch.add(lines.get(i));
                times.add(wallMillis(lines.get(i)));
                continue;
            }
            if (i < lines.size() && delivered) {
                note(position, key.label().session(), lines.get(i), leaving);
            }
            if (!stretch.isEmpty()) {
                long first = position - stretch.size();
                parts.add(Packed.of(key.label(), stretch, times).seal(spool.seal(), spool.spoolId(), key, first));
                stretch.clear();
                times.clear();
            }
        }
        return parts;
    }

    private void note(long position, String session, String line, Recalls.Left leaving) {
        Set<String> had = new HashSet<>();
        spool.state().cursors().forEach((exporter, cursor) -> {
            if (position <= cursor) {
                had.add(exporter);
            }
        });
        leaving.add(had, session, EventParser.id(line));
    }

    private static long wallMillis(String line) {
        try {
            return EventParser.wallMillis(line);
        } catch (IllegalArgumentException e) {
            return Long.MAX_VALUE; // Unknown times are forgotten with the rest.
        }
    }

    /** Damaged blocks hide when they were captured, so those in the stretch go too. */
    private long forgetDamaged(long from) throws SQLException, StoreException {
        List<SealedBlock> rows = new ArrayList<>();
        State changed = spool.state();
        long damaged = 0;
        List<Ranges.Range> ranges = changed.damaged().within(from, spool.head());
        for (Ranges.Range range : ranges) {
            for (SealedBlock row : spool.reader().bareFrom(range.first(), CHUNK)) {
                if (row.first() <= range.last()) {
                    rows.add(row);
                }
            }
            changed = changed.withGone(new Ranges.Range(range.first(), range.last(), FORGOTTEN), 0);
            damaged += range.count();
        }
        if (damaged > 0) {
            spool.erase(rows, List.of(), ranges, changed);
        }
        return damaged;
    }
}
