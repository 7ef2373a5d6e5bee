package org.oriel.itest;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bundle set for load: the demo set, whose replay goes on and on instead of ending the instance. */
final class LoadSet {
    private LoadSet() {}

    static Path write(Path folder, int recordsPerSecond, int loops) throws IOException {
        JsonObject set = JsonParser.parseString(Files.readString(Oriel.home().resolve("sets/demo.json")))
                .getAsJsonObject();
        JsonObject configurations = set.getAsJsonObject("configurations");
        configurations.remove("org.oriel.control.shell.demo");
        JsonObject run = new JsonObject();
        run.addProperty("terminal", false);
        configurations.add("org.oriel.control.shell.run", run);
        JsonObject replay = configurations.getAsJsonObject("org.oriel.source.replay");
        replay.addProperty("speed", 0);
        replay.addProperty("recordsPerSecond", recordsPerSecond);
        replay.addProperty("loops", loops);
        Path file = folder.resolve("load.json");
        Files.writeString(file, set.toString());
        return file;
    }

    /** A shipped set with another configuration of one component. */
    static Path with(Path folder, String name, String pid, String configuration) throws IOException {
        JsonObject set = JsonParser.parseString(Files.readString(Oriel.home().resolve("sets/" + name + ".json")))
                .getAsJsonObject();
        set.getAsJsonObject("configurations")
                .add(pid, JsonParser.parseString(configuration).getAsJsonObject());
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, set.toString());
        return file;
    }

    static String[] demoPolicy() {
        return new String[] {
            "--policy", Oriel.home().resolve("conf/demo-policy.json").toString()
        };
    }
}
