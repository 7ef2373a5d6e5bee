package org.oriel.export.trajectory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.oriel.trajectory.Reduction;
import org.oriel.trajectory.dataset.Provenance;

/** What the tests of this bundle share. */
final class Fixture {
    private Fixture() {}

    static Settings settings(Path directory, Collection<String> dialects) {
        return settings(directory, dialects, Dialects.Options.DEFAULT, false);
    }

    static Settings settings(
            Path directory, Collection<String> dialects, Dialects.Options options, boolean finishWhenStopped) {
        List<Dialect> all = Dialects.of(new ArrayList<>(dialects), options);
        Provenance provenance = new Provenance("org.oriel.export.trajectory/0.1.0", "default@1", List.of(), "b5e7");
        return new Settings(directory, all, Reduction.DEFAULT, finishWhenStopped, provenance);
    }
}
