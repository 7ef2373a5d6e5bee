package org.oriel.trajectory.dataset;

import com.google.gson.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines that say what each record of a file was made of: beside it, or, for events, the events themselves. */
final class Index {
    /** Given a record. */
    interface Visitor {
        void visit(String line, Scope scope) throws IOException;
    }

    private Index() {}

    static String line(Scope scope) {
        JsonObject o = new JsonObject();
        o.addProperty("session", scope.session());
        o.addProperty("fromMillis", scope.fromMillis());
        o.addProperty("toMillis", scope.toMillis());
        o.add("events", Json.array(scope.events()));
        o.add("images", Json.array(scope.images()));
        o.add("counts", Json.map(scope.counts()));
        return Json.line(o);
    }

    private static Scope scope(String line) throws DatasetException {
        JsonObject o = Json.object("the line", line);
        return new Scope(
                Json.text(o, "session"),
                Json.number(o, "fromMillis"),
                Json.number(o, "toMillis"),
                Json.texts(o, "events"),
                Json.texts(o, "images"),
                Json.numbers(o, "counts"));
    }

    /** An event shows the picture whose file is named after its id. */
    private static Scope ofEvent(String line, ImageNames images) throws DatasetException {
        JsonObject o = Json.object("the line", line);
        long millis = Json.number(Json.object(o, "time"), "wallMillis");
        JsonObject body = Json.object(o, "body");
        List<String> shown = body.has("image") ? images.of(Json.text(body, "image")) : List.of();
        return new Scope(Json.text(o, "session"), millis, millis, List.of(Json.text(o, "id")), shown)
                .counting("events", 1);
    }

    /**
     * Visits the records of a file in order, with their lines where it has lines and an empty text else.
     *
     * @return how many there are
     */
    static long visit(Path dir, FileEntry entry, ImageNames images, Visitor visitor) throws IOException {
        Path file = Disk.resolve(dir, entry.file());
        Path beside = Disk.resolve(dir, Names.index(entry.file()));
        long limit = entry.records();
        switch (entry.kind()) {
            case EVENTS -> {
                try (Lines lines = new Lines(file, limit)) {
                    for (String line = lines.next(); line != null; line = lines.next()) {
                        visitor.visit(line, in(lines, line, images));
                    }
                    return lines.count();
                }
            }
            case LINES -> {
                try (Lines lines = new Lines(file, limit);
                        Lines index = new Lines(beside, limit)) {
                    for (String line = lines.next(); line != null; line = lines.next()) {
                        visitor.visit(line, scope(index));
                    }
                    return lines.count();
                }
            }
            case RECORDS -> {
                try (Lines index = new Lines(beside, limit)) {
                    for (long i = 0; i < limit; i++) {
                        visitor.visit("", scope(index));
                    }
                    return index.count();
                }
            }
            default -> {
                return 0;
            }
        }
    }

    private static Scope in(Lines lines, String line, ImageNames images) throws DatasetException {
        try {
            return ofEvent(line, images);
        } catch (DatasetException e) {
            throw lines.wrong(e);
        }
    }

    private static Scope scope(Lines index) throws IOException {
        String line = index.next();
        if (line == null) {
            throw index.wrong(new DatasetException("it ends here"));
        }
        try {
            return scope(line);
        } catch (DatasetException e) {
            throw index.wrong(e);
        }
    }

    /** Where line {@code lines} ends, which is as much of it as was committed. */
    static long bytes(Path file, long lines) throws IOException {
        long bytes = 0;
        long found = 0;
        if (lines == 0) {
            return 0;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 << 10)) {
            for (int c = in.read(); c >= 0; c = in.read()) {
                bytes++;
                if (c == '\n' && ++found == lines) {
                    return bytes;
                }
            }
        }
        throw new DatasetException(file + " has " + found + " lines and should have " + lines
                + ": it belongs to the file of the same name and was changed");
    }
}
