package org.oriel.context.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An agent at the other end of the socket. */
final class Caller implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader reader;

    Caller(Path path) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(path));
        reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Says a line and returns the answer, or the empty string when it was hung up on. */
    String say(String line) throws IOException {
        send((line + "\n").getBytes(StandardCharsets.UTF_8));
        return answer();
    }

    String answer() throws IOException {
        String answer = reader.readLine();
        return answer == null ? "" : answer;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
