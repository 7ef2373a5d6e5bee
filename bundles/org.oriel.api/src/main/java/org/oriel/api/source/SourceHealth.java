package org.oriel.api.source;

/**
 * How a source is doing.
 *
 * @param state in one word
 * @param detail for people, one line, never content
 * @param records offered since it started
 * @param dropped refused by a full ring since it started
 */
public record SourceHealth(State state, String detail, long records, long dropped) {
    /** In one word. */
    public enum State {
        /** Records arrive, or would. */
        OK,
        /** It works, with a limit that {@code detail} names. */
        DEGRADED,
        /** It does not work. */
        FAILED
    }
}
