package org.oriel.export.trajectory;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.oriel.trajectory.Step;
import org.oriel.trajectory.dataset.Commit;
import org.oriel.trajectory.dataset.DatasetFolder;
import org.oriel.trajectory.dataset.FileEntry;
import org.oriel.trajectory.dataset.FileOut;
import org.oriel.trajectory.dataset.Loss;
import org.oriel.trajectory.dataset.Scope;

/** Writes what dialects say about one episode into a data set. */
final class DatasetTarget implements Output.Target {
    private final DatasetFolder folder;
    private final Change change;
    private final Scene scene;
    private final Trail.Places places;

    DatasetTarget(DatasetFolder folder, Change change, Scene scene, Trail.Places places) {
        this.folder = folder;
        this.change = change;
        this.scene = scene;
        this.places = places;
    }

    @Override
    public void record(
            String file, boolean fresh, String json, List<Step> steps, Collection<String> images, String counted)
            throws IOException {
        Commit commit = change.commit();
        FileOut out = fresh ? commit.create(file, FileEntry.Kind.LINES) : commit.append(file, FileEntry.Kind.LINES);
        Scope scope = places.scope(steps, images);
        out.line(json, counted.isEmpty() ? scope : scope.counting(counted, 1));
    }

    @Override
    public void link(String image, String file) throws IOException {
        Path from = change.picture(image).orElse(folder.path().resolve(image));
        Path to = change.commit().stage(file, FileEntry.Kind.IMAGE).path();
        try {
            Files.createLink(to, from);
        } catch (FileSystemException | UnsupportedOperationException e) {
            // No links on this file system: a copy.
            Files.copy(from, to);
        }
    }

    @Override
    public void loss(String dialect, Step step, String reason) throws IOException {
        change.commit().loss(new Loss(scene.stepId(step), dialect, reason), places.scope(List.of(step), List.of()));
    }
}
