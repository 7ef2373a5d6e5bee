package org.oriel.source.replay;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/** Tells others that the last record was offered: the condition {@code replay.finished} (OSGi Core 8, 19.5). */
final class FinishedCondition {
    private static final String ID = "replay.finished";

    private final BundleContext context;
    /** Guards the registration; the registry is never called under it. */
    private final Object lock = new Object();

    private @Nullable ServiceRegistration<Condition> registration;
    private boolean withdrawn;

    FinishedCondition(BundleContext context) {
        this.context = context;
    }

    /** Registers the condition, unless it was withdrawn before. */
    void announce() {
        ServiceRegistration<Condition> mine = context.registerService(
                Condition.class, Condition.INSTANCE, FrameworkUtil.asDictionary(Map.of(Condition.CONDITION_ID, ID)));
        synchronized (lock) {
            if (!withdrawn) {
                registration = mine;
                return;
            }
        }
        mine.unregister();
    }

    /** Unregisters it; from now on it is not registered any more. */
    void withdraw() {
        ServiceRegistration<Condition> old;
        synchronized (lock) {
            withdrawn = true;
            old = registration;
            registration = null;
        }
        if (old != null) {
            old.unregister();
        }
    }
}
