package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings a folder to the state of its last commit, whatever moment its writer was ended at: finishes what the last commit
 * announced, takes away what was never committed, and refuses what nobody announced.
 */
final class Recovery {
    private static final Pattern STAGED = Pattern.compile("(.+)\\.(\\d{1,18})\\.part");

    private final Path dir;
    private final Disk disk;
    private final Contents contents;
    private final Set<Path> touched = new HashSet<>();

    Recovery(Path dir, Disk disk, Contents contents) {
        this.dir = dir;
        this.disk = disk;
        this.contents = contents;
    }

    void run(List<Delta> journal, Set<String> pages) throws IOException {
        TreeMap<String, Path> found = files(dir);
        for (var each : found.entrySet()) {
            // An index before its file: the file is what says that both are there.
            if (Names.isOwn(each.getKey())) {
                settle(each.getKey());
            }
        }
        for (var each : found.entrySet()) {
            if (!Names.isOwn(each.getKey())) {
                settle(each.getKey());
            }
        }
        removeRemoved(journal);
        for (Path folder : touched) {
            disk.forceFolder(folder);
        }
        checkExtra(pages);
        for (FileEntry entry : contents.files()) {
            checkSize(entry);
        }
    }

    private void settle(String name) throws IOException {
        if (!name.endsWith(Names.PART)) {
            return;
        }
        Path file = Disk.resolve(dir, name);
        Matcher staged = STAGED.matcher(name);
        if (staged.matches() && Long.parseLong(staged.group(2)) == contents.commit()) {
            disk.rename(file, Disk.resolve(dir, staged.group(1)));
        } else {
            disk.delete(file);
        }
        touched.add(file.resolveSibling("."));
    }

    private void removeRemoved(List<Delta> journal) throws IOException {
        for (Delta delta : journal) {
            for (String name : delta.removedFiles()) {
                if (contents.file(name) == null) {
                    remove(dir, disk, Names.checked(name));
                    prune(dir, disk, name);
                    touched.add(Disk.resolve(dir, name).resolveSibling("."));
                }
            }
        }
        touched.removeIf(folder -> !Files.isDirectory(folder));
    }

    static void remove(Path dir, Disk disk, String name) throws IOException {
        disk.delete(Disk.resolve(dir, name));
        disk.delete(Disk.resolve(dir, Names.index(name)));
    }

    /** Folders that only a removed file stood in go with it. */
    static void prune(Path dir, Disk disk, String name) throws IOException {
        disk.prune(dir, Disk.resolve(dir, name));
        disk.prune(Disk.resolve(dir, Names.OWN), Disk.resolve(dir, Names.index(name)));
    }

    private void checkExtra(Set<String> pages) throws IOException {
        List<String> extra = extra(dir, contents.files(), pages);
        if (!extra.isEmpty()) {
            throw new DatasetException(dir + " holds what its manifest does not list (" + some(extra)
                    + "): move it away, or choose another folder; data is never mixed");
        }
    }

    private void checkSize(FileEntry entry) throws IOException {
        Path file = Disk.resolve(dir, entry.file());
        long size = Files.exists(file) ? Files.size(file) : -1;
        if (size > entry.bytes() && Files.isRegularFile(file) && grows(entry.kind())) {
            disk.grow(file, entry.bytes()).close();
        } else if (size != entry.bytes()) {
            throw new DatasetException(file
                    + (size < 0 ? " is gone" : " has " + size + " bytes and should have " + entry.bytes())
                    + ": bring it back, or choose another folder");
        }
    }

    static boolean grows(FileEntry.Kind kind) {
        return kind == FileEntry.Kind.EVENTS || kind == FileEntry.Kind.LINES;
    }

    /** Files that are neither listed nor pages nor ours. */
    static List<String> extra(Path dir, List<FileEntry> listed, Set<String> pages) throws IOException {
        Set<String> names = new HashSet<>(pages);
        names.add(Manifest.FILE);
        listed.forEach(entry -> names.add(entry.file()));
        List<String> extra = new ArrayList<>();
        for (String name : files(dir).keySet()) {
            if (!names.contains(name) && !Names.isOwn(name)) {
                extra.add(name);
            }
        }
        return extra;
    }

    /** All files below, by name. Links are not followed. */
    static TreeMap<String, Path> files(Path dir) throws IOException {
        TreeMap<String, Path> files = new TreeMap<>();
        Files.walkFileTree(dir, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String separator = dir.getFileSystem().getSeparator();
                files.put(dir.relativize(file).toString().replace(separator, "/"), file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(5, names.size())))
                + (names.size() > 5 ? " and " + (names.size() - 5) + " more" : "");
    }
}
