package org.oriel.export.mcap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pictures of frames, as PNG files in a folder for each session; frames that look the same share one. */
final class Pictures {
    /** Both parts of a name come from events, so they are looked at before they become a path. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final Path folder;
    private final Path published;

    /**
     * With two folders.
     *
     * @param folder where new ones are kept until the file that shows them is finished
     * @param published where those are that belong to the data set
     */
    Pictures(Path folder, Path published) {
        this.folder = folder;
        this.published = published;
    }

    /** The name that messages have for a picture. */
    static String name(String session, String image) {
        return "images/" + session + "/" + image + ".png";
    }

    private Path file(String session, String image) {
        return folder.resolve(session).resolve(image + ".png");
    }

    private Path published(String session, String image) {
        return published.resolve(session).resolve(image + ".png");
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
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /** Whether a picture can be kept under this name and is not here yet. */
    boolean wants(String session, String image) {
        return safe(session, image) && find(session, image).isEmpty();
    }

    /** Keeps a picture; it is on the device afterwards. */
    void put(String session, String image, byte[] png, Path temporary) throws IOException {
        Path file = file(session, image);
        Disk.folder(folder.resolve(session));
        Disk.replace(file, png, temporary);
    }

    /** Deletes the new ones. */
    void discardNew() throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
