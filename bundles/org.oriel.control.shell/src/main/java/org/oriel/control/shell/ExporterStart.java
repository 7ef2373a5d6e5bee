package org.oriel.control.shell;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.oriel.api.export.Exporter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Starts an exporter of this framework on a folder, for one command. */
final class ExporterStart {
    private static final String DIRECTORY = "directory";
    private static final long PATIENCE_MILLIS = 15_000;
    private static final long LOOK_MILLIS = 20;

    private final BundleContext context;
    private final ConfigurationAdmin configurations;
    private final Supplier<List<String>> failures;

    /**
     * With what it takes.
     *
     * @param failures what components reported when they did not come up
     */
    ExporterStart(BundleContext context, ConfigurationAdmin configurations, Supplier<List<String>> failures) {
        this.context = context;
        this.configurations = configurations;
        this.failures = failures;
    }

    /** An exporter that runs until it is closed, which writes what it still holds. */
    interface Running extends AutoCloseable {
        Exporter exporter();

        Set<String> purposes();

        Set<String> destinations();

        @Override
        void close() throws CommandFailure;
    }

    /** Installs a bundle that is not in the set; returns its name, which is the PID of its exporter. */
    String install(Path jar) throws CommandFailure {
        String name = ExporterBundles.exporterName(jar);
        if (find(name) != null) {
            // The shipped one would answer instead of the one that was asked for.
            uninstall(find(name));
        }
        try (InputStream bytes = java.nio.file.Files.newInputStream(jar)) {
            Bundle bundle = context.installBundle(jar.toUri().toString(), bytes);
            bundle.start();
        } catch (IOException | BundleException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, jar + " was not started: " + e.getMessage());
        }
        return name;
    }

    private static void uninstall(@Nullable Bundle bundle) throws CommandFailure {
        try {
            if (bundle != null) {
                bundle.uninstall();
            }
        } catch (BundleException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "the shipped bundle stays: " + e.getMessage());
        }
    }

    /** Starts the exporter of a bundle on a folder. */
    Running start(String pid, Map<String, String> settings, Path directory)
            throws CommandFailure, InterruptedException {
        Bundle bundle = find(pid);
        if (bundle == null) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "bundle " + pid + " is not in this set");
        }
        if (!writesToFolder(bundle)) {
            throw new CommandFailure(
                    CommandFailure.USAGE,
                    pid + " writes to no folder (it has no setting " + DIRECTORY
                            + "), and would have to send to show what it sends, allowed: exporters that write files");
        }
        Dictionary<String, Object> all = new Hashtable<>(settings);
        all.put(DIRECTORY, directory.toString());
        Configuration configuration;
        try {
            configuration = configurations.getConfiguration(pid, "?");
            configuration.update(all);
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, pid + " cannot be configured: " + e);
        }
        Exporter[] found = new Exporter[1];
        if (!await(() -> (found[0] = service(bundle)) != null || failed(pid))) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, pid + " did not start");
        }
        if (found[0] == null) {
            throw new CommandFailure(
                    CommandFailure.ENVIRONMENT,
                    failures.get().stream()
                            .filter(line -> line.startsWith(pid))
                            .findFirst()
                            .orElse(pid + " did not start"));
        }
        return new Started(bundle, configuration, found[0]);
    }

    private boolean failed(String pid) {
        return failures.get().stream().anyMatch(line -> line.startsWith(pid));
    }

    private final class Started implements Running {
        private final Bundle bundle;
        private final Configuration configuration;
        private final Exporter exporter;

        Started(Bundle bundle, Configuration configuration, Exporter exporter) {
            this.bundle = bundle;
            this.configuration = configuration;
            this.exporter = exporter;
        }

        @Override
        public Exporter exporter() {
            return exporter;
        }

        @Override
        public Set<String> purposes() {
            return declared(bundle, "purpose");
        }

        @Override
        public Set<String> destinations() {
            return declared(bundle, "destination");
        }

        @Override
        public void close() throws CommandFailure {
            try {
                // Components of a bundle that is stopped have ended when this returns: what they held is written.
                bundle.stop();
                configuration.delete();
            } catch (BundleException | IOException e) {
                throw new CommandFailure(
                        CommandFailure.ENVIRONMENT, bundle.getSymbolicName() + " does not stop: " + e.getMessage());
            }
        }
    }

    /** Configurations take effect on a thread of their service. */
    private static boolean await(BooleanSupplier over) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        Object lock = new Object();
        synchronized (lock) {
            while (!over.getAsBoolean()) {
                if (System.nanoTime() > until) {
                    return false;
                }
                lock.wait(LOOK_MILLIS);
            }
        }
        return true;
    }

    private @Nullable Exporter service(Bundle bundle) {
        ServiceReference<?>[] all = bundle.getRegisteredServices();
        if (all == null) {
            return null;
        }
        for (ServiceReference<?> reference : all) {
            if (context.getService(reference) instanceof Exporter exporter) {
                return exporter;
            }
        }
        return null;
    }

    private @Nullable Bundle find(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    /** Whether a component of it has the setting: what it says about itself in its metatype. */
    private static boolean writesToFolder(Bundle bundle) throws CommandFailure {
        var entries = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
        Collection<URL> files = entries == null ? List.of() : Collections.list(entries);
        for (URL file : files) {
            try (InputStream in = file.openStream()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (text.contains("<AD id=\"" + DIRECTORY + "\"")) {
                    return true;
                }
            } catch (IOException e) {
                throw new CommandFailure(CommandFailure.ENVIRONMENT, bundle.getSymbolicName() + ": " + e);
            }
        }
        return false;
    }

    private static Set<String> declared(Bundle bundle, String attribute) {
        Set<String> values = new TreeSet<>();
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null) {
            for (BundleCapability capability : wiring.getCapabilities(ExporterBundles.EXPORT)) {
                values.add(String.valueOf(capability.getAttributes().get(attribute)));
            }
        }
        return values;
    }
}
