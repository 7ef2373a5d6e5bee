package org.oriel.context.browser;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Browsers that are not listened to for a minute, because their extension flooded. */
final class Suspended {
    private static final long LENGTH_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Map<String, Long> since = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    Suspended(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(String executable) {
        since.put(executable, nanoTime.getAsLong());
    }

    boolean contains(String executable) {
        Long start = since.get(executable);
        return start != null && nanoTime.getAsLong() - start < LENGTH_NANOS;
    }

    int size() {
        return (int) since.keySet().stream().filter(this::contains).count();
    }
}
