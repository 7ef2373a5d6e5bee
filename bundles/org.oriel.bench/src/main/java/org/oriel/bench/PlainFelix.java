package org.oriel.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Felix with the third-party bundles of a set and, in place of each of ours, an empty one. */
final class PlainFelix {
    private static final String OURS = "org.oriel:";

    private PlainFelix() {}

    /** {@code HOME SET FOLDER}; answers with the number of active bundles. */
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        Path folder = Files.createDirectories(Path.of(args[2]));
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("cache").toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "sun.misc,sun.reflect",
                        "gosh.args",
                        "--nointeractive"));
        PrintStream answers = System.out;
        // Without configuration the Configurator says so, line by line.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (String id : BundleSets.bundles(home, args[1])) {
            Path jar = id.startsWith(OURS) ? empty(folder, id) : BundleSets.jar(home, id);
            bundles.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
        }
        int active = 0;
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
                active++;
            }
        }
        answers.println(active);
        answers.flush();
        Server.park();
        System.exit(0);
    }

    private static Path empty(Path folder, String id) throws IOException {
        String name = id.split(":", -1)[1];
        Path jar = folder.resolve(name + ".jar");
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, "empty." + name);
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }
}
