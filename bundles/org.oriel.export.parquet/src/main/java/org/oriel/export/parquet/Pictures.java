package org.oriel.export.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pictures of frames, as PNG files in a folder for each session; frames that look the same share one. */
final class Pictures {
    /** Both parts of a name come from events, so they are looked at before they become a path. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final Path folder;
    private final Path published;
    private final Set<Path> used = new HashSet<>();

    /**
     * With two folders, which may be the same.
     *
     * @param folder where new ones are kept
     * @param published where those are that belong to the data set
     */
    Pictures(Path folder, Path published) {
        this.folder = folder;
        this.published = published;
    }

    /** The name that the tables have for a picture. */
    static String name(String session, String image) {
        return "images/" + session + "/" + image + ".png";
    }

    private Path file(String session, String image) {
        return folder.resolve(session).resolve(image + ".png");
    }

    private Path published(String session, String image) {
        return published.resolve(session).resolve(image + ".png");
    }

    /** New ones that were asked for, by the name that the tables have for them; none where they stand in the tables. */
    Map<String, Path> fresh() {
        Map<String, Path> fresh = new TreeMap<>();
        if (!published.equals(folder)) {
            for (Path file : used) {
                if (file.startsWith(folder)) {
                    fresh.put("images/" + folder.relativize(file).toString().replace('\\', '/'), file);
                }
            }
        }
        return fresh;
    }

    private static boolean safe(String session, String image) {
        return SAFE.matcher(session).matches() && SAFE.matcher(image).matches();
    }

    /** The file of a picture, if it is here. */
    Optional<Path> find(String session, String image) {
        if (!safe(session, image)) {
            return Optional.empty();
        }
        Path there = published(session, image);
        Path file = Files.isRegularFile(there) ? there : file(session, image);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        used.add(file);
        return Optional.of(file);
    }

    /** Deletes the pictures that nobody asked for. */
    void sweep() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            if (!used.contains(file)) {
                Files.delete(file);
            }
        }
    }

    /** Whether a picture can be kept under this name and is not here yet. */
    boolean wants(String session, String image) {
        return safe(session, image)
                && !Files.isRegularFile(file(session, image))
                && !Files.isRegularFile(published(session, image));
    }

    /** Keeps a picture; it is on the device afterwards. */
    void put(String session, String image, byte[] png, Path temporary) throws IOException {
        Path file = file(session, image);
        Disk.folder(folder.resolve(session));
        Disk.replace(file, png, temporary);
    }
}
