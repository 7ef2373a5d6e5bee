package org.oriel.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.ID;

/** A bundle set: an OSGi Feature (Compendium 8.1, 159) whose bundles carry their SHA-256 and start level. */
final class BundleSet {
    static final String SHA256 = "sha256";
    static final String START_LEVEL = "start-level";

    private final Feature feature;
    private final Path file;

    private BundleSet(Feature feature, Path file) {
        this.feature = feature;
        this.file = file;
    }

    /**
     * One bundle of a set.
     *
     * @param id Maven coordinates
     * @param jar the file
     * @param startLevel lower starts earlier
     */
    record Member(String id, Path jar, int startLevel) {}

    /** Reads a shipped set by name, or a file. */
    static BundleSet read(Home home, String nameOrFile) {
        Path file = nameOrFile.contains("/") || nameOrFile.endsWith(".json")
                ? Path.of(nameOrFile)
                : home.sets().resolve(nameOrFile + ".json");
        if (!Files.isRegularFile(file)) {
            throw new Failure(
                    Failure.USAGE,
                    "bundle set " + nameOrFile + " is not there, allowed: a file, or one of " + names(home));
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            return new BundleSet(new FeatureServiceImpl().readFeature(reader), file);
        } catch (IOException | RuntimeException e) {
            throw new Failure(Failure.ENVIRONMENT, "bundle set " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static List<String> names(Home home) {
        try (Stream<Path> files = Files.list(home.sets())) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".json"))
                    .map(n -> n.substring(0, n.length() - 5))
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            return List.of();
        }
    }

    String name() {
        return feature.getID().getArtifactId();
    }

    /** Identity of the set: of its bundles and of what they are told, before anything of this computer is put in. */
    String hash() {
        return digest(id -> true);
    }

    /** {@code name@version} of what masks: of the filters, of what runs them, and of what they are told. */
    String redactionProfile() {
        String version = digest(id -> id.matches("(.*:)?org\\.oriel\\.(redact\\..*|pipeline)"));
        return name() + "@" + version.substring(0, 12);
    }

    private String digest(Predicate<String> wanted) {
        TreeSet<String> lines = new TreeSet<>();
        for (FeatureBundle bundle : feature.getBundles()) {
            String id = bundle.getID().getGroupId() + ":" + bundle.getID().getArtifactId();
            if (wanted.test(id)) {
                lines.add(bundle.getID() + " " + bundle.getMetadata().get(SHA256));
            }
        }
        feature.getConfigurations().forEach((pid, configuration) -> {
            if (wanted.test(pid)) {
                TreeMap<String, String> values = new TreeMap<>();
                configuration
                        .getValues()
                        .forEach((key, value) -> values.put(
                                key,
                                value instanceof Object[] many
                                        ? java.util.Arrays.toString(many)
                                        : String.valueOf(value)));
                lines.add(pid + " " + values);
            }
        });
        return hex(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** For people: what it is and what it captures. */
    String describe() {
        StringBuilder text = new StringBuilder(name());
        feature.getDescription().ifPresent(d -> text.append(": ").append(d));
        text.append('\n');
        var surface = feature.getExtensions().get("oriel-surface");
        if (surface != null) {
            surface.getText()
                    .forEach(line -> text.append("  captures ").append(line).append('\n'));
        }
        return text.toString();
    }

    /** Configurations by PID, with {@code ${name}} replaced from {@code variables}. */
    Map<String, Map<String, Object>> configurations(Map<String, String> variables) {
        Map<String, Map<String, Object>> all = new TreeMap<>();
        feature.getConfigurations().forEach((pid, configuration) -> {
            Map<String, Object> values = new TreeMap<>();
            configuration.getValues().forEach((key, value) -> values.put(key, substitute(value, variables)));
            all.put(pid, values);
        });
        return all;
    }

    private Object substitute(Object value, Map<String, String> variables) {
        if (!(value instanceof String text)) {
            return value;
        }
        String result = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            result = result.replace("${" + variable.getKey() + "}", variable.getValue());
        }
        if (result.contains("${")) {
            throw new Failure(
                    Failure.ENVIRONMENT,
                    "bundle set " + file + ": value " + text + " has an unknown variable, allowed: "
                            + variables.keySet());
        }
        return result;
    }

    /** Finds every bundle and checks its digest, before anything is installed; sorted by start level. */
    List<Member> verified(Home home) {
        List<Member> members = new ArrayList<>();
        for (FeatureBundle bundle : feature.getBundles()) {
            Path jar = home.repository().resolve(repositoryPath(bundle.getID()));
            if (!Files.isRegularFile(jar)) {
                throw new Failure(
                        Failure.ENVIRONMENT,
                        "bundle set " + file + ": bundle " + bundle.getID() + " is not in " + home.repository());
            }
            check(bundle, jar);
            members.add(new Member(bundle.getID().toString(), jar, startLevel(bundle)));
        }
        members.sort(java.util.Comparator.comparingInt(Member::startLevel));
        return members;
    }

    private void check(FeatureBundle bundle, Path jar) {
        Object expected = bundle.getMetadata().get(SHA256);
        if (expected == null) {
            throw new Failure(
                    Failure.ENVIRONMENT, "bundle set " + file + ": bundle " + bundle.getID() + " has no " + SHA256);
        }
        String actual = sha256(jar);
        if (!actual.equals(expected)) {
            throw new Failure(
                    Failure.ENVIRONMENT,
                    "bundle set " + file + ": bundle " + bundle.getID() + " has SHA-256 " + actual + ", allowed: "
                            + expected + "; nothing was started");
        }
    }

    private static int startLevel(FeatureBundle bundle) {
        Object level = bundle.getMetadata().get(START_LEVEL);
        return level == null ? 3 : Integer.parseInt(level.toString());
    }

    static String repositoryPath(ID id) {
        return id.getGroupId().replace('.', '/') + "/" + id.getArtifactId() + "/" + id.getVersion() + "/"
                + id.getArtifactId() + "-" + id.getVersion() + ".jar";
    }

    static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new Failure(Failure.ENVIRONMENT, "cannot read " + file + ": " + e, e);
        }
    }
}
