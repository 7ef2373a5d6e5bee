package org.oriel.export.mcap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.trajectory.dataset.Commit;
import org.oriel.trajectory.dataset.DatasetFolder;
import org.oriel.trajectory.dataset.EventLine;
import org.oriel.trajectory.dataset.EventScopes;
import org.oriel.trajectory.dataset.FileEntry;
import org.oriel.trajectory.dataset.FileOut;
import org.oriel.trajectory.dataset.Recalled;
import org.oriel.trajectory.dataset.Scope;

/** Makes a finished file and its pictures part of the data set, in one change. What was taken back meanwhile stays out. */
final class Publication {
    private final Folder folder;
    private final DatasetFolder dataset;
    private final Commit commit;
    private final Recalled recalled;
    private final EventScopes scopes;
    private final Pictures pictures;
    private final Map<String, Path> fresh = new TreeMap<>();
    /** Positions that go, counted from the first of the file. */
    private final BitSet removed = new BitSet();

    private final long first;
    private long events;

    private Publication(Folder folder, McapFile.Head head, DatasetFolder dataset, Commit commit, FileOut out)
            throws IOException {
        this.folder = folder;
        this.dataset = dataset;
        this.commit = commit;
        this.recalled = Recalled.of(folder.path());
        this.scopes = new EventScopes(out, "event_messages");
        this.pictures = folder.pictures();
        this.first = head.first();
    }

    /** When it returns, the file is in the data set for good. */
    static void of(Folder folder, McapFile.Head head, long last, String purpose) throws IOException {
        try (DatasetFolder dataset = folder.dataset(purpose);
                Commit commit = dataset.begin()) {
            FileOut out = commit.stage(Folder.name(head), FileEntry.Kind.RECORDS);
            Publication publication = new Publication(folder, head, dataset, commit, out);
            publication.count(last);
            if (publication.events > 0) {
                publication.place(head, out.path());
                commit.commit();
            }
        }
        folder.discardOpen();
    }

    private void count(long last) throws IOException {
        Careful careful = new Careful();
        Scan scan = Scan.of(folder.open(), careful);
        careful.check();
        if (!scan.isFinished() || scan.last() != last) {
            throw new IOException(folder.open() + " is not whole");
        }
        scopes.end();
    }

    /** A scan ends where a file makes no sense; what goes wrong here must not look like that. */
    private final class Careful implements Scan.Visitor {
        private @Nullable IOException failure;

        @Override
        public void event(long position, byte[] bytes, int offset, int length) {
            if (failure == null) {
                try {
                    count(position, new String(bytes, offset, length, StandardCharsets.UTF_8));
                } catch (IOException e) {
                    failure = e;
                } catch (RuntimeException e) {
                    failure = new IOException("the event at position " + position + " cannot be counted", e);
                }
            }
        }

        void check() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }
    }

    private void count(long position, String json) throws IOException {
        CaptureEvent event = EventLine.counted(json);
        String session = event.session().toString();
        long millis = event.time().wallMillis();
        Scope scope = new Scope(session, millis, millis, List.of(event.id()), List.of());
        if (recalled.reaches(scope, event.grant())) {
            removed.set((int) (position - first));
            return;
        }
        commit.event(position, event);
        scopes.add(session, millis, event.id(), shown(session, event));
        events++;
    }

    /** Name of the picture that an event shows, where it is here. */
    private String shown(String session, CaptureEvent event) {
        if (!(event.body() instanceof Frame frame)) {
            return "";
        }
        String name = Pictures.name(session, frame.image());
        Optional<Path> file = pictures.find(session, frame.image());
        if (file.isEmpty()) {
            return "";
        }
        if (dataset.file(name).isEmpty()) {
            fresh.put(name, file.get());
        }
        return name;
    }

    private void place(McapFile.Head head, Path to) throws IOException {
        if (removed.isEmpty()) {
            link(folder.open(), to);
        } else {
            Without.write(folder.open(), head, to, removed);
        }
        for (Map.Entry<String, Path> picture : fresh.entrySet()) {
            link(
                    picture.getValue(),
                    commit.stage(picture.getKey(), FileEntry.Kind.IMAGE).path());
        }
    }

    /** It stays where it is until the change is in the data set. */
    private static void link(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        try {
            Files.createLink(to, from);
        } catch (FileSystemException | UnsupportedOperationException e) {
            // No links on this file system: a copy.
            Files.copy(from, to);
        }
    }
}
