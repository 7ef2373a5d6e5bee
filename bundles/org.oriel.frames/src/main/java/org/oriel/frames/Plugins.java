package org.oriel.frames;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.osgi.service.log.Logger;

/** The services of one kind, highest rank first; replaced whole, so that a reader sees one set. Any thread. */
final class Plugins<T> {
    private static final long LEAVE_NANOS = 2_000_000_000L;

    private final Object lock = new Object();
    private final Calls calls;
    private final Logger logger;
    private final Runnable added;

    private volatile List<Plugin<T>> all = List.of();

    Plugins(String thread, Logger logger, Runnable added) {
        this.calls = new Calls(thread);
        this.logger = logger;
        this.added = added;
    }

    void add(T service, String name, int ranking, long id) {
        synchronized (lock) {
            List<Plugin<T>> more = new ArrayList<>(all);
            more.add(new Plugin<>(service, name, ranking, id));
            more.sort(Comparator.<Plugin<T>>comparingInt(p -> -p.ranking).thenComparingLong(p -> p.id));
            all = List.copyOf(more);
        }
        added.run();
    }

    /** When it returns, the service is not in a call any more, or was given up. */
    void remove(long id) {
        Plugin<T> gone;
        synchronized (lock) {
            gone = all.stream().filter(plugin -> plugin.id == id).findFirst().orElse(null);
            all = all.stream().filter(plugin -> plugin.id != id).toList();
        }
        if (gone != null && !gone.leave(LEAVE_NANOS)) {
            calls.giveUp();
            logger.warn("{} was removed in a call and did not return", gone.name);
        }
    }

    List<Plugin<T>> all() {
        return all;
    }

    /** What {@code call} answers; {@code GivenUp} also for a plugin that left. A failure is noted, its message never. */
    <R> R call(Plugin<T> plugin, Callable<R> call, long nanos)
            throws Calls.GivenUp, ExecutionException, InterruptedException {
        try {
            R result = calls.call(
                    () -> {
                        if (!plugin.enter()) {
                            throw new Calls.GivenUp();
                        }
                        try {
                            return call.call();
                        } finally {
                            plugin.exit();
                        }
                    },
                    nanos);
            plugin.worked();
            return result;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Calls.GivenUp given) {
                throw given;
            }
            failed(
                    plugin,
                    "threw "
                            + (e.getCause() == null ? e : e.getCause())
                                    .getClass()
                                    .getName());
            throw e;
        } catch (Calls.GivenUp e) {
            if (!plugin.isGone() && !calls.isClosed()) {
                failed(plugin, "took too long");
            }
            throw e;
        }
    }

    private void failed(Plugin<T> plugin, String how) {
        if (plugin.failed()) {
            logger.warn("suspended {}: {}, three times in a row", plugin.name, how);
        } else if (plugin.isFirstFailure()) {
            logger.warn("{} {}", plugin.name, how);
        }
    }

    void close() {
        calls.close();
    }
}
