package org.oriel.trajectory;

/**
 * Takes what {@link Trajectories} makes. <b>Threading:</b> called in the thread that hands in events. <b>Errors:</b> what it
 * throws passes through to that thread; the step or episode counts as handed over.
 */
public interface TrajectorySink {
    /** A step is complete; it is told before the episode it is in, and in order. */
    default void step(Episode.Head episode, Step step) {}

    /** The person took back what was done: the steps of that episode from this index on, which were told. */
    default void forgotten(Episode.Head episode, int fromStep) {}

    /** An episode is complete, with its steps once more. Episodes come in the order in which they began. */
    default void episode(Episode episode) {}
}
