package org.oriel.redact.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Number plates whose first part says where the vehicle is from. */
final class IdPlates {
    private static final Set<String> GERMAN =
            Tables.read("plates-de.txt").stream().flatMap(Arrays::stream).collect(Collectors.toUnmodifiableSet());

    private IdPlates() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("plate-de", IdPlates::german);
    }

    /** A district of Germany before the first dash or space. */
    static boolean german(String value) {
        int end = 0;
        while (end < value.length() && Character.isLetter(value.charAt(end))) {
            end++;
        }
        return GERMAN.contains(value.substring(0, end).toUpperCase(Locale.ROOT));
    }
}
