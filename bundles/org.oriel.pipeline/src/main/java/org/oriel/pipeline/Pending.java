package org.oriel.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;

/** One event on its way, raw, without id. */
final class Pending {
    private final CaptureEvent event;
    private final long monotonicNanos;

    // The rest belongs to the hold-back.

    /** Running number in capture order. */
    long order;
    /** A key whose release is judged by the text. */
    boolean key;
    /** Whether this event inserted {@link #cell}. */
    boolean typed;
    /** It is not known yet which characters this event belongs to: a held modifier, a dead key, an open group. */
    boolean waiting;
    /** The character that this event made, deleted or passed. */
    @Nullable
    Cell cell;
    /** More of them: for a modifier, all that were typed while it was held. */
    @Nullable
    List<Cell> cells;
    /** Set where the event is not told whatever its cells say. */
    @Nullable
    Mask mask;
    /** How many captured events this one stands for, and when the last of them was. */
    int events = 1;

    long lastNanos;

    Pending(CaptureEvent event, long monotonicNanos) {
        this.event = event;
        this.monotonicNanos = monotonicNanos;
        this.lastNanos = monotonicNanos;
    }

    CaptureEvent event() {
        return event;
    }

    long monotonicNanos() {
        return monotonicNanos;
    }

    /** Whether nothing but this event itself says whether it is told. */
    boolean isTextless() {
        return mask == null && cell == null && cells == null && !waiting;
    }

    /** The mask that covers this event, null when it may be told. */
    @Nullable
    Mask covering() {
        if (mask != null) {
            return mask;
        }
        if (cell != null && cell.mask != null) {
            return cell.mask.root();
        }
        if (cells != null) {
            for (Cell each : cells) {
                if (each.mask != null) {
                    return each.mask.root();
                }
            }
        }
        return null;
    }
}
