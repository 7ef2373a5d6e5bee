package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code oriel redact} of the real distribution, with the shipped filters. */
class RedactCommandTest {
    @TempDir
    Path folder;

    private String file(String name, String... lines) throws Exception {
        return Files.write(folder.resolve(name), List.of(lines)).toString();
    }

    @Test
    @DisplayName("a text comes back masked, the reasons stand beside")
    void text() throws Exception {
        Oriel.Result result = Oriel.call(
                "redact",
                file("note.txt", "plain words", "mail mara.quill@example.org, password = \"tango-kestrel-42\""));
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(2).first().isEqualTo("plain words");
        assertThat(result.out()).contains("<EMAIL_1>", "<SECRET>").doesNotContain("mara.quill", "tango-kestrel");
        assertThat(result.err()).contains("line 2, 5-27: EMAIL").doesNotContain("mara.quill", "tango-kestrel");
    }

    @Test
    @DisplayName("JSON lines come back with spans, one answer a line, titles included")
    void json() throws Exception {
        Oriel.Result result = Oriel.call(
                "redact",
                "--json",
                file(
                        "rows.jsonl",
                        "{\"id\":\"a\",\"text\":\"é 😀 4111 1111 1111 1111\"}",
                        "{\"id\":7,\"text\":\"Slack | #plum-orchard\"}",
                        "{\"id\":null,\"text\":\"nothing here\"}"));
        assertThat(result.exit()).as(result.err()).isZero();
        List<JsonObject> answers = result.out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(answers).hasSize(3);
        JsonObject span = answers.get(0).getAsJsonArray("spans").get(0).getAsJsonObject();
        assertThat(span.get("start").getAsInt()).isEqualTo(5);
        assertThat(span.get("end").getAsInt()).isEqualTo(24);
        assertThat(span.get("type").getAsString()).isEqualTo("CREDIT_CARD");
        assertThat(answers.get(1).get("masked").getAsString()).isEqualTo("Slack | <CHANNEL_1>");
        assertThat(answers.get(2).getAsJsonArray("spans")).isEmpty();
    }

    @Test
    @DisplayName("typed events come back as they would be stored")
    void typed() throws Exception {
        StringBuilder events = new StringBuilder();
        int t = 0;
        for (char c : "my card 4111111111111111 ok".toCharArray()) {
            events.append(events.length() == 0 ? "" : ",")
                    .append("{\"t\":" + t + ",\"type\":\"press\",\"text\":\"" + c + "\"},")
                    .append("{\"t\":" + (t + 50) + ",\"type\":\"release\",\"text\":\"" + c + "\"}");
            t += 120;
        }
        Oriel.Result result = Oriel.call(
                "redact", "--typed", "--json", file("keys.jsonl", "{\"id\":\"k\",\"events\":[" + events + "]}"));
        assertThat(result.exit()).as(result.err()).isZero();
        JsonArray stored =
                JsonParser.parseString(result.out()).getAsJsonObject().getAsJsonArray("events");
        StringBuilder keys = new StringBuilder();
        for (var event : stored) {
            JsonObject body = event.getAsJsonObject().getAsJsonObject("body");
            if (body.has("phase") && body.get("phase").getAsString().equals("down")) {
                keys.append(body.get("key").getAsString());
            }
        }
        assertThat(keys.toString()).startsWith("my card ").endsWith(" ok").doesNotContain("4111", "1111");
        assertThat(stored.toString()).contains("<CREDIT_CARD_1>");
    }

    @Test
    @DisplayName("what cannot be done is said in one line")
    void refused() throws Exception {
        assertThat(Oriel.call("redact", folder.resolve("none.txt").toString()).exit())
                .isEqualTo(4);
        Oriel.Result lone = Oriel.call("redact", "--typed");
        assertThat(lone.exit()).isEqualTo(2);
        assertThat(lone.err()).isEqualTo("oriel: oriel redact: --typed goes with --json\n");
        Oriel.Result bad =
                Oriel.call("redact", "--json", file("bad.jsonl", "tango-kestrel", "{\"id\":1,\"text\":\"x\"}"));
        assertThat(bad.exit()).isEqualTo(1);
        assertThat(bad.out().lines()).hasSize(1);
        assertThat(bad.err())
                .contains("line 1 holds something that is no object")
                .doesNotContain("tango-kestrel");
    }
}
