package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.source.x11.Desktop;
import org.oriel.trajectory.dataset.RecallList;

/** What a person takes back is gone: from the store, from its pictures, from what waits for exporters. */
class RightsTest {
    private static final String STAYS = "the weather is fine today";
    private static final String LEFT = "quarterly numbers went out";
    private static final String WAITS = "zebra lemon harbour pending";

    @TempDir
    Path folder;

    private Desktop desktop;
    private Path data;
    private String terminal = "";
    private int exports;

    @BeforeEach
    void open() throws Exception {
        desktop = Desktop.start(folder.resolve("home"));
        data = folder.resolve("d");
    }

    @AfterEach
    void close() throws Exception {
        desktop.close();
    }

    private Path set() throws IOException {
        JsonObject set = JsonParser.parseString(Files.readString(Oriel.home().resolve("sets/research.json")))
                .getAsJsonObject();
        JsonObject configurations = set.getAsJsonObject("configurations");
        // The key of the store is where a thief of the disk, and this test, would look for it.
        configurations.getAsJsonObject("org.oriel.spool").addProperty("keyStore", "file");
        configurations.getAsJsonObject("org.oriel.ledger").addProperty("keyStore", "file");
        configurations.add(
                "org.oriel.frames",
                JsonParser.parseString("{\"settleMillis\":20,\"settleMostMillis\":1000,\"changeMillis\":50,"
                        + "\"heartbeatMillis\":1000,\"mebibytesPerHour\":4000,\"processorPercent\":100}"));
        return Files.writeString(folder.resolve("set.json"), set.toString());
    }

    private Oriel agreed() throws Exception {
        Path policy = Files.writeString(
                folder.resolve("policy.json"),
                "{\"version\":1,\"allow\":[{\"executable\":\"/usr/bin/mousepad\",\"frames\":\"keep-all\"}]}");
        Oriel oriel = Oriel.terminal(
                data,
                desktop.environment(),
                "run",
                "--set",
                set().toString(),
                "--data",
                data.toString(),
                "--policy",
                policy.toString());
        Await.until("asks", () -> oriel.printed().contains("I agree"));
        oriel.type("I agree");
        oriel.awaitState("recording");
        oriel.awaitSources("org.oriel.source.x11", "org.oriel.source.x11.frames");
        return oriel;
    }

    private static String fine(Oriel oriel, String... words) throws IOException {
        Oriel.Result result = oriel.ask(words);
        assertThat(result.exit()).as(List.of(words) + ": " + result.err()).isZero();
        return result.out();
    }

    private static long images(Oriel oriel) throws IOException {
        return oriel.status().getAsJsonObject("store").get("images").getAsLong();
    }

    /** Types into the editor and waits until text and a new picture of it are stored; capture is paused then. */
    private void work(Oriel oriel, String editor, String text) throws Exception {
        oriel.awaitSources("org.oriel.source.x11", "org.oriel.source.x11.frames");
        long before = images(oriel);
        oriel.focus(desktop, terminal, editor);
        desktop.type(text);
        // Gives the keyboard away, so that what was typed is released.
        desktop.focus(terminal);
        Await.until("it is stored", () -> held(oriel).contains(text));
        desktop.focus(editor);
        Await.until("a picture of it", () -> images(oriel) > before);
        desktop.focus(terminal);
        fine(oriel, "pause", "1h");
    }

    private String held(Oriel oriel) throws Exception {
        Path out = folder.resolve("export-" + exports++);
        fine(oriel, "my-data", "export", "--out", out.toString());
        StringBuilder typed = new StringBuilder();
        for (String line : Files.readAllLines(out.resolve("events.jsonl"))) {
            append(typed, JsonParser.parseString(line).getAsJsonObject());
        }
        return typed.toString();
    }

    private static void append(StringBuilder typed, JsonObject event) {
        JsonObject body = event.getAsJsonObject("body");
        if (body.get("type").getAsString().equals("key")
                && body.get("phase").getAsString().equals("down")) {
            String key = body.get("key").getAsString();
            typed.append(key.codePointCount(0, key.length()) == 1 ? key : "");
        }
    }

