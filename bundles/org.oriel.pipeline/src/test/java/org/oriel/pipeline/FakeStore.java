package org.oriel.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.oriel.api.event.CaptureEvent;
import org.oriel.host.EventStore;
import org.oriel.host.Image;
import org.oriel.host.StoreException;
import org.oriel.host.StoreStatus;

/** Keeps events in a list, or refuses them when a test says so. */
final class FakeStore implements EventStore {
    private final List<CaptureEvent> events = new ArrayList<>();
    private final List<Image> images = new ArrayList<>();
    private final List<Integer> blocks = new ArrayList<>();
    private boolean keeps = true;
    private int attempts;
    private StoreException.Reason refusal;
    private RuntimeException bug;

    @Override
    public synchronized long append(List<CaptureEvent> more) throws StoreException {
        attempts++;
        if (bug != null) {
            throw bug;
        }
        if (refusal != null) {
            throw new StoreException(refusal, "spool.db: no");
        }
        if (more.stream()
                        .map(e -> e.policyHash() + e.grant() + e.purpose())
                        .distinct()
                        .count()
                != 1) {
            throw new IllegalArgumentException("a block has one policy, grant and purpose");
        }
        blocks.add(more.size());
        if (keeps) {
            events.addAll(more);
        }
        return events.size();
    }

    @Override
    public synchronized long append(List<CaptureEvent> more, List<Image> with) throws StoreException {
        long last = append(more);
        images.addAll(with);
        return last;
    }

    synchronized List<String> images() {
        return images.stream().map(Image::id).toList();
    }

    synchronized void refuse(StoreException.Reason reason) {
        refusal = reason;
    }

    synchronized void bug(RuntimeException thrown) {
        bug = thrown;
    }

    synchronized void work() {
        refusal = null;
        bug = null;
    }

    /** Only counts from now on. */
    synchronized void swallow() {
        keeps = false;
    }

    synchronized List<CaptureEvent> events() {
        return List.copyOf(events);
    }

    synchronized List<Integer> blocks() {
        return List.copyOf(blocks);
    }

    synchronized int attempts() {
        return attempts;
    }

    @Override
    public List<Block> read(long after, int maxBlocks) {
        return List.of();
    }

    @Override
    public long cursor(String name, Start start) {
        return 0;
    }

    @Override
    public void acknowledge(String name, long position) {}

    @Override
    public Map<String, Long> cursors() {
        return Map.of();
    }

    @Override
    public void retire(String name) {}

    @Override
    public long forget(Instant since) {
        return 0;
    }

    @Override
    public StoreStatus status() {
        return new StoreStatus("none", 0, 0, 0, 0, "file", "");
    }

    @Override
    public AutoCloseable onAppend(Runnable listener) {
        return () -> {};
    }
}
