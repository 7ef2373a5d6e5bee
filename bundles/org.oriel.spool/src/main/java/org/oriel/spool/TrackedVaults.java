package org.oriel.spool;

import java.time.Duration;
import java.util.Optional;
import org.oriel.host.KeyVault;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** The key store as a service. It is tracked by hand: what SCR binds while a component activates would wait. */
final class TrackedVaults implements Vaults {
    private final ServiceTracker<KeyVault, KeyVault> tracker;

    TrackedVaults(BundleContext context) {
        tracker = new ServiceTracker<>(context, KeyVault.class, null);
        tracker.open();
    }

    @Override
    public Optional<KeyVault> find(Duration wait) {
        try {
            return Optional.ofNullable(wait.isZero() ? tracker.getService() : tracker.waitForService(wait.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    void close() {
        tracker.close();
    }
}
