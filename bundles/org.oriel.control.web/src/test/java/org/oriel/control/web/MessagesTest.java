package org.oriel.control.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The message files of the page. */
class MessagesTest {
    private static final Path SITE = Path.of("src/main/resources/org/oriel/control/web/site");

    private static Map<String, String> read(String language) throws IOException {
        try (InputStream in = Site.class.getResourceAsStream("site/" + language + ".json")) {
            Map<String, String> words = new TreeMap<>();
            JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject()
                    .entrySet()
                    .forEach(one -> words.put(one.getKey(), one.getValue().getAsString()));
            return words;
        }
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{(\\w+)}").matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    @Test
    @DisplayName("both languages have the same keys, no empty text, and the same values in each")
    void same() throws IOException {
        Map<String, String> english = read("en");
        Map<String, String> german = read("de");
        assertThat(german.keySet()).isEqualTo(english.keySet()).hasSizeGreaterThan(300);
        for (String key : english.keySet()) {
            assertThat(german.get(key)).as(key).isNotBlank();
            assertThat(names(german.get(key))).as(key).isEqualTo(names(english.get(key)));
        }
        long equal = english.keySet().stream()
                .filter(key ->
                        english.get(key).length() > 24 && english.get(key).equals(german.get(key)))
                .count();
        assertThat(equal).as("long texts that nobody translated").isZero();
    }

    @Test
    @DisplayName("every key that the page asks for exists, in one form or in two")
    void used() throws IOException {
        Map<String, String> english = read("en");
        Pattern single = Pattern.compile("\\bt\\('([a-zA-Z0-9.-]+)'");
        Pattern several = Pattern.compile("\\bplural\\('([a-zA-Z0-9.-]+)'");
        try (var files = Files.list(SITE)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".js")).toList()) {
                String text = Files.readString(file);
                Matcher one = single.matcher(text);
                while (one.find()) {
                    assertThat(english).as(file.toString()).containsKey(one.group(1));
                }
                Matcher more = several.matcher(text);
                while (more.find()) {
                    assertThat(english).containsKeys(more.group(1) + ".one", more.group(1) + ".other");
                }
            }
        }
    }

    @Test
    @DisplayName("each page has a name, a title and a sentence; each part that may be missing has a sentence")
    void whole() throws IOException {
        Map<String, String> english = read("en");
        for (String page : List.of("now", "today", "review", "consent", "exemptions", "exports", "ledger", "mine")) {
            assertThat(english).containsKeys(page + ".nav", page + ".title", page + ".lead");
        }
        for (String part : List.of("gate", "pipeline", "store", "delivery", "exemptions", "ledger", "pictures")) {
            assertThat(english).containsKey("missing." + part);
        }
        for (String kind : Items.KINDS) {
            assertThat(english).containsKey("kind." + kind);
        }
    }

    @Test
    @DisplayName("the page asks for nothing from elsewhere, and takes no text for markup")
    void local() throws IOException {
        try (var files = Files.list(SITE)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".json")).toList()) {
                assertThat(Files.readString(file).replace("http://www.w3.org/2000/svg", ""))
                        .as(file.toString())
                        .doesNotContain(
                                "http://",
                                "https://",
                                "innerHTML",
                                "outerHTML",
                                "insertAdjacentHTML",
                                "document.write",
                                "eval(",
                                "@import",
                                "document.cookie");
            }
        }
    }
}
