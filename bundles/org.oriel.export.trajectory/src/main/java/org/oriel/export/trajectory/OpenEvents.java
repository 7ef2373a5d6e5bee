package org.oriel.export.trajectory;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.export.ExportRecord;
import org.oriel.trajectory.dataset.Commit;
import org.oriel.trajectory.dataset.FileEntry;
import org.oriel.trajectory.dataset.Scope;

/**
 * The events of the session that is not over, in a file of the data set. Steps depend on what went before them in their
 * session, so after a restart they are made again from these, and come out the same.
 */
final class OpenEvents {
    private static final String FOLDER = "open/";

    private OpenEvents() {}

    static String file(UUID session) {
        return FOLDER + session + ".jsonl";
    }

    static boolean is(FileEntry entry) {
        return entry.file().startsWith(FOLDER);
    }

    /** Keeps an event, with the name of the picture that it brought into the data set. */
    static void add(Commit commit, ExportRecord record, CaptureEvent event, String image) throws IOException {
        long millis = event.time().wallMillis();
        List<String> images = image.isEmpty() ? List.of() : List.of(image);
        String line = "{\"image\":\"" + image + "\",\"event\":" + record.json() + "}";
        commit.append(file(event.session()), FileEntry.Kind.LINES)
                .line(line, new Scope(event.session().toString(), millis, millis, List.of(event.id()), images));
    }

    /** Reads them: each event with the picture it brought, or an empty text. */
    static void read(Path file, long lines, BiConsumer<CaptureEvent, String> each) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (long i = 0; i < lines; i++) {
                JsonObject json = JsonParser.parseString(in.readLine()).getAsJsonObject();
                each.accept(
                        EventJson.read(json.getAsJsonObject("event")),
                        json.get("image").getAsString());
            }
        } catch (RuntimeException e) {
            // Its message may hold content.
            throw new IOException(file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
