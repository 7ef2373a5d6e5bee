package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.oriel.trajectory.dataset.Manifest.Gap;
import org.oriel.trajectory.dataset.Manifest.LossCount;
import org.oriel.trajectory.dataset.Manifest.RecallNote;
import org.oriel.trajectory.dataset.Manifest.Session;

/** Takes out of a folder what a person took back. One commit: a crash leaves the folder as it was, or without it. */
public final class Recall {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final DatasetFolder folder;
    private final RecallList list;
    private final Rewriter rewriter;
    private final RecallList.Matcher matcher;
    private final Commit commit;
    private final List<FileEntry> files;
    private final ImageNames imageNames;
    private final Set<String> shown = new HashSet<>();
    private final Set<String> removedSessions = new TreeSet<>();
    private final Map<String, Long> removedEvents = new HashMap<>();
    private final List<String> stale = new ArrayList<>();
    private final boolean holdsEvents;
    private long removedRecords;
    private long removedImages;

    private Recall(DatasetFolder folder, RecallList list, Rewriter rewriter, Commit commit) {
        this.folder = folder;
        this.list = list;
        this.rewriter = rewriter;
        this.matcher = list.matcher(folder.manifest().sessions());
        this.commit = commit;
        this.files = folder.manifest().files();
        this.imageNames = new ImageNames(files);
        this.holdsEvents = files.stream().anyMatch(file -> file.kind() == FileEntry.Kind.EVENTS);
    }

    /** Applies a list to a folder that nobody writes; files of formats other than lines are marked as to be made anew. */
    public static RecallNote apply(Path dir, RecallList list) throws IOException {
        try (DatasetFolder folder = DatasetFolder.openAsIs(dir)) {
            return apply(folder, list, Rewriter.NONE);
        }
    }

    /** Applies a list, and says what was removed. The second time it finds nothing. */
    public static RecallNote apply(DatasetFolder folder, RecallList list, Rewriter rewriter) throws IOException {
        if (!ID.matcher(list.id()).matches()) {
            throw new DatasetException(
                    "a recall list with the id " + list.id() + ", allowed: letters, digits and dash");
        }
        try (Commit commit = folder.begin()) {
            RecallNote note = new Recall(folder, list, rewriter, commit).run();
            commit.commit();
            return note;
        }
    }

    private RecallNote run() throws IOException {
        for (FileEntry file : files) {
            BitSet removed = new BitSet();
            long records = Index.visit(folder.path(), file, imageNames, new Marking(removed)::visit);
            if (records != file.records()) {
                throw new DatasetException(file.file() + " has " + records + " records and should have "
                        + file.records() + ": run oriel verify");
            }
            if (!removed.isEmpty()) {
                takeOut(file, removed);
            }
        }
        state();
        if (removedRecords > 0 || !removedSessions.isEmpty()) {
            images();
        }
        sessions();
        RecallNote note = new RecallNote(
                list.id(), list.entries().size(), removedRecords, removedImages, stale, List.copyOf(removedSessions));
        commit.own(Names.recall(list.id()), list.lines().getBytes(StandardCharsets.UTF_8));
        commit.note(note);
        return note;
    }

    /** Finds what goes. */
    private final class Marking {
        private final BitSet removed;
        private int number;

        Marking(BitSet removed) {
            this.removed = removed;
        }

        void visit(String line, Scope scope) {
            if (matcher.reaches(scope)) {
                removed.set(number);
                removedSessions.add(scope.session());
            } else {
                shown.addAll(scope.images());
            }
            number++;
        }
    }

    private void takeOut(FileEntry file, BitSet removed) throws IOException {
        boolean all = removed.cardinality() == file.records();
        boolean lines = Recovery.grows(file.kind());
        if (!all && !lines && !rewriter.rewrites(file)) {
            // Its records stay counted: they are still there.
            stale.add(file.file());
            commit.change(file.withStale(list.id()));
            return;
        }
        subtract(file, removed);
        if (all) {
            commit.remove(file.file());
        } else if (lines) {
            FileOut out = commit.create(file.file(), file.kind());
            keep(file, removed, (line, scope) -> {
                if (file.kind() == FileEntry.Kind.EVENTS) {
                    out.event(line);
                } else {
                    out.again(line, scope);
                }
            });
        } else {
            FileOut out = commit.stage(file.file(), file.kind());
            rewriter.rewrite(file, Disk.resolve(folder.path(), file.file()), out.path(), removed);
            keep(file, removed, (line, scope) -> out.again(scope));
        }
    }

    private void keep(FileEntry file, BitSet removed, Index.Visitor kept) throws IOException {
        int[] number = {0};
        Index.visit(folder.path(), file, imageNames, (line, scope) -> {
            if (!removed.get(number[0]++)) {
                kept.visit(line, scope);
            }
        });
    }

    private void subtract(FileEntry file, BitSet removed) throws IOException {
        boolean losses = file.file().equals(Manifest.LOSSES);
        int[] number = {0};
        Index.visit(folder.path(), file, imageNames, (line, scope) -> {
            if (!removed.get(number[0]++)) {
                return;
            }
            if (losses) {
                Loss loss = Losses.of(line);
                commit.change(new LossCount(loss.dialect(), loss.reason(), -1));
                return;
            }
            // A stretch of rows is one line of the index.
            removedRecords += scope.counts().values().stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(1);
            scope.counts().forEach((name, n) -> commit.count(name, -n));
            removedEvents.merge(scope.session(), scope.counts().getOrDefault("events", 0L), Long::sum);
        });
    }

    private void state() throws IOException {
        Optional<byte[]> before = folder.state();
        if (before.isEmpty() || before.get().length == 0) {
            return;
        }
        Optional<byte[]> after = rewriter.state(before.get(), matcher::reaches);
        if (after.isEmpty()) {
            long last = folder.lastPosition();
            commit.gap(new Gap("", last, last, "recall: what was held back is given up", Map.of()));
        }
        byte[] kept = after.orElse(new byte[0]);
        commit.state(kept);
        if (kept.length > 0) {
            shown.addAll(rewriter.images(kept));
        }
    }

    private void images() throws IOException {
        for (FileEntry file : files) {
            if (file.kind() == FileEntry.Kind.IMAGE && !shown.contains(file.file())) {
                commit.remove(file.file());
                removedImages++;
            }
        }
    }

    private void sessions() {
        for (Session session : folder.manifest().sessions()) {
            long left = session.events() - (holdsEvents ? removedEvents.getOrDefault(session.session(), 0L) : 0);
            boolean whole = holdsEvents ? left == 0 : covered(session);
            if (whole) {
                removedSessions.add(session.session());
                if (!holdsEvents) {
                    commit.count("events", -session.events());
                }
                commit.removeSession(session.session());
            } else if (removedSessions.contains(session.session())) {
                commit.change(new Session(
                        session.session(),
                        left,
                        session.firstPosition(),
                        session.lastPosition(),
                        session.firstMillis(),
                        session.lastMillis(),
                        session.grants(),
                        session.policyHashes(),
                        true));
            }
        }
    }

    /** Whether all of a session goes; where files do not hold events there is nothing else to tell it by. */
    private boolean covered(Session session) {
        return matcher.wholeSession(session.session())
                || matcher.covers(session.session(), session.firstMillis(), session.lastMillis());
    }
}
