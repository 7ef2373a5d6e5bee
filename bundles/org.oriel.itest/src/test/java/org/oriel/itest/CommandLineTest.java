package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input: one line that names the thing, the right exit code, nothing lost. */
class CommandLineTest {
    @TempDir
    Path folder;

    private static void oneLine(Oriel.Result result, int exit, String... parts) {
        assertThat(result.err().strip().lines()).as(result.err()).hasSize(1);
        assertThat(result.err()).startsWith("oriel: ").contains(parts);
        assertThat(result.exit()).isEqualTo(exit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run",
                "status",
                "pause",
                "resume",
                "forget",
                "consent",
                "export",
                "verify",
                "coverage",
                "recall",
                "set",
                "shell",
                "stop"
            })
    @DisplayName("every command has --help")
    void help(String command) throws Exception {
        Oriel.Result result = Oriel.call(command, "--help");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("oriel " + command);
    }

    @Test
    @DisplayName("an unknown command, option, set or format is named, with what is allowed")
    void unknown() throws Exception {
        oneLine(Oriel.call("record"), 2, "record", "allowed");
        oneLine(Oriel.call("run", "--hidden"), 2, "--hidden", "allowed");
        oneLine(Oriel.call("run", "--set", "none"), 2, "none", "minimal", "demo");
        oneLine(Oriel.call("demo", "--speed", "fast"), 2, "fast", "allowed");
    }

    @Test
    @DisplayName("no instance: the data directory is named")
    void noInstance() throws Exception {
        oneLine(Oriel.call("status", "--data", folder.toString()), 4, folder.toString());
    }

    @Test
    @DisplayName("a set with a changed bundle starts nothing")
    void changedBundle() throws Exception {
        String set = Files.readString(Oriel.home().resolve("sets/demo.json"));
        Path file = folder.resolve("changed.json");
        Files.writeString(file, set.replaceFirst("\"sha256\": \"[0-9a-f]{8}", "\"sha256\": \"00000000"));
        oneLine(
                Oriel.call(
                        "run",
                        "--set",
                        file.toString(),
                        "--data",
                        folder.resolve("d").toString()),
                4,
                "SHA-256",
                "nothing was started");
    }

    @Test
    @DisplayName("a set with an unknown bundle names it")
    void unknownBundle() throws Exception {
        String set = Files.readString(Oriel.home().resolve("sets/demo.json"));
        Path file = folder.resolve("unknown.json");
        Files.writeString(file, set.replace("org.oriel:org.oriel.redact.text:", "org.oriel:org.oriel.redact.all:"));
        oneLine(
                Oriel.call(
                        "run",
                        "--set",
                        file.toString(),
                        "--data",
                        folder.resolve("d").toString()),
                4,
                "org.oriel.redact.all");
    }

    @Test
    @DisplayName("a broken policy names the file, the place and what is allowed")
    void brokenPolicy() throws Exception {
        Path policy = folder.resolve("policy.json");
        Files.writeString(policy, "{\"version\":1,\"allow\":[{\"title\":\"Bank\"}]}");
        Oriel.Result result =
                Oriel.call("run", "--data", folder.resolve("d").toString(), "--policy", policy.toString());
        oneLine(result, 4, policy.toString(), "title", "executable");
    }

    @Test
    @DisplayName("a policy that allows nothing: said, not silently idle")
    void emptyPolicy() throws Exception {
        oneLine(Oriel.call("run", "--data", folder.resolve("d").toString()), 3, "policy allows no program", "--policy");
    }

    @Test
    @DisplayName("a second instance on the same data directory is refused, the first goes on")
    void secondInstance() throws Exception {
        Path data = folder.resolve("d");
        try (Oriel first = Oriel.start(data, LoadSet.write(folder, 200, 1000), LoadSet.demoPolicy())) {
            first.awaitState("recording");
            oneLine(Oriel.call("run", "--data", data.toString()), 4, data.toString(), "in use");
            assertThat(first.status().get("state").getAsString()).isEqualTo("recording");
        }
    }

    @Test
    @DisplayName("a wrong key is named, and the right key still opens everything")
    void wrongKey() throws Exception {
        Path data = folder.resolve("d");
        assertThat(Oriel.call("demo", "--data", data.toString()).exit()).isZero();
        Path keys = data.resolve("spool/keys");
        Path key;
        try (var files = Files.list(keys)) {
            key = files.findFirst().orElseThrow();
        }
        byte[] right = Files.readAllBytes(key);
        byte[] wrong = right.clone();
        wrong[wrong.length - 1] ^= 1;
        Files.write(key, wrong);
        Oriel.Result result = Oriel.call(
                "run",
                "--data",
                data.toString(),
                "--set",
                LoadSet.write(folder, 200, 1).toString());
        oneLine(result, 4, "key");
        Files.write(key, right);
        assertThat(Oriel.call("verify", data.toString()).exit()).isZero();
    }

    @Test
    @DisplayName("a flipped byte is found, and the exit code says so")
    void flippedByte() throws Exception {
        Path data = folder.resolve("d");
        assertThat(Oriel.call("demo", "--data", data.toString()).exit()).isZero();
        Path database = data.resolve("spool/spool.db");
        byte[] bytes = Files.readAllBytes(database);
        for (int at = 6_000; at < bytes.length; at += 4_096) {
            bytes[at] ^= 0x10;
        }
        Files.write(database, bytes);
        Oriel.Result verify = Oriel.call("verify", data.toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isEqualTo(1);
    }

    @Test
    @DisplayName("without a terminal nobody can agree")
    void noTerminal() throws Exception {
        Path data = folder.resolve("d");
        try (Oriel run = Oriel.start(data, Oriel.home().resolve("sets/minimal.json"), LoadSet.demoPolicy())) {
            Await.until("answers", () -> {
                try {
                    return run.status().has("state");
                } catch (java.io.IOException e) {
                    return false;
                }
            });
            oneLine(Oriel.call("consent", "accept", "--data", data.toString()), 3, "terminal");
            assertThat(run.status().get("state").getAsString()).isNotEqualTo("recording");
        }
    }

    @Test
    @DisplayName("no display: one line that names it, exit 4")
    void noDisplay() throws Exception {
        Path data = folder.resolve("d");
        try (Oriel run = Oriel.terminal(
                data,
                Map.of("DISPLAY", ""),
                "run",
                "--data",
                data.toString(),
                "--display",
                ":4711",
                "--policy",
                LoadSet.demoPolicy()[1])) {
            Await.until("asks", () -> run.printed().contains("I agree"));
            run.type("I agree");
            assertThat(run.exitValue()).as(run.printed()).isEqualTo(4);
            assertThat(run.printed()).contains("oriel: ").contains(":4711");
        }
    }
}
