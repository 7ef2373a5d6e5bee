package org.oriel.export.trajectory;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.RetryableException;
import org.oriel.trajectory.Episode;
import org.oriel.trajectory.Step;
import org.oriel.trajectory.dataset.DatasetFolder;
import org.oriel.trajectory.dataset.FileEntry;
import org.oriel.trajectory.dataset.FolderKind;

/**
 * An opened data set with the session that is not over. A batch is in it with one commit, or with none. After an error it is
 * closed and made anew, from what is on the device.
 */
final class Writer implements Closeable {
    private final Settings settings;
    private final DatasetFolder folder;
    private @Nullable Session session;

    Writer(Settings settings, String purpose) throws IOException {
        this.settings = settings;
        FolderKind kind = new FolderKind("trajectory", 1, TrajectoryExporter.NAME, purpose);
        this.folder = DatasetFolder.open(settings.directory(), kind, settings.provenance());
        try {
            for (FileEntry entry : folder.manifest().files()) {
                if (OpenEvents.is(entry)) {
                    restore(entry);
                }
            }
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Makes the steps of the open session again, to be where the writer before was. Its episodes are written already. */
    private void restore(FileEntry entry) throws IOException {
        OpenEvents.read(folder.path().resolve(entry.file()), entry.records(), (event, image) -> {
            Session open = session;
            if (open == null) {
                open = new Session(event.session(), settings.reduction());
                session = open;
            }
            if (!image.isEmpty()) {
                open.brought().add(image);
            }
            for (Episode episode : open.accept(event)) {
                Scene scene = scene(
                        open,
                        episode,
                        image1 -> folder.file(Output.file(image1)).isPresent());
                say(scene, new Shows(open.shown()));
                open.trail().places(episode).passed();
            }
        });
    }

    private Scene scene(Session of, Episode episode, java.util.function.Predicate<String> stored) {
        return new Scene(episode, settings.provenance(), stored, of.pages());
    }

    private void say(Scene scene, Output.Target target) {
        for (Dialect dialect : settings.dialects()) {
            try {
                dialect.write(scene, new Output(dialect.name(), scene, target));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** Writes what it does not hold yet. */
    void deliver(List<ExportRecord> records) throws IOException, RetryableException {
        int repeated = repeated(records);
        if (repeated == records.size()) {
            return;
        }
        try (Change change = new Change(folder)) {
            for (ExportRecord record : records.subList(repeated, records.size())) {
                add(change, record);
            }
            change.commit(false);
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private int repeated(List<ExportRecord> records) throws RetryableException {
        long last = folder.lastPosition();
        int repeated = 0;
        while (repeated < records.size() && records.get(repeated).position() <= last) {
            repeated++;
        }
        if (repeated > 0 && records.get(repeated - 1).position() == last) {
            String id = records.get(repeated - 1).id();
            if (!id.equals(folder.manifest().lastEvent())) {
                throw new RetryableException(folder.path() + " does not hold the event at position " + last
                        + ": it was filled from another store; move it away or set another directory");
            }
        }
        return repeated;
    }

    private void add(Change change, ExportRecord record) throws IOException, RetryableException {
        CaptureEvent event = record.event();
        Session open = session;
        if (open != null && (open.ended() || !open.id().equals(event.session()))) {
            end(change, open, open.next(event));
            open = null;
        }
        if (open == null) {
            open = new Session(event.session(), settings.reduction());
            session = open;
        }
        change.commit().event(record.position(), event);
        OpenEvents.add(change.commit(), record, event, picture(change, open, record, event));
        write(change, open, open.accept(event));
        if (open.ended()) {
            end(change, open, open.finish());
        }
    }

    /** Stores the picture of a frame, if it is a new one, and returns the name of its file then. */
    private static String picture(Change change, Session open, ExportRecord record, CaptureEvent event)
            throws IOException, RetryableException {
        if (!(event.body() instanceof Frame frame) || !frame.image().matches("[A-Za-z0-9][A-Za-z0-9_-]{0,127}")) {
            return "";
        }
        String name = Output.file(frame.image());
        if (change.has(name)) {
            return "";
        }
        Optional<byte[]> png = record.picture();
        if (png.isEmpty()) {
            return "";
        }
        change.picture(name, png.get());
        open.brought().add(name);
        return name;
    }

    private void write(Change change, Session open, List<Episode> episodes) {
        for (Episode episode : episodes) {
            Trail.Places places = open.trail().places(episode);
            Scene scene = scene(open, episode, image -> change.has(Output.file(image)));
            say(scene, new Both(new DatasetTarget(folder, change, scene, places), new Shows(open.shown())));
            places.passed();
        }
    }

    /** Its last episodes; its events, and the pictures that no record shows, are not needed any more. */
    private void end(Change change, Session open, List<Episode> last) throws IOException {
        // A file is changed once in a commit. The last episodes go with the events that they were made of: never one
        // without the other, or they would be made again.
        change.commit(true);
        write(change, open, last);
        String events = OpenEvents.file(open.id());
        if (folder.file(events).isPresent()) {
            change.commit().remove(events);
        }
        Set<String> left = new HashSet<>(open.brought());
        left.removeAll(open.shown());
        for (String picture : new ArrayList<>(left)) {
            if (folder.file(picture).isPresent()) {
                change.commit().remove(picture);
            }
        }
        session = null;
        change.commit(true);
    }

    /** No more events follow: the open session ends here. */
    void finish() throws IOException {
        Session open = session;
        if (open == null) {
            return;
        }
        try (Change change = new Change(folder)) {
            end(change, open, open.finish());
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Lets other instances have the folder until the next delivery. */
    void rest() throws IOException {
        folder.rest();
    }

    /** Takes the folder again; says whether it is as it was left. */
    boolean resume() throws IOException {
        return folder.resume();
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }

    /** Notes which pictures records show, and writes nothing. */
    private record Shows(Set<String> shown) implements Output.Target {
        @Override
        public void record(
                String file, boolean fresh, String json, List<Step> steps, Collection<String> images, String counted) {
            shown.addAll(images);
        }

        @Override
        public void link(String image, String file) {
            shown.add(image);
        }

        @Override
        public void loss(String dialect, Step step, String reason) {}
    }

    /** Writes to one after the other. */
    private record Both(Output.Target first, Output.Target second) implements Output.Target {
        @Override
        public void record(
                String file, boolean fresh, String json, List<Step> steps, Collection<String> images, String counted)
                throws IOException {
            first.record(file, fresh, json, steps, images, counted);
            second.record(file, fresh, json, steps, images, counted);
        }

        @Override
        public void link(String image, String file) throws IOException {
            first.link(image, file);
            second.link(image, file);
        }

        @Override
        public void loss(String dialect, Step step, String reason) throws IOException {
            first.loss(dialect, step, reason);
            second.loss(dialect, step, reason);
        }
    }
}
