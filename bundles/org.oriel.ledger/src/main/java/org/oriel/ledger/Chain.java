package org.oriel.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Walks over the entries of a file from the first one on, and stops at the first that is not as it was written. */
final class Chain {
    private static final byte[] PREFIX = Line.bytes("{\"index\":");
    private static final byte[] AFTER_INDEX = Line.bytes(",\"time\":\"");
    private static final byte[] HASH = Line.bytes(Line.HASH);
    private static final byte[] DIGITS = Line.bytes("0123456789abcdef");

    private final Digests digests = new Digests();
    private final Tree tree = new Tree(digests);
    private final List<Watcher> watchers = new ArrayList<>();
    private byte[] last = new byte[Digests.BYTES];
    private long bytes;
    private Optional<Message> problem = Optional.empty();
    private boolean torn;
    private String firstTime = "";
    private String lastTime = "";

    /** Sees every sound entry. */
    interface Watcher {
        /** The tree has {@code index + 1} leaves now, {@code leaf} is the last one. */
        void entry(long index, byte[] leaf, LineReader line, Chain chain);
    }

    Digests digests() {
        return digests;
    }

    Tree tree() {
        return tree;
    }

    byte[] last() {
        return last;
    }

    /** Length of what is sound. */
    long bytes() {
        return bytes;
    }

    /** What is wrong with the entry after the last sound one. */
    Optional<Message> problem() {
        return problem;
    }

    /** Whether the file ends within a line. */
    boolean torn() {
        return torn;
    }

    String firstTime() {
        return firstTime;
    }

    String lastTime() {
        return lastTime;
    }

    void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    void walk(Path file) throws IOException {
        try (LineReader lines = new LineReader(file, 0)) {
            while (problem.isEmpty() && !torn && lines.next()) {
                if (!lines.complete() && lines.length() <= Line.MOST_BYTES) {
                    torn = true;
                } else {
                    entry(lines);
                }
            }
            lastTime = lastTime.isEmpty() ? firstTime : lastTime;
        }
    }

    private void entry(LineReader lines) {
        byte[] buffer = lines.buffer();
        int start = lines.start();
        int body = lines.length() - Line.TAIL;
        if (body < PREFIX.length || !lines.complete() || !has(buffer, start, PREFIX)) {
            problem = Optional.of(Message.of("entry.unreadable", tree.size()));
            return;
        }
        long index = index(buffer, start + PREFIX.length);
        if (index != tree.size()) {
            problem = Optional.of(elsewhere(index));
            return;
        }
        byte[] link = digests.link(last, buffer, start, body);
        if (!has(buffer, start + body, HASH) || !ends(buffer, start + body + HASH.length, link)) {
            problem = Optional.of(Message.of("entry.changed", tree.size()));
            return;
        }
        byte[] leaf = digests.leaf(buffer, start, lines.length());
        if (index == 0) {
            firstTime = time(lines.text());
        }
        tree.add(leaf);
        last = link;
        bytes = lines.offset() + lines.length() + 1;
        for (Watcher watcher : watchers) {
            watcher.entry(index, leaf, lines, this);
        }
    }

    static String time(String line) {
        int from = line.indexOf("\"time\":\"") + 8;
        int end = line.indexOf('"', from);
        return from < 8 || end < 0 ? "" : line.substring(from, end);
    }

    void lastTime(String time) {
        lastTime = time;
    }

    private Message elsewhere(long index) {
        long expected = tree.size();
        if (index < 0) {
            return Message.of("entry.unreadable", expected);
        }
        return index < expected
                ? Message.of("entry.again", expected, index)
                : Message.of("entry.missing", expected, index);
    }

    private static boolean has(byte[] buffer, int at, byte[] wanted) {
        return Arrays.equals(buffer, at, at + wanted.length, wanted, 0, wanted.length);
    }

    /** The number that stands there, -1 where there is none. */
    private static long index(byte[] buffer, int from) {
        long number = 0;
        int at = from;
        while (at < from + 18 && buffer[at] >= '0' && buffer[at] <= '9') {
            number = number * 10 + buffer[at++] - '0';
        }
        return at > from && has(buffer, at, AFTER_INDEX) ? number : -1;
    }

    private static boolean ends(byte[] buffer, int from, byte[] hash) {
        for (int i = 0; i < hash.length; i++) {
            if (buffer[from + 2 * i] != DIGITS[hash[i] >> 4 & 15] || buffer[from + 2 * i + 1] != DIGITS[hash[i] & 15]) {
                return false;
            }
        }
        int end = from + 2 * hash.length;
        return buffer[end] == '"' && buffer[end + 1] == '}';
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
