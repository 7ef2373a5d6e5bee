package org.oriel.redact.rules;

import java.util.Map;
import java.util.regex.Pattern;

/** How a number is written: a form that nothing else has stands for a label. Each pattern is linear in a short value. */
final class IdForms {
    private IdForms() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("separated", IdForms::separated);
        checks.put("dashed", value -> value.indexOf('-') > 0);
        checks.put("dotted", value -> value.indexOf('.') > 0);
        checks.put("year", IdForms::year);
        add(checks, "nino-suffix", "[A-Z]{2}.*[A-D]");
        add(checks, "uk-plate-current", "[A-Z]{2}\\d{2} [A-Z]{3}");
        add(checks, "plate-de-written", "[A-ZÄÖÜ]{1,3}-(?:[A-Z]{2} ?\\d{1,4}|[A-Z] ?\\d{2,4})[EH]?");
        add(checks, "prefix-it", "IT.*");
        add(checks, "prefix-de", "DE.*");
        add(checks, "nif-full", "(?:\\d{1,2}[. ]?\\d{3}[. ]?\\d{3}|[KLM]\\d{7})-?[A-Z]");
        add(checks, "se-written", "\\d{6,8}[-+]\\d{4}|(?:19|20)\\d{10}");
        add(checks, "capitals", "[^a-z]*");
        add(checks, "groups-of-four", "\\d{4}[ -]\\d{4}[ -]\\d{4}");
        add(checks, "dots-and-dash", "[0-9.]+-[0-9Kk]");
    }

    private static void add(Map<String, Check> checks, String name, String form) {
        Pattern pattern = Pattern.compile(form);
        checks.put(name, value -> pattern.matcher(value).matches());
    }

    /** A year of our time and nothing else. */
    static boolean year(String value) {
        return value.length() == 4 && (value.startsWith("19") || value.startsWith("20")) && IdDigits.isNumber(value);
    }

    /** In groups, as people copy it from a card. */
    static boolean separated(String value) {
        return !value.chars().allMatch(Character::isLetterOrDigit);
    }
}
