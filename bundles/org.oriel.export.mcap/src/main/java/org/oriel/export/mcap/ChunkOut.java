package org.oriel.export.mcap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** A chunk in the making: messages, and for each channel where they are. */
final class ChunkOut {
    private record Entry(long time, long offset) {}

    private final Out messages = new Out();
    private final Out content = new Out();
    private final Map<Integer, List<Entry>> entries = new TreeMap<>();
    private long firstTime = Long.MAX_VALUE;
    private long lastTime = Long.MIN_VALUE;

    int size() {
        return messages.size();
    }

    void add(Topic topic, long sequence, long time, byte[] data) {
        entries.computeIfAbsent(topic.id(), id -> new ArrayList<>()).add(new Entry(time, messages.size()));
        content.clear();
        content.u16(topic.id()).u32(sequence).u64(time).u64(time).bytes(data);
        messages.record(Opcode.MESSAGE, content);
        firstTime = Math.min(firstTime, time);
        lastTime = Math.max(lastTime, time);
    }

    /** The chunk record and its message indexes, as they stand from {@code position} on; empties this. */
    byte[] finish(long position, Chunks chunks) {
        CRC32 crc = new CRC32();
        crc.update(messages.array(), 0, messages.size());
        Out all = new Out();
        content.clear();
        content.u64(firstTime)
                .u64(lastTime)
                .u64(messages.size())
                .u32(crc.getValue())
                .text("");
        content.u64(messages.size()).bytes(messages.array(), 0, messages.size());
        all.record(Opcode.CHUNK, content);
        long length = all.size();
        Map<Integer, Long> offsets = new TreeMap<>();
        Map<Integer, Long> counts = new TreeMap<>();
        entries.forEach((channel, list) -> {
            offsets.put(channel, position + all.size());
            counts.put(channel, (long) list.size());
            all.record(Opcode.MESSAGE_INDEX, index(channel, list));
        });
        chunks.add(
                new Chunks.Chunk(position, length, firstTime, lastTime, messages.size(), offsets, all.size() - length),
                counts);
        clear();
        return all.copy();
    }

    private static Out index(int channel, List<Entry> list) {
        list.sort(Comparator.comparingLong(Entry::time));
        Out out = new Out().u16(channel).u32(list.size() * 16L);
        list.forEach(entry -> out.u64(entry.time()).u64(entry.offset()));
        return out;
    }

    private void clear() {
        messages.clear();
        entries.clear();
        firstTime = Long.MAX_VALUE;
        lastTime = Long.MIN_VALUE;
    }
}
