package org.oriel.context.accessibility;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oriel.api.context.ContextExtractor;
import org.oriel.api.context.ContextSink;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Element;
import org.oriel.api.event.Point;
import org.oriel.api.source.Captures;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.WhileCaptureAllowed;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What Linux applications tell assistive technology: the field that has the keyboard, the element under a click. */
@Component(
        name = "org.oriel.context.accessibility",
        service = ContextExtractor.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AccessibilityExtractor.Config.class)
@WhileCaptureAllowed
@Captures(
        kind = "element",
        what = "the kind, name and place of the button or field that you click or type into in approved applications, "
                + "and whether it is a password field",
        sensitivity = "medium",
        perHour = 5_000)
public final class AccessibilityExtractor implements ContextExtractor {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel accessibility context")
    public @interface Config {
        /** X display whose windows are meant, such as {@code :0}; empty takes DISPLAY. */
        String display() default "";

        /** Whether applications are asked to turn accessibility on while this runs; it makes some slower. */
        boolean enable() default false;

        /** Executables of browsers that are made to tell of their pages, such as {@code /usr/bin/chromium}; costs them time. */
        String[] webContent() default {};

        /** How long one question may take, with all its calls, 20 to 290. */
        int budgetMillis() default 250;

        /** How long after a key an application may say that the focus moved because of it, 0 to 1000. */
        int lagMillis() default 30;

        /** How long text that changes is left to itself before it is read, 10 to 1000. */
        int confirmMillis() default 50;

        /** Longest text of a field that is read, 0 to 65536; 0 reads none. */
        int textCharacters() default 65_536;

        /** Whether terminals count as protected fields: nobody can tell a password from a command there. */
        boolean guardTerminals() default true;

        /** How names of private windows end, in the language of the browser. */
        String[] privateTitles() default {
            "(Incognito)",
            "InPrivate",
            "[InPrivate]",
            "Private Browsing",
            "(Private Browsing)",
            "(Private)",
            "(Inkognito)",
            "Privater Modus",
            "Privates Fenster",
            "(Navigation privée)",
            "Navigation privée",
            "(Incógnito)",
            "Navegación privada",
            "(In incognito)",
            "Navigazione anonima",
            "(Incognitomodus)"
        };
    }

    private final Accessibility accessibility;

    /** Starts; connecting goes on behind. */
    @Activate
    public AccessibilityExtractor(
            Config config, @Reference ContextSink sink, @Reference(service = LoggerFactory.class) Logger log) {
        this(settings(config), config.display(), config.enable(), System.getenv(), sink, log);
    }

    AccessibilityExtractor(
            Settings settings,
            String display,
            boolean enable,
            Map<String, String> environment,
            ContextSink sink,
            Logger log) {
        String name = display.isEmpty() ? environment.getOrDefault("DISPLAY", "") : display;
        accessibility = new Accessibility(settings, name, enable, environment, sink.open(desktop(name)), log);
    }

    private static Settings settings(Config config) {
        return new Settings(
                between("budgetMillis", config.budgetMillis(), 20, 290),
                between("lagMillis", config.lagMillis(), 0, 1000),
                between("confirmMillis", config.confirmMillis(), 10, 1000),
                between("textCharacters", config.textCharacters(), 0, 65_536),
                config.guardTerminals(),
                notBlank(config.privateTitles()),
                paths(config.webContent()));
    }

    private static int between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " " + value + " is out of range, allowed: " + least + " to " + most);
        }
        return value;
    }

    private static List<String> notBlank(String... endings) {
        for (String ending : endings) {
            if (ending.isBlank()) {
                throw new IllegalArgumentException(
                        "privateTitles '' would hide every window, allowed: such as (Incognito)");
            }
        }
        return List.of(endings);
    }

    private static Set<String> paths(String... executables) {
        for (String executable : executables) {
            if (!executable.startsWith("/")) {
                throw new IllegalArgumentException(
                        "webContent '" + executable + "' is no path, allowed: such as /usr/bin/chromium");
            }
        }
        return Set.copyOf(List.of(executables));
    }

    /** {@code :0}, {@code :0.0} and {@code unix:0} are the same desktop; org.oriel.source.x11 has the same rule. */
    static String desktop(String display) {
        if (display.isEmpty()) {
            return "";
        }
        String name = display.startsWith("unix:") ? display.substring("unix".length()) : display;
        return "x11:" + (name.matches(".*:\\d+\\.0") ? name.substring(0, name.length() - 2) : name);
    }

    /** How it is doing. */
    SourceHealth health() {
        return accessibility.health();
    }

    @Override
    public Optional<Element> focused(int window) {
        return accessibility.focused(window);
    }

    @Override
    public Optional<FieldState> field(int window) {
        return accessibility.field(window);
    }

    @Override
    public Optional<Element> at(int window, Point point) {
        return accessibility.at(window, point);
    }

    /** Ends it. */
    @Deactivate
    public void stop() {
        accessibility.close();
    }
}
