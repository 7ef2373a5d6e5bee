package org.oriel.control.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.host.EventCodec;
import org.oriel.host.EventStore;
import org.oriel.host.StoreException;

/** Finds frames in a store, oldest first. */
final class FrameScan {
    private static final int BLOCKS = 8;

    /** Canonical JSON has no white space. */
    private static final String FRAME = "\"type\":\"frame\"";

    private final EventStore store;
    private final EventCodec codec;
    private boolean sessionSeen;

    /** A frame as it is stored. */
    record Found(CaptureEvent event, Frame frame) {
        String session() {
            return event.session().toString();
        }

        /** Name of its picture's file. */
        String fileName() {
            return session() + "-" + frame.frame().replaceAll("[^A-Za-z0-9]", "_") + ".png";
        }
    }

    FrameScan(EventStore store, EventCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    /**
     * Frames of the sessions whose id begins with {@code session}.
     *
     * @param last only so many, the newest; 0 for all
     */
    List<Found> find(String session, int last) throws StoreException {
        Deque<Found> found = new ArrayDeque<>();
        long after = 0;
        List<EventStore.Block> blocks = store.read(after, BLOCKS);
        while (!blocks.isEmpty()) {
            for (EventStore.Block block : blocks) {
                after = block.last();
                add(block, session, found);
                while (last > 0 && found.size() > last) {
                    found.removeFirst();
                }
            }
            blocks = store.read(after, BLOCKS);
        }
        return new ArrayList<>(found);
    }

    private void add(EventStore.Block block, String session, Deque<Found> found) {
        String wanted = "\"session\":\"" + session;
        for (String line : block.lines()) {
            if (!line.contains(wanted)) {
                continue;
            }
            sessionSeen = true;
            if (line.contains(FRAME)) {
                CaptureEvent event = codec.decode(line);
                if (event.body() instanceof Frame frame
                        && event.session().toString().startsWith(session)) {
                    found.add(new Found(event, frame));
                }
            }
        }
    }

    /** Whether any event of that session was seen. */
    boolean sessionSeen() {
        return sessionSeen;
    }
}
