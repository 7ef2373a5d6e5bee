package org.oriel.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.oriel.api.event.Sensitive;
import org.oriel.host.Exemptions;
import org.oriel.host.NotAllowedException;

/** Requests for exemptions as a service: every change runs on the gate's thread, and the gate looks before it returns. */
final class ExemptionDesk implements Exemptions {
    private final Cases cases;
    private final Runnable changed;
    private final ControlThread control;

    ExemptionDesk(Cases cases, Runnable changed, ControlThread control) {
        this.cases = cases;
        this.changed = changed;
        this.control = control;
    }

    @Override
    public List<Exemption> all() {
        return cases.all();
    }

    @Override
    public Exemption ask(Request request) throws NotAllowedException {
        return change(() -> cases.ask(request));
    }

    @Override
    public void withdraw(String id) throws NotAllowedException {
        change(() -> cases.withdraw(id));
    }

    @Override
    public Exemption appeal(String id, Sensitive text) throws NotAllowedException {
        return change(() -> cases.appeal(id, text));
    }

    @Override
    public Exemption decide(String id, String reviewer, boolean granted, String reason, Optional<Instant> until)
            throws NotAllowedException {
        return change(() -> cases.decide(id, reviewer, granted, reason, until));
    }

    @Override
    public Exemption decide(String signed) throws NotAllowedException {
        return change(() -> cases.decide(signed));
    }

    @Override
    public Sensitive read(String id, Sensitive privateKey) throws NotAllowedException {
        return cases.read(id, privateKey);
    }

    private Exemption change(Callable<Exemption> change) throws NotAllowedException {
        return control.ask(() -> {
            try {
                return change.call();
            } finally {
                changed.run();
            }
        });
    }
}
