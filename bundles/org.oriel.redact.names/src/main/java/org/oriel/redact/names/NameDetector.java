package org.oriel.redact.names;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Finds names of people, companies, customers and repositories by rosters and by what stands around them. */
@Component(name = "org.oriel.redact.names", immediate = true, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = NameDetector.Config.class)
public final class NameDetector implements TextDetector {
    /** Settings. */
    @ObjectClassDefinition(name = "Names in text")
    @interface Config {
        /** Directory of rosters: people.txt, companies.txt, customers.txt, *.csv; none where it is empty. */
        @AttributeDefinition(description = "directory of rosters, or nothing")
        String directory() default "";

        /** Whether names are also found without a roster, by what stands around them. */
        @AttributeDefinition(description = "find names by honorifics, greetings, labels and given names too")
        boolean context() default true;
    }

    private final Lists lists = Lists.load();
    private final Roster roster;
    private final boolean context;
    private final Set<String> classes;

    @Activate
    public NameDetector(Config config) {
        this(config.directory(), config.context());
    }

    NameDetector(String directory, boolean context) {
        roster = directory.isEmpty()
                ? new Roster(lists.companyWords())
                : Roster.read(checked(directory), lists.companyWords());
        this.context = context;
        Set<String> all = new TreeSet<>(Set.of(Roster.PERSON, Roster.COMPANY, Roster.CUSTOMER, Repositories.REPO));
        all.addAll(roster.types());
        classes = Set.copyOf(all);
    }

    private static Path checked(String directory) {
        if (directory.contains("${") || !Files.isDirectory(Path.of(directory))) {
            throw new IllegalArgumentException(
                    "directory: " + directory + ", allowed: a directory that exists, or nothing");
        }
        return Path.of(directory);
    }

    @Override
    public Set<String> classes() {
        return classes;
    }

    @Override
    public List<Finding> detect(Sensitive text) {
        Words words = new Words(text.reveal());
        Hits hits = new Hits(words);
        People people = new People(words, lists, hits);
        Companies companies = new Companies(words, lists, hits);
        for (int i = 0; i < words.size(); i++) {
            int at = i;
            if (roster.size() > 0) {
                roster.find(words, at).forEach((entry, last) -> hits.add(at, last, entry.type(), entry.rule()));
            }
            if (context && lists.triggers().contains(words.get(i).folded())) {
                people.find(i);
                companies.find(i);
            }
        }
        if (context) {
            new Repositories(text.reveal(), hits).find();
        }
        return hits.all();
    }
}
