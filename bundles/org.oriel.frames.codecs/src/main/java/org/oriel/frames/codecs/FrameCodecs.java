package org.oriel.frames.codecs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.oriel.host.FrameEncoder;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** Registers the encoders whose libraries the system has; names those that it lacks. */
@Component(
        name = "org.oriel.frames.codecs",
        service = {},
        immediate = true)
public final class FrameCodecs {
    private final List<ServiceRegistration<FrameEncoder>> registrations = new ArrayList<>();

    /** Looks for the libraries. */
    @Activate
    public FrameCodecs(BundleContext context, @Reference(service = LoggerFactory.class) Logger logger) {
        encoders(logger)
                .forEach(encoder -> registrations.add(context.registerService(FrameEncoder.class, encoder, null)));
    }

    static List<FrameEncoder> encoders(Logger logger) {
        List<FrameEncoder> encoders = new ArrayList<>();
        List<Supplier<FrameEncoder>> all =
                List.of(() -> new WebPEncoder(true), () -> new WebPEncoder(false), JpegEncoder::new);
        for (Supplier<FrameEncoder> each : all) {
            try {
                encoders.add(each.get());
            } catch (IllegalStateException e) {
                logger.info("no encoder: {}", e.getMessage());
            }
        }
        return encoders;
    }

    /** Takes them back. */
    @Deactivate
    public void stop() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
