package org.oriel.consent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.oriel.api.consent.Indicator;

/** The indicators there are. */
final class Indicators {
    static final Duration LIMIT = Duration.ofSeconds(2);

    private final List<Indicator> indicators = new CopyOnWriteArrayList<>();
    private final Calls calls;

    Indicators(Calls calls) {
        this.calls = calls;
    }

    void add(Indicator indicator) {
        indicators.add(indicator);
    }

    void remove(Indicator indicator) {
        indicators.remove(indicator);
    }

    boolean none() {
        return indicators.isEmpty();
    }

    /** One that shows is enough; the others are asked only when it does not. */
    boolean confirmed() {
        return indicators.stream().anyMatch(indicator -> {
            Calls.Outcome outcome = calls.call(indicator, LIMIT, indicator::confirm);
            return outcome.value() && outcome.problem().isEmpty();
        });
    }
}
