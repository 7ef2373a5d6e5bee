package org.oriel.ledger;

import java.time.Duration;
import java.util.Optional;
import org.oriel.host.KeyVault;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** Finds the operating system's key store, which comes and goes with its bundle. */
interface Vaults extends AutoCloseable {
    /** No such store. */
    Vaults NONE = wait -> Optional.empty();

    /** The store, if it is there within that time. */
    Optional<KeyVault> find(Duration wait);

    @Override
    default void close() {}

    /** Tracked by hand: what SCR binds while a component activates would wait. */
    static Vaults tracked(BundleContext context) {
        ServiceTracker<KeyVault, KeyVault> tracker = new ServiceTracker<>(context, KeyVault.class, null);
        tracker.open();
        return new Vaults() {
            @Override
            public Optional<KeyVault> find(Duration wait) {
                try {
                    return Optional.ofNullable(
                            wait.isZero() ? tracker.getService() : tracker.waitForService(wait.toMillis()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            }

            @Override
            public void close() {
                tracker.close();
            }
        };
    }
}
