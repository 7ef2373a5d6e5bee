package org.oriel.context.accessibility;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A connection to a D-Bus message bus. Several calls can be under way at once; a thread of its own reads the answers and
 * hands signals to its listener, which must not block. Any thread may call.
 */
final class Bus implements AutoCloseable {
    static final String DAEMON = "org.freedesktop.DBus";
    static final String DAEMON_PATH = "/org/freedesktop/DBus";

    /** Longest answer that is read; text of 64 Ki characters fits. */
    private static final int MOST_BODY = 1024 * 1024;

    private static final int MOST_HEADER = 64 * 1024;
    private static final int FIXED_HEADER = 16;
    private static final int MOST_PENDING = 4096;
    private static final long SEND_MILLIS = 100;
    private static final long JOIN_MILLIS = 80;

    private final UnixSocket socket;
    private final Consumer<Message> signals;
    private final Runnable lost;
    private final Thread reader;
    private final AtomicInteger serials = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Message>> pending = new ConcurrentHashMap<>();
    private final Object writing = new Object();
    private volatile boolean ended;
    private volatile String name = "";
    private byte[] buffer = new byte[8 * 1024];

    private Bus(UnixSocket socket, Consumer<Message> signals, Runnable lost, String threadName) {
        this.socket = socket;
        this.signals = signals;
        this.lost = lost;
        reader = new Thread(this::run, threadName);
        reader.setDaemon(true);
    }

    /**
     * Connects and says hello.
     *
     * @param signals told every signal, on the reading thread
     * @param lost told once when the connection ends, on the reading thread
     * @param begun told before anything is waited for, so that {@link #abort} can end the waiting
     */
    static Bus connect(
            String addresses,
            String threadName,
            long millis,
            Consumer<Message> signals,
            Runnable lost,
            Consumer<Bus> begun)
            throws IOException {
        UnixSocket socket = UnixSocket.connect(BusAddress.socket(addresses), SEND_MILLIS);
        Bus bus = new Bus(socket, signals, lost, threadName);
        begun.accept(bus);
        try {
            bus.authenticate(millis);
            bus.reader.start();
            bus.name = bus.call(daemon("Hello"), millis).body("s").string();
            return bus;
        } catch (IOException | RuntimeException e) {
            bus.close();
            throw e;
        }
    }

    /** A call to the message bus itself. */
    static Call daemon(String member) {
        return new Call(DAEMON, DAEMON_PATH, DAEMON, member);
    }

    private void authenticate(long millis) throws IOException {
        // A bus that accepts and then says nothing; later, silence is normal.
        socket.readLimit(millis);
        String uid =
                HexFormat.of().formatHex(Integer.toUnsignedString(LibC.getuid()).getBytes(StandardCharsets.US_ASCII));
        send("\0AUTH EXTERNAL " + uid + "\r\n");
        byte[] answer = new byte[512];
        int length = 0;
        while (length < 2 || answer[length - 1] != '\n') {
            int got = length == answer.length ? -1 : socket.read(answer, length, answer.length - length);
            if (got < 0) {
                throw new IOException("the bus did not let us in");
            }
            length += got;
        }
        if (!new String(answer, 0, length, StandardCharsets.US_ASCII).startsWith("OK ")) {
            throw new IOException("the bus did not let us in");
        }
        socket.readLimit(0);
        send("BEGIN\r\n");
    }

    private void send(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        socket.write(bytes, bytes.length);
    }

    /** Our unique name on the bus. */
    String name() {
        return name;
    }

    /** Whether the connection is over. */
    boolean ended() {
        return ended;
    }

    /** Sends a call; the answer, which may be an error, comes with the future, or never. */
    Asked ask(Call call) throws IOException {
        int serial = serials.incrementAndGet();
        CompletableFuture<Message> answer = new CompletableFuture<>();
        if (pending.size() >= MOST_PENDING) {
            throw new IOException("too many calls without an answer");
        }
        pending.put(serial, answer);
        try {
            write(call.bytes(serial, 0));
        } catch (IOException | RuntimeException e) {
            pending.remove(serial);
            throw e;
        }
        if (ended) {
            pending.remove(serial);
            throw new IOException("the bus is gone");
        }
        return new Asked(serial, answer);
    }

