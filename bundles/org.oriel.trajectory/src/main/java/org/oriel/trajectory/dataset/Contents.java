package org.oriel.trajectory.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.oriel.trajectory.dataset.Manifest.Display;
import org.oriel.trajectory.dataset.Manifest.Gap;
import org.oriel.trajectory.dataset.Manifest.LossCount;
import org.oriel.trajectory.dataset.Manifest.RecallNote;
import org.oriel.trajectory.dataset.Manifest.Session;
import org.oriel.trajectory.dataset.Manifest.Written;

/** What a folder holds as of its last commit. The same commits give the same contents. */
final class Contents {
    private final String dataset;
    private final FolderKind kind;
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final SortedMap<String, FileEntry> files = new TreeMap<>();
    private final List<Written> provenance = new ArrayList<>();
    private final Set<Display> screens = new LinkedHashSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final SortedMap<String, LossCount> losses = new TreeMap<>();
    private final List<RecallNote> recalls = new ArrayList<>();
    private long commit;
    private long lastPosition;
    private String lastEvent = "";
    private String source = "";

    Contents(String dataset, FolderKind kind) {
        this.dataset = dataset;
        this.kind = kind;
    }

    Contents(Manifest manifest) {
        this(manifest.dataset(), manifest.kind());
        add(manifest);
    }

    void apply(Delta delta) {
        if (delta.add().commit() <= commit) {
            return; // the manifest was written, and the journal not yet emptied
        }
        delta.removedFiles().forEach(files::remove);
        delta.removedSessions().forEach(sessions::remove);
        add(delta.add());
    }

    private void add(Manifest more) {
        commit = more.commit();
        lastPosition = more.lastPosition();
        lastEvent = more.lastEvent();
        source = more.source();
        more.counts().forEach((name, n) -> counts.merge(name, n, Long::sum));
        more.sessions().forEach(session -> sessions.put(session.session(), session));
        more.files().forEach(file -> files.put(file.file(), file));
        more.provenance().forEach(this::add);
        screens.addAll(more.screens());
        more.gaps().forEach(this::add);
        more.losses().forEach(this::add);
        recalls.addAll(more.recalls());
    }

    private void add(Written written) {
        int last = provenance.size() - 1;
        if (last >= 0 && provenance.get(last).by().equals(written.by())) {
            provenance.set(
                    last, new Written(written.by(), provenance.get(last).firstPosition(), written.lastPosition()));
        } else {
            provenance.add(written);
        }
    }

    private void add(Gap gap) {
        int last = gaps.size() - 1;
        if (last >= 0 && gap.counts().isEmpty()) {
            Gap before = gaps.get(last);
            if (before.counts().isEmpty()
                    && before.reason().equals(gap.reason())
                    && before.session().equals(gap.session())
                    && before.lastPosition() + 1 == gap.firstPosition()) {
                gaps.set(
                        last,
                        new Gap(gap.session(), before.firstPosition(), gap.lastPosition(), gap.reason(), gap.counts()));
                return;
            }
        }
        gaps.add(gap);
    }

    private void add(LossCount loss) {
        losses.merge(
                loss.dialect() + "\n" + loss.reason(),
                loss,
                (a, b) -> new LossCount(a.dialect(), a.reason(), a.steps() + b.steps()));
        losses.values().removeIf(count -> count.steps() == 0);
    }

    Manifest manifest(List<String> pages) {
        return new Manifest(
                dataset,
                kind,
                commit,
                lastPosition,
                lastEvent,
                source,
                counts,
                List.copyOf(sessions.values()),
                List.copyOf(files.values()),
                provenance,
                List.copyOf(screens),
                gaps,
                List.copyOf(losses.values()),
                recalls,
                pages);
    }

    String dataset() {
        return dataset;
    }

    FolderKind kind() {
        return kind;
    }

    long commit() {
        return commit;
    }

    long lastPosition() {
        return lastPosition;
    }

    String lastEvent() {
        return lastEvent;
    }

    String source() {
        return source;
    }

    boolean knows(Display screen) {
        return screens.contains(screen);
    }

    @Nullable
    Session session(String id) {
        return sessions.get(id);
    }

    List<Session> sessions() {
        return List.copyOf(sessions.values());
    }

    @Nullable
    FileEntry file(String name) {
        return files.get(name);
    }

    List<FileEntry> files() {
        return List.copyOf(files.values());
    }
}
