package org.oriel.control.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Installs, replaces and removes the bundles of exporters in the running instance; a restart has the set's own again. */
final class ExporterBundles {
    static final String EXPORT = "oriel.export";

    private final BundleContext context;
    private final @Nullable ConfigurationAdmin configurations;

    ExporterBundles(BundleContext context, @Nullable ConfigurationAdmin configurations) {
        this.context = context;
        this.configurations = configurations;
    }

    /** Installs and starts it; with settings, under the bundle's name as the PID. */
    String add(String jar, Map<String, String> settings) throws CommandFailure, IOException {
        Path file = exporter(jar);
        String name = name(file);
        Bundle there = find(name);
        if (there != null) {
            throw new CommandFailure(
                    CommandFailure.USAGE,
                    "exporter add: bundle " + name + " " + there.getVersion()
                            + " is installed already, allowed: oriel exporter replace");
        }
        if (!settings.isEmpty()) {
            configure(name, settings);
        }
        Bundle bundle = null;
        try (InputStream bytes = Files.newInputStream(file)) {
            bundle = context.installBundle(file.toUri().toString(), bytes);
            bundle.start();
        } catch (BundleException e) {
            undo(bundle);
            throw refused(file, e);
        }
        return "Installed " + name + " " + bundle.getVersion()
                + ". If it sends data where you did not agree to, capture" + " waits until you agree: oriel status\n";
    }

    /** Puts another version into the place of the bundle; its position stays. */
    String replace(String provider, String jar) throws CommandFailure, IOException {
        Path file = exporter(jar);
        Bundle bundle = require(provider);
        if (!name(file).equals(bundle.getSymbolicName())) {
            throw new CommandFailure(
                    CommandFailure.USAGE,
                    "exporter replace: " + file + " is " + name(file) + ", allowed: " + bundle.getSymbolicName());
        }
        String before = bundle.getVersion().toString();
        try (InputStream bytes = Files.newInputStream(file)) {
            bundle.update(bytes);
        } catch (BundleException e) {
            throw refused(file, e);
        }
        return "Replaced " + bundle.getSymbolicName() + " " + before + " by " + bundle.getVersion() + ".\n";
    }

    /** Uninstalls it; its position stays until it is retired. */
    String remove(String provider) throws CommandFailure {
        Bundle bundle = require(provider);
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, provider + " cannot be removed: " + e.getMessage());
        }
        return "Removed " + provider + "; its position is kept: oriel exporter retire drops it.\n";
    }

    private void configure(String pid, Map<String, String> settings) throws CommandFailure, IOException {
        ConfigurationAdmin admin = configurations;
        if (admin == null) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "the configuration service is not available");
        }
        Configuration configuration = admin.getConfiguration(pid, "?");
        configuration.update(new Hashtable<>(settings));
    }

    /** What would be started must say that it is an exporter; anything else has no business here. */
    private static Path exporter(String jar) throws CommandFailure {
        Path file = Path.of(jar).toAbsolutePath();
        Manifest manifest = manifest(file);
        String capabilities = manifest.getMainAttributes().getValue(Constants.PROVIDE_CAPABILITY);
        if (manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null
                || capabilities == null
                || !capabilities.contains(EXPORT)) {
            throw new CommandFailure(
                    CommandFailure.USAGE,
                    file + " is not an exporter, allowed: a bundle that declares where it sends data (@Exports)");
        }
        return file;
    }

    /** The symbolic name of an exporter's bundle. */
    static String exporterName(Path jar) throws CommandFailure {
        return name(exporter(jar.toString()));
    }

    private static String name(Path file) throws CommandFailure {
        String name = manifest(file).getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
        return name.replaceFirst(";.*", "").trim();
    }

    private static Manifest manifest(Path file) throws CommandFailure {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest != null) {
                return manifest;
            }
            throw new CommandFailure(CommandFailure.USAGE, file + " has no manifest, allowed: a bundle");
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.USAGE, file + " cannot be read (" + e.getMessage() + "), allowed: a JAR file");
        }
    }

    private @Nullable Bundle find(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    private Bundle require(String provider) throws CommandFailure {
        Bundle bundle = find(provider.replaceFirst(" .*", ""));
        if (bundle == null) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "bundle " + provider + " is gone");
        }
        return bundle;
    }

    private static CommandFailure refused(Path file, BundleException cause) {
        return new CommandFailure(
                CommandFailure.ENVIRONMENT, file + " was not started: " + String.valueOf(cause.getMessage()));
    }

    private static void undo(@Nullable Bundle bundle) {
        if (bundle != null) {
            try {
                bundle.uninstall();
            } catch (BundleException e) {
                // It did not start; that it cannot be taken out either changes nothing for whoever asked.
                return;
            }
        }
    }
}
