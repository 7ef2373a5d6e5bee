package org.oriel.context.ide;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An editor's extension at the other end of the socket. */
final class Caller implements AutoCloseable {
    static final String HELLO = "{\"type\":\"hello\",\"protocol\":1,\"extension\":\"oriel.oriel-ide\"}";

    private final SocketChannel channel;
    private final BufferedReader reader;

    Caller(Path path) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(path));
        reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    /** Greets, and returns the configuration it is answered. */
    String greet() throws IOException {
        say(HELLO);
        return answer();
    }

    void say(String line) throws IOException {
        send((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** The next line; empty when it was hung up on. */
    String answer() throws IOException {
        try {
            String answer = reader.readLine();
            return answer == null ? "" : answer;
        } catch (java.net.SocketException e) {
            // Hung up on with bytes unread.
            return "";
        }
    }

    /** This moment on the editor's clock. */
    static long micros() {
        return System.nanoTime() / 1_000;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
