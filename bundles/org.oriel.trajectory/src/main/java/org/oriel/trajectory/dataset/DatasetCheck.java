package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.oriel.trajectory.dataset.Manifest.Session;

/** Compares a folder with its manifest: for {@code oriel verify DIR}. Changes nothing. */
public final class DatasetCheck {
    /**
     * What was found.
     *
     * @param problems what is wrong, in plain words with file names; empty where the folder is right
     * @param notes what is not wrong, and good to know
     * @param manifest what the folder holds; {@code null} where that cannot be read
     */
    public record Report(
            List<String> problems,
            List<String> notes,
            @Nullable Manifest manifest) {
        /** Copies the lists. */
        public Report {
            problems = List.copyOf(problems);
            notes = List.copyOf(notes);
        }
    }

    private final Path dir;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<RecallList> recalls = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Long> losses = new TreeMap<>();
    private final Map<String, Long> sessionEvents = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
    private boolean inUse;

    private DatasetCheck(Path dir) {
        this.dir = dir;
    }

    /** Whether this is an export folder at all: whether it has the marker of one. */
    public static boolean isExportFolder(Path dir) {
        return Files.exists(Disk.resolve(dir, Names.MARKER));
    }

    /** The problems of a folder; recalls that were applied to it before are checked again. */
    public static List<String> verify(Path dir) {
        return report(dir, List.of()).problems();
    }

    /** The same, with further recall lists that the folder should hold nothing of. */
    public static Report report(Path dir, List<RecallList> further) {
        DatasetCheck check = new DatasetCheck(dir);
        Manifest manifest = null;
        try {
            check.recalls.addAll(further);
            Loaded loaded = Loaded.of(dir);
            check.inUse = inUse(dir);
            manifest = loaded.contents().manifest(loaded.pages());
            check.run(manifest, loaded);
        } catch (IOException e) {
            check.problems.add(e instanceof DatasetException ? String.valueOf(e.getMessage()) : e.toString());
        }
        return new Report(check.problems, check.notes, manifest);
    }

    private void run(Manifest manifest, Loaded loaded) throws IOException {
        pages(manifest, loaded);
        applied();
        Recovery.extra(dir, manifest.files(), Set.copyOf(manifest.pages())).stream()
                .filter(name -> !inUse || !name.endsWith(Names.PART))
                .forEach(name -> problems.add(name + " is not in the manifest"));
        ImageNames images = new ImageNames(manifest.files());
        for (FileEntry file : manifest.files()) {
            if (content(file)) {
                records(file, images, manifest.sessions());
            }
            if (!file.stale().isEmpty()) {
                problems.add(file.file() + " still holds what recall " + file.stale() + " took back: make it anew");
            }
        }
        counted(manifest);
        if (shown.stream().anyMatch(name -> loaded.contents().file(name) == null)) {
            shown.stream()
                    .filter(name -> loaded.contents().file(name) == null)
                    .sorted()
                    .forEach(name -> problems.add(name + " is shown by a record and not in the manifest"));
        }
    }

    private void pages(Manifest manifest, Loaded loaded) throws IOException {
        if (!loaded.hasManifest()) {
            problems.add(Manifest.FILE + " is missing: open the folder with its exporter to bring it back");
            return;
        }
        String text = Files.readString(dir.resolve(Manifest.FILE));
        Manifest written = Manifest.of(text);
        if (!written.json().equals(text)) {
            problems.add(Manifest.FILE + " is not as it was written");
        }
        if (written.commit() < manifest.commit()) {
            notes.add(Manifest.FILE + " is " + (manifest.commit() - written.commit())
                    + " commits old; the journal has the rest");
        }
        for (String page : written.pages()) {
            if (!Files.exists(dir.resolve(page))) {
                problems.add(page + " is missing");
            } else if (page.equals(Names.CARD)
                    && !inUse
                    && !Files.readString(dir.resolve(page)).equals(DataCard.of(written))) {
                problems.add(page + " is not the card of this manifest");
            }
        }
    }

