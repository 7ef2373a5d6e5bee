package org.oriel.context.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.log.Logger;

/**
 * The socket and its connections: one thread waits for callers, one listens to each. When {@link #close}
 * returns they are gone.
 */
final class Reception implements AutoCloseable {
    private static final int CALLERS = 8;
    private static final long JOIN_MILLIS = 2_000;

    private final UnixDoor door;
    private final Conversation.House house;
    private final Counters counters;
    private final Logger logger;
    private final Map<Link, Thread> open = new ConcurrentHashMap<>();
    private final Thread acceptor;

    Reception(Path socket, Conversation.House house, Logger logger) throws IOException {
        this.house = house;
        this.counters = house.counters();
        this.logger = logger;
        this.door = new UnixDoor(socket);
        this.acceptor = new Thread(this::accept, "oriel-browser-accept");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept() {
        while (door.isOpen()) {
            try {
                UnixDoor.Caller caller = door.accept();
                admit(caller);
            } catch (IOException e) {
                if (door.isOpen()) {
                    counters.add("lost callers");
                    logger.warn("browser socket: a caller was lost: {}", e.getMessage());
                }
            }
        }
        door.release();
    }

    private void admit(UnixDoor.Caller caller) {
        if (open.size() >= CALLERS) {
            counters.add("refused: too many");
            caller.link().close();
            return;
        }
        Thread thread = new Thread(() -> serve(caller), "oriel-browser");
        thread.setDaemon(true);
        open.put(caller.link(), thread);
        thread.start();
    }

    private void serve(UnixDoor.Caller caller) {
        try {
            new Conversation(house, caller.link()).run(caller.credentials());
        } catch (Conversation.Refused e) {
            logger.warn("browser socket: refused: {}", e.getMessage());
        } catch (IOException e) {
            logger.debug("browser socket: the relay hung up");
        } catch (RuntimeException e) {
            counters.add("failed");
            logger.error(
                    "browser socket: a conversation failed: {}", e.getClass().getName());
        } finally {
            caller.link().close();
            open.remove(caller.link());
        }
    }

    int connections() {
        return open.size();
    }

    /** Ends everything; the pipeline is told nothing after it returns. */
    @Override
    public void close() {
        door.close();
        Set.copyOf(open.keySet()).forEach(Link::close);
        join(acceptor);
        open.forEach((link, thread) -> {
            link.close();
            join(thread);
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
