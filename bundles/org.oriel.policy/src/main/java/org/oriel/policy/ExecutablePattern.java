package org.oriel.policy;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which executables a rule means: an absolute path in which folder names may hold {@code *}. The first folder and the
 * file name are always literal and {@code **} does not exist, so that no rule can mean every program.
 */
final class ExecutablePattern {
    static final String ALLOWED =
            "an absolute path such as /usr/bin/mousepad; * stands for a part of one folder name, not in the first folder and"
                    + " not in the file name; no **, ?, [, {, . or ..";

    private final String path;
    private final int literals;

    private ExecutablePattern(String path, int literals) {
        this.path = path;
        this.literals = literals;
    }

    /** Whether {@code text} is a pattern at all. */
    static boolean valid(String text) {
        if (!text.startsWith("/") || text.chars().anyMatch(c -> c < ' ' || "?[{".indexOf(c) >= 0)) {
            return false;
        }
        String[] parts = text.substring(1).split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean literal = i == 0 || i == parts.length - 1;
            if (parts[i].isEmpty() || parts[i].equals(".") || parts[i].equals("..") || parts[i].contains("**")) {
                return false;
            }
            if (literal && parts[i].contains("*")) {
                return false;
            }
        }
        return true;
    }

    /** {@code text} must be {@link #valid}. */
    static ExecutablePattern of(String text) {
        int star = text.indexOf('*');
        return new ExecutablePattern(text, star < 0 ? text.length() : text.lastIndexOf('/', star));
    }

    /**
     * Whether {@code real}, a path without symbolic links, is meant. Links in the literal beginning of the pattern are
     * followed each time, because updates of the system move them.
     */
    boolean matches(String real) {
        String start = real(path.substring(0, literals));
        String rest = path.substring(literals);
        return rest.isEmpty()
                ? real.equals(start)
                : glob(start + rest).matcher(real).matches();
    }

    private static Pattern glob(String text) {
        List<String> literal = new ArrayList<>();
        for (String part : text.split("\\*", -1)) {
            literal.add(Pattern.quote(part));
        }
        return Pattern.compile(String.join("[^/]*", literal));
    }

    /** The path without symbolic links; a path that does not exist here (a replayed session's) only tidied. */
    static String real(String path) {
        try {
            Path asked = Path.of(path);
            try {
                return asked.toRealPath().toString();
            } catch (IOException absent) {
                return asked.normalize().toString();
            }
        } catch (InvalidPathException e) {
            return path;
        }
    }
}
