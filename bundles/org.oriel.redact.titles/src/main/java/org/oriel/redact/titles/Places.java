package org.oriel.redact.titles;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.redact.Finding;

/** Addresses and home directories in running text: names of elements, fields, titles that are kept. */
final class Places {
    private static final int MAX_SCHEME = 16;

    private final Paths paths;

    Places(Vocabulary vocabulary) {
        paths = new Paths(vocabulary);
    }

    /** What must be masked, in order and without overlap. */
    List<Finding> find(String text) {
        List<Finding> findings = new ArrayList<>();
        int done = 0;
        for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", Math.max(done, at + 1))) {
            int from = at;
            while (from > done && at - from < MAX_SCHEME && isSchemeSign(text.charAt(from - 1))) {
                from--;
            }
            int to = at + 3;
            // Without a scheme the rest is not read: a row of such signs would be read once for each of them.
            while (from < at
                    && to < text.length()
                    && text.charAt(to) > ' '
                    && "\"'<>`|\u00a0".indexOf(text.charAt(to)) < 0) {
                to++;
            }
            if (from < at && to > at + 3) {
                users(text, done, from, findings);
                findings.add(new Finding(from, to, "URL", "url"));
                done = to;
            }
        }
        users(text, done, text.length(), findings);
        return findings;
    }

    private void users(String text, int from, int to, List<Finding> findings) {
        if (from >= to) {
            return;
        }
        int last = from;
        List<Paths.Part> users = new ArrayList<>(paths.users(text.substring(from, to)));
        users.sort(java.util.Comparator.comparingInt(Paths.Part::from));
        for (Paths.Part part : users) {
            if (from + part.from() >= last) {
                findings.add(new Finding(from + part.from(), from + part.to(), part.type(), "path.home"));
                last = from + part.to();
            }
        }
    }

    private static boolean isSchemeSign(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
    }
}
