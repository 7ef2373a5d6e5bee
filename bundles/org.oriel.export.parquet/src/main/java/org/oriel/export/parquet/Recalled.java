package org.oriel.export.parquet;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.oriel.trajectory.dataset.RecallList;
import org.oriel.trajectory.dataset.Scope;

/** Recalls that were applied to the folder while events waited in the journal, which they do not reach. */
final class Recalled {
    private final List<RecallList> lists;

    private Recalled(List<RecallList> lists) {
        this.lists = lists;
    }

    static Recalled of(Path dataset) throws IOException {
        List<RecallList> lists = new ArrayList<>();
        Path folder = dataset.resolve(".oriel").resolve("recalls");
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jsonl")) {
                for (Path file : files) {
                    lists.add(RecallList.read(file));
                }
            }
        }
        return new Recalled(lists);
    }

    /** Whether an event must not be written any more. */
    boolean event(byte[] json, int offset, int length) {
        if (lists.isEmpty()) {
            return false;
        }
        JsonObject event = object(json, offset, length);
        long millis = event.getAsJsonObject("time").get("wallMillis").getAsLong();
        return reaches(event, "grant", millis, millis, List.of(event.get("id").getAsString()));
    }

    /** Whether a row of steps or episodes must not be written any more. */
    boolean row(JsonObject row, List<String> ids) {
        return !lists.isEmpty()
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
        String grant = of.get(grantField).getAsString();
        return lists.stream()
                .anyMatch(list -> list.reaches(scope)
                        || list.entries().stream()
                                .anyMatch(entry -> entry instanceof RecallList.WholeGrant whole
                                        && whole.grant().equals(grant)));
    }
}
