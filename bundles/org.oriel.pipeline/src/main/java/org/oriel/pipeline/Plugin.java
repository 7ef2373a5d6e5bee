package org.oriel.pipeline;

/** A plugin as its budget sees it: how often it threw or took too long, and whether it is still called. */
class Plugin {
    private static final long OVERRUNS_COUNT_FOR_NANOS = 60_000_000_000L;

    /** How much is tolerated before a plugin is suspended. */
    enum Tolerance {
        /** A decoder handles thousands of records; one bad one is no reason to lose the rest. */
        DECODER(100, Integer.MAX_VALUE, 10),
        /** What stands between content and the disk gets little patience. */
        REDACTION(Integer.MAX_VALUE, 3, 2);

        final int failures;
        final int failuresInARow;
        final int overruns;

        Tolerance(int failures, int failuresInARow, int overruns) {
            this.failures = failures;
            this.failuresInARow = failuresInARow;
            this.overruns = overruns;
        }
    }

    /** Symbolic name of its bundle. */
    final String bundle;
    /** Symbolic name and version, as in {@code CaptureEvent.source}. */
    final String name;

    private final Tolerance tolerance;
    private volatile boolean gone;
    private volatile String suspended = "";
    // What follows is touched by the one thread that calls the plugin.
    private int failures;
    private int failuresInARow;
    private int overruns;
    private long lastOverrun;

    Plugin(String bundle, String version, Tolerance tolerance) {
        this.bundle = bundle;
        this.name = bundle + "/" + version;
        this.tolerance = tolerance;
    }

    boolean isSource() {
        return tolerance == Tolerance.DECODER;
    }

    /** It must not be called any more, and whoever says so may still have to wait for a call to end. */
    void leave() {
        gone = true;
    }

    boolean gone() {
        return gone;
    }

    /** Why it is suspended, empty when it is not. */
    String suspended() {
        return suspended;
    }

    void suspend(String reason) {
        suspended = reason;
    }

    /** Whether it may be called. */
    boolean usable() {
        return !gone && suspended.isEmpty();
    }

    void worked() {
        failuresInARow = 0;
    }

    /** It threw; answers why it is to be suspended, or empty. */
    String failed() {
        failures++;
        failuresInARow++;
        if (failuresInARow >= tolerance.failuresInARow) {
            return "threw " + failuresInARow + " times in a row";
        }
        return failures >= tolerance.failures ? "threw " + failures + " times" : "";
    }

    /** It took too long; answers why it is to be suspended, or empty. */
    String overran(long now) {
        if (overruns > 0 && now - lastOverrun > OVERRUNS_COUNT_FOR_NANOS) {
            overruns = 0;
        }
        overruns++;
        lastOverrun = now;
        return overruns >= tolerance.overruns ? "took too long " + overruns + " times in a minute" : "";
    }

    /** Whether this is the first failure, the one worth a line in the log. */
    boolean firstFailure() {
        return failures == 1;
    }
}
