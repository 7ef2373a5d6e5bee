package org.oriel.export.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Page;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.trajectory.SessionScript;

/** What the browser context tells, as it arrives: pointer events without a page, elements and pages with one. */
class BrowserContextTest {
    private static final String SITE = "https://shop.example.org";
    private static final String CHROMIUM = "/usr/lib/chromium/chromium";
    private static final UUID SESSION = UUID.fromString("b70a5e00-0000-4000-8000-000000000001");

    @TempDir
    Path temp;

    private static SessionScript told(SessionScript script, String role, String name, Rect bounds, String css) {
        script.in("w1", CHROMIUM, SITE).element(role, name, bounds, role.equals("entry"));
        Map<String, Sensitive> selectors = css.startsWith("#")
                ? Map.of("id", Sensitive.of(css.substring(1)))
                : Map.of("css", Sensitive.of(css), "test", Sensitive.of("pay"));
        script.add(new Extension("org.oriel.browser.target/1", selectors));
        return script.in("w1", CHROMIUM);
    }

    /** A session in a page. */
    static SessionScript session() {
        Rect desk = new Rect(0, 0, 1280, 800);
        SessionScript script = new SessionScript(SESSION).monitors(desk, new Monitor("one", desk, 1.0));
        script.mark(Mark.Kind.SESSION_START).frames();
        script.focus("w1", CHROMIUM, "", "Shop", desk).task("Buy a lamp");
        script.in("w1", CHROMIUM, SITE).add(new Page(SITE, Sensitive.of("/cart"), Sensitive.of("Cart")));
        script.in("w1", CHROMIUM).click(300, 200);
        told(script, "entry", "Name", new Rect(250, 180, 200, 40), "#name").settle();
        script.in("w1", CHROMIUM, SITE).type("Lamp").in("w1", CHROMIUM).settle();
        script.scroll(0, 2, 1).settle();
        script.click(310, 420);
        // A button with a picture alone has no name.
        told(script, "push button", "", new Rect(290, 400, 60, 40), "form > button:nth-of-type(2)")
                .settle();
        // The frame of the browser tells nothing.
        script.click(40, 20).settle();
        return script.mark(Mark.Kind.SESSION_END);
    }

    private Path export(List<String> dialects, SessionScript script) throws Exception {
        Path data = temp.resolve("data");
        GoldenTest.export(data, dialects, Fixture.records(1, script.events()), 7);
        return data;
    }

    private static List<String> reasons(Path data, String dialect) throws Exception {
        List<String> reasons = new ArrayList<>();
        if (Files.exists(data.resolve("losses.jsonl"))) {
            for (JsonObject loss : Fixture.lines(data.resolve("losses.jsonl"))) {
                if (loss.get("dialect").getAsString().equals(dialect)) {
                    reasons.add(loss.get("reason").getAsString());
                }
            }
        }
        return reasons;
    }

    @Test
    void aRecordingFindsElementsByWhatTheBrowserTold() throws Exception {
        Path data = export(List.of("puppeteer"), session());

        List<Path> recordings = Fixture.files(data.resolve("puppeteer"), ".json");
        assertThat(recordings).hasSize(1);
        JsonObject recording =
                JsonParser.parseString(Files.readString(recordings.get(0))).getAsJsonObject();
        List<String> steps = new ArrayList<>();
        recording.getAsJsonArray("steps").forEach(each -> steps.add(each.toString()));
        assertThat(recording.get("title").getAsString()).isEqualTo("Buy a lamp");
        assertThat(steps.get(1)).contains("\"navigate\"", SITE);
        assertThat(steps.get(2))
                .contains(
                        "\"click\"",
                        "[[\"aria/Name[role=\\\"textbox\\\"]\"],[\"aria/Name\"],[\"#name\"]]",
                        "\"offsetX\":50",
                        "\"offsetY\":20");
        assertThat(steps.get(3)).contains("\"change\"", "[\"#name\"]", "\"value\":\"Lamp\"");
        assertThat(steps.get(4))
                .contains("\"click\"", "[\"form > button:nth-of-type(2)\"]", "[data-testid=\\\"pay\\\"]")
                .doesNotContain("aria/");
        assertThat(steps).hasSize(5);
        assertThat(reasons(data, "puppeteer")).containsExactly("scroll", "outside-page");
    }

    @Test
    void theBrowserToolsetTakesWhatWasDoneInPages() throws Exception {
        Path data = export(List.of("anthropic-browser"), session());

        List<JsonObject> conversations = Fixture.lines(data.resolve("anthropic-browser/conversations.jsonl"));
        assertThat(conversations).hasSize(1);
        String said = conversations.get(0).toString();
        assertThat(said).contains("browser_toolset_20260801");
        assertThat(said.split("\"name\":\"left_click\"", -1)).hasSize(3);
        assertThat(said).contains("\"name\":\"type\"", "\"name\":\"scroll\"", "\"toolset_name\":\"browser\"");
        assertThat(reasons(data, "anthropic-browser").stream().filter(r -> r.startsWith("outside")))
                .containsExactly("outside-page");
    }

    @Test
    void withoutBrowserContextNothingIsWrittenAndEachStepIsALoss() throws Exception {
        Rect desk = new Rect(0, 0, 1280, 800);
        SessionScript script = new SessionScript(SESSION).monitors(desk, new Monitor("one", desk, 1.0));
        script.mark(Mark.Kind.SESSION_START).focus("w1", CHROMIUM, "", "Shop", desk);
        script.click(300, 200).settle().click(600, 400).settle().mark(Mark.Kind.SESSION_END);
        Path data = export(List.of("puppeteer", "anthropic-browser"), script);

        assertThat(Fixture.files(data.resolve("puppeteer"), ".json")).isEmpty();
        assertThat(data.resolve("anthropic-browser/conversations.jsonl")).doesNotExist();
        assertThat(reasons(data, "puppeteer")).containsExactly("outside-page", "outside-page");
        assertThat(reasons(data, "anthropic-browser")).containsExactly("outside-page", "outside-page");
    }
}
