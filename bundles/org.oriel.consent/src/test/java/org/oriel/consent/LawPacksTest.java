package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
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
                        () -> List.of(other, bundle(LAW, permit("eu-off", "key", "2027-12-31"))), "us-base", "en")
                .pack()
                .orElseThrow();

        assertThat(pack.permits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"format\":2}",
                "{\"format\":1,\"jurisdiction\":\"eu-off\"}",
                "{\"format\":1,\"jurisdiction\":\"us-base\",\"languages\":[]}",
                "{\"format\":1,\"jurisdiction\":\"us-base\",\"languages\":[\"fr\"],\"title\":\"t\"}",
            })
    void brokenPackIsNoPack(String json) {
        LawPacks.Found found = LawPacks.find(
                () -> List.of(new InstalledBundle(
                        "org.example.law",
                        "1",
                        List.of(LAW),
                        path -> path.endsWith("pack.json") ? Optional.of(json) : Optional.empty())),
                "us-base",
                "en");

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

    @Test
    @DisplayName("The packs of this workspace can be read, and their notices fit a terminal")
    void shippedPacks() throws IOException {
        for (String jurisdiction : List.of("us-base", "eu-off")) {
            Path resources = Path.of("..", "org.oriel.law." + jurisdiction, "src", "main", "resources");
            Declared law = new Declared(Declared.LAW, Map.of("jurisdiction", jurisdiction, "expires", "2027-12-31"));
            LawPacks.Found found = LawPacks.find(
                    () -> List.of(new InstalledBundle("law", "1", List.of(law), path -> read(resources, path))),
                    jurisdiction,
                    "en");

            assertThat(found.problem()).isEmpty();
            LawPack pack = found.pack().orElseThrow();
            assertThat(pack.expires()).isEqualTo(LocalDate.of(2027, 12, 31));
            assertThat(pack.status()).isEqualTo("draft for counsel");
            assertThat(pack.sources()).isNotEmpty();
            assertThat(pack.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        }
    }

    private static Optional<String> read(Path folder, String path) {
        try {
            return Optional.of(Files.readString(folder.resolve(path)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static LawPacks.Found find(InstalledBundle bundle) {
        return LawPacks.find(() -> List.of(bundle), "us-base", "en");
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
