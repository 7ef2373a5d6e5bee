package org.oriel.redact.rules;

import org.jspecify.annotations.Nullable;
import org.oriel.api.redact.TextDetector;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.Logger;

/** The pack of a started bundle, from the moment its loading is asked for. Any thread. */
final class LoadedPack {
    private final Bundle bundle;
    private final Logger logger;
    private @Nullable ServiceRegistration<TextDetector> registration;
    private boolean gone;

    LoadedPack(Bundle bundle, Logger logger) {
        this.bundle = bundle;
        this.logger = logger;
    }

    synchronized boolean isGone() {
        return gone;
    }

    /** Registers the detector in the bundle's name, unless the bundle or the engine has stopped meanwhile. */
    void register(PackDetector detector) {
        BundleContext context = bundle.getBundleContext();
        if (context == null || isGone()) {
            return;
        }
        ServiceRegistration<TextDetector> made;
        try {
            made = RuleEngine.register(context, detector);
        } catch (IllegalStateException e) {
            logger.debug("rule pack of {} went while it was loaded", bundle.getSymbolicName());
            return;
        }
        boolean late;
        synchronized (this) {
            late = gone;
            registration = made;
        }
        if (late) {
            remove(made);
        } else {
            logger.info("rule pack of {} {}: {}", bundle.getSymbolicName(), bundle.getVersion(), detector);
        }
    }

    void unregister() {
        ServiceRegistration<TextDetector> made;
        synchronized (this) {
            gone = true;
            made = registration;
        }
        if (made != null) {
            remove(made);
        }
    }

    private void remove(ServiceRegistration<TextDetector> made) {
        try {
            made.unregister();
        } catch (IllegalStateException e) {
            // The framework was faster.
            logger.debug("rule pack of {} is gone already", bundle.getSymbolicName());
        }
    }
}
