package org.oriel.consent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is installed, as far as consent depends on it. */
interface Installed {
    /** Every bundle that is not uninstalled, resolved or not. */
    List<InstalledBundle> bundles();

    /**
     * A bundle.
     *
     * @param name symbolic name
     * @param version as the bundle tells it
     * @param declared its capabilities in the namespaces below
     * @param resource reads a text resource of it
     */
    record InstalledBundle(
            String name, String version, List<Declared> declared, Function<String, Optional<String>> resource) {}

    /**
     * A capability.
     *
     * @param namespace one of the namespaces below
     * @param attributes its attributes
     */
    record Declared(String namespace, Map<String, Object> attributes) {
        static final String CAPTURE = "oriel.capture";
        static final String EXPORT = "oriel.export";
        static final String LAW = "oriel.law";
        static final String PERMIT = "capture.permit";
        static final List<String> NAMESPACES = List.of(CAPTURE, EXPORT, LAW, PERMIT);

        String text(String attribute) {
            Object value = attributes.get(attribute);
            return value == null ? "" : Text.oneLine(String.valueOf(value));
        }

        long number(String attribute) {
            return attributes.get(attribute) instanceof Number number ? Math.max(0, number.longValue()) : 0;
        }
    }
}
