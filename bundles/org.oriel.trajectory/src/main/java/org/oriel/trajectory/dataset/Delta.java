package org.oriel.trajectory.dataset;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * What one commit changes: a line of the journal.
 *
 * @param add sessions and files as they are after it; counts, gaps and losses that it adds; screens and recalls
 * @param removedFiles files that it removes
 * @param removedSessions sessions that it removes
 */
record Delta(Manifest add, List<String> removedFiles, List<String> removedSessions) {
    String line() {
        JsonObject object = ManifestJson.write(add);
        object.add("removedFiles", Json.array(removedFiles));
        object.add("removedSessions", Json.array(removedSessions));
        return Json.line(object);
    }

    static Delta of(String line) throws DatasetException {
        JsonObject object = Json.object(Names.JOURNAL, line);
        return new Delta(
                ManifestJson.read(object), Json.texts(object, "removedFiles"), Json.texts(object, "removedSessions"));
    }
}
