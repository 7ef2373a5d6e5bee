package org.oriel.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.export.ExportRecord;
import org.oriel.host.EventStore;
import org.oriel.host.StoreException;
import org.oriel.host.StoreStatus;
import org.oriel.tck.FakeExportRecord;

/** A store in memory that can be damaged, emptied and made to fail. */
final class FakeStore implements EventStore {
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, Long> cursors = new TreeMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long last;
    /** Grant of what is appended next. */
    volatile String grant = "grant-1";

    private String failing = "";
    private volatile Runnable onRead = () -> {};
    private volatile Runnable afterRead = () -> {};
    private final List<String> handedOn = new ArrayList<>();
    private long deletions;
    private volatile boolean wentBack;

    @Override
    public long append(List<CaptureEvent> events) {
        List<String> lines =
                events.stream().map(e -> FakeExportRecord.of(0, e).json()).toList();
        return append(events.get(0).purpose(), lines);
    }

    long append(String purpose, List<String> lines) {
        long end;
        synchronized (this) {
            blocks.add(new Block(last + 1, last + lines.size(), purpose, grant, lines, ""));
            last += lines.size();
            end = last;
        }
        listeners.forEach(Runnable::run);
        return end;
    }

    /** Makes the block that holds {@code position} unreadable. */
    synchronized void damage(long position) {
        blocks.replaceAll(b -> b.first() <= position && position <= b.last()
                ? new Block(b.first(), b.last(), b.purpose(), b.grant(), List.of(), "a byte is wrong")
                : b);
    }

    /** Takes back every block that begins at {@code position} or later. */
    synchronized void forgetFrom(long position) {
        blocks.removeIf(block -> block.first() >= position);
    }

    /** Takes back the block that begins at {@code position}, as a person does. */
    synchronized void take(long position) {
        blocks.removeIf(block -> block.first() == position);
        deletions++;
    }

    @Override
    public synchronized long deletions() {
        return deletions;
    }

    @Override
    public synchronized void handedOn(String exporter, List<ExportRecord> records) {
        records.forEach(record -> handedOn.add(exporter + " " + record.position()));
    }

    synchronized List<String> handedOn() {
        return List.copyOf(handedOn);
    }

    /** Runs {@code task} after the next read. */
    void afterNextRead(Runnable task) {
        afterRead = task;
    }

    /** Runs {@code task} before the next read. */
    void onNextRead(Runnable task) {
        onRead = task;
    }

    /** Whether a position was moved back. */
    boolean wentBack() {
        return wentBack;
    }

    /** Every call fails with {@code reason} until it is empty. */
    synchronized void fail(String reason) {
        failing = reason;
    }

    private void check() throws StoreException {
        if (!failing.isEmpty()) {
            throw new StoreException(StoreException.Reason.IO, failing);
        }
    }

    @Override
    public List<Block> read(long after, int maxBlocks) throws StoreException {
        Runnable task = onRead;
        onRead = () -> {};
        task.run();
        List<Block> found = blocks(after, maxBlocks);
        Runnable then = afterRead;
        afterRead = () -> {};
        then.run();
        return found;
    }

    private synchronized List<Block> blocks(long after, int maxBlocks) throws StoreException {
        check();
        return blocks.stream().filter(b -> b.last() > after).limit(maxBlocks).toList();
    }

    @Override
    public synchronized long cursor(String name, Start start) throws StoreException {
        check();
        return cursors.computeIfAbsent(name, key -> start == Start.LATEST ? last : 0L);
    }

    @Override
    public synchronized void acknowledge(String name, long position) throws StoreException {
        check();
        wentBack |= position < cursors.getOrDefault(name, 0L);
        cursors.put(name, position);
    }

    @Override
    public synchronized Map<String, Long> cursors() throws StoreException {
        check();
        return Map.copyOf(cursors);
    }

    @Override
    public synchronized long rewind(String name, long position) throws StoreException {
        check();
        cursors.put(name, Math.min(position, cursors.get(name)));
        return cursors.get(name);
    }

    @Override
    public synchronized void retire(String name) {
        cursors.remove(name);
    }

    @Override
    public long forget(Instant since) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized StoreStatus status() {
        return new StoreStatus("memory", last, last, 0, 0, "none", failing);
    }

    @Override
    public AutoCloseable onAppend(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
