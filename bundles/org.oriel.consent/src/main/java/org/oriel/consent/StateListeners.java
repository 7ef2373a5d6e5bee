package org.oriel.consent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.ControlListener;
import org.osgi.service.log.Logger;

/** Whoever wants to know the state; one that is slow or throws is reported and does not hold up the gate. */
final class StateListeners {
    static final Duration LIMIT = Duration.ofMillis(100);

    private final List<ControlListener> listeners = new CopyOnWriteArrayList<>();
    private final Calls calls;
    private final Logger log;

    StateListeners(Calls calls, Logger log) {
        this.calls = calls;
        this.log = log;
    }

    void add(ControlListener listener) {
        listeners.add(listener);
    }

    void remove(ControlListener listener) {
        listeners.remove(listener);
    }

    void changed(CaptureState state) {
        for (ControlListener listener : listeners) {
            Calls.Outcome outcome = calls.call(listener, LIMIT, () -> {
                listener.changed(state);
                return true;
            });
            if (!outcome.problem().isEmpty()) {
                log.warn(
                        "{} was told of a new state and {}", listener.getClass().getName(), outcome.problem());
            }
        }
    }
}
