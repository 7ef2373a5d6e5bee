package org.oriel.pipeline;

import java.util.UUID;
import org.oriel.host.FrameDesk;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** One desk per bundle, for one session. */
final class DeskFactory implements ServiceFactory<FrameDesk> {
    private final Engine engine;
    private final UUID session;

    DeskFactory(Engine engine, UUID session) {
        this.engine = engine;
        this.session = session;
    }

    @Override
    public FrameDesk getService(Bundle bundle, ServiceRegistration<FrameDesk> registration) {
        return new Desk(engine, session);
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<FrameDesk> registration, FrameDesk desk) {
        // It has nothing of its own: after its session every call is refused.
    }
}
