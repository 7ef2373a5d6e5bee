package org.oriel.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.api.redact.Finding;

/**
 * The values that were masked in this capture session, as keyed hashes: what was masked in one channel is masked in
 * every other. A window title that repeats a typed address is found although no detector sees an address in it. Not
 * thread-safe: the pipeline thread only.
 */
final class SecretSet {
    /** Rule of what this set finds. */
    static final String RULE = "secret-set";

    /** Shorter values would mask ordinary words everywhere. */
    private static final int MIN_LENGTH = 4;
    /** Values up to here are masked only where they stand alone. */
    private static final int WHOLE_WORD_LENGTH = 7;
    /** Bounds memory (about 100 bytes a value) and the number of lengths that every text is scanned for. */
    private static final int MAX_VALUES = 8_192;

    private static final int MAX_LENGTH = 256;

    /** One kilobyte a length. */
    private static final int SIEVE_BITS = 13;

    /** Values of one normalised length. The bits are 13 bits of a keyed rolling hash: a sieve before the real hash. */
    private static final class OfLength {
        final BitSet sieve = new BitSet(1 << SIEVE_BITS);
        final Map<SessionKey.Tag, String> types = new HashMap<>();
    }

    private final SessionKey key = new SessionKey();
    private final long base = new SecureRandom().nextLong() | 1;
    private final TreeMap<Integer, OfLength> lengths = new TreeMap<>();
    private int size;

    /** Remembers a value that was masked. */
    void add(String type, String value) {
        if (key.forgotten() || size >= MAX_VALUES) {
            return;
        }
        Normal normal = Normal.of(value);
        int length = normal.length();
        if (length >= MIN_LENGTH && length <= MAX_LENGTH) {
            OfLength same = lengths.computeIfAbsent(length, l -> new OfLength());
            if (same.types.putIfAbsent(tag(normal, 0, length), type) == null) {
                same.sieve.set(sieveBit(hash(normal, length)));
                size++;
            }
        }
        normal.wipe();
    }

    /** Where values of this set stand in {@code text}. */
    List<Finding> find(String text) {
        if (size == 0 || text.length() < MIN_LENGTH) {
            return List.of();
        }
        Normal normal = Normal.of(text);
        List<Finding> found = new ArrayList<>();
        lengths.headMap(normal.length(), true).forEach((length, values) -> find(text, normal, length, values, found));
        normal.wipe();
        return found;
    }

    int size() {
        return size;
    }

    /** Changes whenever a value is added. */
    long version() {
        return size;
    }

    /** End of the capture session. */
    void forget() {
        key.forget();
        lengths.clear();
        size = 0;
    }

    private void find(String text, Normal normal, int length, OfLength values, List<Finding> found) {
        long highest = 1;
        for (int i = 1; i < length; i++) {
            highest *= base;
        }
        long hash = hash(normal, length);
        for (int from = 0; ; from++) {
            if (values.sieve.get(sieveBit(hash))) {
                confirm(text, normal, from, length, values, found);
            }
            if (from + length >= normal.length()) {
                return;
            }
            hash = (hash - highest * normal.charAt(from)) * base + normal.charAt(from + length);
        }
    }

    private void confirm(String text, Normal normal, int from, int length, OfLength values, List<Finding> found) {
        int start = normal.at(from);
        int end = normal.at(from + length - 1) + 1;
        if (length <= WHOLE_WORD_LENGTH && !standsAlone(text, start, end)) {
            return;
        }
        String type = values.types.get(tag(normal, from, from + length));
        if (type != null) {
            found.add(new Finding(start, end, type, RULE));
        }
    }

    private static boolean standsAlone(String text, int start, int end) {
        return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    }

    private SessionKey.Tag tag(Normal normal, int from, int to) {
        return key.tag(normal.text(from, to).getBytes(StandardCharsets.UTF_8));
    }

    private long hash(Normal normal, int length) {
        long hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * base + normal.charAt(i);
        }
        return hash;
    }

    /** The multiplier is Fibonacci hashing's 2^64 / golden ratio (Knuth, TAOCP 6.4): it mixes into the high bits. */
    private static int sieveBit(long hash) {
        return (int) ((hash * 0x9E3779B97F4A7C15L) >>> (64 - SIEVE_BITS));
    }
}
