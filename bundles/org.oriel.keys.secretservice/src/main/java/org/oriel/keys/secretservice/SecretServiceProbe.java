package org.oriel.keys.secretservice;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.oriel.host.KeyVault;
import org.oriel.host.StoreException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Registers the vault once there is a session bus on which an unlocked default keyring answers. It asks on its own
 * thread, so that a desktop that does not answer never holds up the start.
 */
@Component(
        name = "org.oriel.keys.secretservice",
        immediate = true,
        service = {})
public final class SecretServiceProbe {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(15);
    private static final long JOIN_MILLIS = 1000;

    private final Readiness vault;
    private final Supplier<Runnable> register;
    private final Logger log;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private Runnable unregister = () -> {};

    /** What the vault says about itself. */
    interface Readiness {
        SecretServiceVault.Readiness within(Duration limit) throws StoreException;
    }

    /** Called by Declarative Services. */
    @Activate
    public SecretServiceProbe(BundleContext context, @Reference(service = LoggerFactory.class) Logger log) {
        this(new SecretServiceVault(), context, log);
    }

    private SecretServiceProbe(SecretServiceVault vault, BundleContext context, Logger log) {
        this(System.getenv(), vault::readiness, () -> registered(context, vault), log);
    }

    SecretServiceProbe(Map<String, String> environment, Readiness vault, Supplier<Runnable> register, Logger log) {
        this.vault = vault;
        this.register = register;
        this.log = log;
        this.thread = new Thread(this::probe, "oriel-secret-service");
        thread.setDaemon(true);
        if (environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "").isEmpty()) {
            log.info("no secret service: DBUS_SESSION_BUS_ADDRESS is not set");
        } else {
            thread.start();
        }
    }

    private static Runnable registered(BundleContext context, KeyVault vault) {
        ServiceRegistration<KeyVault> registration = context.registerService(KeyVault.class, vault, null);
        return () -> {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // The bundle stopped first and took it along.
            }
        };
    }

    private void probe() {
        String before = "";
        do {
            String now = ask();
            if (now.isEmpty()) {
                return;
            }
            if (!now.equals(before)) {
                log.info("no secret service yet: {}", now);
            }
            before = now;
        } while (!endsWithin(AGAIN));
    }

    /** Registers the vault when it is ready, else says why it is not. */
    private String ask() {
        try {
            return switch (vault.within(LIMIT)) {
                case READY -> {
                    register();
                    yield "";
                }
                case LOCKED -> "the default keyring is locked";
                case ABSENT -> "there is no default keyring";
            };
        } catch (StoreException | RuntimeException e) {
            return String.valueOf(e.getMessage());
        } catch (LinkageError e) {
            return "JNA does not work here: " + e.getMessage();
        }
    }

    private synchronized void register() {
        if (ended.getCount() > 0) {
            unregister = register.get();
            log.info("keys are kept by the secret service");
        }
    }

    private boolean endsWithin(Duration time) {
        try {
            return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Does not wait for a desktop that does not answer. */
    @Deactivate
    public void close() throws InterruptedException {
        ended.countDown();
        synchronized (this) {
            unregister.run();
            unregister = () -> {};
        }
        thread.join(JOIN_MILLIS);
    }
}
