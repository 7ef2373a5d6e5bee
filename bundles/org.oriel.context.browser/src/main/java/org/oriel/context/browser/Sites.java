package org.oriel.context.browser;

import java.util.List;
import java.util.regex.Pattern;

/** Origins that the extension may speak of; {@code https://*.example.org} stands for the hosts below one. */
record Sites(List<String> list) {
    private static final Pattern SITE =
            Pattern.compile("https?://(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)*(:[1-9][0-9]{0,4})?");

    /** Checks them; a refusal names the one that is wrong. */
    Sites {
        for (String site : list) {
            if (!SITE.matcher(site).matches()) {
                throw new IllegalArgumentException("sites: " + site
                        + ", allowed: origins such as https://wiki.example.org or https://*.example.org");
            }
        }
        list = List.copyOf(list);
    }

    /** As {@code listed} of {@code extension/origins.js}. */
    boolean contain(String origin) {
        return list.stream().anyMatch(site -> covers(site, origin));
    }

    private static boolean covers(String site, String origin) {
        int star = site.indexOf("://*.");
        if (star < 0) {
            return site.equals(origin);
        }
        String scheme = site.substring(0, star + 3);
        String rest = site.substring(star + 4);
        return origin.startsWith(scheme)
                && origin.endsWith(rest)
                && origin.length() > scheme.length() + rest.length()
                && origin.indexOf('/', scheme.length()) < 0;
    }
}
