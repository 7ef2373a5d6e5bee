package org.oriel.context.agent;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.oriel.api.source.Target;
import org.oriel.context.socket.Pace;
import org.oriel.context.socket.SocketFolder;
import org.osgi.service.log.Logger;

/** The socket: who may speak, how much, and one thread for each who does. */
final class AgentSocket implements AutoCloseable {
    static final int LINE_BYTES = 16_384;
    static final int LINES_A_SECOND = 50;
    static final int ERRORS = 10;
    private static final int CALLERS = 8;

    private final Path path;
    private final AgentSessions sessions;
    private final Logger logger;
    private final LongSupplier clock;
    private final String owner;
    private final ServerSocketChannel server;
    private final Thread acceptor;
    private final Map<SocketChannel, Thread> callers = new ConcurrentHashMap<>();
    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong refusedCallers = new AtomicLong();

    AgentSocket(Path path, AgentSessions sessions, Logger logger, LongSupplier clock) throws IOException {
        this.path = path;
        this.sessions = sessions;
        this.logger = logger;
        this.clock = clock;
        SocketFolder.prepare(path);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path), CALLERS);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            owner = Files.getOwner(path).getName();
        } catch (IOException e) {
            server.close();
            throw e;
        }
        acceptor = new Thread(this::accept, "oriel-agent-accept");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                if (!admit(channel)) {
                    refusedCallers.incrementAndGet();
                    channel.close();
                    continue;
                }
                Thread thread = new Thread(() -> serve(channel), "oriel-agent");
                thread.setDaemon(true);
                callers.put(channel, thread);
                thread.start();
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                refusedCallers.incrementAndGet();
            }
        }
    }

    /** Mode 0600 keeps others out; the peer's user is looked at as well, because a root process passes any mode. */
    private boolean admit(SocketChannel channel) throws IOException {
        UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        if (!peer.user().getName().equals(owner)) {
            logger.warn("agent socket: refused a caller of another user");
            return false;
        }
        return callers.size() < CALLERS;
    }

    private void serve(SocketChannel channel) {
        AgentConversation conversation = new AgentConversation(sessions, Target.CONTROL);
        try (channel) {
            talk(channel, conversation);
        } catch (IOException e) {
            logger.debug("agent socket: a caller hung up");
        } finally {
            conversation.gone();
            callers.remove(channel);
        }
    }

    private void talk(SocketChannel channel, AgentConversation conversation) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LINE_BYTES);
        Pace pace = new Pace(LINES_A_SECOND, clock);
        int errors = 0;
        while (channel.read(buffer) >= 0) {
            buffer.flip();
            for (String line = line(buffer); !line.isEmpty(); line = line(buffer)) {
                lines.incrementAndGet();
                AgentConversation.Answer answer = pace.allows()
                        ? conversation.said(line.strip())
                        : AgentConversation.Answer.error("more than " + LINES_A_SECOND + " lines a second");
                if (!answer.good()) {
                    wrong.incrementAndGet();
                    errors++;
                }
                write(channel, answer.line());
                if (errors >= ERRORS) {
                    return;
                }
            }
            buffer.compact();
            if (!buffer.hasRemaining()) {
                wrong.incrementAndGet();
                write(
                        channel,
                        AgentConversation.Answer.error("line is too long").line());
                return;
            }
        }
    }

    /** The next line with its end, or the empty string when it is not whole yet. */
    private static String line(ByteBuffer buffer) {
        for (int i = buffer.position(); i < buffer.limit(); i++) {
            if (buffer.get(i) == '\n') {
                byte[] bytes = new byte[i + 1 - buffer.position()];
                buffer.get(bytes);
                return new String(bytes, StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static void write(SocketChannel channel, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** For health: numbers by name, never content. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("callers", (long) callers.size());
        counts.put("lines", lines.get());
        counts.put("refusedCallers", refusedCallers.get());
        counts.put("wrong", wrong.get());
        return counts;
    }

    /** Hangs up on everybody; when it returns no thread is left, and nobody drives. */
    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        join(Set.of(acceptor));
        Map<SocketChannel, Thread> last = Map.copyOf(callers);
        for (SocketChannel channel : last.keySet()) {
            channel.close();
        }
        join(last.values());
    }

    private static void join(Iterable<Thread> threads) {
        for (Thread thread : threads) {
            try {
                thread.join(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
