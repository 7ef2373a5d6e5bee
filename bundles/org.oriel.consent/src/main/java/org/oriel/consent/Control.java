package org.oriel.consent;

import java.time.Duration;

/** The control thread, as far as the gate uses it itself. */
interface Control {
    /** Runs {@code task} after what runs now. */
    void execute(Runnable task);

    /** Runs {@code task} later; the result, when run, cancels it. */
    Runnable schedule(Duration delay, Runnable task);
}
