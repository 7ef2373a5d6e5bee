package org.oriel.trajectory.dataset;

import java.util.List;

/**
 * What wrote data, and what masked it.
 *
 * @param software exporter bundle and version, {@code symbolic.name/version}
 * @param redactionProfile {@code name@version} of the redaction profile; empty where not known
 * @param detectors detector bundles, {@code symbolic.name/version}, sorted
 * @param bundleSetHash hash of the set of bundles that ran; empty where not known
 */
public record Provenance(String software, String redactionProfile, List<String> detectors, String bundleSetHash) {
    /** Sorts the detectors. */
    public Provenance {
        detectors = detectors.stream().sorted().toList();
    }

    /** Nothing is known but the software. */
    public static Provenance unknown(String software) {
        return new Provenance(software, "", List.of(), "");
    }
}
