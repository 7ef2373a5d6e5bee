package org.oriel.redact.rules;

import java.util.List;

/**
 * What a deployment may set.
 *
 * @param phoneRegions ISO 3166 codes of the countries whose phone numbers are known as they are dialled at home; empty: those that the rule names
 * @param budgetNanos time for one text, or 0 for no limit
 */
record EngineSettings(List<String> phoneRegions, long budgetNanos) {
    EngineSettings {
        phoneRegions = Scanners.checked(phoneRegions);
    }

    /** As for tests and self-tests: no limit in time. */
    static EngineSettings unhurried() {
        return new EngineSettings(List.of(), 0);
    }
}
