package org.oriel.context.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The relay as a browser starts it. */
@Timeout(60)
class RelayTest {
    private static final String CALLER = "chrome-extension://abcdefghijklmnopabcdefghijklmnop/";

    @TempDir
    Path dir;

    private Path socket;
    private Process relay;

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/perl")), "perl is not installed (Debian: perl-base)");
        socket = dir.resolve("b.sock");
        Companion.main(new String[] {"--out", dir.toString(), "--socket", socket.toString()});
        relay = launch(CALLER);
    }

    private Process launch(String... arguments) throws IOException {
        java.util.List<String> words = new java.util.ArrayList<>();
        words.add(dir.resolve("relay/oriel-browser-relay").toString());
        words.addAll(java.util.List.of(arguments));
        return new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @AfterEach
    void stop() {
        if (relay != null) {
            relay.destroyForcibly();
        }
    }

    private ServerSocketChannel listen() throws IOException {
        Files.deleteIfExists(socket);
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    private void say(String text) throws IOException {
        relay.getOutputStream().write(Frames.of(text.getBytes(StandardCharsets.UTF_8)));
        relay.getOutputStream().flush();
    }

    private static String hear(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] head = new byte[4];
        data.readFully(head);
        byte[] body =
                new byte[ByteBuffer.wrap(head).order(ByteOrder.nativeOrder()).getInt()];
        data.readFully(body);
        return new String(body, StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName(
            "says who calls, passes frames both ways, tries again when the socket comes back, drops what was said meanwhile")
    void passes() throws Exception {
        say("{\"dropped\":1}");
        for (int i = 0; i < 3; i++) {
            // More than a pipe holds: when this returns, the relay has read the first one.
            say("{\"big\":\"" + "x".repeat(60_000) + "\"}");
        }
        try (ServerSocketChannel server = listen();
                SocketChannel channel = server.accept()) {
            InputStream in = Channels.newInputStream(channel);
            assertThat(hear(in)).isEqualTo("{\"t\":\"relay\",\"v\":1,\"caller\":\"" + CALLER + "\"}");
            channel.write(ByteBuffer.wrap(Frames.of("{\"t\":\"config\"}".getBytes(StandardCharsets.UTF_8))));
            assertThat(hear(relay.getInputStream())).isEqualTo("{\"t\":\"config\"}");
            say("{\"a\":\"" + "é".repeat(3000) + "\"}");
            String heard = hear(in);
            while (heard.startsWith("{\"big")) {
                heard = hear(in);
            }
            assertThat(heard).startsWith("{\"a\":").hasSize(3008);
        }
        assertThat(hear(relay.getInputStream())).contains("\"connected\":false");
        try (ServerSocketChannel server = listen();
                SocketChannel channel = server.accept()) {
            assertThat(hear(Channels.newInputStream(channel))).contains("relay");
        }
    }

    @Test
    @DisplayName("ends with the browser, at a frame that is too long, and without a caller")
    void ends() throws Exception {
        relay.getOutputStream().close();
        assertThat(relay.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(relay.exitValue()).isZero();
        relay = launch(CALLER);
        relay.getOutputStream()
                .write(ByteBuffer.allocate(4)
                        .order(ByteOrder.nativeOrder())
                        .putInt(1 << 30)
                        .array());
        relay.getOutputStream().flush();
        assertThat(relay.waitFor()).isEqualTo(1);
        relay = launch("a\"b");
        assertThat(relay.waitFor()).isEqualTo(2);
    }
}
