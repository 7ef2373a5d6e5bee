package org.oriel.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the distribution's bundle sets say. */
final class BundleSets {
    private BundleSets() {}

    /** Maven coordinates of the bundles of a set, in the order in which they start. */
    static List<String> bundles(Path home, String set) throws IOException {
        List<JsonObject> bundles = new ArrayList<>();
        for (JsonElement bundle : read(home, set).getAsJsonArray("bundles")) {
            bundles.add(bundle.getAsJsonObject());
        }
        bundles.sort(Comparator.comparingInt(bundle -> bundle.get("start-level").getAsInt()));
        return bundles.stream().map(bundle -> bundle.get("id").getAsString()).toList();
    }

    /** The jar of a bundle by its coordinates. */
    static Path jar(Path home, String id) {
        String[] parts = id.split(":", -1);
        String version = parts[parts.length - 1];
        return home.resolve("repository")
                .resolve(parts[0].replace('.', '/'))
                .resolve(parts[1])
                .resolve(version)
                .resolve(parts[1] + "-" + version + ".jar");
    }

    /** The demo set, whose replay plays {@code session} as it was recorded, without ending the instance. */
    static Path load(Path home, Path folder, Path session) throws IOException {
        JsonObject set = read(home, "demo");
        JsonObject configurations = set.getAsJsonObject("configurations");
        configurations.remove("org.oriel.control.shell.demo");
        JsonObject run = new JsonObject();
        run.addProperty("terminal", true);
        configurations.add("org.oriel.control.shell.run", run);
        JsonObject replay = configurations.getAsJsonObject("org.oriel.source.replay");
        replay.addProperty("file", session.toString());
        replay.addProperty("speed", 1);
        return Files.writeString(folder.resolve("load.json"), set.toString());
    }

    private static JsonObject read(Path home, String set) throws IOException {
        return JsonParser.parseString(Files.readString(home.resolve("sets").resolve(set + ".json")))
                .getAsJsonObject();
    }
}
