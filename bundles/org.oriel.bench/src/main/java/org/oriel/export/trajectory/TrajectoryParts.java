package org.oriel.export.trajectory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.oriel.trajectory.Reduction;
import org.oriel.trajectory.dataset.Provenance;

/** The exporter outside a framework, for the benchmark. It is in this package because it is not public. */
public final class TrajectoryParts {
    private TrajectoryParts() {}

    /** Steps without pictures are written too, so that there is something to write. */
    public static TrajectoryExporter agentNet(Path directory) throws IOException {
        return new TrajectoryExporter(new Settings(
                directory,
                Dialects.of(List.of("agentnet"), new Dialects.Options("pyautogui.tripleClick", 100, true)),
                Reduction.DEFAULT,
                true,
                Provenance.unknown("bench/0")));
    }
}
