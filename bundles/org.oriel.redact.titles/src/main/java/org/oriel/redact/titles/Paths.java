package org.oriel.redact.titles;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Paths of files: the name in the home directory becomes {@code <USER>}, leading directories that every machine has and
 * the extension are kept, what is between is masked.
 */
final class Paths {
    /** What the home directories of Linux, macOS and Windows stand in. */
    private static final List<String> HOMES = List.of("/home/", "/Users/", "/var/home/", ":\\Users\\", ":/Users/");

    private static final int MAX_EXTENSION = 10;
    private static final int MAX_USER = 64;

    /** A stretch to be masked. */
    record Part(int from, int to, String type) {}

    private final Vocabulary vocabulary;

    Paths(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    static boolean isAbsolute(String text) {
        return text.startsWith("/")
                || text.startsWith("~/")
                || text.equals("~")
                || text.startsWith("\\\\")
                || (text.length() > 2
                        && Character.isLetter(text.charAt(0))
                        && text.charAt(1) == ':'
                        && (text.charAt(2) == '\\' || text.charAt(2) == '/'));
    }

    /** Where the dot of what looks like an extension stands, or -1. */
    static int extension(String path) {
        int dot = path.lastIndexOf('.');
        int length = path.length() - dot - 1;
        if (dot < 0 || length < 1 || length > MAX_EXTENSION || dot <= lastSeparator(path) || dot == 0) {
            return -1;
        }
        boolean letter = false;
        for (int i = dot + 1; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c >= 128 || !Character.isLetterOrDigit(c)) {
                return -1;
            }
            letter |= Character.isLetter(c);
        }
        return letter ? dot : -1;
    }

    private static int lastSeparator(String path) {
        return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    }

    /** What to mask of {@code path}, relative to its beginning; {@code type} is the class of what is no user name. */
    List<Part> mask(String path, String type) {
        List<Part> parts = new ArrayList<>();
        int from = home(path, parts);
        int name = lastSeparator(path) + 1;
        while (true) {
            int slash = separator(path, from);
            if (slash < 0 || !(slash == from || vocabulary.isDirectory(path.substring(from, slash)))) {
                break;
            }
            from = slash + 1;
        }
        if (from >= path.length() || (from >= name && vocabulary.isFile(path.substring(from)))) {
            return parts;
        }
        if (from >= name && isAbsolute(path) && vocabulary.isDirectory(path.substring(from))) {
            return parts;
        }
        int dot = extension(path);
        boolean kept = dot > from && vocabulary.isExtension(path.substring(dot + 1));
        parts.add(new Part(from, kept ? dot : path.length(), type));
        return parts;
    }

    /** The user names of home directories in running text: what a command or a message quotes. */
    List<Part> users(String text) {
        List<Part> parts = new ArrayList<>();
        for (String home : HOMES) {
            for (int at = text.indexOf(home); at >= 0; at = text.indexOf(home, at + 1)) {
                int from = at + home.length();
                int to = userEnd(text, from, home.indexOf('\\') >= 0);
                if (to > from && !isShared(text.substring(from, to))) {
                    parts.add(new Part(from, to, "USER"));
                }
            }
        }
        return parts;
    }

    private static int home(String path, List<Part> parts) {
        for (String home : HOMES) {
            int at = path.indexOf(home);
            if (at == 0 || (at == 1 && home.charAt(0) == ':')) {
                int from = at + home.length();
                int slash = separator(path, from);
                int to = slash < 0 ? path.length() : slash;
                if (to > from && !isShared(path.substring(from, to))) {
                    parts.add(new Part(from, to, "USER"));
                }
                return to;
            }
        }
        return path.startsWith("~/") ? 2 : path.equals("~") ? 1 : 0;
    }

    /** A name with spaces ends at the next separator; without one in reach, at the first space. */
    private static int userEnd(String text, int from, boolean windows) {
        int limit = Math.min(text.length(), from + MAX_USER);
        int space = -1;
        for (int i = from; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '/' || c == '\\') {
                return i;
            }
            if (c < ' ' || "\"'<>|:;,)".indexOf(c) >= 0) {
                return space >= 0 ? space : i;
            }
            if (c == ' ' && space < 0) {
                if (!windows) {
                    return i;
                }
                space = i;
            }
        }
        return space >= 0 ? space : limit;
    }

    private static boolean isShared(String name) {
        return List.of("public", "shared", "default", "all users").contains(name.toLowerCase(Locale.ROOT));
    }

    private static int separator(String path, int from) {
        for (int i = from; i < path.length(); i++) {
            if (path.charAt(i) == '/' || path.charAt(i) == '\\') {
                return i;
            }
        }
        return -1;
    }
}
