package org.oriel.consent;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Calls into plugins, each with a limit, so that none can hold up the gate. */
interface Calls {
    /**
     * Calls and waits.
     *
     * @param owner of the call: while one of its calls is still running, the next is not made
     */
    Outcome call(Object owner, Duration limit, BooleanSupplier call);

    /**
     * What came of it.
     *
     * @param value what it returned, {@code false} where it did not
     * @param problem one line, empty when it returned in time
     */
    record Outcome(boolean value, String problem) {}
}
