package org.oriel.host;

import java.util.List;
import java.util.Map;

/**
 * Counters since the instance started: {@code received} = {@code stored} + {@code held} + what {@code dropped} names.
 *
 * @param received records that sources offered
 * @param admitted records that the policy allowed
 * @param held events held back now
 * @param stored events that are durable
 * @param masked key events that went into a placeholder, a suppression or a coarser event
 * @param dropped by reason, such as {@code not-allowed}, {@code ring-full}, {@code redactor-failed}
 * @param redacted by class, such as {@code EMAIL}
 * @param gaps gap marks written
 * @param suspended plugins that overran their budget, with the reason
 * @param problem what keeps events from being stored, empty when nothing does
 * @param lastStoredMillis wall time of the newest durable event, 0 when there is none
 */
public record PipelineStatus(
        long received,
        long admitted,
        long held,
        long stored,
        long masked,
        Map<String, Long> dropped,
        Map<String, Long> redacted,
        long gaps,
        List<String> suspended,
        String problem,
        long lastStoredMillis) {
    /** Copies the collections. */
    public PipelineStatus {
        dropped = Map.copyOf(dropped);
        redacted = Map.copyOf(redacted);
        suspended = List.copyOf(suspended);
    }
}
