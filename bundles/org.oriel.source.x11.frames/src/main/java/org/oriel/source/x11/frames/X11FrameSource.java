package org.oriel.source.x11.frames;

import java.util.List;
import java.util.Set;
import org.oriel.api.event.Rect;
import org.oriel.api.source.CaptureSource;
import org.oriel.api.source.Captures;
import org.oriel.api.source.Screen;
import org.oriel.api.source.ScreenLayout;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.WhileCaptureAllowed;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Pictures of an X11 desktop, for the host to decide about. */
@Component(
        name = "org.oriel.source.x11.frames",
        service = {CaptureSource.class, Screen.class},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = X11FrameSource.Config.class)
@WhileCaptureAllowed
@Captures(kind = "frame", what = "pictures of the windows of approved applications", perHour = 2_000)
public final class X11FrameSource implements CaptureSource, Screen {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel X11 frames")
    public @interface Config {
        /** X display such as {@code :0}; empty takes DISPLAY. */
        String display() default "";

        /**
         * Executables of compositors that show windows only where they stand, such as {@code /usr/bin/picom}; under any
         * other one no part of the screen can be told whose it is, and nothing is shown.
         */
        String[] trustedCompositors() default {};
    }

    private final X11Screen screen;

    /** Connects. */
    @Activate
    public X11FrameSource(Config config) {
        this(config.display(), config.trustedCompositors());
    }

    X11FrameSource(String display, String... trustedCompositors) {
        for (String executable : trustedCompositors) {
            if (!executable.startsWith("/")) {
                throw new IllegalArgumentException(
                        "trustedCompositors '" + executable + "' is no path, allowed: such as /usr/bin/picom");
            }
        }
        screen = new X11Screen(display, Set.of(trustedCompositors));
    }

    /** Ends it. */
    @Deactivate
    public void stop() {
        screen.close();
    }

    @Override
    public SourceHealth health() {
        return screen.health();
    }

    @Override
    public String desktop() {
        return screen.desktop();
    }

    @Override
    public ScreenLayout layout() {
        return screen.layout();
    }

    @Override
    public void grab(Rect area, int[] pixels, int offset, int stride) {
        screen.grab(area, pixels, offset, stride);
    }

    @Override
    public List<Rect> changed() {
        return screen.changed();
    }

    @Override
    public void onChange(Runnable listener) {
        screen.onChange(listener);
    }

    @Override
    public long moves() {
        return screen.moves();
    }
}
