package org.oriel.context.accessibility;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The origin of a page (RFC 6454), from its URL. Nothing else of the URL is kept. */
final class Origins {
    private Origins() {}

    /** The scheme alone for pages without a host, such as {@code file://}; empty for what is no URL. */
    static String of(String url) {
        int colon = url.indexOf(':');
        String scheme = colon <= 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.matches("[a-z][a-z0-9+.-]*")) {
            return "";
        }
        if (!url.startsWith("://", colon)) {
            return scheme + "://";
        }
        // Paths and queries may hold what no URI may: only what stands before them is looked at.
        int end = colon + 3;
        while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end == colon + 3 ? scheme + "://" : authority(scheme, url.substring(0, end));
    }

    private static String authority(String scheme, String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() == null) {
                return "";
            }
            int usual = scheme.equals("http") ? 80 : scheme.equals("https") ? 443 : -1;
            String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
