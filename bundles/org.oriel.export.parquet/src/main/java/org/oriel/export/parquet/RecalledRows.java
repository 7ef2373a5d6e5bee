package org.oriel.export.parquet;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.oriel.trajectory.dataset.Recalled;
import org.oriel.trajectory.dataset.Scope;

/** Recalls that were applied to the folder while events waited in the journal, which they do not reach. */
final class RecalledRows {
    private final Recalled applied;

    private RecalledRows(Recalled applied) {
        this.applied = applied;
    }

    static RecalledRows of(Path dataset) throws IOException {
        return new RecalledRows(Recalled.of(dataset));
    }

    /** Whether an event must not be written any more. */
    boolean event(byte[] json, int offset, int length) {
        if (applied.isEmpty()) {
            return false;
        }
        JsonObject event = object(json, offset, length);
        long millis = event.getAsJsonObject("time").get("wallMillis").getAsLong();
        return reaches(event, "grant", millis, millis, List.of(event.get("id").getAsString()));
    }

    /** Whether a row of steps or episodes must not be written any more. */
    boolean row(JsonObject row, List<String> ids) {
        return !applied.isEmpty()
                && reaches(
                        row,
                        "grant_id",
                        row.get("start_time").getAsLong(),
                        row.get("end_time").getAsLong(),
                        ids);
    }

    static JsonObject object(byte[] json, int offset, int length) {
        return JsonParser.parseString(new String(json, offset, length, StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    private boolean reaches(JsonObject of, String grantField, long from, long to, List<String> ids) {
        Scope scope = new Scope(of.get("session").getAsString(), from, to, ids, List.of());
        return applied.reaches(scope, of.get(grantField).getAsString());
    }
}
