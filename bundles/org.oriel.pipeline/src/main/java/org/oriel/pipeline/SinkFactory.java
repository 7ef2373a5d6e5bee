package org.oriel.pipeline;

import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.oriel.api.source.EventSink;
import org.oriel.api.source.Feed;
import org.oriel.api.source.RecordDecoder;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** One sink per bundle, so that a feed knows whose it is. */
final class SinkFactory implements ServiceFactory<EventSink> {
    private final Engine engine;

    SinkFactory(Engine engine) {
        this.engine = engine;
    }

    @Override
    public EventSink getService(Bundle bundle, ServiceRegistration<EventSink> registration) {
        return new BundleSink(engine, bundle);
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<EventSink> registration, EventSink sink) {
        ((BundleSink) sink).closeAll();
    }

    private static final class BundleSink implements EventSink {
        private final Engine engine;
        private final Bundle bundle;
        private final CopyOnWriteArrayList<Feed> feeds = new CopyOnWriteArrayList<>();

        BundleSink(Engine engine, Bundle bundle) {
            this.engine = engine;
            this.bundle = bundle;
        }

        @Override
        public Feed open(RecordDecoder decoder) {
            String name =
                    Optional.ofNullable(bundle.getSymbolicName()).orElseGet(() -> "bundle-" + bundle.getBundleId());
            String version = bundle.getVersion().toString();
            SourcePermit permit = SourcePermit.of(bundle);
            Optional<String> objection = permit.objection();
            if (objection.isPresent()) {
                engine.refused(name, version, objection.get());
                throw new IllegalStateException(name + ": " + objection.get());
            }
            Feed feed = engine.open(name, version, permit.kinds(), decoder);
            feeds.add(feed);
            return feed;
        }

        /** The bundle gave the service back: what it did not close is closed. */
        void closeAll() {
            feeds.forEach(Feed::close);
        }
    }
}
