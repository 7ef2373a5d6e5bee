package org.oriel.redact.titles;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How much of an address may be told. Level 0: nothing. 1: the registrable domain. 2: a template of the path as well. 3:
 * the names of query parameters as well. 4: everything but user, password, fragment and the values of parameters that
 * carry secrets. Hosts that are allowed by name keep all their labels.
 */
final class UrlPolicy {
    static final int MAX_LEVEL = 4;
    static final String ID = "{id}";

    private static final int LONG_SEGMENT = 24;
    private static final Pattern SECRET_KEY = Pattern.compile(
            "token|key|sig|code|state|session|auth|pass|email|secret|cred|x-amz", Pattern.CASE_INSENSITIVE);
    /** Numbers, hexadecimal of eight digits and more, UUIDs, and what has both digits and letters. */
    private static final Pattern IDENTITY = Pattern.compile("[0-9]+|[0-9a-fA-F-]{8,}|.*[0-9].*");

    private static final Set<String> DEFAULT_PORTS = Set.of("", ":80", ":443");

    private final int level;
    private final Map<String, Integer> hosts = new TreeMap<>();
    private final Vocabulary vocabulary;

    /** {@code allowed} are hosts, {@code *.domain} for all below, and {@code =level} behind where theirs differs. */
    UrlPolicy(int level, Iterable<String> allowed, Vocabulary vocabulary) {
        this.level = checked("urlLevel", level);
        this.vocabulary = vocabulary;
        for (String entry : allowed) {
            int equals = entry.indexOf('=');
            String host =
                    (equals < 0 ? entry : entry.substring(0, equals)).trim().toLowerCase(Locale.ROOT);
            if (!host.matches("(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)*")) {
                throw new IllegalArgumentException(
                        "urlHosts: " + entry + ", allowed: docs.example.org, *.example.org, docs.example.org=2");
            }
            hosts.put(
                    host,
                    equals < 0
                            ? level
                            : level(entry, entry.substring(equals + 1).trim()));
        }
    }

    private static int level(String entry, String digits) {
        if (!digits.matches("[0-9]")) {
            throw new IllegalArgumentException("urlHosts: " + entry + ", allowed behind =: 0 to " + MAX_LEVEL);
        }
        return checked("urlHosts", Integer.parseInt(digits));
    }

    private static int checked(String name, int level) {
        if (level < 0 || level > MAX_LEVEL) {
            throw new IllegalArgumentException(name + ": " + level + ", allowed: 0 to " + MAX_LEVEL);
        }
        return level;
    }

    /** The level that holds for {@code origin}. */
    int levelOf(String origin) {
        String host = Urls.parse(origin).host();
        Integer own = entry(host);
        return own == null ? level : own;
    }

    private @org.jspecify.annotations.Nullable Integer entry(String host) {
        Integer own = hosts.get(host);
        for (int dot = host.indexOf('.'); own == null && dot >= 0; dot = host.indexOf('.', dot + 1)) {
            own = hosts.get("*" + host.substring(dot));
        }
        return own;
    }

    /** What may be told of an origin. */
    String origin(String origin) {
        if (origin.isEmpty() || origin.equals("null")) {
            return origin;
        }
        Urls url = Urls.parse(origin);
        if (levelOf(origin) == 0) {
            return "";
        }
        if (url.isLocal() || isIntranet(url.host())) {
            return url.scheme().isEmpty() ? "" : url.scheme() + ":";
        }
        String port = DEFAULT_PORTS.contains(url.port()) ? "" : url.port();
        return (url.scheme().isEmpty() ? "" : url.scheme() + "://") + host(url.host()) + port;
    }

    private String host(String host) {
        return entry(host) != null || levelOf(host) == MAX_LEVEL ? host : Suffixes.registrable(host);
    }

    /** What may be told of a path at {@code at} 2 and above; query keys from 3 on. */
    String path(String path, int at) {
        int question = path.indexOf('?');
        int hash = path.indexOf('#');
        int cut = question < 0 ? (hash < 0 ? path.length() : hash) : (hash < 0 ? question : Math.min(question, hash));
        String segments = path.substring(0, cut);
        String told = at >= MAX_LEVEL ? segments : template(segments);
        if (at < 3 || cut != question || question < 0) {
            return told;
        }
        String query = query(path.substring(question + 1, hash > question ? hash : path.length()), at);
        return query.isEmpty() ? told : told + "?" + query;
    }

    /** What may be told of a whole address at level 2 and above. */
    String url(String text) {
        String origin = origin(text);
        Urls url = Urls.parse(text);
        if (origin.isEmpty() || origin.endsWith(":")) {
            return origin;
        }
        return origin + path(url.path() + (url.query().isEmpty() ? "" : "?" + url.query()), levelOf(text));
    }

    private String template(String path) {
        List<String> told = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            told.add(isTold(segment) ? segment : ID);
        }
        return String.join("/", told);
    }

    private boolean isTold(String segment) {
        return segment.isEmpty()
                || segment.equals(ID)
                || (segment.length() <= LONG_SEGMENT
                        && segment.indexOf('@') < 0
                        && (vocabulary.isPathWord(segment)
                                || (!IDENTITY.matcher(segment).matches() && vocabulary.isFile(segment))));
    }

    private static String query(String query, int at) {
        List<String> told = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            // A key that is no word may be a value that lost its key.
            if (!key.matches("[A-Za-z][A-Za-z_.-]{0,31}")) {
                continue;
            }
            boolean value =
                    at >= MAX_LEVEL && equals >= 0 && !SECRET_KEY.matcher(key).find();
            told.add(value ? pair : key);
        }
        return String.join("&", told);
    }

    /** Addresses of a network of one's own, and numbers instead of names anywhere. */
    static boolean isIntranet(String host) {
        return host.startsWith("[")
                || host.indexOf('.') < 0
                || host.matches("[0-9.]+")
                || host.matches(".*\\.(local|lan|home|internal|intranet|corp|localdomain|test|arpa)");
    }
}
