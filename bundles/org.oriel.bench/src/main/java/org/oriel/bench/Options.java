package org.oriel.bench;

import java.nio.file.Path;

/**
 * How long to measure, and where.
 *
 * @param quick a third of the time and one round, for a look in between
 * @param work scratch folder on a real disk
 * @param home folder of the distribution
 */
record Options(boolean quick, Path work, Path home) {
    int rounds() {
        return quick ? 1 : 3;
    }

    /** {@code full} in a full run, {@code less} in a quick one. */
    int pick(int less, int full) {
        return quick ? less : full;
    }
}
