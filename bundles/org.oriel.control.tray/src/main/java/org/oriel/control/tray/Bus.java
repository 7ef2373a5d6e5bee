package org.oriel.control.tray;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the session's D-Bus, for an object that others call. A thread of its own reads; calls from others are
 * answered there and must not block.
 */
final class Bus implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_PENDING = 64;
    private static final int CALL = 1;
    private static final int RETURN = 2;
    private static final int ERROR = 3;
    private static final int SIGNAL = 4;

    /** A message that came. */
    record Message(
            int type,
            int serial,
            int replyTo,
            String path,
            String member,
            String sender,
            String problem,
            List<Object> body) {}

    /** What a call is answered with. */
    record Answer(String signature, List<?> values) {
        static final Answer NOTHING = new Answer("", List.of());
    }

    /** Answers calls from others; null where there is no such method. */
    interface Handler {
        @Nullable
        Answer called(Message call);
    }

    private final SocketChannel socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Handler handler;
    private final AtomicInteger serials = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Message>> pending = new ConcurrentHashMap<>();

    /** Guards {@link #out}. */
    private final Object writing = new Object();

    private volatile boolean ended;
    private String name = "";

    private Bus(SocketChannel socket, Handler handler) {
        this.socket = socket;
        this.handler = handler;
        this.in = new DataInputStream(new java.io.BufferedInputStream(new Received(socket)));
        this.out = new Sent(socket);
    }

    static Bus connect(Map<String, String> environment, Handler handler) throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        Bus bus = new Bus(socket, handler);
        try {
            socket.connect(UnixDomainSocketAddress.of(path(environment)));
            bus.authenticate();
            Thread reader = new Thread(bus::run, "oriel-tray-bus");
            reader.setDaemon(true);
            reader.start();
            bus.name = (String) bus.call(
                            "org.freedesktop.DBus",
                            "/org/freedesktop/DBus",
                            "org.freedesktop.DBus",
                            "Hello",
                            "",
                            List.of())
                    .get(0);
            return bus;
        } catch (IOException | RuntimeException e) {
            bus.close();
            throw e;
        }
    }

    /** Of the addresses of the session's bus the first that is a path; Java knows no abstract sockets. */
    static Path path(Map<String, String> environment) throws IOException {
        for (String address :
                environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "").split(";", -1)) {
            if (address.startsWith("unix:")) {
                for (String part : address.substring("unix:".length()).split(",", -1)) {
                    if (part.startsWith("path=")) {
                        return Path.of(java.net.URLDecoder.decode(
                                part.substring("path=".length()).replace("+", "%2B"), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        throw new IOException("there is no session bus with a path");
    }

    private void authenticate() throws IOException {
        String user = String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        String hex = java.util.HexFormat.of().formatHex(user.getBytes(StandardCharsets.US_ASCII));
        out.write(("\0AUTH EXTERNAL " + hex + "\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n' && answer.length() < 200; c = in.read()) {
            answer.append((char) c);
        }
        if (!answer.toString().startsWith("OK ")) {
            throw new IOException("the bus did not let us in");
        }
        out.write("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    String name() {
        return name;
    }

    boolean ended() {
        return ended;
    }

    /** Calls and waits for at most a second. */
    List<Object> call(String destination, String path, String type, String member, String signature, List<?> values)
            throws IOException {
        int serial = serials.incrementAndGet();
        CompletableFuture<Message> answer = new CompletableFuture<>();
        if (ended || pending.size() > MOST_PENDING) {
            throw new IOException("the bus is gone");
        }
        pending.put(serial, answer);
        try {
            send(CALL, serial, 0, path, type, member, destination, signature, values);
            Message message = answer.get(1, TimeUnit.SECONDS);
            if (message.type() == ERROR) {
                throw new IOException(message.problem());
            }
            return message.body();
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("no answer to " + member, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            pending.remove(serial);
        }
    }

    void signal(String path, String type, String member, String signature, Object... values) {
        try {
            send(SIGNAL, serials.incrementAndGet(), 0, path, type, member, "", signature, List.of(values));
        } catch (IOException e) {
            ended = true;
        }
    }

    private void send(
            int type,
            int serial,
            int replyTo,
            String path,
            String kind,
            String member,
            String destination,
            String signature,
            List<?> values)
            throws IOException {
        byte[] body = new Wire.Writer().all(signature, values).bytes();
        List<List<Object>> fields = new ArrayList<>();
        field(fields, 1, "o", path);
        field(fields, 2, "s", kind);
        field(fields, 3, "s", member);
        field(fields, 6, "s", destination);
        field(fields, 8, "g", signature);
        if (replyTo != 0) {
            fields.add(List.of(5, new Wire.Variant("u", replyTo)));
        }
        Wire.Writer head =
                new Wire.Writer().all("yyyyuua(yv)", List.of('l' & 0xff, type, 0, 1, body.length, serial, fields));
        head.align(8);
        synchronized (writing) {
            out.write(head.bytes());
            out.write(body);
            out.flush();
        }
    }

    private static void field(List<List<Object>> fields, int code, String type, String value) {
        if (!value.isEmpty()) {
            fields.add(List.of(code, new Wire.Variant(type, value)));
        }
    }

    private void run() {
        try {
            while (true) {
                Message message = next();
                if (message.type() == CALL) {
                    answer(message);
                } else if (message.type() == RETURN || message.type() == ERROR) {
                    CompletableFuture<Message> waiting = pending.remove(message.replyTo());
                    if (waiting != null) {
                        waiting.complete(message);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            // The bus is gone, or sends what is no message: there is nothing to go on with.
            ended = true;
            pending.values().forEach(waiting -> waiting.completeExceptionally(e));
        }
    }

    private Message next() throws IOException {
        byte[] fixed = in.readNBytes(16);
        if (fixed.length < 16) {
            throw new IOException("the bus hung up");
        }
        ByteBuffer start = ByteBuffer.wrap(fixed).order(Wire.order(fixed[0]));
        int body = start.getInt(4);
        int fields = start.getInt(12);
        if (body < 0 || fields < 0 || body > MOST_BYTES || fields > MOST_BYTES) {
            throw new IOException("a message that is too long");
        }
        int head = 16 + (fields + 7) / 8 * 8;
        byte[] all = java.util.Arrays.copyOf(fixed, head + body);
        in.readFully(all, 16, all.length - 16);
        ByteBuffer bytes = ByteBuffer.wrap(all).order(start.order());
        String[] texts = new String[9];
        java.util.Arrays.fill(texts, "");
        int replyTo = 0;
        for (Object field : (List<?>) Wire.read("a(yv)", bytes.position(12)).get(0)) {
            int code = ((Number) ((List<?>) field).get(0)).intValue();
            Object value = ((Wire.Variant) ((List<?>) field).get(1)).value();
            if (code == 5) {
                replyTo = (Integer) value;
            } else if (code < texts.length && value instanceof String text) {
                texts[code] = text;
            }
        }
        return new Message(
                all[1],
                start.getInt(8),
                replyTo,
                texts[1],
                texts[2] + "." + texts[3],
                texts[7],
                texts[4],
                Wire.read(texts[8], bytes.position(head).slice().order(start.order())));
    }

    private void answer(Message call) throws IOException {
        Answer answer = handler.called(call);
        int serial = serials.incrementAndGet();
        if (answer == null) {
            byte[] none = new byte[0];
            sendError(serial, call, none);
        } else {
            send(RETURN, serial, call.serial(), "", "", "", call.sender(), answer.signature(), answer.values());
        }
    }

    private void sendError(int serial, Message call, byte[] body) throws IOException {
        List<List<Object>> fields = new ArrayList<>();
        field(fields, 4, "s", "org.freedesktop.DBus.Error.UnknownMethod");
        field(fields, 6, "s", call.sender());
        fields.add(List.of(5, new Wire.Variant("u", call.serial())));
        Wire.Writer head =
                new Wire.Writer().all("yyyyuua(yv)", List.of('l' & 0xff, ERROR, 0, 1, body.length, serial, fields));
        head.align(8);
        synchronized (writing) {
            out.write(head.bytes());
            out.flush();
        }
    }

    /** Not {@code Channels}: in Java 17 its two streams of one channel wait for each other. */
    private static final class Received extends InputStream {
        private final SocketChannel socket;

        Received(SocketChannel socket) {
            this.socket = socket;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return socket.read(ByteBuffer.wrap(bytes, offset, length));
        }
    }

    private static final class Sent extends OutputStream {
        private final SocketChannel socket;

        Sent(SocketChannel socket) {
            this.socket = socket;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
            while (left.hasRemaining()) {
                socket.write(left);
            }
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            socket.close();
        } catch (IOException e) {
            // It is over either way.
        }
    }
}
