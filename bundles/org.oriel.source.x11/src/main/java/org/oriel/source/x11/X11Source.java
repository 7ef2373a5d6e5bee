package org.oriel.source.x11;

import org.oriel.api.source.CaptureSource;
import org.oriel.api.source.Captures;
import org.oriel.api.source.EventSink;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.WhileCaptureAllowed;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Keys, pointer and windows of an X11 desktop. */
@Component(name = "org.oriel.source.x11", immediate = true, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = X11Source.Config.class)
@WhileCaptureAllowed
@Captures(kind = "key", what = "the keys you press in approved applications, and their timing", perHour = 20_000)
@Captures(
        kind = "pointer",
        what = "clicks, scrolling and the pointer's way over approved applications",
        sensitivity = "medium",
        perHour = 40_000)
@Captures(
        kind = "window",
        what = "which window of an approved application is in use, its title and its place",
        sensitivity = "medium",
        perHour = 2_000)
public final class X11Source implements CaptureSource {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel X11 source")
    public @interface Config {
        /** X display such as {@code :0}; empty takes DISPLAY. */
        String display() default "";

        /** How often the pointer is looked at while it moves, 1 to 200. */
        int sampleHertz() default 20;
    }

    private final X11Hook hook;

    /** Starts the hook. */
    @Activate
    public X11Source(Config config, @Reference EventSink sink) {
        if (config.sampleHertz() < 1 || config.sampleHertz() > 200) {
            throw new IllegalArgumentException(
                    "sampleHertz " + config.sampleHertz() + " is out of range, allowed: 1 to 200");
        }
        hook = new X11Hook(config.display(), config.sampleHertz(), sink::open);
    }

    /** Ends it. */
    @Deactivate
    public void stop() {
        hook.close();
    }

    @Override
    public SourceHealth health() {
        return hook.health();
    }
}
