package org.oriel.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/** One running framework with one bundle set. */
final class Instance {
    private static final long SETTLED_SECONDS = 5;

    private final BundleSet set;
    private final Home home;
    private final DataDirectory data;
    private final Map<String, String> variables;
    private final AtomicInteger exitCode = new AtomicInteger();

    Instance(BundleSet set, Home home, DataDirectory data, Map<String, String> more) {
        this.set = set;
        this.home = home;
        this.data = data;
        this.variables = new HashMap<>(more);
        variables.put("oriel.data", data.path().toString());
        variables.put("oriel.home", home.path().toString());
        variables.put("oriel.socket", data.socket().toString());
    }

    /** Starts, waits until the framework stops, and returns the exit code that a bundle asked for, or 0. */
    int run() {
        List<BundleSet.Member> members = set.verified(home);
        Framework framework = new FrameworkFactory().newFramework(properties());
        try {
            framework.init();
            Thread stopper = new Thread(() -> stopAndWait(framework), "oriel-shutdown");
            Runtime.getRuntime().addShutdownHook(stopper);
            framework.start();
            start(install(framework, members));
            announceStarted(framework);
            FrameworkEvent event;
            do {
                event = framework.waitForStop(0);
            } while (event.getType() == FrameworkEvent.STOPPED_UPDATE);
            return exitCode.get();
        } catch (BundleException e) {
            throw new Failure(Failure.ENVIRONMENT, "bundle set " + set.name() + " cannot start: " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return exitCode.get();
        }
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, data.cache().toString());
        // The set is the truth: what an earlier run left in the cache must not come back unverified.
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put("felix.shutdown.hook", "false");
        properties.put("felix.log.level", "1");
        // sqlite-jdbc and Gson look at these without importing them.
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "sun.misc,sun.reflect");
        properties.put("configurator.initial", ConfiguratorJson.write(set.configurations(variables)));
        // Exporters write both into what they export, so that data says by what it was made and masked.
        properties.put("oriel.set.hash", set.hash());
        properties.put("oriel.redaction.profile", set.redactionProfile());
        properties.put("gosh.args", "--nointeractive");
        variables.forEach(properties::put);
        return properties;
    }

    private static List<Bundle> install(Framework framework, List<BundleSet.Member> members) throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (BundleSet.Member member : members) {
            bundles.add(framework.getBundleContext().installBundle(location(member.jar())));
        }
        return bundles;
    }

    /** {@code reference:} keeps Felix from copying each jar into its cache. */
    private static String location(Path jar) {
        return "reference:" + jar.toUri();
    }

    private static void start(List<Bundle> bundles) throws BundleException {
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
    }

    /** Tells bundles that the whole set is started, and gives them the way to end it with an exit code. */
    private void announceStarted(Framework framework) {
        framework
                .getBundleContext()
                .registerService(
                        IntConsumer.class,
                        code -> stop(framework, code),
                        new Hashtable<>(Map.of("oriel.started", true)));
        // Starting leaves garbage behind that would otherwise stay in memory for hours.
        CompletableFuture.delayedExecutor(SETTLED_SECONDS, TimeUnit.SECONDS).execute(System::gc);
    }

    private void stop(Framework framework, int code) {
        exitCode.set(code);
        try {
            framework.stop();
        } catch (BundleException e) {
            throw new Failure(Failure.ENVIRONMENT, "the framework cannot stop: " + reason(e), e);
        }
    }

    private static void stopAndWait(Framework framework) {
        try {
            framework.stop();
            framework.waitForStop(10_000);
        } catch (BundleException | InterruptedException e) {
            System.err.println("oriel: the framework did not stop cleanly: " + e);
        }
    }

    private static String reason(BundleException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
