package org.oriel.api.event;

/**
 * When something happened, on two clocks.
 *
 * @param monotonicNanos nanoseconds of the monotonic clock ({@link System#nanoTime()}); orders events of one run
 * @param wallMillis milliseconds since the epoch; for people, never for order
 */
public record EventTime(long monotonicNanos, long wallMillis) {}
