package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.api.redact.Finding;

/** Detectors for tests that miss nothing of what they know. */
final class Oracle {
    private static final Pattern CARD = Pattern.compile("\\b\\d(?:[ -]?\\d){15}\\b");
    private static final Pattern EMAIL = Pattern.compile("\\b[A-Za-z0-9.]+@[A-Za-z0-9]+\\.[a-z]{2,3}\\b");
    private static final Pattern PASSWORD = Pattern.compile("password: (\\S{6,})");

    private Oracle() {}

    /** Sixteen digits, e-mail addresses, and what stands behind "password: ". */
    static Detection patterns() {
        return text -> {
            List<Finding> found = new ArrayList<>();
            find(CARD, 0, "CREDIT_CARD", text, found);
            find(EMAIL, 0, "EMAIL", text, found);
            find(PASSWORD, 1, "PASSWORD", text, found);
            return found;
        };
    }

    /** Exactly these values, wherever they are. */
    static Detection values(Collection<String> values) {
        return text -> {
            List<Finding> found = new ArrayList<>();
            for (String value : values) {
                for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
                    found.add(new Finding(at, at + value.length(), "VALUE", "oracle/value"));
                }
            }
            return found;
        };
    }

    private static void find(Pattern pattern, int group, String type, String text, List<Finding> found) {
        // Every start: where two values stand side by side, a match over their border hides neither.
        Matcher matcher = pattern.matcher(text);
        for (int from = 0; from < text.length() && matcher.find(from); from = matcher.start() + 1) {
            found.add(new Finding(matcher.start(group), matcher.end(group), type, "oracle/" + type));
        }
    }
}
