package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.consent.Installed.Declared;
import org.oriel.consent.Installed.InstalledBundle;

class LawPacksTest {
    private static final Declared LAW =
            new Declared(Declared.LAW, Map.of("jurisdiction", "us-base", "expires", "2027-12-31", "version", "1"));

    @Test
    void lastDayCounts() {
        LawPack pack = find(bundle(
                        LAW, permit("us-base", "key", "2026-06-30"), permit("us-base", "frame", "2027-12-31")))
                .pack()
                .orElseThrow();

        assertThat(pack.end()).isEqualTo(Instant.parse("2028-01-01T00:00:00Z"));
        assertThat(pack.end(Set.of("key", "frame"))).isEqualTo(Instant.parse("2026-07-01T00:00:00Z"));
        assertThat(pack.permits("key", Instant.parse("2026-06-30T23:59:59Z"))).isTrue();
        assertThat(pack.permits("key", Instant.parse("2026-07-01T00:00:00Z"))).isFalse();
        assertThat(pack.permits("page", Instant.EPOCH)).isFalse();
    }

    @Test
    @DisplayName("Only the pack's own permits count")
    void permitsOfOthers() {
        InstalledBundle other = new InstalledBundle(
                "other", "1", List.of(permit("us-base", "frame", "2027-12-31")), path -> Optional.empty());
        LawPack pack = LawPacks.find(
                        () -> List.of(other, bundle(LAW, permit("eu-off", "key", "2027-12-31"))), settings("us-base"))
                .get(0)
                .pack()
                .orElseThrow();

        assertThat(pack.permits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"format\":1}",
                "{\"format\":2,\"jurisdiction\":\"eu-off\"}",
                "{\"format\":2,\"jurisdiction\":\"us-base\",\"languages\":[]}",
                "{\"format\":2,\"jurisdiction\":\"us-base\",\"languages\":[\"fr\"],\"title\":\"t\"}",
                "{\"format\":2,\"jurisdiction\":\"us-base\",\"languages\":[\"en\"],\"version\":\"2\"}",
                "{\"format\":2,\"jurisdiction\":\"us-base\",\"languages\":[\"en\"],\"version\":\"1\",\"expires\":\"2099-12-31\"}",
            })
    void brokenPackIsNoPack(String json) {
        LawPacks.Found found = LawPacks.find(
                        () -> List.of(new InstalledBundle(
                                "org.example.law",
                                "1",
                                List.of(LAW),
                                path -> path.endsWith("pack.json") ? Optional.of(json) : Optional.empty())),
                        settings("us-base"))
                .get(0);

        assertThat(found.pack()).isEmpty();
        assertThat(found.problem())
                .contains("law pack org.example.law is broken")
                .doesNotContain("\n");
    }

    @Test
    void wrongDateIsNamed() {
        Declared wrong = new Declared(Declared.LAW, Map.of("jurisdiction", "us-base", "expires", "never"));

        assertThat(find(bundle(wrong)).problem()).contains("expires is \"never\", allowed: a date");
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-base", "us-ny", "us-ct", "us-de", "us-ca", "us-il", "eu-off", "eu-base"})
    @DisplayName(
            "The packs of this workspace can be read, say the same as their manifest, and speak English and German")
    void shippedPacks(String jurisdiction) throws IOException {
        Path bundle = Path.of("..", "org.oriel.law." + jurisdiction);
        Path resources = bundle.resolve(Path.of("src", "main", "resources"));
        List<Declared> declared = manifest(Files.readString(bundle.resolve("bnd.bnd")));
        for (String language : List.of("en", "de")) {
            GateSettings settings = GateSettings.of("/x", new String[] {jurisdiction}, "ai-training", 30, 0, language);
            LawPacks.Found found = LawPacks.find(
                            () -> List.of(new InstalledBundle("law", "1", declared, path -> read(resources, path))),
                            settings)
                    .get(0);

            assertThat(found.problem()).isEmpty();
            LawPack pack = found.pack().orElseThrow();
            assertThat(pack.language()).isEqualTo(language);
            assertThat(pack.status()).isEqualTo("draft for counsel");
            assertThat(pack.signed()).isFalse();
            assertThat(pack.sources()).isNotEmpty();
            assertThat(pack.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
            assertThat(pack.permits().keySet()).hasSize((int) declared.stream()
                    .filter(d -> d.namespace().equals(Declared.PERMIT))
                    .count());
        }
    }

    /** Capabilities as bnd would read them; good enough for lines that this workspace writes. */
    private static List<Declared> manifest(String bnd) {
        List<Declared> declared = new java.util.ArrayList<>();
        java.util.regex.Matcher clause = java.util.regex.Pattern.compile("(oriel\\.law|capture\\.permit);([^,\\\\\n]+)")
                .matcher(bnd);
        while (clause.find()) {
            Map<String, Object> attributes = new java.util.TreeMap<>();
            for (String attribute : clause.group(2).strip().split(";")) {
                String[] pair = attribute.split("=", 2);
                attributes.put(pair[0], pair[1].replace("\"", ""));
            }
            declared.add(new Declared(clause.group(1), attributes));
        }
        return declared;
    }

    private static Optional<String> read(Path folder, String path) {
        try {
            return Optional.of(Files.readString(folder.resolve(path)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static LawPacks.Found find(InstalledBundle bundle) {
        return LawPacks.find(() -> List.of(bundle), settings("us-base")).get(0);
    }

    private static GateSettings settings(String jurisdiction) {
        return GateSettings.of("/x", new String[] {jurisdiction}, "ai-training", 30, 0, "en");
    }

    private static InstalledBundle bundle(Declared... declared) {
        return new InstalledBundle(
                "org.oriel.law.us-base",
                "1",
                List.of(declared),
                path -> Optional.of(path.endsWith("pack.json") ? World.PACK : "text"));
    }

    private static Declared permit(String jurisdiction, String kind, String expires) {
        return new Declared(Declared.PERMIT, Map.of("jurisdiction", jurisdiction, "kind", kind, "expires", expires));
    }
}
