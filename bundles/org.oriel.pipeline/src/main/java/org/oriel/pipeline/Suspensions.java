package org.oriel.pipeline;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.osgi.service.log.Logger;

/** Plugins that are not called any more, with the reason. Any thread. */
final class Suspensions {
    private final ConcurrentMap<Plugin, String> reasons = new ConcurrentHashMap<>();
    private final Logger logger;

    Suspensions(Logger logger) {
        this.logger = logger;
    }

    void suspend(Plugin plugin, String reason) {
        plugin.suspend(reason);
        if (reasons.put(plugin, reason) == null) {
            logger.warn("suspended {}: {}", plugin.name, reason);
        }
    }

    /** The first failure is worth a line; its message is not, it may quote content. */
    void failed(Plugin plugin, Throwable failure) {
        if (plugin.firstFailure()) {
            StackTraceElement[] stack = failure.getStackTrace();
            Object where = stack.length == 0 ? "unknown place" : stack[0];
            logger.warn("{} threw {} at {}", plugin.name, failure.getClass().getName(), where);
        }
    }

    /** It is gone, and its reason with it. */
    void clear(Plugin plugin) {
        reasons.remove(plugin);
    }

    /** A source of that bundle was let in: what an earlier one did is over. */
    void clearSources(String bundle) {
        reasons.keySet().removeIf(plugin -> plugin.isSource() && plugin.bundle.equals(bundle));
    }

    List<String> list() {
        return reasons.entrySet().stream()
                .map(entry -> entry.getKey().name + ": " + entry.getValue())
                .sorted()
                .toList();
    }
}
