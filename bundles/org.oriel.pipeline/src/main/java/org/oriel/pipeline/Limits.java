package org.oriel.pipeline;

/**
 * Bounds of the hold-back.
 *
 * @param releaseDistance live characters between a character and the caret before it may be released (W)
 * @param maxCells characters of one typed session, deleted ones included
 * @param maxEvents events held back
 * @param openCandidateNanos how long an unfinished candidate may hold back what is behind it (T_max)
 */
record Limits(int releaseDistance, int maxCells, int maxEvents, long openCandidateNanos) {
    /** The values of the design: 128 characters, 65,536 cells, 32,768 events, 120 s. */
    static final Limits DEFAULT = new Limits(128, 65_536, 32_768, 120_000_000_000L);

    Limits {
        if (releaseDistance < 1 || maxCells < 4L * releaseDistance || maxEvents < 16 || openCandidateNanos < 1) {
            throw new IllegalArgumentException("limits: releaseDistance " + releaseDistance + ", maxCells " + maxCells
                    + ", maxEvents " + maxEvents + ", openCandidateNanos " + openCandidateNanos
                    + "; allowed: distance >= 1, cells >= 4 x distance, events >= 16, nanos >= 1");
        }
    }
}
