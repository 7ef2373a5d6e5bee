package org.oriel.control.shell;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the {@code manifest.json} of a data set counts: what was written into it, and what its format could not say. */
final class ExportManifest {
    private static final String EVENTS = "events";

    private final boolean there;
    private final Map<String, Long> counts = new TreeMap<>();
    /** By dialect and reason. */
    private final Map<String, Long> losses = new TreeMap<>();

    private ExportManifest(boolean there) {
        this.there = there;
    }

    /** Of the data set in {@code folder}; one without counts where there is none. */
    static ExportManifest of(Path folder) throws IOException {
        Path file = folder.resolve("manifest.json");
        if (!Files.isRegularFile(file)) {
            return new ExportManifest(false);
        }
        ExportManifest manifest = new ExportManifest(true);
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            json.getAsJsonObject("counts")
                    .entrySet()
                    .forEach(each ->
                            manifest.counts.put(each.getKey(), each.getValue().getAsLong()));
            for (JsonElement each : json.getAsJsonArray("losses")) {
                JsonObject loss = each.getAsJsonObject();
                manifest.losses.put(
                        loss.get("dialect").getAsString() + " "
                                + loss.get("reason").getAsString(),
                        loss.get("steps").getAsLong());
            }
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IOException(file + " is not a manifest");
        }
        return manifest;
    }

    boolean isThere() {
        return there;
    }

    long events() {
        return counts.getOrDefault(EVENTS, 0L);
    }

    /** What was added since {@code before}. */
    ExportManifest since(ExportManifest before) {
        ExportManifest added = new ExportManifest(there);
        subtract(counts, before.counts, added.counts);
        subtract(losses, before.losses, added.losses);
        return added;
    }

    private static void subtract(Map<String, Long> all, Map<String, Long> before, Map<String, Long> into) {
        all.forEach((name, n) -> {
            long more = n - before.getOrDefault(name, 0L);
            if (more > 0) {
                into.put(name, more);
            }
        });
    }

    /** Such as {@code 1 episode, 97 steps}; of a format that makes trajectories also that there is none. */
    String written(String format, boolean trajectories) {
        Map<String, Long> all = new LinkedHashMap<>();
        if (trajectories && !format.equals("steps")) {
            all.put(format, 0L);
        }
        counts.forEach((name, n) -> {
            if (!name.equals(EVENTS)) {
                all.put(name, n);
            }
        });
        if (all.isEmpty()) {
            return counted(events(), EVENTS);
        }
        List<String> told = new ArrayList<>();
        all.forEach((name, n) -> told.add(counted(n, unit(name, format))));
        return String.join(", ", told);
    }

    /** Each dialect counts its trajectories under its own name. */
    private static String unit(String name, String format) {
        return switch (name) {
            case "steps", "episodes" -> name;
            case "event_rows", "event_messages" -> EVENTS;
            default -> name.equals(format) ? "trajectories" : "trajectories as " + name;
        };
    }

    private static String counted(long n, String what) {
        return "%,d %s"
                .formatted(
                        n,
                        n != 1
                                ? what
                                : what.replaceFirst("^trajectories", "trajectory")
                                        .replaceFirst("s$", ""));
    }

    long lossCount() {
        return losses.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Such as {@code no-picture 78, no-screen 16}, the most frequent first. */
    String losses() {
        Map<String, Long> byReason = new TreeMap<>();
        losses.forEach((name, n) -> byReason.merge(name.substring(name.indexOf(' ') + 1), n, Long::sum));
        return String.join(
                ", ",
                byReason.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                        .map(each -> "%s %,d".formatted(each.getKey(), each.getValue()))
                        .toList());
    }

    void into(JsonObject told) {
        JsonObject written = new JsonObject();
        counts.forEach(written::addProperty);
        told.add("written", written);
        JsonArray array = new JsonArray();
        losses.forEach((name, n) -> {
            JsonObject loss = new JsonObject();
            loss.addProperty("dialect", name.substring(0, name.indexOf(' ')));
            loss.addProperty("reason", name.substring(name.indexOf(' ') + 1));
            loss.addProperty("count", n);
            array.add(loss);
        });
        told.add("losses", array);
    }
}
