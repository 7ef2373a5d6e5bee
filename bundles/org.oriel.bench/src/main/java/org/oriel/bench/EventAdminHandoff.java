package org.oriel.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.felix.framework.FrameworkFactory;
import org.oriel.api.source.RawRecord;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Felix EventAdmin in an embedded Felix, one handler, asynchronous delivery, its default settings. */
final class EventAdminHandoff implements Handoff, EventHandler {
    private static final String TOPIC = "org/oriel/bench/record";
    private static final String RECORD = "record";

    private final AtomicLong sum = new AtomicLong();
    private final Framework framework;
    private final EventAdmin admin;

    EventAdminHandoff() throws Exception {
        Path cache = Files.createTempDirectory("oriel-bench");
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        cache.toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "org.osgi.service.event;version=1.4.0"));
        framework.start();
        BundleContext context = framework.getBundleContext();
        Bundle bundle = context.installBundle(jar().toUri().toString());
        bundle.start();
        context.registerService(
                EventHandler.class, this, new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, new String[] {TOPIC})));
        var reference =
                Objects.requireNonNull(context.getServiceReference(EventAdmin.class), "EventAdmin is not registered");
        admin = context.getService(reference);
    }

    private static Path jar() throws Exception {
        return Path.of(EventAdmin.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    @Override
    public void give(RawRecord raw) {
        long[] words = new long[RawRecord.WORDS];
        raw.copyTo(words, 0);
        admin.postEvent(new Event(TOPIC, Map.of(RECORD, words)));
    }

    @Override
    public void handleEvent(Event event) {
        long[] words = (long[]) event.getProperty(RECORD);
        sum.addAndGet(new RawRecord().copyFrom(words, 0).code());
    }

    @Override
    public long sum() {
        return sum.get();
    }

    @Override
    public void close() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