    /** Sends a call that nobody has to answer. */
    void tell(Call call) throws IOException {
        write(call.bytes(serials.incrementAndGet(), Call.NO_REPLY));
    }

    private void write(ByteBuffer bytes) throws IOException {
        synchronized (writing) {
            socket.write(bytes.array(), bytes.limit());
        }
    }

    /** Sends a call and waits for its answer, which is an error never. */
    Message call(Call call, long millis) throws IOException {
        Message answer = ask(call).await(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
        if (answer.type() == Message.ERROR) {
            throw new IOException(answer.errorName());
        }
        return answer;
    }

    /** A call under way. */
    final class Asked {
        private final int serial;
        private final CompletableFuture<Message> answer;

        private Asked(int serial, CompletableFuture<Message> answer) {
            this.serial = serial;
            this.answer = answer;
        }

        /**
         * Waits for the answer.
         *
         * @throws StalledException when it did not come in time
         */
        Message await(long deadlineNanos) throws IOException {
            try {
                return answer.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new StalledException();
            } catch (ExecutionException e) {
                throw new IOException("the bus is gone", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                pending.remove(serial);
            }
        }

        /** Forgets it: nobody waits any more. */
        void abandon() {
            pending.remove(serial);
        }
    }

    /** An application did not answer in time. */
    static final class StalledException extends IOException {
        private static final long serialVersionUID = 1L;

        StalledException() {
            super("no answer in time");
        }
    }

    private void run() {
        try {
            while (next()) {
                // Until the bus is gone.
            }
        } catch (RuntimeException e) {
            // The bus itself sent what is no message: there is nothing to go on with.
            socket.abort();
        } finally {
            ended = true;
            IOException gone = new IOException("the bus is gone");
            pending.values().forEach(p -> p.completeExceptionally(gone));
            pending.clear();
            lost.run();
        }
    }

    private boolean next() {
        if (!fill(0, FIXED_HEADER)) {
            return false;
        }
        ByteBuffer fixed = ByteBuffer.wrap(buffer);
        fixed.order(buffer[0] == 'B' ? java.nio.ByteOrder.BIG_ENDIAN : java.nio.ByteOrder.LITTLE_ENDIAN);
        int body = fixed.getInt(4);
        int fields = fixed.getInt(12);
        if (fields < 0 || fields > MOST_HEADER || body < 0) {
            return false;
        }
        int header = FIXED_HEADER + (fields + 7) / 8 * 8;
        boolean fits = body <= MOST_BODY;
        int length = fits ? header + body : header;
        if (length > buffer.length) {
            buffer = Arrays.copyOf(buffer, length);
        }
        if (!fill(FIXED_HEADER, length - FIXED_HEADER) || (!fits && !discard(body))) {
            return false;
        }
        if (fits) {
            dispatch(length);
        }
        if (buffer.length > 4 * MOST_HEADER) {
            buffer = new byte[8 * 1024];
        }
        return true;
    }

    private void dispatch(int length) {
        int type = buffer[1];
        if (type == Message.SIGNAL) {
            // Looked at before the next one is read: the buffer serves again.
            signals.accept(new Message(buffer, length));
        } else if (type == Message.RETURN || type == Message.ERROR) {
            Message message = new Message(Arrays.copyOf(buffer, length), length);
            CompletableFuture<Message> waiting = pending.remove(message.replyTo());
            if (waiting != null) {
                waiting.complete(message);
            }
        }
    }

    private boolean fill(int offset, int length) {
        int done = 0;
        while (done < length) {
            int got = socket.read(buffer, offset + done, length - done);
            if (got < 0) {
                return false;
            }
            done += got;
        }
        return true;
    }

    private boolean discard(int length) {
        byte[] waste = new byte[4096];
        int left = length;
        while (left > 0) {
            int got = socket.read(waste, 0, Math.min(left, waste.length));
            if (got < 0) {
                return false;
            }
            left -= got;
        }
        return true;
    }

    /** Ends it without waiting; from any thread. {@link #close} is still due. */
    void abort() {
        socket.abort();
    }

    /** Ends it: calls under way fail, and the reading thread is gone when it returns. */
    @Override
    public void close() {
        socket.abort();
        if (reader.getState() == Thread.State.NEW) {
            socket.close();
            return;
        }
        if (Thread.currentThread() == reader) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            reader.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (!reader.isAlive()) {
            socket.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
