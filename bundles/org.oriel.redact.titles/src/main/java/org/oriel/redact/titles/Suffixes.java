package org.oriel.redact.titles;

import java.util.List;
import java.util.Set;

/**
 * The registrable domain of a host, from a short table of suffixes with more than one label and the habits of country
 * domains. The public suffix list has thousands of entries; under one that is missing here more of a host is left out
 * than need be (see the README).
 */
final class Suffixes {
    /** Second labels under which countries register names: {@code co.uk}, {@code com.br}, {@code ac.jp}. */
    private static final Set<String> SECOND = Set.of(
            "co", "com", "org", "net", "edu", "gov", "gob", "gouv", "gv", "go", "ac", "or", "ne", "mil", "ltd", "plc",
            "me", "sch", "nhs", "police", "asn", "id", "info", "ind", "firm", "gen", "res", "nic", "web", "nom", "adm");

    /** Services that give every customer a label of their own: the customer's label is not kept. */
    private static final Set<String> HOSTERS = Set.of(
            "github.io",
            "gitlab.io",
            "pages.dev",
            "workers.dev",
            "vercel.app",
            "netlify.app",
            "herokuapp.com",
            "web.app",
            "firebaseapp.com",
            "appspot.com",
            "azurewebsites.net",
            "cloudfront.net",
            "blogspot.com",
            "wordpress.com",
            "onrender.com",
            "fly.dev",
            "ngrok.io",
            "ngrok.app",
            "surge.sh",
            "repl.co",
            "glitch.me");

    private static final Set<String> SHORT_COUNTRIES_WITHOUT =
            Set.of("ai", "io", "me", "tv", "cc", "co", "eu", "de", "fr", "ch");

    private Suffixes() {}

    /** The registrable domain of {@code host}, or {@code host} where it has no more than that. */
    static String registrable(String host) {
        List<String> labels = List.of(host.split("\\.", -1));
        int count = labels.size();
        if (count <= 2) {
            return host;
        }
        String lastTwo = last(labels, 2);
        if (HOSTERS.contains(lastTwo)) {
            // The hosting service is the site; the label before it is somebody's name.
            return lastTwo;
        }
        String country = labels.get(count - 1);
        boolean second = country.length() == 2
                && !SHORT_COUNTRIES_WITHOUT.contains(country)
                && SECOND.contains(labels.get(count - 2));
        return second ? last(labels, 3) : lastTwo;
    }

    private static String last(List<String> labels, int count) {
        return String.join(".", labels.subList(labels.size() - count, labels.size()));
    }
}
