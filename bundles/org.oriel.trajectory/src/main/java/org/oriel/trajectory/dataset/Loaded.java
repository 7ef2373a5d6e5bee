package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a folder says of itself: marker, manifest, and the journal of what is newer. Nothing is changed. */
record Loaded(Marker marker, boolean hasManifest, Contents contents, List<String> pages) {
    static Loaded of(Path dir) throws IOException {
        Marker marker = Marker.read(dir);
        if (marker == null) {
            throw new DatasetException(dir + " is not an export folder: it has no " + Names.MARKER);
        }
        return of(dir, marker, Journal.read(dir));
    }

    static Loaded of(Path dir, Marker marker, List<Delta> journal) throws IOException {
        Path file = dir.resolve(Manifest.FILE);
        boolean has = Files.exists(file);
        Contents contents = new Contents(marker.dataset(), marker.kind());
        List<String> pages = List.of();
        if (has) {
            Manifest manifest = manifest(file);
            if (!manifest.dataset().equals(marker.dataset()) || !manifest.kind().equals(marker.kind())) {
                throw new DatasetException(file + " is of another folder than " + Names.MARKER
                        + ": bring its own manifest back, or choose another folder");
            }
            contents = new Contents(manifest);
            pages = manifest.pages();
        }
        for (Delta delta : journal) {
            if (delta.add().commit() > contents.commit() + 1) {
                throw new DatasetException(file + (has ? " is older than its journal" : " is gone")
                        + ": bring it back, or choose another folder");
            }
            contents.apply(delta);
        }
        return new Loaded(marker, has, contents, pages);
    }

    private static Manifest manifest(Path file) throws IOException {
        try {
            return Manifest.of(Files.readString(file));
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new DatasetException(file + ": it is not UTF-8", e);
        } catch (DatasetException e) {
            throw new DatasetException(file + ": " + e.getMessage(), e);
        }
    }
}
