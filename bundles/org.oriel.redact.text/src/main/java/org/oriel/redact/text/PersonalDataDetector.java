package org.oriel.redact.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Finds e-mail addresses, payment cards, IBANs and phone numbers. */
@Component(name = "org.oriel.redact.text", immediate = true, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = PersonalDataDetector.Config.class)
public final class PersonalDataDetector implements TextDetector {
    /** Settings. */
    @ObjectClassDefinition(name = "Personal data in text")
    @interface Config {
        /** Countries, as ISO 3166 codes, whose phone numbers are known as they are dialled at home. */
        @AttributeDefinition(description = "ISO 3166 codes of the countries whose national phone numbers are known")
        String[] phoneRegions() default {
            "US", "CA", "GB", "IE", "DE", "AT", "CH", "FR", "BE", "NL", "ES", "PT", "IT", "SE"
        };
    }

    private final List<Rule> rules;
    private final Set<String> classes;

    @Activate
    public PersonalDataDetector(Config config) {
        this(List.of(config.phoneRegions()));
    }

    PersonalDataDetector(List<String> phoneRegions) {
        Set<String> known = Set.copyOf(Arrays.asList(Locale.getISOCountries()));
        for (String region : phoneRegions) {
            if (!known.contains(region)) {
                throw new IllegalArgumentException(
                        "phoneRegions: " + region + " is not a country, allowed: ISO 3166 codes such as US");
            }
        }
        rules = List.of(
                new EmailRule(),
                new CardRule(new Issuers()),
                new IbanRule(new Ibans()),
                new PhoneRule(new PhoneNumbers(phoneRegions), new PhoneWords()));
        classes = rules.stream().map(Rule::type).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> classes() {
        return classes;
    }

    @Override
    public List<Finding> detect(Sensitive text) {
        Scan scan = new Scan(text.reveal());
        Hits hits = new Hits(scan.text());
        for (Rule rule : rules) {
            rule.find(scan, hits);
        }
        return hits.merged();
    }
}
