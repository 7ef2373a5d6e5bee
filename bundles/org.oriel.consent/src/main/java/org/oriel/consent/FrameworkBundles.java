package org.oriel.consent;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** The bundles of the running framework. */
final class FrameworkBundles implements Installed {
    private static final int MAX_BYTES = 1 << 18;

    private final BundleContext context;

    FrameworkBundles(BundleContext context) {
        this.context = context;
    }

    @Override
    public List<InstalledBundle> bundles() {
        List<InstalledBundle> bundles = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundles.add(new InstalledBundle(
                        String.valueOf(bundle.getSymbolicName()),
                        bundle.getVersion().toString(),
                        declared(bundle),
                        path -> resource(bundle, path)));
            }
        }
        return bundles;
    }

    /** Declared, not wired: a bundle that cannot resolve yet may do so at any moment. */
    static List<Declared> declared(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<Declared> declared = new ArrayList<>();
        if (revision != null) {
            for (String namespace : Declared.NAMESPACES) {
                for (BundleCapability capability : revision.getDeclaredCapabilities(namespace)) {
                    declared.add(new Declared(namespace, capability.getAttributes()));
                }
            }
        }
        return declared;
    }

    private static Optional<String> resource(Bundle bundle, String path) {
        URL url = bundle.getEntry(path);
        if (url == null) {
            return Optional.empty();
        }
        try (InputStream in = url.openStream()) {
            return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
