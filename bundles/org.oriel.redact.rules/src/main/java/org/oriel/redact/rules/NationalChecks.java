package org.oriel.redact.rules;

import java.util.HashMap;
import java.util.Map;

/** Check digits of national identity, tax, health and bank numbers, documents and wallets, by the names that rules use. */
final class NationalChecks {
    private NationalChecks() {}

    static Map<String, Check> all() {
        Map<String, Check> checks = new HashMap<>();
        IdBritain.addTo(checks);
        IdGermany.addTo(checks);
        IdRomance.addTo(checks);
        IdNordic.addTo(checks);
        IdEast.addTo(checks);
        IdAmericas.addTo(checks);
        IdAsia.addTo(checks);
        IdSouth.addTo(checks);
        IdThings.addTo(checks);
        IdChains.addTo(checks);
        IdPlates.addTo(checks);
        IdForms.addTo(checks);
        return checks;
    }
}
