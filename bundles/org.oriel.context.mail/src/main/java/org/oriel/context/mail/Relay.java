package org.oriel.context.mail;

import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.oriel.context.socket.SocketFolder;

/**
 * The program that the mail program starts for its extension: carries messages between the two pipes and the socket,
 * unread. It waits while there is no socket, because capture is not allowed then, and drops what comes in meanwhile.
 */
public final class Relay {
    private static final int MOST_BYTES = 65_536;
    private static final long WAIT_NANOS = 2_000_000_000L;

    private final Path socket;
    private final byte[] greeting;
    private final OutputStream out;
    private final AtomicReference<@Nullable SocketChannel> channel = new AtomicReference<>();
    private volatile byte[] hello = new byte[0];

    private Relay(Path socket, String extension, OutputStream out) {
        this.socket = socket;
        String quoted = extension.replaceAll("[^A-Za-z0-9@._{}-]", "");
        this.greeting = ("{\"type\":\"relay\",\"extension\":\"" + quoted + "\"}\n").getBytes(StandardCharsets.UTF_8);
        this.out = out;
    }

    /**
     * Runs until the mail program closes the pipe.
     *
     * @param words path of the socket or empty for the usual one, then what the mail program adds: path of the manifest,
     *     id of the extension
     */
    public static void main(String[] words) throws IOException {
        Path socket = SocketFolder.socket(words[0], System.getenv(), MailSocket.NAME);
        Relay relay = new Relay(socket, words[words.length - 1], new FileOutputStream(FileDescriptor.out));
        Thread answers = new Thread(relay::answers, "oriel-relay");
        answers.setDaemon(true);
        answers.start();
        relay.messages(new FileInputStream(FileDescriptor.in));
    }

    /** From the mail program: the length in four bytes of the machine's order, then JSON. */
    private void messages(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] size = new byte[Integer.BYTES];
        while (data.readNBytes(size, 0, size.length) == size.length) {
            int length = ByteBuffer.wrap(size).order(ByteOrder.nativeOrder()).getInt();
            if (length < 0 || length > MOST_BYTES) {
                return;
            }
            byte[] message = new byte[length + 1];
            if (data.readNBytes(message, 0, length) < length) {
                return;
            }
            for (int i = 0; i < length; i++) {
                // JSON between tokens may have line ends, and within strings has none.
                message[i] = message[i] == '\n' ? (byte) ' ' : message[i];
            }
            message[length] = '\n';
            if (hello.length == 0) {
                // The extension says it once; every new socket wants to hear it.
                hello = message;
            } else {
                send(message);
            }
        }
    }

    private void send(byte[] message) {
        SocketChannel to = channel.get();
        if (to != null) {
            try {
                write(to, message);
            } catch (IOException e) {
                channel.compareAndSet(to, null);
            }
        }
    }

    private static void write(SocketChannel to, byte[] message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private void answers() {
        while (true) {
            if (hello.length > 0 && trusted()) {
                try (SocketChannel to = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                    to.connect(UnixDomainSocketAddress.of(socket));
                    write(to, greeting);
                    write(to, hello);
                    channel.set(to);
                    lines(Channels.newInputStream(to));
                } catch (IOException e) {
                    // Gone, or not there yet.
                } finally {
                    channel.set(null);
                }
                frame("{\"type\":\"off\"}".getBytes(StandardCharsets.UTF_8));
            }
            LockSupport.parkNanos(WAIT_NANOS);
        }
    }

    /** Whether the socket is in a folder of the user alone: others could listen otherwise. */
    private boolean trusted() {
        try {
            Path folder = socket.getParent();
            return folder != null
                    && Files.exists(socket)
                    && Files.getOwner(folder).getName().equals(System.getProperty("user.name"))
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                            .equals("rwx------");
        } catch (IOException e) {
            return false;
        }
    }

    private void lines(InputStream in) throws IOException {
        byte[] line = new byte[MOST_BYTES];
        int length = 0;
        for (int next = in.read(); next >= 0 && length < line.length; next = in.read()) {
            if (next == '\n') {
                frame(java.util.Arrays.copyOf(line, length));
                length = 0;
            } else {
                line[length++] = (byte) next;
            }
        }
    }

    private void frame(byte[] message) {
        ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + message.length)
                .order(ByteOrder.nativeOrder())
                .putInt(message.length)
                .put(message);
        try {
            out.write(framed.array());
            out.flush();
        } catch (IOException e) {
            // The mail program is gone; the other pipe says so too, and ends us.
            return;
        }
    }
}
