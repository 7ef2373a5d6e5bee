package org.oriel.tck;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.tck.Canaries.Canary;

/** Finds a text that was written one key an event, as JSON lines of key events hold it. */
final class KeyLines {
    private static final Pattern KEY = Pattern.compile("\"key\"\\s*:\\s*\"([^\"\\\\]|\\\\.|\\\\u[0-9a-fA-F]{4})\"");
    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"(?:Key|Digit|Numpad)([A-Z0-9])\"");
    private static final Pattern RELEASED = Pattern.compile("\"(?:up|UP|keyup|release)\"");

    private KeyLines() {}

    static void search(byte[] content, List<Canary> canaries, BiConsumer<Canary, String> hit) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (!text.contains("\"key\"") && !text.contains("\"code\"")) {
            return;
        }
        // With the releases left out, and with them: a writer may name them otherwise, or write one event for both.
        StringBuilder pressed = new StringBuilder();
        StringBuilder all = new StringBuilder();
        StringBuilder pressedCodes = new StringBuilder();
        StringBuilder allCodes = new StringBuilder();
        text.lines().forEach(line -> {
            String keys = joined(KEY, line);
            String codes = joined(CODE, line).toLowerCase(Locale.ROOT);
            all.append(keys);
            allCodes.append(codes);
            if (!RELEASED.matcher(line).find()) {
                pressed.append(keys);
                pressedCodes.append(codes);
            }
        });
        for (Canary canary : canaries) {
            String plain = canary.text().toLowerCase(Locale.ROOT);
            String compact = Needles.compact(plain);
            for (StringBuilder keys : List.of(pressed, all)) {
                String typed = keys.toString().toLowerCase(Locale.ROOT);
                if (typed.contains(plain) || Needles.compact(typed).contains(compact)) {
                    hit.accept(canary, "keys");
                }
            }
            if (pressedCodes.indexOf(compact) >= 0 || allCodes.indexOf(compact) >= 0) {
                hit.accept(canary, "codes");
            }
        }
    }

    private static String joined(Pattern pattern, String line) {
        StringBuilder out = new StringBuilder();
        Matcher matcher = pattern.matcher(line);
        while (matcher.find()) {
            out.append(unescape(matcher.group(1)));
        }
        return out.toString();
    }

    private static String unescape(String value) {
        if (value.length() == 6) {
            return String.valueOf((char) Integer.parseInt(value.substring(2), 16));
        }
        return value.length() == 2 ? value.substring(1) : value;
    }
}
