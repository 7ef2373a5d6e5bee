package org.oriel.itest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.oriel.source.x11.Desktop;

/** A real Chromium window on a desktop, operated by its keyboard over the DevTools protocol. */
final class Chromium implements AutoCloseable {
    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final WebSocket socket;
    private final String window;

    private Chromium(HttpClient client, String target, String window) throws Exception {
        this.window = window;
        this.socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(target), new Reader())
                .get(60, TimeUnit.SECONDS);
    }

    static Chromium open(Desktop desktop, Path profile, String address) throws Exception {
        Path port = profile.resolve("DevToolsActivePort");
        String window = desktop.open(
                "chromium",
                "chromium",
                "--no-sandbox",
                "--no-first-run",
                "--disable-gpu",
                "--password-store=basic",
                "--lang=en-US",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--window-size=1180,780",
                "--app=" + address);
        Await.until(
                "DevTools answers",
                () -> Files.exists(port) && Files.readAllLines(port).size() > 1);
        HttpClient client = HttpClient.newHttpClient();
        String list = "http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list";
        JsonArray targets = JsonParser.parseString(client.send(
                                HttpRequest.newBuilder(URI.create(list)).build(), HttpResponse.BodyHandlers.ofString())
                        .body())
                .getAsJsonArray();
        for (var target : targets) {
            if (target.getAsJsonObject().get("type").getAsString().equals("page")) {
                return new Chromium(
                        client,
                        target.getAsJsonObject().get("webSocketDebuggerUrl").getAsString(),
                        window);
            }
        }
        throw new IOException("no page in " + targets);
    }

    private final class Reader implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
                text.setLength(0);
                if (message.has("id")) {
                    CompletableFuture<JsonObject> answer =
                            waiting.remove(message.get("id").getAsInt());
                    if (answer != null) {
                        answer.complete(message);
                    }
                }
            }
            from.request(1);
            return null;
        }
    }

    private JsonObject call(String method, JsonObject parameters) throws Exception {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        JsonObject message = new JsonObject();
        message.addProperty("id", id);
        message.addProperty("method", method);
        message.add("params", parameters);
        socket.sendText(message.toString(), true).get(60, TimeUnit.SECONDS);
        JsonObject got = answer.get(60, TimeUnit.SECONDS);
        if (got.has("error")) {
            throw new IOException(method + ": " + got.get("error"));
        }
        return got.getAsJsonObject("result");
    }

    /** The window, for the desktop. */
    String window() {
        return window;
    }

    private String evaluate(String script) throws Exception {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("expression", "String(" + script + ")");
        parameters.addProperty("returnByValue", true);
        JsonObject result = call("Runtime.evaluate", parameters);
        if (result.has("exceptionDetails")) {
            throw new IOException(script + ": " + result.get("exceptionDetails"));
        }
        return result.getAsJsonObject("result").get("value").getAsString();
    }

    /** What can be read on the page. */
    String text() throws Exception {
        return evaluate("document.body.innerText");
    }

    void await(String words) throws Exception {
        try {
            Await.until("the page says " + words, () -> text().contains(words));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ", but: " + text(), e);
        }
    }

    /** Follows a link of the navigation and waits for its page. */
    void go(String page) throws Exception {
        press("nav a[href='#/" + page + "']", "");
        Await.until(
                page + " is shown",
                () -> evaluate("document.querySelector('main').dataset.page").equals(page));
    }

    /** Gives the control with these words the focus and presses Enter. */
    void press(String words) throws Exception {
        press("button, a, summary", words);
    }

    private void press(String selector, String words) throws Exception {
        String found = "[...(document.querySelector('dialog') ?? document).querySelectorAll(\"" + selector
                + "\")].find((one) => one.checkVisibility() && one.innerText.trim().startsWith('" + words + "'))";
        Await.until(
                "there is " + selector + " " + words,
                () -> evaluate("Boolean(" + found + ")").equals("true"));
        evaluate(found + ".focus()");
        for (String type : List.of("rawKeyDown", "char", "keyUp")) {
            JsonObject key = new JsonObject();
            key.addProperty("type", type);
            key.addProperty("key", "Enter");
            key.addProperty("code", "Enter");
            key.addProperty("windowsVirtualKeyCode", 13);
            key.addProperty("text", type.equals("keyUp") ? "" : "\r");
            call("Input.dispatchKeyEvent", key);
        }
    }

    /** Puts a value into the field with that label. */
    void fill(String label, String value) throws Exception {
        evaluate("(() => { const field = document.getElementById([...document.querySelectorAll('main label')]"
                + ".find((one) => one.checkVisibility() && one.innerText.trim() === '" + label + "').htmlFor);"
                + " field.value = '" + value + "'; field.dispatchEvent(new Event('change', {bubbles: true})); })()");
    }

    void picture(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        JsonObject result = call("Page.captureScreenshot", new JsonObject());
        Files.write(file, Base64.getDecoder().decode(result.get("data").getAsString()));
    }

    @Override
    public void close() {
        socket.abort();
    }
}
