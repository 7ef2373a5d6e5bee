package org.oriel.context.browser;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.ContextSink;
import org.oriel.tck.ExtractorContract;
import org.osgi.service.log.Logger;

/** The contract of extractors, with a caller in the place of a browser. */
class BrowserContractTest extends ExtractorContract {
    private static final String CALLER = "oriel-browser@oriel.org";

    @TempDir
    Path dir;

    private SocketChannel channel;

    @Override
    protected Object start(ContextSink sink, Logger logger) throws Exception {
        return new BrowserExtractor(
                dir.resolve("run/browser.sock"),
                new Sites(List.of("https://a.example")),
                Set.of(CALLER),
                Set.of("/usr/bin/browser"),
                2000,
                credentials -> Optional.of(new Browser("/usr/bin/browser", List.of(CALLER))),
                sink,
                logger);
    }

    @Override
    protected void stop(Object extractor) {
        ((BrowserExtractor) extractor).close();
    }

    @AfterEach
    void hangUp() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    protected void act() throws Exception {
        hangUp();
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(dir.resolve("run/browser.sock")));
        say("{\"t\":\"relay\",\"v\":1,\"caller\":\"" + CALLER + "\"}");
        say("{\"t\":\"hello\",\"v\":1,\"browser\":\"firefox\",\"version\":\"0.1.0\"}");
        long now = System.currentTimeMillis() * 1000;
        say(MessageReaderTest.SPAN
                .replace("1795274407046800", Long.toString(now - 90_000))
                .replace("1795274407047800", Long.toString(now - 50_000)));
        say(MessageReaderTest.CLICK
                .replace("1795274407046800", Long.toString(now - 40_000))
                .replace("Save", "Rumpelstilz"));
        // A page that lies: a protected field with a name.
        say(MessageReaderTest.CLICK
                .replace("1795274407046800", Long.toString(now - 30_000))
                .replace("Save", guardedText())
                .replace("\"guarded\":false", "\"guarded\":true"));
        say("{\"t\":\"page\",\"at\":" + now + ",\"path\":\"/quarterly/{n}\",\"title\":\"Zwiebelfisch\","
                + "\"origin\":\"https://a.example\",\"tab\":\"0123456789abcdef\"}");
        say("{\"t\":\"mail\",\"at\":" + now
                + ",\"action\":\"reply\",\"origin\":\"https://a.example\",\"tab\":\"0123456789abcdef\"}");
    }

    private void say(String message) throws IOException {
        channel.write(ByteBuffer.wrap(Frames.of(message.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    protected int tells() {
        return 7;
    }

    @Override
    protected Set<String> kinds() {
        return Set.of("element", "page", "message", "extension");
    }

    @Override
    protected List<String> content() {
        return List.of("Rumpelstilz", "/quarterly/{n}", "Zwiebelfisch");
    }

    @Override
    protected String guardedText() {
        return "correct-horse";
    }
}
