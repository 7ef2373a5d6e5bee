package org.oriel.redact.names;

import java.util.Set;
import org.oriel.api.redact.Finding;

/** Repositories as {@code owner/name}, where a word or a host before says that it is one. */
final class Repositories {
    static final String REPO = "REPO";
    private static final int MAX_PART = 100;
    private static final Set<String> LABELS = Set.of(
            "repo", "repos", "repository", "repositories", "clone", "fork", "forked", "submodule", "gh", "upstream");
    private static final Set<String> HOSTS = Set.of("github", "gitlab", "bitbucket", "codeberg");
    /** Pairs that are written with a slash and are no repository. */
    private static final Set<String> PAIRS = Set.of(
            "and", "or", "his", "he", "she", "yes", "no", "on", "off", "read", "write", "input", "output", "client",
            "server", "src", "bin", "usr", "etc", "var", "tmp", "home", "path", "true", "false", "https", "http");

    private final String text;
    private final Hits hits;

    Repositories(String text, Hits hits) {
        this.text = text;
        this.hits = hits;
    }

    void find() {
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
            int start = slash;
            while (start > 0 && slash - start < MAX_PART && isSign(text.charAt(start - 1))) {
                start--;
            }
            int end = slash + 1;
            while (end < text.length() && end - slash < MAX_PART && isSign(text.charAt(end))) {
                end++;
            }
            while (end > slash + 1 && text.charAt(end - 1) == '.') {
                end--;
            }
            boolean parts = slash - start >= 2 && end - slash >= 3 && !isPair(text.substring(start, slash));
            if (parts && isSaid(start)) {
                hits.add(new Finding(start, end, REPO, "repository.label"));
            }
        }
    }

    private static boolean isPair(String owner) {
        return PAIRS.contains(owner.toLowerCase(java.util.Locale.ROOT));
    }

    private boolean isSaid(int start) {
        if (start == 0) {
            return false;
        }
        char sign = text.charAt(start - 1);
        if (sign == '/' || sign == ':') {
            String before = text.substring(Math.max(0, start - 24), start - 1);
            return HOSTS.stream().anyMatch(host -> before.endsWith(host + ".com") || before.endsWith(host + ".org"));
        }
        int end = start;
        while (end > 0 && start - end < 3 && " :`\"'(\u00a0".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int from = end;
        while (from > 0 && end - from < 16 && Character.isLetter(text.charAt(from - 1))) {
            from--;
        }
        return end < start && LABELS.contains(text.substring(from, end).toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean isSign(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
    }
}
