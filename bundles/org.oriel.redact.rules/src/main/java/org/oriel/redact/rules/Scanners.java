package org.oriel.redact.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The scanners that rules may name. */
final class Scanners {
    private static final List<String> NAMES = List.of("email", "card", "iban", "phone", "ip", "mac", "address", "url");

    private final List<String> phoneRegions;
    private final Map<List<String>, PhoneNumbers> phones = new ConcurrentHashMap<>();

    /** Where a rule does not say and nobody has set it. */
    private static final List<String> REGIONS =
            List.of("US", "CA", "GB", "IE", "DE", "AT", "CH", "FR", "BE", "NL", "ES", "PT", "IT", "SE");

    /** For phone numbers as they are dialled in these countries; empty: in those of the rule. */
    Scanners(List<String> phoneRegions) {
        this.phoneRegions = phoneRegions;
    }

    static List<String> checked(List<String> regions) {
        Set<String> known = Set.copyOf(Arrays.asList(Locale.getISOCountries()));
        for (String region : regions) {
            if (!known.contains(region)) {
                throw new IllegalArgumentException(
                        "phoneRegions: " + region + " is not a country, allowed: ISO 3166 codes such as US");
            }
        }
        return List.copyOf(regions);
    }

    private List<String> regions(@Nullable List<String> ofRule) {
        if (!phoneRegions.isEmpty()) {
            return phoneRegions;
        }
        return ofRule == null ? REGIONS : checked(ofRule);
    }

    /** A scanner of its own for each text: they may remember where they are. */
    Scanner make(RuleSpec.Coded coded) {
        return switch (coded.name()) {
            case "email" -> new EmailScanner();
            case "card" -> new CardScanner(new Issuers());
            case "iban" -> new IbanScanner(new Ibans());
            case "phone" ->
                new PhoneScanner(phones.computeIfAbsent(regions(coded.regions()), PhoneNumbers::new), new PhoneWords());
            case "ip" -> new IpScanner();
            case "mac" -> new MacScanner();
            case "address" -> new AddressScanner(new AddressWords());
            case "url" -> new UrlScanner();
            default ->
                throw new IllegalArgumentException(
                        "scanner " + coded.name() + " is unknown, allowed: " + String.join(", ", NAMES));
        };
    }
}