    private String exported() throws Exception {
        StringBuilder typed = new StringBuilder();
        Exported.events(data).forEach(event -> append(typed, event));
        return typed.toString();
    }

    /** A piece of every sealed block that holds a position after {@code after}. */
    private List<byte[]> sealed(long after) throws Exception {
        List<byte[]> pieces = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("spool/spool.db"));
                PreparedStatement blocks = connection.prepareStatement("SELECT payload FROM block WHERE last > ?")) {
            blocks.setLong(1, after);
            try (ResultSet rows = blocks.executeQuery()) {
                while (rows.next()) {
                    pieces.add(middle(rows.getBytes(1)));
                }
            }
        }
        return pieces;
    }

    private static byte[] middle(byte[] bytes) {
        return Arrays.copyOfRange(bytes, bytes.length / 2 - 12, bytes.length / 2 + 12);
    }

    private Map<String, byte[]> pictures() throws IOException {
        Map<String, byte[]> pictures = new TreeMap<>();
        try (Stream<Path> files = Files.list(data.resolve("spool/images"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                pictures.put(file.getFileName().toString(), middle(Files.readAllBytes(file)));
            }
        }
        return pictures;
    }

    private boolean onDisk(byte[] piece) throws IOException {
        String wanted = new String(piece, StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    @DisplayName(
            "a deleted stretch is in no file of the store, its pictures are gone, what waits never leaves, and what had left is recalled")
    void deleting() throws Exception {
        String key;
        String editor = desktop.open("mousepad", "mousepad");
        terminal = desktop.open("xterm", "xterm", "-T", "Terminal");
        try (Oriel oriel = agreed()) {
            work(oriel, editor, STAYS);
            Map<String, byte[]> picturesThatStay = pictures();
            long stays = CrashTest.last(oriel);
            Await.until("it left", () -> CrashTest.position(oriel) >= stays);
            long quiet = System.nanoTime() + 3_000_000_000L;
            Await.until("there is a moment between", () -> System.nanoTime() > quiet);

            long since = System.currentTimeMillis();
            fine(oriel, "resume");
            work(oriel, editor, LEFT);
            long left = CrashTest.last(oriel);
            Await.until("it left", () -> CrashTest.position(oriel) >= left);
            fine(oriel, "exporter", "pause", "jsonl");
            fine(oriel, "resume");
            work(oriel, editor, WAITS);

            assertThat(held(oriel)).contains(STAYS, LEFT, WAITS);
            assertThat(exported()).contains(STAYS, LEFT).doesNotContain(WAITS);
            List<byte[]> sealed = sealed(stays);
            Map<String, byte[]> pictures = pictures();
            assertThat(pictures.size()).isGreaterThan(picturesThatStay.size());
            for (byte[] piece : sealed) {
                assertThat(onDisk(piece)).isTrue();
            }

            long seconds = (System.currentTimeMillis() - since) / 1000 + 1;
            assertThat(fine(oriel, "my-data", "delete", "--last", seconds + "s"))
                    .contains("had reached jsonl already");

            for (byte[] piece : sealed) {
                assertThat(onDisk(piece)).isFalse();
            }
            Set<String> gone = new TreeSet<>(pictures.keySet());
            gone.removeAll(pictures().keySet());
            assertThat(gone).isNotEmpty();
            for (String name : gone) {
                assertThat(onDisk(java.util.Objects.requireNonNull(pictures.get(name))))
                        .isFalse();
            }
            assertThat(pictures().keySet()).containsAll(picturesThatStay.keySet());
            assertThat(held(oriel)).contains(STAYS).doesNotContain(LEFT, WAITS);

            Set<String> recalled = new TreeSet<>();
            for (RecallList.Entry entry :
                    RecallList.read(data.resolve("recall.jsonl")).entries()) {
                recalled.addAll(((RecallList.Events) entry).events());
            }
            Set<String> hadLeft = new TreeSet<>();
            for (JsonObject event : Exported.events(data)) {
                if (event.getAsJsonObject("time").get("wallMillis").getAsLong() >= since - 900) {
                    hadLeft.add(event.get("id").getAsString());
                }
            }
            assertThat(recalled).isNotEmpty().isEqualTo(hadLeft);
            assertThat(Files.readString(data.resolve("recall.jsonl"))).contains("\"exporters\":[\"jsonl\"]");

            fine(oriel, "exporter", "resume", "jsonl");
            long last = CrashTest.last(oriel);
            Await.until("everything was passed", () -> CrashTest.position(oriel) >= last);
            assertThat(exported()).contains(STAYS, LEFT).doesNotContain(WAITS);
            key = ledger(oriel);
            governance(oriel);
        }
        checkLedger(key);
    }

    private void governance(Oriel oriel) throws IOException {
        Path out = folder.resolve("governance");
        fine(oriel, "governance", "pack", "--out", out.toString());
        assertThat(Files.readString(out.resolve("notices.en.md")))
                .contains("Draft for counsel", "§ 52-c", "/usr/bin/mousepad", "ai-training", "org.oriel.source.x11");
        assertThat(Files.readString(out.resolve("filters.en.md"))).contains("org.oriel.redact.secrets", "aws.secret");
    }

    /** What the ledger says about it; returns the key that signs it. */
    private static String ledger(Oriel oriel) throws IOException {
        JsonObject answer = JsonParser.parseString(fine(oriel, "my-data", "answer", "--json"))
                .getAsJsonObject();
        assertThat(answer.getAsJsonObject("deleted").get("delete").getAsLong()).isPositive();
        assertThat(answer.getAsJsonArray("grants").size()).isEqualTo(1);
        assertThat(answer.getAsJsonArray("exporters").toString()).contains("ai-training");
        return answer.get("ledgerKey").getAsString();
    }

    private void checkLedger(String key) throws Exception {
        Path ledger = data.resolve("ledger/ledger.jsonl");
        List<String> lines = Files.readAllLines(ledger);
        assertThat(lines)
                .anyMatch(line -> line.contains("\"kind\":\"captured\"") && line.contains("\"kind.key\""))
                .anyMatch(line -> line.contains("\"kind\":\"export-begins\""))
                .anyMatch(line -> line.contains("\"kind\":\"deletion\"") && line.contains("\"left.jsonl\""))
                .anyMatch(line -> line.contains("\"kind\":\"policy\""))
                .anyMatch(line -> line.contains("\"kind\":\"set\""))
                .noneMatch(line -> line.contains("mousepad") || line.contains(STAYS) || line.contains(LEFT));
        String export = lines.stream()
                .filter(line -> line.contains("\"kind\":\"export\""))
                .findFirst()
                .orElseThrow();
        String digest = export.replaceAll(".*\"digest\":\"([0-9a-f]{64})\".*", "$1");
        Oriel.Result all = Oriel.call("verify", data.toString());
        assertThat(all.exit()).as(all.out() + all.err()).isZero();
        Oriel.Result proven = Oriel.call("verify", data.toString(), "--digest", digest, "--key", key);
        assertThat(proven.out()).contains("proven");
        assertThat(proven.exit()).as(proven.out() + proven.err()).isZero();

        byte[] bytes = Files.readAllBytes(ledger);
        bytes[bytes.length / 2] ^= 1;
        Files.write(ledger, bytes);
        Process alone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-jar",
                        Oriel.home().resolve("lib/oriel-verify.jar").toString(),
                        data.resolve("ledger").toString(),
                        "--lang",
                        "de")
                .redirectErrorStream(true)
                .start();
        String said = new String(alone.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(alone.waitFor()).as(said).isEqualTo(1);
        assertThat(said).contains("nicht in Ordnung");
    }
}
