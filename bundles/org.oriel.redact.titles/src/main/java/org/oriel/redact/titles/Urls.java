package org.oriel.redact.titles;

import java.util.Locale;
import java.util.Set;

/** An address taken apart, leniently: what a page or a title holds need not be well-formed. */
record Urls(String scheme, String host, String port, String path, String query) {
    /** Schemes whose rest is content or a place on this machine. */
    private static final Set<String> LOCAL = Set.of(
            "file",
            "data",
            "blob",
            "about",
            "javascript",
            "view-source",
            "filesystem",
            "content",
            "mailto",
            "tel",
            "sms",
            "chrome",
            "edge",
            "brave",
            "opera",
            "vivaldi",
            "chrome-extension",
            "moz-extension",
            "resource",
            "vscode");

    private static final Set<String> BARE_DOMAINS = Set.of(
            "com", "org", "net", "edu", "gov", "io", "dev", "app", "ai", "co", "me", "us", "uk", "de", "fr", "eu", "ly",
            "info", "biz", "so", "gg", "tv", "ca", "au", "in", "jp", "br", "nl", "it", "es", "pl", "ch", "at", "se",
            "ru");

    private static final int MAX_SCHEME = 20;

    /** Whether only the scheme may be told. */
    boolean isLocal() {
        return LOCAL.contains(scheme) || host.isEmpty();
    }

    static boolean hasScheme(String text) {
        int colon = text.indexOf(':');
        if (colon < 2 || colon > MAX_SCHEME || colon == text.length() - 1 || !isScheme(text, colon)) {
            return false;
        }
        return text.startsWith("//", colon + 1)
                || LOCAL.contains(text.substring(0, colon).toLowerCase(Locale.ROOT));
    }

    private static boolean isScheme(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!(c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.'))) {
                return false;
            }
        }
        return true;
    }

    static boolean isBareHostWithPath(String text) {
        int slash = text.indexOf('/');
        int dot = slash < 0 ? -1 : text.lastIndexOf('.', slash);
        if (dot < 1 || !BARE_DOMAINS.contains(text.substring(dot + 1, slash).toLowerCase(Locale.ROOT))) {
            return false;
        }
        for (int i = 0; i < slash; i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** Takes apart; user, password and fragment are left out for good. */
    static Urls parse(String text) {
        int colon = text.indexOf(':');
        boolean scheme = colon > 0 && colon <= MAX_SCHEME && isScheme(text, colon);
        String name = scheme ? text.substring(0, colon).toLowerCase(Locale.ROOT) : "";
        if (scheme && !text.startsWith("//", colon + 1)) {
            return new Urls(name, "", "", "", "");
        }
        int from = scheme ? colon + 3 : 0;
        int end = end(text, from, "/?#");
        String authority = text.substring(from, end);
        authority = authority.substring(authority.lastIndexOf('@') + 1);
        int path = end(text, end, "?#");
        int query = path < text.length() && text.charAt(path) == '?' ? end(text, path, "#") : path;
        int port = authority.lastIndexOf(':') > authority.lastIndexOf(']') ? authority.lastIndexOf(':') : -1;
        return new Urls(
                name,
                (port < 0 ? authority : authority.substring(0, port)).toLowerCase(Locale.ROOT),
                port < 0 ? "" : digits(authority.substring(port)),
                text.substring(end, path),
                query > path ? text.substring(path + 1, query) : "");
    }

    private static String digits(String port) {
        return port.length() <= 6 && port.substring(1).chars().allMatch(c -> c >= '0' && c <= '9') ? port : "";
    }

    private static int end(String text, int from, String signs) {
        for (int i = from; i < text.length(); i++) {
            if (signs.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
