package org.oriel.context.accessibility;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The origin of a page (RFC 6454), from its URL. Nothing else of the URL is kept. */
final class Origins {
    private static final String OPAQUE = "null";

    private Origins() {}

    /** {@code null}, as the RFC writes it, for pages that have none, such as files. */
    static String of(String url) {
        // Hosts with odd characters and unescaped queries: only what stands before them is needed.
        int end = url.length();
        int authority = url.indexOf("://");
        for (int i = authority < 0 ? 0 : authority + 3; i < url.length(); i++) {
            if ("/?#\\".indexOf(url.charAt(i)) >= 0) {
                end = i;
                break;
            }
        }
        try {
            URI uri = new URI(url.substring(0, end));
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            String host = uri.getHost();
            boolean web = scheme.equals("http") || scheme.equals("https");
            if (!web || host == null) {
                return OPAQUE;
            }
            int usual = scheme.equals("http") ? 80 : 443;
            String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
            return scheme + "://" + host.toLowerCase(Locale.ROOT) + port;
        } catch (URISyntaxException e) {
            return OPAQUE;
        }
    }
}
