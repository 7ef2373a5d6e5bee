package org.oriel.redact.titles;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.RedactionView;
import org.oriel.api.redact.Redactor;
import org.oriel.api.redact.TextDetector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * Masks titles of windows, pages and elements by grammars of applications, and addresses and paths by policy. As a
 * detector it does the same to a line that names its application as titles do, wherever it is found.
 */
@Component(name = "org.oriel.redact.titles", immediate = true, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = TitleRedactor.Config.class)
public final class TitleRedactor implements Redactor, TextDetector {
    /** Settings. */
    @ObjectClassDefinition(name = "Titles, addresses and paths")
    @interface Config {
        /** {@code grammar}: what no grammar knows is masked. {@code detected}: only what detectors find. */
        @AttributeDefinition(
                description = "what is kept of titles",
                options = {@Option(value = "grammar"), @Option(value = "detected")})
        String titles() default "grammar";

        /** {@code controls}: names of controls are kept, other elements' masked. {@code detected}: as for titles. */
        @AttributeDefinition(
                description = "what is kept of names of elements",
                options = {@Option(value = "controls"), @Option(value = "detected")})
        String elements() default "controls";

        /** 0 nothing, 1 registrable domain, 2 template of the path, 3 names of parameters, 4 nearly everything. */
        @AttributeDefinition(description = "how much of an address is told, 0 to 4")
        int urlLevel() default 1;

        /** Hosts that are kept whole, such as {@code docs.example.org}, {@code *.example.org}, {@code a.example.org=2}. */
        @AttributeDefinition(description = "hosts that are kept whole, with their own level behind =")
        String[] urlHosts() default {};

        /** Directory of further grammars, {@code *.json}, asked before the built-in ones; none where it is empty. */
        @AttributeDefinition(description = "directory of further grammars, or nothing")
        String directory() default "";
    }

    /** No title is longer; one that is, is none. */
    private static final int LONGEST = 300;

    private final Settings settings;
    private final Set<String> classes;

    @Activate
    public TitleRedactor(Config config) {
        this(Settings.of(
                config.titles(), config.elements(), config.urlLevel(), List.of(config.urlHosts()), config.directory()));
    }

    TitleRedactor(Settings settings) {
        this.settings = settings;
        Set<String> all = new TreeSet<>(settings.grammars().classes());
        all.addAll(Set.of("TEXT", "PROJECT"));
        classes = Set.copyOf(all);
    }

    @Override
    public Set<String> classes() {
        return classes;
    }

    @Override
    public Optional<CaptureEvent> redact(CaptureEvent event, RedactionView view) {
        return Optional.of(new EventMask(settings, event, view).mask());
    }

    @Override
    public List<Finding> detect(Sensitive text) {
        String line = text.reveal();
        boolean title = settings.byGrammar() && line.length() <= LONGEST && line.indexOf('\n') < 0;
        return title ? settings.grammars().find("", line) : List.of();
    }
}
