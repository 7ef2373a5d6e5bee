package org.oriel.consent;

import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/**
 * Registers the condition {@code capture.allowed}. Declarative Services creates and destroys the sources within the call;
 * one that hangs there must not take the gate's thread with it, so both have a limit.
 */
final class ConditionSwitch implements CaptureSwitch {
    /** A source may take 2 s to start; there are a few. */
    static final Duration ON_LIMIT = Duration.ofSeconds(10);

    /** Above the 5 s after which Felix SCR gives up on a component's lock. */
    static final Duration OFF_LIMIT = Duration.ofSeconds(6);

    private static final String STARTS = "a plugin hangs while it starts";
    private static final String STOPS = "a plugin hangs while it stops";

    private final Supplier<ServiceRegistration<Condition>> register;
    private final Calls calls;
    private final Runnable free;

    /** Guards the fields below; never held while a service is registered or unregistered. */
    private final Object lock = new Object();

    private @Nullable ServiceRegistration<Condition> registration;
    private boolean wanted;
    private boolean gaveUp;
    private String busy = "";

    /** {@code free} is told when a call that hung came back. */
    ConditionSwitch(Supplier<ServiceRegistration<Condition>> register, Calls calls, Runnable free) {
        this.register = register;
        this.calls = calls;
        this.free = free;
    }

    static Dictionary<String, Object> properties() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Condition.CONDITION_ID, "capture.allowed");
        return properties;
    }

    @Override
    public String stuck() {
        synchronized (lock) {
            return busy;
        }
    }

    @Override
    public String on() {
        synchronized (lock) {
            if (!busy.isEmpty()) {
                return busy;
            }
            wanted = true;
            busy = STARTS;
        }
        Calls.Outcome outcome = calls.call(new Object(), ON_LIMIT, this::register);
        if (outcome.problem().isEmpty()) {
            return "";
        }
        String off = off();
        return off.isEmpty() ? outcome.problem() : off;
    }

    private boolean register() {
        ServiceRegistration<Condition> made = null;
        try {
            made = register.get();
        } finally {
            boolean late;
            synchronized (lock) {
                busy = "";
                late = !wanted;
                registration = late ? null : made;
            }
            if (late) {
                if (made != null) {
                    unregister(made);
                }
                free.run();
            }
        }
        return true;
    }

    @Override
    public String off() {
        ServiceRegistration<Condition> made;
        synchronized (lock) {
            wanted = false;
            made = registration;
            registration = null;
            if (made == null) {
                // Either it is off, or a source hangs in on() and register() will take it back as soon as it can.
                return busy;
            }
            busy = STOPS;
        }
        if (calls.call(new Object(), OFF_LIMIT, () -> unregisterNow(made))
                .problem()
                .isEmpty()) {
            return "";
        }
        synchronized (lock) {
            gaveUp = !busy.isEmpty();
            return busy;
        }
    }

    private boolean unregisterNow(ServiceRegistration<Condition> made) {
        unregister(made);
        boolean late;
        synchronized (lock) {
            late = gaveUp;
            gaveUp = false;
            busy = "";
        }
        if (late) {
            free.run();
        }
        return true;
    }

    private static void unregister(ServiceRegistration<Condition> made) {
        try {
            made.unregister();
        } catch (IllegalStateException e) {
            // The framework has done it: the bundle stops.
        }
    }
}
