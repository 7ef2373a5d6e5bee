package org.oriel.export.mcap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the end of a file tells about its chunks: kept while it is written, found again when it is resumed. */
final class Chunks {
    /** A chunk and the message indexes behind it. */
    record Chunk(
            long start,
            long length,
            long firstTime,
            long lastTime,
            long size,
            Map<Integer, Long> indexes,
            long indexLength) {}

    private final List<Chunk> all = new ArrayList<>();
    private final Map<Integer, Long> messages = new TreeMap<>();

    void add(Chunk chunk, Map<Integer, Long> counts) {
        all.add(chunk);
        counts.forEach((channel, count) -> messages.merge(channel, count, Long::sum));
    }

    List<Chunk> all() {
        return all;
    }

    /** Messages by channel. */
    Map<Integer, Long> messages() {
        return messages;
    }

    long messageCount() {
        return messages.values().stream().mapToLong(Long::longValue).sum();
    }

    long firstTime() {
        return all.stream().mapToLong(Chunk::firstTime).min().orElse(0);
    }

    long lastTime() {
        return all.stream().mapToLong(Chunk::lastTime).max().orElse(0);
    }
}
