package org.oriel.pipeline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.api.redact.Redactor;
import org.oriel.api.redact.TextDetector;
import org.osgi.service.log.Logger;

/**
 * Whether what must look at content is there. When a plugin goes away it is given a moment to come back, as it does when
 * its bundle is updated; until then nothing moves. Any thread.
 */
final class Readiness {
    static final long GRACE_NANOS = 5_000_000_000L;

    /** What the pipeline may do. */
    enum State {
        /** Everything. */
        READY,
        /** Nothing: wait. */
        WAITING,
        /** Drop what has content. */
        CLOSED
    }

    /** The answer; {@code reason} is a constant for marks, {@code problem} for people; both empty unless closed. */
    record Verdict(State state, String reason, String problem, long until) {
        static final Verdict READY = new Verdict(State.READY, "", "", Long.MAX_VALUE);
    }

    private final Set<String> required;
    private final Plugins<TextDetector> detectors;
    private final Plugins<Redactor> redactors;
    private final Logger logger;
    /** Guards the two below. */
    private final Object lock = new Object();
    /** Bundles whose plugin is away, and since when. */
    private final Map<String, Long> away = new HashMap<>();
    /** Bundles whose redactor was suspended: the way is closed until it is replaced or taken away. */
    private final Set<String> distrusted = new HashSet<>();

    private volatile boolean settled = true;

    Readiness(Set<String> required, Plugins<TextDetector> detectors, Plugins<Redactor> redactors, Logger logger) {
        this.required = required;
        this.detectors = detectors;
        this.redactors = redactors;
        this.logger = logger;
    }

    /** After its plugin was added. */
    void came(String bundle) {
        synchronized (lock) {
            away.remove(bundle);
            distrusted.remove(bundle);
            settle();
        }
    }

    /** Before its plugin is removed. */
    void went(Plugin plugin, long now) {
        String bundle = plugin.bundle;
        synchronized (lock) {
            boolean needed = plugin.suspended().isEmpty() || required.contains(bundle) || distrusted.contains(bundle);
            if (!needed) {
                return;
            }
            away.putIfAbsent(bundle, now);
            distrusted.remove(bundle);
            settle();
        }
    }

    void distrust(String bundle) {
        synchronized (lock) {
            distrusted.add(bundle);
            settle();
        }
    }

    private void settle() {
        settled = away.isEmpty() && distrusted.isEmpty();
    }

    /** Whether nobody is away; costs one volatile read. */
    boolean settled() {
        return settled;
    }

    Verdict at(long now) {
        synchronized (lock) {
            if (!distrusted.isEmpty()) {
                return closed("redactor-suspended", "redactor suspended: " + new TreeSet<>(distrusted));
            }
            for (String name : required) {
                if (!present(name)) {
                    away.putIfAbsent(name, now);
                    settle();
                    if (suspended(name)) {
                        return closed("detector-suspended", "required detector suspended: " + name);
                    }
                    if (now - away.getOrDefault(name, now) >= GRACE_NANOS) {
                        return closed("detector-missing", "required detector missing: " + name);
                    }
                }
            }
            return away.isEmpty() ? Verdict.READY : waiting(now);
        }
    }

    private Verdict waiting(long now) {
        away.entrySet().removeIf(entry -> {
            boolean over = now - entry.getValue() >= GRACE_NANOS;
            if (over) {
                logger.warn("{} is gone and was not replaced; going on without it", entry.getKey());
            }
            return over;
        });
        settle();
        if (away.isEmpty()) {
            return Verdict.READY;
        }
        long first =
                away.values().stream().mapToLong(since -> since - now).min().orElse(0) + now;
        return new Verdict(State.WAITING, "", "", first + GRACE_NANOS);
    }

    private static Verdict closed(String reason, String problem) {
        return new Verdict(State.CLOSED, reason, problem, Long.MAX_VALUE);
    }

    boolean requiredPresent() {
        for (String name : required) {
            if (!present(name)) {
                return false;
            }
        }
        return true;
    }

    private boolean present(String bundle) {
        return any(detectors.all(), bundle, false) || any(redactors.all(), bundle, false);
    }

    private boolean suspended(String bundle) {
        return any(detectors.all(), bundle, true) || any(redactors.all(), bundle, true);
    }

    /** A loop, not a stream: it runs in every turn, and most turns find the processor's caches cold. */
    private static boolean any(List<? extends Plugin> plugins, String bundle, boolean suspended) {
        for (Plugin plugin : plugins) {
            boolean is = suspended ? !plugin.suspended().isEmpty() : plugin.usable();
            if (is && plugin.bundle.equals(bundle)) {
                return true;
            }
        }
        return false;
    }
}
