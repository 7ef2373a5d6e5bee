package org.oriel.distribution;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import aQute.lib.utf8properties.UTF8Properties;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.osgi.service.feature.BuilderFactory;
import org.osgi.service.feature.FeatureBuilder;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureConfigurationBuilder;
import org.osgi.service.feature.FeatureExtension;
import org.osgi.service.feature.FeatureService;

/**
 * Writes a bundle set: takes {@code -runbundles} of a resolved {@code .bndrun}, finds each bundle in a folder in Maven
 * layout, copies it into the distribution's repository and names it by coordinates and SHA-256 in an OSGi Feature.
 */
public final class SetWriter {
    private final FeatureService features = new FeatureServiceImpl();
    private final BuilderFactory build = features.getBuilderFactory();
    private final Repository repository;
    private final Path from;
    private final Path to;
    private final JsonObject shared;

    private SetWriter(Path from, Path to, JsonObject shared) throws IOException {
        this.from = from;
        this.to = to;
        this.shared = shared;
        this.repository = new Repository(from);
    }

    /**
     * Writes sets.
     *
     * @param args folder of all jars, folder of resolved {@code .bndrun} files, folder of configurations, file of the
     *     configurations that all sets share, distribution folder, version of the sets, then set names
     */
    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[4]);
        SetWriter writer = new SetWriter(Path.of(args[0]), target.resolve("repository"), read(Path.of(args[3])));
        Files.createDirectories(target.resolve("sets"));
        for (int i = 6; i < args.length; i++) {
            Path run = Path.of(args[1]).resolve(args[i] + ".bndrun");
            Path configuration = Path.of(args[2]).resolve(args[i] + ".json");
            writer.write(args[i], args[5], run, configuration, target.resolve("sets"));
        }
    }

    private void write(String name, String version, Path run, Path configuration, Path sets) throws IOException {
        UTF8Properties properties = new UTF8Properties();
        try (InputStream in = Files.newInputStream(run)) {
            properties.load(in);
        }
        JsonObject settings = read(configuration);
        FeatureBuilder feature = build.newFeatureBuilder(features.getID("org.oriel.sets", name, version));
        feature.setName(name);
        feature.setDescription(settings.getString("description"));
        feature.setLicense("Apache-2.0");
        feature.setComplete(true);
        TreeSet<String> surface = new TreeSet<>();
        Parameters bundles = OSGiHeader.parseHeader(properties.getProperty("-runbundles"));
        for (Map.Entry<String, Attrs> bundle : bundles.entrySet()) {
            Repository.Jar jar =
                    repository.find(bundle.getKey(), bundle.getValue().getVersion());
            feature.addBundles(bundle(jar));
            surface.addAll(surface(jar));
        }
        Map<String, JsonValue> configurations = new TreeMap<>(shared.getJsonObject("configurations"));
        configurations.putAll(settings.getJsonObject("configurations"));
        // A set takes a shared configuration back with null.
        configurations.values().removeIf(JsonValue.NULL::equals);
        configurations.forEach((pid, values) -> {
            FeatureConfigurationBuilder one = build.newConfigurationBuilder(pid);
            values.asJsonObject().forEach((key, value) -> one.addValue(key, plain(value)));
            feature.addConfigurations(one.build());
        });
        var extension =
                build.newExtensionBuilder("oriel-surface", FeatureExtension.Type.TEXT, FeatureExtension.Kind.OPTIONAL);
        surface.forEach(extension::addText);
        feature.addExtensions(extension.build());
        try (Writer out = Files.newBufferedWriter(sets.resolve(name + ".json"))) {
            features.writeFeature(feature.build(), out);
        }
    }

    private FeatureBundle bundle(Repository.Jar jar) throws IOException {
        Path target = to.resolve(jar.path());
        Files.createDirectories(target.getParent());
        Files.copy(from.resolve(jar.path()), target, StandardCopyOption.REPLACE_EXISTING);
        return build.newBundleBuilder(features.getID(jar.groupId(), jar.artifactId(), jar.mavenVersion()))
                .addMetadata("sha256", sha256(target))
                .addMetadata("start-level", startLevel(jar))
                .build();
    }

    /** Log and configuration first, sources after the gate and everything that judges what they send. */
    private static int startLevel(Repository.Jar jar) {
        String name = jar.symbolicName();
        if (!name.startsWith("org.oriel.")) {
            return name.endsWith(".log") ? 1 : 2;
        }
        if (name.equals("org.oriel.log")) {
            return 2;
        }
        if (name.startsWith("org.oriel.keys.")) {
            return 3;
        }
        if (name.startsWith("org.oriel.source.") || name.startsWith("org.oriel.context.")) {
            return 5;
        }
        return name.startsWith("org.oriel.control.") ? 6 : 4;
    }

    private static TreeSet<String> surface(Repository.Jar jar) {
        TreeSet<String> lines = new TreeSet<>();
        Parameters provided =
                OSGiHeader.parseHeader(jar.manifest().getMainAttributes().getValue("Provide-Capability"));
        provided.forEach((namespace, attributes) -> {
            if (namespace.replaceAll("~+$", "").equals("oriel.capture")) {
                lines.add(attributes.get("kind") + " (" + jar.symbolicName() + "): " + attributes.get("what"));
            } else if (namespace.replaceAll("~+$", "").equals("oriel.export")) {
                lines.add("for " + attributes.get("destination") + " (" + jar.symbolicName() + ")");
            }
        });
        return lines;
    }

    private static JsonObject read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return Json.createReader(reader).readObject();
        }
    }

    private static Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> ((JsonNumber) value).longValueExact();
            case TRUE -> Boolean.TRUE;
            case FALSE -> Boolean.FALSE;
            case ARRAY ->
                ((JsonArray) value)
                        .getValuesAs(JsonString.class).stream()
                                .map(JsonString::getString)
                                .toArray(String[]::new);
            default ->
                throw new IllegalArgumentException("a configuration value is a text, a number, a flag or a list");
        };
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
