package org.oriel.redact.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IssuersTest {
    private static final int FEWEST = 150;

    private static List<JsonObject> rules() throws IOException {
        List<JsonObject> rules = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/OSGI-INF/oriel/rules"))) {
            for (Path file : files.toList()) {
                JsonObject pack = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
                for (JsonElement rule : pack.getAsJsonArray("rules")) {
                    rules.add(rule.getAsJsonObject());
                }
            }
        }
        return rules;
    }

    @Test
    @DisplayName("tokens of at least 150 issuers are known")
    void manyIssuers() throws IOException {
        Set<String> issuers = new TreeSet<>();
        for (JsonObject rule : rules()) {
            if (rule.has("issuer")) {
                issuers.add(rule.get("issuer").getAsString());
            }
        }
        assertThat(issuers).hasSizeGreaterThanOrEqualTo(FEWEST);
    }

    @Test
    @DisplayName("every rule says which public page its format is from")
    void everyRuleHasASource() throws IOException {
        for (JsonObject rule : rules()) {
            assertThat(rule.get("source").getAsString())
                    .as(rule.get("id").getAsString())
                    .startsWith("https://");
        }
    }

    @Test
    @DisplayName("every rule finds secrets, whatever the rule")
    void onlySecrets() throws IOException {
        for (JsonObject rule : rules()) {
            assertThat(rule.get("type").getAsString()).isEqualTo("SECRET");
        }
    }
}
