package org.oriel.trajectory.dataset;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The file that says whose folder it is: written first, never changed. */
record Marker(String dataset, FolderKind kind) {
    private static final int VERSION = 1;

    static Marker make(FolderKind kind) {
        return new Marker(UUID.randomUUID().toString(), kind);
    }

    /** {@code null} where there is none. */
    static @Nullable Marker read(Path dir) throws IOException {
        Path file = Disk.resolve(dir, Names.MARKER);
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            JsonObject o = Json.object(Names.MARKER, text);
            if (Json.number(o, "marker") != VERSION) {
                throw Json.wrong("marker", "version " + VERSION);
            }
            return new Marker(Json.text(o, "dataset"), ManifestJson.kind(o));
        } catch (DatasetException e) {
            throw new DatasetException(file + ": " + e.getMessage(), e);
        }
    }

    String json() {
        JsonObject o = new JsonObject();
        o.addProperty("marker", VERSION);
        o.addProperty("dataset", dataset);
        ManifestJson.kind(o, kind);
        return Json.pretty(o);
    }

    /** That this folder is of {@code wanted}; nothing is ever added to a folder of another kind. */
    void checkIs(FolderKind wanted, Path dir) throws DatasetException {
        differ(dir, "format", kind.format(), wanted.format());
        differ(dir, "version of the format", "" + kind.formatVersion(), "" + wanted.formatVersion());
        differ(dir, "exporter", kind.exporter(), wanted.exporter());
        differ(dir, "purpose", kind.purpose(), wanted.purpose());
    }

    private static void differ(Path dir, String what, String is, String wanted) throws DatasetException {
        if (!is.equals(wanted)) {
            throw new DatasetException(dir + " is an export folder with the " + what + " " + is + ", not " + wanted
                    + ": choose another folder; data is never mixed");
        }
    }

    /** That a folder without a marker is one that may be taken: not there, empty, or left by a start that was cut short. */
    static void checkFree(Path dir) throws IOException {
        if (!Files.exists(dir)) {
            return;
        }
        if (!Files.isDirectory(dir)) {
            throw new DatasetException(dir + " is not a folder");
        }
        List<String> foreign = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(dir)) {
            for (Path each : all) {
                String name = each.getFileName().toString();
                if (!name.equals(Names.OWN) || !isOurs(each)) {
                    foreign.add(name);
                }
            }
        }
        if (!foreign.isEmpty()) {
            throw new DatasetException(dir + " is not an export folder and not empty (it holds "
                    + Recovery.some(foreign) + "): choose a new or an empty folder");
        }
    }

    private static boolean isOurs(Path own) throws IOException {
        if (!Files.isDirectory(own)) {
            return false;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(own)) {
            for (Path each : all) {
                if (!Set.of("lock", "marker.json" + Names.PART)
                        .contains(each.getFileName().toString())) {
                    return false;
                }
            }
        }
        return true;
    }
}
