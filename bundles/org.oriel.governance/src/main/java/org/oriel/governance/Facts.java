package org.oriel.governance;

import java.util.List;
import java.util.Map;

/**
 * What is installed, as far as the documents tell of it.
 *
 * @param bundles of ours
 * @param settings of components of ours, by PID
 * @param allowed what the policy allows, one line each
 * @param policyHash hash of the policy, empty where there is none
 */
record Facts(
        List<InstalledBundle> bundles,
        Map<String, Map<String, String>> settings,
        List<String> allowed,
        String policyHash) {
    /**
     * A bundle.
     *
     * @param name symbolic name
     * @param version its version
     * @param description its own
     * @param declared its capabilities that concern people
     * @param rules ids of its filter rules, by class
     */
    record InstalledBundle(
            String name,
            String version,
            String description,
            List<Declared> declared,
            Map<String, List<String>> rules) {}

    /**
     * A capability.
     *
     * @param namespace such as {@code oriel.capture}
     * @param attributes as texts
     */
    record Declared(String namespace, Map<String, String> attributes) {
        String text(String name) {
            return attributes.getOrDefault(name, "");
        }
    }
}
