package org.oriel.export.trajectory;

import java.nio.file.Path;
import java.util.List;
import org.oriel.trajectory.Reduction;
import org.oriel.trajectory.dataset.Provenance;

/**
 * What the exporter was told.
 *
 * @param directory folder of the data set
 * @param dialects what is written
 * @param reduction thresholds and boundaries
 * @param finishWhenStopped whether an episode that is open when it is stopped is written as it is
 * @param provenance what writes and masked the data
 */
record Settings(
        Path directory, List<Dialect> dialects, Reduction reduction, boolean finishWhenStopped, Provenance provenance) {
    Settings {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("directory=" + directory + ", allowed: an absolute path");
        }
    }
}
