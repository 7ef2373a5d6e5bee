package org.oriel.redact.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** The two-letter codes of countries (ISO 3166-1), and those that banks and the post use beside them. */
final class Countries {
    private static final Set<String> CODES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));

    private Countries() {}

    static boolean isCode(String code) {
        return CODES.contains(code) || "XK".equals(code) || "EU".equals(code);
    }
}
