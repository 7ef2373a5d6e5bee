package org.oriel.export.mcap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The pictures of frames, as PNG files in a folder for each session; frames that look the same share one. */
final class Pictures {
    /** Both parts of a name come from events, so they are looked at before they become a path. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final Path folder;

    Pictures(Path folder) {
        this.folder = folder;
    }

    /** The name that the tables have for a picture. */
    static String name(String session, String image) {
        return "images/" + session + "/" + image + ".png";
    }

    private Path file(String session, String image) {
        return folder.resolve(session).resolve(image + ".png");
    }

    private static boolean safe(String session, String image) {
        return SAFE.matcher(session).matches() && SAFE.matcher(image).matches();
    }

    /** The file of a picture, if it is here. */
    Optional<Path> find(String session, String image) {
        return safe(session, image) && Files.isRegularFile(file(session, image))
                ? Optional.of(file(session, image))
                : Optional.empty();
    }

    /** Whether a picture can be kept under this name and is not here yet. */
    boolean wants(String session, String image) {
        return safe(session, image) && !Files.isRegularFile(file(session, image));
    }

    /** Keeps a picture; it is on the device afterwards. */
    void put(String session, String image, byte[] png, Path temporary) throws IOException {
        Path file = file(session, image);
        Disk.folder(folder.resolve(session));
        Disk.replace(file, png, temporary);
    }
}
