package org.oriel.control.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportManifestTest {
    @TempDir
    Path folder;

    private ExportManifest of(String counts, String losses) throws IOException {
        Files.writeString(folder.resolve("manifest.json"), "{\"counts\":" + counts + ",\"losses\":[" + losses + "]}");
        return ExportManifest.of(folder);
    }

    private static String loss(String dialect, String reason, int steps) {
        return "{\"dialect\":\"%s\",\"reason\":\"%s\",\"steps\":%d}".formatted(dialect, reason, steps);
    }

    @Test
    void aDialectThatCouldSayNothingSaysSo() throws Exception {
        ExportManifest manifest = of(
                "{\"events\":2018}",
                loss("agentnet", "key-without-name", 2) + "," + loss("agentnet", "no-picture", 1078));
        assertThat(manifest.written("agentnet", true)).isEqualTo("0 trajectories");
        assertThat(manifest.lossCount()).isEqualTo(1080);
        assertThat(manifest.losses()).isEqualTo("no-picture 1,078, key-without-name 2");
        JsonObject told = new JsonObject();
        manifest.into(told);
        assertThat(told)
                .hasToString("{\"written\":{\"events\":2018},\"losses\":["
                        + "{\"dialect\":\"agentnet\",\"reason\":\"key-without-name\",\"count\":2},"
                        + "{\"dialect\":\"agentnet\",\"reason\":\"no-picture\",\"count\":1078}]}");
    }

    @Test
    void eachFormatSaysWhatItWrote() throws Exception {
        assertThat(of("{\"events\":7,\"openai\":1}", "").written("openai", true))
                .isEqualTo("1 trajectory");
        assertThat(of("{\"events\":7,\"episodes\":1,\"steps\":97}", "").written("steps", true))
                .isEqualTo("1 episode, 97 steps");
        assertThat(of("{\"events\":2018}", "").written("jsonl", false)).isEqualTo("2,018 events");
        assertThat(of("{\"events\":1,\"event_messages\":1}", "").written("mcap", false))
                .isEqualTo("1 event");
        assertThat(of("{\"events\":7,\"openai\":2,\"steps\":3}", "").written("steps", true))
                .isEqualTo("2 trajectories as openai, 3 steps");
    }

    @Test
    void whatWasThereBeforeIsNotCountedAgain() throws Exception {
        ExportManifest none = ExportManifest.of(folder);
        assertThat(none.isThere()).isFalse();
        ExportManifest before = of("{\"events\":5,\"agentnet\":1}", loss("agentnet", "no-picture", 1));
        ExportManifest after = of("{\"events\":9,\"agentnet\":1}", loss("agentnet", "no-picture", 3));
        assertThat(before.since(none).events()).isEqualTo(5);
        assertThat(after.since(before).events()).isEqualTo(4);
        assertThat(after.since(before).written("agentnet", true)).isEqualTo("0 trajectories");
        assertThat(after.since(before).losses()).isEqualTo("no-picture 2");
    }

    @Test
    void whatIsNoManifestIsNotRead() throws Exception {
        Files.writeString(folder.resolve("manifest.json"), "[]");
        assertThatThrownBy(() -> ExportManifest.of(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a manifest");
    }
}
