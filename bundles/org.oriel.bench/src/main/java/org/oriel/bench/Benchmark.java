package org.oriel.bench;

/** One comparison. */
interface Benchmark {
    /** Runs it whole, in interleaved rounds. */
    Report run(Options options) throws Exception;
}
