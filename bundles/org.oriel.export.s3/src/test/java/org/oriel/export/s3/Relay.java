package org.oriel.export.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** A wire to the real store that can be cut, or answer that the store is busy. */
final class Relay implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int to;
    final AtomicLong passed = new AtomicLong();
    volatile boolean busy;
    volatile long cutAfter = Long.MAX_VALUE;
    volatile Runnable onCut = () -> {};

    Relay(int to) throws IOException {
        this.to = to;
        daemon(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                daemon(() -> serve(from));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket from) {
        try (from) {
            if (busy) {
                from.getInputStream().read(new byte[8192]);
                String body = "<?xml version=\"1.0\"?><Error><Code>SlowDown</Code></Error>";
                from.getOutputStream()
                        .write(("HTTP/1.1 503 Slow Down\r\nContent-Length: " + body.length()
                                        + "\r\nConnection: close\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            try (Socket store = new Socket(InetAddress.getLoopbackAddress(), to)) {
                daemon(() -> pump(store, from, false));
                pump(from, store, true);
            }
        } catch (IOException e) {
            // The other side is gone, which is what this is for.
        }
    }

    private void pump(Socket from, Socket into, boolean counted) {
        try (from;
                into) {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            byte[] buffer = new byte[16 << 10];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                if (counted && passed.addAndGet(count) > cutAfter) {
                    cutAfter = Long.MAX_VALUE;
                    onCut.run();
                    return;
                }
            }
        } catch (IOException e) {
            // The other side is gone, which is what this is for.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
