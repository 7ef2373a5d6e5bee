package org.oriel.context.accessibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.FieldState;
import org.oriel.api.context.FieldState.Privacy;
import org.oriel.api.event.Element;
import org.oriel.api.event.Point;
import org.oriel.api.event.Rect;
import org.oriel.api.source.SourceHealth;
import org.oriel.tck.CapturingLogger;

/** Against Chromium, where the settings make it tell of its pages. */
class ChromiumTest {
    private static final String BROWSER = "/usr/lib/chromium/chromium";
    private static final String PAGE =
            "<!doctype html><title>Sign in</title><form><label>User <input autofocus></label>"
                    + "<label>Pass <input type=password></label>"
                    + "<label>Card <input style='-webkit-text-security:disc'></label>"
                    + "<button type=button><b>Send it</b></button></form>";

    @TempDir
    Path home;

    private final RecordingContext context = new RecordingContext();
    private final CapturingLogger log = new CapturingLogger();
    private GtkDesktop desktop;
    private HttpServer server;
    private AccessibilityExtractor extractor;
    private String origin = "";

    @BeforeEach
    void open() throws Exception {
        GtkDesktop.need("chromium");
        desktop = GtkDesktop.start(home);
        byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        origin = "http://127.0.0.1:" + server.getAddress().getPort();
        Settings settings = new Settings(250, 30, 50, 65_536, true, List.of("(Incognito)"), Set.of(BROWSER));
        extractor = new AccessibilityExtractor(
                settings, desktop.display(), true, desktop.environment(), context, log.logger());
        GtkDesktop.until("it listens", () -> extractor.health().state() == SourceHealth.State.OK);
    }

    @AfterEach
    void close() throws Exception {
        if (extractor != null) {
            extractor.stop();
        }
        if (desktop != null) {
            desktop.close();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    private int browse(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "chromium",
                "--no-sandbox",
                "--no-first-run",
                "--password-store=basic",
                "--disable-gpu",
                "--user-data-dir=" + home.resolve("profile")));
        words.addAll(List.of(more));
        words.add(origin + "/login?token=abc");
        desktop.launch(words.toArray(new String[0]));
        return desktop.window("Sign in");
    }

    private FieldState field(int window, String what, Predicate<FieldState> wanted) throws Exception {
        GtkDesktop.until(what, () -> extractor.field(window).filter(wanted).isPresent());
        return extractor.field(window).orElseThrow();
    }

    @Test
    @DisplayName("fields of a page: origin, text, passwords and masked fields guarded, the button and not its text")
    void page() throws Exception {
        int window = browse();
        field(window, "the first field has the focus", f -> f.origin().equals(origin));
        desktop.type("ada");
        FieldState user =
                field(window, "the name was typed", f -> f.text().reveal().equals("ada"));
        assertThat(user.privacy()).isEqualTo(Privacy.OPEN);
        assertThat(user.caret()).isEqualTo(3);
        desktop.keys("Tab");
        FieldState code = field(window, "a password is guarded", f -> f.privacy() == Privacy.GUARDED);
        desktop.type("hunter2");
        desktop.keys("Tab");
        field(window, "the masked field has the focus", f -> !f.field().equals(code.field()));
        desktop.type("4111");
        field(
                window,
                "masked text is guarded",
                f -> f.privacy() == Privacy.GUARDED && !f.field().equals(code.field()));
        desktop.keys("Tab");
        FieldState pressed = field(window, "the button has the focus", f -> f.privacy() == Privacy.OPEN);
        assertThat(pressed.consistent()).as("it is known that it holds no text").isTrue();
        assertThat(pressed.text().isEmpty()).isTrue();
        Element button = extractor.focused(window).orElseThrow();
        assertThat(button.role()).isEqualTo("push button");
        Rect box = button.bounds();
        Element hit = extractor
                .at(window, Point.at(box.x() + box.width() / 2, box.y() + box.height() / 2))
                .orElseThrow();
        assertThat(hit.role()).isEqualTo("push button");
        assertThat(hit.name().reveal()).isEqualTo("Send it");
        assertThat(context.fields)
                .allMatch(f -> f.privacy() == Privacy.OPEN || f.text().isEmpty());
        assertThat(context.fields)
                .noneMatch(f -> f.text().reveal().contains("hunter")
                        || f.text().reveal().contains("4111"));
    }

    @Test
    @DisplayName("an incognito window is private")
    void incognito() throws Exception {
        int window = browse("--incognito");
        FieldState state = field(window, "it is private", f -> f.privacy() == Privacy.PRIVATE);
        assertThat(state.origin()).isEmpty();
        assertThat(state.text().isEmpty()).isTrue();
        assertThat(extractor.focused(window)).isEmpty();
    }
}
