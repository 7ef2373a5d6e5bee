package org.oriel.pipeline;

import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.oriel.api.context.ContextFeed;
import org.oriel.api.context.ContextSink;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** One context sink per bundle, so that a feed knows whose it is. */
final class ContextSinkFactory implements ServiceFactory<ContextSink> {
    private final Engine engine;

    ContextSinkFactory(Engine engine) {
        this.engine = engine;
    }

    @Override
    public ContextSink getService(Bundle bundle, ServiceRegistration<ContextSink> registration) {
        return new BundleSink(engine, bundle);
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<ContextSink> registration, ContextSink sink) {
        ((BundleSink) sink).closeAll();
    }

    private static final class BundleSink implements ContextSink {
        private final Engine engine;
        private final Bundle bundle;
        private final CopyOnWriteArrayList<ContextFeed> feeds = new CopyOnWriteArrayList<>();

        BundleSink(Engine engine, Bundle bundle) {
            this.engine = engine;
            this.bundle = bundle;
        }

        @Override
        public ContextFeed open(String desktop) {
            String name =
                    Optional.ofNullable(bundle.getSymbolicName()).orElseGet(() -> "bundle-" + bundle.getBundleId());
            String version = bundle.getVersion().toString();
            SourcePermit permit = SourcePermit.of(bundle);
            Optional<String> objection = permit.objection();
            if (objection.isPresent()) {
                engine.refused(name, version, objection.get());
                throw new IllegalStateException(name + ": " + objection.get());
            }
            ContextFeed feed = engine.openContext(name, version, permit.kinds(), desktop);
            feeds.add(feed);
            return feed;
        }

        /** The bundle gave the service back: what it did not close is closed. */
        void closeAll() {
            feeds.forEach(ContextFeed::close);
        }
    }
}
