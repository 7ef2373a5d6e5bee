package org.oriel.redact.rules;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.redact.Finding;

/**
 * A text with the values in it that must be found.
 *
 * @param text without the marks
 * @param values start and end of each value
 */
public record MarkedCase(String text, List<int[]> values) {
    /** Reads a text with values between ⟦ and ⟧. */
    public static MarkedCase of(String marked) {
        StringBuilder text = new StringBuilder();
        List<int[]> values = new ArrayList<>();
        int start = -1;
        for (char c : marked.toCharArray()) {
            if (c == '⟦') {
                start = text.length();
            } else if (c == '⟧' && start >= 0) {
                values.add(new int[] {start, text.length()});
                start = -1;
            } else {
                text.append(c);
            }
        }
        return new MarkedCase(text.toString(), values);
    }

    /** How many characters of the values no finding covers. */
    public int missed(List<Finding> findings) {
        int missed = 0;
        for (int[] value : values) {
            for (int i = value[0]; i < value[1]; i++) {
                missed += covers(findings, i) ? 0 : 1;
            }
        }
        return missed;
    }

    private static boolean covers(List<Finding> findings, int place) {
        return findings.stream().anyMatch(f -> f.start() <= place && place < f.end());
    }

    /** How the findings differ from the values, without telling them; empty where they do not. */
    String compare(List<Finding> findings) {
        int missed = missed(findings);
        if (missed > 0) {
            return missed + " characters of its values are not found";
        }
        int more = 0;
        for (int i = 0; i < text.length(); i++) {
            int place = i;
            boolean value = values.stream().anyMatch(v -> v[0] <= place && place < v[1]);
            more += !value && covers(findings, i) ? 1 : 0;
        }
        return more == 0 ? "" : more + " characters outside its values are found";
    }
}
