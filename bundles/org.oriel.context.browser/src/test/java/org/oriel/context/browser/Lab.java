package org.oriel.context.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.oriel.source.x11.Desktop;
import org.oriel.source.x11.XTestInjector;
import org.oriel.tck.CapturingLogger;

/**
 * A desktop with a real browser, the extension in it, a local site, and the extractor that listens. The site's pages do what
 * the test says and tell what they saw, so that what the extension says can be compared with it.
 */
final class Lab implements AutoCloseable {
    static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    static final Path FIREFOX = Path.of("/usr/bin/firefox-esr");

    final RecordingContext context = new RecordingContext();
    final CapturingLogger log = new CapturingLogger();
    final Desktop desktop;
    final XTestInjector hands;
    final HttpServer site;
    final Path home;
    final Path packed;
    private BrowserExtractor extractor;
    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    Lab(Path home) throws Exception {
        this.home = home;
        site = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        site.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "site");
            thread.setDaemon(true);
            return thread;
        }));
        site.createContext("/", this::page);
        site.createContext("/command", exchange -> {
            try {
                String command = commands.poll(20, TimeUnit.SECONDS);
                reply(exchange, "text/plain", command == null ? "null" : command);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        site.createContext("/answer", exchange -> {
            answers.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            reply(exchange, "text/plain", "");
        });
        site.start();
        packed = home.resolve("packed");
        Companion.main(new String[] {
            "--out", packed.toString(),
            "--relay", packed.resolve("relay/oriel-browser-relay").toString(),
            "--socket", socket().toString(),
            "--url", "http://127.0.0.1:" + port() + "/packed"
        });
        extractor = extractor();
        desktop = Desktop.start(home.resolve("home"));
        hands = new XTestInjector(desktop.display());
    }

    int port() {
        return site.getAddress().getPort();
    }

    /** The listed origin. {@code localhost} is the same server under an origin that is not listed. */
    String listed() {
        return "http://127.0.0.1:" + port();
    }

    Path socket() {
        return home.resolve("run/browser.sock");
    }

    private BrowserExtractor extractor() throws IOException {
        String origins = Files.readString(packed.resolve("native-messaging-hosts/chromium/org.oriel.browser.json"));
        String id = origins.replaceAll("(?s).*chrome-extension://([a-p]{32})/.*", "$1");
        return new BrowserExtractor(
                socket(),
                new Sites(List.of(listed())),
                Set.of(id, Companion.FIREFOX_ID),
                Set.of(
                        "/usr/lib/chromium/chromium",
                        "/usr/lib/firefox-esr/firefox-esr",
                        home.resolve("firefox/firefox-esr").toString()),
                2000,
                Browser::of,
                context,
                log.logger());
    }

    BrowserExtractor extractorNow() {
        return extractor;
    }

    /** As a pause does. */
    void pause() {
        extractor.close();
    }

    void resume() throws IOException {
        context.closed = false;
        extractor = extractor();
    }

    /** Starts Chromium at a page and waits until its extension is connected and the page answers. */
    void chromium(String url, String... more) throws Exception {
        Path profile = home.resolve("chromium");
        Path hosts = Files.createDirectories(profile.resolve("NativeMessagingHosts"));
        Files.copy(
                packed.resolve("native-messaging-hosts/chromium/org.oriel.browser.json"),
                hosts.resolve("org.oriel.browser.json"));
        List<String> words = new ArrayList<>(List.of(
                CHROMIUM.toString(),
                "--no-sandbox",
                "--no-first-run",
                "--no-default-browser-check",
                "--password-store=basic",
                "--disable-gpu",
                "--test-type",
                "--user-data-dir=" + profile,
                "--disable-features=DisableLoadExtensionCommandLineSwitch,Translate,MediaRouter",
                "--window-position=0,0",
                "--window-size=1280,800"));
        words.addAll(List.of(more));
        words.add(url);
        desktop.launch(words.toArray(new String[0]));
    }

    void chromiumWithExtension(String url, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(more));
        words.add("--load-extension=" + packed.resolve("chromium"));
        chromium(url, words.toArray(new String[0]));
        until("the relay is connected", () -> extractor.counters().get("connected") > 0);
    }

    /** Gives the page the keyboard, by a click on its empty part. */
    void focusPage() throws Exception {
        until("the page has the keyboard", () -> {
            click(900, 600);
            return eval("new Promise(done => setTimeout(() => done(document.hasFocus()), 100))")
                    .getAsBoolean();
        });
    }

    /** Runs a script in the page, which may return a promise, and returns what it gives. */
    JsonElement eval(String script) throws Exception {
        answers.clear();
        commands.add(script);
        String answer = answers.poll(60, TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("the page does not answer: " + script);
        }
        JsonElement value = JsonParser.parseString(answer);
        if (value.isJsonObject() && value.getAsJsonObject().has("error")) {
            throw new AssertionError(script + ": " + answer);
        }
        return value;
    }

    private void page(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Path file = packed.resolve(path.substring(1).replaceFirst("^packed/", ""));
        if (path.startsWith("/packed/") && Files.isRegularFile(file) && !path.contains("..")) {
            byte[] bytes = Files.readAllBytes(file);
            exchange.getResponseHeaders()
                    .add("Content-Type", path.endsWith(".xml") ? "text/xml" : "application/octet-stream");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
            return;
        }
        String name = path.replaceAll("^/([a-z]*).*", "$1");
        try (InputStream in = Lab.class.getResourceAsStream("site/" + (name.isEmpty() ? "forms" : name) + ".html")) {
            if (in == null) {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
                return;
            }
            reply(exchange, "text/html; charset=utf-8", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void reply(HttpExchange exchange, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** Waits with a deadline that only a broken browser reaches. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 60 s: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Presses a key, waits until the server has it, and rests. */
    void press(int keycode, long restNanos) {
        hands.tap(keycode);
        hands.sync();
        LockSupport.parkNanos(restNanos);
    }

    /** Clicks at a place of the screen. */
    void click(int x, int y) {
        hands.move(x, y);
        hands.sync();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
        hands.button(1, true);
        hands.sync();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
        hands.button(1, false);
        hands.sync();
    }

    @Override
    public void close() throws Exception {
        hands.close();
        desktop.close();
        site.stop(0);
        extractor.close();
    }
}
