package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.TextDetector;
import org.oriel.tck.CapturingLogger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/** The extender in a real framework; the engine is on its class path, packs are bundles. */
class RuleEngineTest {
    private static final String RULE = RulePackTest.TOKEN.replace("\n", "");
    private static final EngineSettings SETTINGS = EngineSettings.unhurried();

    @TempDir
    Path folder;

    private final CapturingLogger log = new CapturingLogger();
    private Framework framework;
    private BundleContext context;

    @BeforeEach
    void start() throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("cache").toString(),
                        "felix.log.level",
                        "1",
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "org.oriel.api.redact;version=1.0.0"));
        framework.start();
        context = framework.getBundleContext();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        assertThat(framework.waitForStop(10_000)).isNotNull();
    }

    private RuleEngine engine() throws IOException {
        return new RuleEngine(context, log.logger(), SETTINGS, null, folder.resolve("passed"));
    }

    private static String json(String... rules) {
        return "{\"pack\":\"test\",\"version\":\"1\",\"rules\":[{" + String.join("},{", rules) + "}]}";
    }

    private static InputStream jar(String name, Map<String, String> files) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Oriel-Rules", "OSGI-INF/oriel/rules");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                jar.putNextEntry(new ZipEntry("OSGI-INF/oriel/rules/" + file.getKey()));
                jar.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private Bundle install(String name, Map<String, String> files) throws Exception {
        Bundle bundle = context.installBundle(name, jar(name, files));
        bundle.start();
        return bundle;
    }

    private List<ServiceReference<TextDetector>> detectors() throws Exception {
        return List.copyOf(context.getServiceReferences(TextDetector.class, null));
    }

    private String marked(String text) throws Exception {
        return Marked.by(context.getService(detectors().get(0)), text);
    }

    @Test
    void aPackHasADetectorInItsOwnNameWhileBothAreStarted() throws Exception {
        Bundle before = install("early", Map.of("a.json", json(RULE)));
        RuleEngine engine = engine();
        Bundle after = install("late", Map.of("a.json", json(RULE)));
        assertThat(detectors()).extracting(ServiceReference::getBundle).containsExactlyInAnyOrder(before, after);
        assertThat(detectors().get(0).getProperty("oriel.rules.pack")).isEqualTo("test");

        before.stop();
        assertThat(detectors()).extracting(ServiceReference::getBundle).containsExactly(after);
        assertThat(marked("acme_A1b2C3d4E5f6")).isEqualTo("«acme_A1b2C3d4E5f6»");
        engine.close();
        assertThat(detectors()).isEmpty();
        assertThat(log.lines("warn")).isEmpty();
    }

    @Test
    void anUpdateBringsTheNewRules() throws Exception {
        RuleEngine engine = engine();
        Bundle pack = install("pack", Map.of("a.json", json(RULE)));
        pack.update(jar("pack", Map.of("a.json", json(RULE.replace("acme", "zorg")))));
        assertThat(marked("acme_A1b2C3d4E5f6 zorg_A1b2C3d4E5f6")).isEqualTo("acme_A1b2C3d4E5f6 «zorg_A1b2C3d4E5f6»");
        engine.close();
    }

    @Test
    void aPackThatFailsOneCaseIsRefusedAsAWholeWithOneLine() throws Exception {
        String secret = "acme_Qq9Qq9Qq9Qq9";
        String bad = RULE.replace("acme.token", "acme.bad").replace("\"acme_short\"", "\"none\",\"" + secret + "\"");
        RuleEngine engine = engine();
        install("bad", Map.of("a.json", json(RULE), "b.json", json(bad)));
        assertThat(detectors()).isEmpty();
        assertThat(log.lines("warn")).singleElement().asString().contains("bad", "test", "acme.bad", "negative case 2");
        assertThat(log.lines().toString()).doesNotContain(secret);
        engine.close();
    }

    @Test
    void aBundleWithoutAnyFileOrWithAnotherErrorIsRefusedToo() throws Exception {
        RuleEngine engine = engine();
        install("empty", Map.of());
        install("broken", Map.of("a.json", "{\"pack\":"));
        install("twice", Map.of("a.json", json(RULE), "b.json", json(RULE)));
        assertThat(detectors()).isEmpty();
        assertThat(log.lines("warn")).hasSize(3);
        engine.close();
    }

    @Test
    void whatPassedOnceIsNotRunAgainUntilItChanges() throws Exception {
        RuleEngine engine = engine();
        Bundle pack = install("pack", Map.of("a.json", json(RULE)));
        Path file = passed().get(0);
        FileTime old = FileTime.fromMillis(0);
        Files.setLastModifiedTime(file, old);
        engine.close();
        engine = engine();
        assertThat(detectors()).hasSize(1);
        // Who runs the cases writes the outcome again.
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);

        pack.update(jar("pack", Map.of("a.json", json(RULE.replace("⟦acme_Z1y2X3w4V5u6⟧", "⟦acme_Z1y2X3w4V5⟧u6")))));
        assertThat(detectors()).isEmpty();
        pack.update(jar("pack", Map.of("a.json", json(RULE))));
        Files.writeString(file, "something else");
        engine.close();
        engine = engine();
        assertThat(detectors()).hasSize(1);
        assertThat(Files.readString(file)).isNotEqualTo("something else");
        engine.close();
    }

    private List<Path> passed() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("passed"))) {
            return files.toList();
        }
    }

    @Test
    void aFolderOfTheDeploymentCountsAsAWhole() throws Exception {
        Path packs = Files.createDirectories(folder.resolve("packs"));
        Files.writeString(packs.resolve("a.json"), json(RULE));
        RuleEngine engine = new RuleEngine(context, log.logger(), SETTINGS, packs, null);
        assertThat(detectors()).extracting(ServiceReference::getBundle).containsExactly(framework);
        engine.close();
        assertThat(detectors()).isEmpty();

        Files.writeString(packs.resolve("b.json"), "[]");
        engine = new RuleEngine(context, log.logger(), SETTINGS, packs, null);
        assertThat(detectors()).isEmpty();
        assertThat(log.lines("warn")).singleElement().asString().contains("b.json");
        engine.close();
    }

    @Test
    void aWrongSettingFailsWithItsName() {
        assertThatThrownBy(() -> new RuleEngine(context, log.logger(), SETTINGS, folder.resolve("none"), null))
                .hasMessageContaining("directory=")
                .hasMessageContaining("none");
        assertThatThrownBy(() -> new RuleEngine(
                        context, log.logger(), new EngineSettings(List.of("US", "Narnia"), 0), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("phoneRegions")
                .hasMessageContaining("Narnia");
    }

    @Test
    void theServiceGoesWithTheFramework() throws Exception {
        RuleEngine engine = engine();
        Bundle pack = install("pack", Map.of("a.json", json(RULE)));
        TextDetector detector = context.getService(detectors().get(0));
        assertThat(detector.detect(Sensitive.of("acme_A1b2C3d4E5f6"))).hasSize(1);
        pack.uninstall();
        assertThat(detectors()).isEmpty();
        engine.close();
    }
}
