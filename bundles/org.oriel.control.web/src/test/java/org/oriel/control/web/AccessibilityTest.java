package org.oriel.control.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page in a real browser; pictures of them are kept in {@code target/pictures}. */
class AccessibilityTest {
    private static final int PAGES = 8;
    private static final int VISITS = 6;

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "WCAG 2.2 AA by axe, every control by Tab, no text but from the message files: each page, both languages")
    void everyPage() throws Exception {
        try (OpenPage open = new OpenPage(folder)) {
            List<String> arguments = new ArrayList<>(List.of(
                    "/usr/bin/chromium",
                    "http://127.0.0.1:" + open.web.port(),
                    Path.of("target/pictures").toAbsolutePath().toString()));
            for (int i = 0; i < VISITS; i++) {
                arguments.add(open.boot());
            }
            List<String> said = Browser.run("check.mjs", arguments);
            assertThat(said).hasSize(PAGES * VISITS);
            SoftAssertions all = new SoftAssertions();
            for (String line : said) {
                check(all, JsonParser.parseString(line).getAsJsonObject());
            }
            all.assertAll();
            assertThat(open.log.lines("ERROR")).isEmpty();
        }
    }

    private static void check(SoftAssertions all, JsonObject line) {
        String where = line.get("page") + " " + line.get("language") + " " + line.get("kind");
        all.assertThat(line.get("lang").getAsString())
                .as(where)
                .isEqualTo(line.get("language").getAsString());
        all.assertThat(line.get("passes").getAsInt()).as(where + ": axe ran").isGreaterThan(15);
        for (String bad : List.of("violations", "errors", "hard", "missed", "faint", "small", "covered")) {
            all.assertThat(strings(line.get(bad))).as(where + " " + bad).isEmpty();
        }
        all.assertThat(line.get("overflow").getAsInt())
                .as(where + " scrolls sideways")
                .isLessThanOrEqualTo(0);
        if (line.get("kind").getAsString().equals("light")) {
            all.assertThat(line.get("controls").getAsInt()).as(where).isGreaterThan(12);
        }
    }

    private static List<String> strings(@org.jspecify.annotations.Nullable JsonElement list) {
        List<String> strings = new ArrayList<>();
        if (list != null) {
            list.getAsJsonArray().forEach(one -> strings.add(one.getAsString()));
        }
        return strings;
    }
}
