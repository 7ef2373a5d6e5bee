package org.oriel.export.s3;

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

    static Bucket bucket(String endpoint, String region, String name, boolean pathStyle) {
        URI url = endpoint(endpoint);
        if (!region.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("region=" + region + ", allowed: lower-case letters, digits and dash");
        }
        // Bucket naming rules of S3.
        if (!name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw new IllegalArgumentException(
                    "bucket=" + name + ", allowed: 3 to 63 lower-case letters, digits, dots and dashes");
        }
        return new Bucket(url, region, name, pathStyle);
    }

    private static URI endpoint(String value) {
        URI url;
        try {
            url = new URI(value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("endpoint is not a URL, allowed: https://host", e);
        }
        if (url.getRawUserInfo() != null) {
            // It may hold a password, so it is not told.
            throw new IllegalArgumentException("endpoint holds a user, allowed: none; use credentialsFile");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost() == null ? "" : url.getHost();
        boolean secure = scheme.equals("https") || (scheme.equals("http") && isLoopback(host));
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        if (host.isEmpty()
                || !secure
                || url.getRawFragment() != null
                || url.getRawQuery() != null
                || !(path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException("endpoint=" + value
                    + ", allowed: https://host, or http:// with localhost, 127.0.0.1 or [::1]; no path");
        }
        return url;
    }

    /** By name, not by asking a name server, whose answer can change. */
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
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
