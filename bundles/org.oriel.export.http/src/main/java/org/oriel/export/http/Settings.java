package org.oriel.export.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks settings, and says what is allowed. */
final class Settings {
    private Settings() {}

    static URI url(String name, String value) {
        String allowed =
                name + "=" + value + ", allowed: https://host/path, or http:// with localhost, 127.0.0.1 or [::1];"
                        + " no user, no fragment";
        URI url;
        try {
            url = new URI(value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name + " is not a URL, allowed: https://host/path", e);
        }
        if (url.getRawUserInfo() != null) {
            // It may hold a password, so it is not told.
            throw new IllegalArgumentException(name + " holds a user, allowed: none; use tokenFile");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost() == null ? "" : url.getHost();
        boolean secure = scheme.equals("https") || (scheme.equals("http") && isLoopback(host));
        if (host.isEmpty() || !secure || url.getRawFragment() != null) {
            throw new IllegalArgumentException(allowed);
        }
        return url;
    }

    /** By name, not by asking a name server, whose answer can change. */
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** For messages: without the query, which may hold a key. */
    static String name(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }

    static URI below(URI url, String path) {
        String base = name(url);
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(base + (base.endsWith("/") ? "" : "/") + path + query);
    }

    static String fileName(String image) throws IOException {
        if (!image.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new IOException("a picture with a name that is not one");
        }
        return image;
    }

    static String oneOf(String name, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(name + "=" + value + ", allowed: " + String.join(", ", allowed));
        }
        return value;
    }

    /** The host interrupts a delivery after 30 s. */
    static Duration seconds(String name, int value) {
        if (value < 1 || value > 25) {
            throw new IllegalArgumentException(name + "=" + value + ", allowed: 1 to 25");
        }
        return Duration.ofSeconds(value);
    }

    static @Nullable Path file(String name, String value) {
        if (value.isEmpty()) {
            return null;
        }
        Path path = Path.of(value);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(name + "=" + value + ", allowed: an absolute path");
        }
        return path;
    }
}