    private void applied() throws IOException {
        Path folder = Disk.resolve(dir, Names.RECALLS);
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> lists = Files.newDirectoryStream(folder, "*.jsonl")) {
                for (Path list : lists) {
                    recalls.add(RecallList.read(list));
                }
            }
        }
    }

    /** Whether the bytes are right. While an exporter writes, a file may have grown already. */
    private boolean content(FileEntry entry) throws IOException {
        Path file = Disk.resolve(dir, entry.file());
        if (!Files.isRegularFile(file)) {
            problems.add(entry.file() + " is missing");
            return false;
        }
        long size = Files.size(file);
        if (size < entry.bytes() || (size > entry.bytes() && !(inUse && Recovery.grows(entry.kind())))) {
            problems.add(entry.file() + " has " + size + " bytes and should have " + entry.bytes());
            return false;
        }
        MessageDigest digest = Disk.sha256();
        Disk.digest(file, entry.bytes(), digest);
        if (!HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
            problems.add(entry.file() + " has another hash than in the manifest");
            return false;
        }
        return true;
    }

    private void records(FileEntry entry, ImageNames images, List<Session> sessions) {
        Set<String> still = new HashSet<>();
        try {
            List<RecallList.Matcher> matchers =
                    recalls.stream().map(recall -> recall.matcher(sessions)).toList();
            long records = Index.visit(dir, entry, images, (line, scope) -> {
                record(entry, line, scope);
                for (int i = 0; i < matchers.size(); i++) {
                    if (matchers.get(i).reaches(scope)) {
                        still.add(recalls.get(i).id());
                    }
                }
            });
            if (records != entry.records() && entry.kind() != FileEntry.Kind.OTHER) {
                problems.add(entry.file() + " has " + records + " records and should have " + entry.records());
            }
        } catch (IOException e) {
            problems.add(e instanceof DatasetException ? String.valueOf(e.getMessage()) : e.toString());
        }
        if (entry.stale().isEmpty()) {
            still.forEach(recall -> problems.add(entry.file() + " still holds what recall " + recall + " took back"));
        }
    }

    private void record(FileEntry entry, String line, Scope scope) throws IOException {
        shown.addAll(scope.images());
        scope.counts().forEach((name, n) -> counts.merge(name, n, Long::sum));
        if (entry.kind() == FileEntry.Kind.EVENTS) {
            sessionEvents.merge(scope.session(), 1L, Long::sum);
        } else if (entry.file().equals(Manifest.LOSSES)) {
            Loss loss = Losses.of(line);
            losses.merge(loss.dialect() + " " + loss.reason(), 1L, Long::sum);
        }
    }

    private void counted(Manifest manifest) {
        boolean events = manifest.files().stream().anyMatch(file -> file.kind() == FileEntry.Kind.EVENTS);
        Map<String, Long> told = new TreeMap<>(manifest.counts());
        if (!events) {
            counts.remove("events");
            told.remove("events");
        }
        counts.forEach((name, n) -> {
            if (n != told.getOrDefault(name, 0L).longValue()) {
                problems.add("the files hold " + n + " " + name + ", the manifest says " + told.getOrDefault(name, 0L));
            }
        });
        for (Session session : manifest.sessions()) {
            long found = sessionEvents.getOrDefault(session.session(), 0L);
            if (events && found != session.events()) {
                problems.add("the files hold " + found + " events of session " + session.session()
                        + ", the manifest says " + session.events());
            }
            sessionEvents.remove(session.session());
        }
        sessionEvents.keySet().forEach(id -> problems.add("session " + id + " is not in the manifest"));
        manifest.losses().forEach(loss -> losses.merge(loss.dialect() + " " + loss.reason(), -loss.steps(), Long::sum));
        losses.forEach((what, n) -> {
            if (n != 0) {
                problems.add(Manifest.LOSSES + " and the manifest differ by " + n + " for " + what);
            }
        });
    }

    private static boolean inUse(Path dir) throws IOException {
        Path file = Disk.resolve(dir, Names.LOCK);
        if (!Files.isWritable(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }
}
