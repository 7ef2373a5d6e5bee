package org.oriel.governance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.oriel.governance.Facts.Declared;
import org.oriel.governance.Facts.InstalledBundle;
import org.oriel.host.Admission;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Reads the facts from the running framework. */
final class FrameworkFacts {
    private static final String OURS = "org.oriel.";
    private static final Set<String> NAMESPACES =
            Set.of("oriel.capture", "oriel.export", "oriel.law", "capture.permit");

    /** Where things are on this computer, and keys to places elsewhere, concern nobody who reads a document. */
    private static final Set<String> LEFT_OUT =
            Set.of("directory", "socket", "file", "cacheDirectory", "recallFile", "witness", "display", "terminal");

    private FrameworkFacts() {}

    static Facts read(BundleContext context, Optional<ConfigurationAdmin> settings, Optional<Admission> admission) {
        List<InstalledBundle> bundles = Arrays.stream(context.getBundles())
                .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith(OURS))
                .sorted(Comparator.comparing(Bundle::getSymbolicName))
                .map(FrameworkFacts::bundle)
                .toList();
        List<String> allowed =
                admission.map(policy -> policy.current().describe()).orElse(List.of());
        String hash = admission.map(policy -> policy.current().hash()).orElse("");
        return new Facts(bundles, settings.map(FrameworkFacts::settings).orElse(Map.of()), allowed, hash);
    }

    private static InstalledBundle bundle(Bundle bundle) {
        List<Declared> declared = new ArrayList<>();
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<BundleCapability> capabilities = revision == null ? List.of() : revision.getDeclaredCapabilities(null);
        for (BundleCapability capability : capabilities) {
            if (NAMESPACES.contains(capability.getNamespace())) {
                Map<String, String> attributes = new TreeMap<>();
                capability.getAttributes().forEach((name, value) -> attributes.put(name, String.valueOf(value)));
                declared.add(new Declared(capability.getNamespace(), attributes));
            }
        }
        String description = bundle.getHeaders("").get(Constants.BUNDLE_DESCRIPTION);
        return new InstalledBundle(
                bundle.getSymbolicName(),
                String.valueOf(bundle.getVersion()),
                description == null ? "" : description,
                declared,
                rules(bundle));
    }

    private static Map<String, List<String>> rules(Bundle bundle) {
        String folder = bundle.getHeaders("").get("Oriel-Rules");
        Map<String, List<String>> rules = new TreeMap<>();
        Enumeration<URL> files = folder == null ? null : bundle.findEntries(folder, "*.json", true);
        while (files != null && files.hasMoreElements()) {
            try (Reader in = new InputStreamReader(files.nextElement().openStream(), StandardCharsets.UTF_8)) {
                for (JsonElement rule :
                        JsonParser.parseReader(in).getAsJsonObject().getAsJsonArray("rules")) {
                    JsonObject one = rule.getAsJsonObject();
                    rules.computeIfAbsent(one.get("type").getAsString(), type -> new ArrayList<>())
                            .add(one.get("id").getAsString());
                }
            } catch (IOException | RuntimeException e) {
                throw new IllegalStateException("the rules of " + bundle.getSymbolicName() + " cannot be read", e);
            }
        }
        rules.values().forEach(Collections::sort);
        return rules;
    }

    private static Map<String, Map<String, String>> settings(ConfigurationAdmin admin) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + OURS + "*)");
            for (Configuration configuration : found == null ? new Configuration[0] : found) {
                Map<String, String> values = new TreeMap<>();
                var properties = configuration.getProperties();
                for (String name : Collections.list(properties.keys())) {
                    boolean technical =
                            name.startsWith("service.") || name.startsWith(":") || name.startsWith("felix.");
                    if (!technical && !LEFT_OUT.contains(name)) {
                        Object value = properties.get(name);
                        values.put(
                                name,
                                value instanceof Object[] many ? List.of(many).toString() : String.valueOf(value));
                    }
                }
                all.put(configuration.getPid(), values);
            }
            return all;
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("the settings cannot be read", e);
        }
    }
}
