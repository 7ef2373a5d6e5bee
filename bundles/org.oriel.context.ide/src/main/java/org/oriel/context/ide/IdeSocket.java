package org.oriel.context.ide;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;
import org.oriel.context.socket.LibC;
import org.oriel.context.socket.Pace;
import org.oriel.context.socket.UnixPeer;
import org.oriel.context.socket.UnixServer;
import org.osgi.service.log.Logger;

/** The socket: which programs may speak, how much, and one thread for each that does. */
final class IdeSocket implements AutoCloseable {
    static final int LINE_BYTES = 65_536;
    static final int LINES_A_SECOND = 500;
    static final int ERRORS = 20;
    private static final int CALLERS = 16;

    private final Settings settings;
    private final IdeTold told;
    private final Logger logger;
    private final LongSupplier clock;
    private final LibC c = LibC.load();
    private final Programs programs = new Programs(Path.of("/proc"));
    private final UnixServer server;
    private final Thread acceptor;
    private final Map<UnixPeer, Thread> callers = new ConcurrentHashMap<>();
    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong throttled = new AtomicLong();
    private final AtomicLong refusedCallers = new AtomicLong();

    IdeSocket(Path path, Settings settings, IdeTold told, Logger logger, LongSupplier clock) throws IOException {
        this.settings = settings;
        this.told = told;
        this.logger = logger;
        this.clock = clock;
        server = new UnixServer(c, path, CALLERS);
        acceptor = new Thread(this::accept, "oriel-ide-accept");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept() {
        for (Optional<UnixPeer> next = server.accept(); next.isPresent(); next = server.accept()) {
            UnixPeer peer = next.get();
            Optional<Application> program = admit(peer);
            if (program.isEmpty()) {
                refusedCallers.incrementAndGet();
                peer.close();
                continue;
            }
            Target holder = new Target(Target.Scope.WINDOW, 0, program.get());
            Thread thread = new Thread(() -> serve(peer, holder), "oriel-ide");
            thread.setDaemon(true);
            callers.put(peer, thread);
            thread.start();
        }
    }

    /** Mode 0600 keeps others out; the user is looked at as well, because a root process passes any mode. */
    private Optional<Application> admit(UnixPeer peer) {
        if (peer.user() != c.getuid()) {
            logger.warn("editor socket: refused a caller of another user");
            return Optional.empty();
        }
        return callers.size() < CALLERS ? programs.of(peer.process()) : Optional.empty();
    }

    private void serve(UnixPeer peer, Target holder) {
        try (peer) {
            talk(peer, new IdeConversation(settings, told, holder, clock));
        } catch (IOException e) {
            logger.debug("editor socket: a caller hung up");
        } finally {
            callers.remove(peer);
        }
    }

    private void talk(UnixPeer peer, IdeConversation conversation) throws IOException {
        byte[] buffer = new byte[8_192];
        byte[] rest = new byte[0];
        Pace pace = new Pace(LINES_A_SECOND, clock);
        int errors = 0;
        for (int count = peer.read(buffer); count > 0; count = peer.read(buffer)) {
            byte[] all = Arrays.copyOf(rest, rest.length + count);
            System.arraycopy(buffer, 0, all, rest.length, count);
            int from = 0;
            for (int i = rest.length; i < all.length; i++) {
                if (all[i] != '\n') {
                    continue;
                }
                String line = new String(all, from, i - from, StandardCharsets.UTF_8);
                from = i + 1;
                errors += said(peer, conversation, pace, line) ? 0 : 1;
                if (errors >= ERRORS) {
                    return;
                }
            }
            rest = Arrays.copyOfRange(all, from, all.length);
            if (rest.length > LINE_BYTES) {
                wrong.incrementAndGet();
                return;
            }
        }
    }

    /** Hands a line on; {@code false} when it was not understood. */
    private boolean said(UnixPeer peer, IdeConversation conversation, Pace pace, String line) throws IOException {
        lines.incrementAndGet();
        if (!pace.allows()) {
            throttled.incrementAndGet();
            return true;
        }
        boolean greeted = conversation.greeted();
        if (!conversation.said(line)) {
            wrong.incrementAndGet();
            return false;
        }
        if (!greeted && conversation.greeted()) {
            peer.write(settings.config().getBytes(StandardCharsets.UTF_8));
        }
        return true;
    }

    /** For health: numbers by name, never content. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("connected", (long) callers.size());
        counts.put("lines", lines.get());
        counts.put("refusedCallers", refusedCallers.get());
        counts.put("throttled", throttled.get());
        counts.put("wrong", wrong.get());
        return counts;
    }

    /** Hangs up on everybody; when it returns no thread is left. */
    @Override
    public void close() throws IOException {
        server.stop();
        if (join(Set.of(acceptor))) {
            server.close();
        }
        Map<UnixPeer, Thread> last = Map.copyOf(callers);
        last.keySet().forEach(UnixPeer::hangUp);
        join(last.values());
    }

    private static boolean join(Collection<Thread> threads) {
        for (Thread thread : threads) {
            try {
                thread.join(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }
}
