package org.oriel.itest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of the house, over the jars as they are shipped. */
class ArchitectureTest {
    private static final Set<String> EXPORTING =
            Set.of("org.oriel.api", "org.oriel.host", "org.oriel.trajectory", "org.oriel.tck");
    private static final Set<String> CORE = Set.of(
            "org.oriel.pipeline",
            "org.oriel.consent",
            "org.oriel.policy",
            "org.oriel.spool",
            "org.oriel.delivery",
            "org.oriel.ledger",
            "org.oriel.frames");
    private static final Pattern PACKAGE = Pattern.compile("(org\\.oriel[\\w.]*)");

    private static Map<String, Path> jars() throws IOException {
        Map<String, Path> jars = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Oriel.home().resolve("repository/org/oriel"))) {
            for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
                jars.put(jar.getParent().getParent().getFileName().toString(), jar);
            }
        }
        assertThat(jars).hasSizeGreaterThan(10);
        return jars;
    }

    private static java.net.URL jarUrl(Path jar) {
        try {
            return new java.net.URL("jar:" + jar.toUri() + "!/");
        } catch (java.net.MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    private static String header(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String value = file.getManifest().getMainAttributes().getValue(name);
            return value == null ? "" : value;
        }
    }

    private static Set<String> oriel(Path jar, String header) throws IOException {
        Set<String> packages = new TreeSet<>();
        // Directives such as uses:="…" name packages too, but not imported or exported ones.
        Matcher matcher = PACKAGE.matcher(header(jar, header).replaceAll(":=\"[^\"]*\"", ""));
        while (matcher.find()) {
            packages.add(matcher.group(1));
        }
        return packages;
    }

    @Test
    @DisplayName("only api, host, trajectory and tck export packages, each with a version")
    void exports() throws IOException {
        for (Map.Entry<String, Path> jar : jars().entrySet()) {
            String exported = header(jar.getValue(), "Export-Package");
            if (EXPORTING.contains(jar.getKey())) {
                assertThat(exported).as(jar.getKey()).contains("version=\"1.");
            } else {
                assertThat(exported).as(jar.getKey()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("a plugin imports the api alone; core bundles meet in host and never in each other")
    void imports() throws IOException {
        for (Map.Entry<String, Path> jar : jars().entrySet()) {
            String name = jar.getKey();
            for (String imported : oriel(jar.getValue(), "Import-Package")) {
                boolean api = imported.startsWith("org.oriel.api");
                boolean host = imported.equals("org.oriel.host");
                boolean plugin = name.matches("org\\.oriel\\.(source|context|redact|export)\\..*");
                boolean steps = imported.startsWith("org.oriel.trajectory")
                        && name.matches("org\\.oriel\\.(export\\..*|reenact\\..*|trajectory)");
                assertThat(api || (host && !plugin && !name.equals("org.oriel.trajectory")) || steps)
                        .as(name + " imports " + imported)
                        .isTrue();
            }
        }
        assertThat(jars().keySet()).containsAll(CORE);
    }

    @Test
    @DisplayName(
            "native access is for sources, key vaults, hands on a display, and the libraries that read and encode pictures")
    void nativeAccess() throws IOException {
        for (Map.Entry<String, Path> jar : jars().entrySet()) {
            if (!jar.getKey()
                    .matches(
                            "org\\.oriel\\.(source\\..*|keys\\..*|context\\..*|reenact\\..*|redact\\.frame|frames\\.codecs)")) {
                assertThat(header(jar.getValue(), "Import-Package"))
                        .as(jar.getKey())
                        .doesNotContain("com.sun.jna");
            }
        }
    }

    @Test
    @DisplayName("what captures exists only while the condition does, declares its kinds and needs their permit")
    void capturing() throws IOException {
        int capturing = 0;
        for (Map.Entry<String, Path> jar : jars().entrySet()) {
            for (String component : components(jar.getValue())) {
                if (component.contains("<provide interface=\"org.oriel.api.source.CaptureSource\"")
                        || component.contains("<provide interface=\"org.oriel.api.context.ContextExtractor\"")) {
                    capturing++;
                    assertThat(component)
                            .as(jar.getKey())
                            .contains("osgi.ds.satisfying.condition.target")
                            .contains("(osgi.condition.id=capture.allowed)");
                    assertThat(header(jar.getValue(), "Provide-Capability"))
                            .as(jar.getKey())
                            .contains("oriel.capture");
                    assertThat(header(jar.getValue(), "Require-Capability"))
                            .as(jar.getKey())
                            .contains("capture.permit");
                }
            }
        }
        assertThat(capturing).isEqualTo(8);
    }

    private static List<String> components(Path jar) throws IOException {
        List<String> texts = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (entry.getName().startsWith("OSGI-INF/") && entry.getName().endsWith(".xml")) {
                    texts.add(new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    @Test
    @DisplayName("every key of a set's configurations is a setting of some component")
    void settings() throws IOException {
        Set<String> known = new TreeSet<>();
        for (Path jar : jars().values()) {
            for (String text : components(jar)) {
                Matcher matcher = Pattern.compile("<AD id=\"([^\"]+)\"").matcher(text);
                while (matcher.find()) {
                    known.add(matcher.group(1));
                }
            }
        }
        for (String set : List.of("minimal", "demo")) {
            var configurations = com.google.gson.JsonParser.parseString(
                            Files.readString(Oriel.home().resolve("sets/" + set + ".json")))
                    .getAsJsonObject()
                    .getAsJsonObject("configurations");
            configurations.entrySet().stream()
                    .filter(c -> c.getKey().startsWith("org.oriel."))
                    .forEach(c -> assertThat(known)
                            .as(set + ": " + c.getKey())
                            .containsAll(c.getValue().getAsJsonObject().keySet()));
        }
    }

    @Test
    @DisplayName("every bundle has a README of at most 60 lines")
    void readmes() throws IOException {
        try (Stream<Path> bundles =
                Files.list(Path.of(System.getProperty("oriel.root")).resolve("bundles"))) {
            for (Path bundle : bundles.filter(Files::isDirectory).toList()) {
                Path readme = bundle.resolve("README.md");
                assertThat(readme).exists();
                if (!bundle.endsWith("org.oriel.bench")) {
                    assertThat(Files.readAllLines(readme)).as(readme.toString()).hasSizeLessThanOrEqualTo(60);
                }
            }
        }
    }

    @Test
    @DisplayName("no Impl, Manager, Helper or Util; only the control shell prints")
    void names() throws IOException {
        JavaClasses classes = new ClassFileImporter()
                .importUrls(
                        jars().values().stream().map(ArchitectureTest::jarUrl).toList());
        // Libraries inside our bundles have names of their own.
        noClasses()
                .that()
                .resideInAPackage("org.oriel..")
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Utils?)")
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.oriel.control..",
                        "org.oriel.reenact..",
                        "org.oriel.log",
                        "org.oriel.spool",
                        "org.oriel.ledger",
                        "org.oriel.tck")
                // A program that IT runs to make packages of the extension.
                .and()
                .doNotHaveFullyQualifiedName("org.oriel.context.browser.Companion")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(classes);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging", "org.slf4j")
                .check(classes);
    }
}
