package org.oriel.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.oriel.governance.Facts.Declared;
import org.oriel.governance.Facts.InstalledBundle;

class TemplatesTest {
    private static final InstalledBundle SOURCE = new InstalledBundle(
            "org.oriel.source.x11",
            "0.1.0",
            "Keys and windows",
            List.of(new Declared(
                    "oriel.capture", Map.of("kind", "key", "what", "keys | in approved windows", "perHour", "9000"))),
            Map.of());
    private static final InstalledBundle EXPORTER = new InstalledBundle(
            "org.oriel.export.jsonl",
            "0.1.0",
            "",
            List.of(new Declared("oriel.export", Map.of("destination", "files in a folder", "purpose", "ai-training"))),
            Map.of());
    private static final InstalledBundle RULES = new InstalledBundle(
            "org.oriel.redact.text", "0.1.0", "Personal data", List.of(), Map.of("EMAIL", List.of("email.plain")));

    private static SortedMap<String, String> pack(List<InstalledBundle> bundles) {
        Map<String, Map<String, String>> settings = Map.of(
                "org.oriel.spool", Map.of("retentionDays", "7"), "org.oriel.delivery", Map.of("holdHours", "24"));
        return Templates.fill(new Tables(new Facts(bundles, settings, List.of("/usr/bin/editor"), "abc")).all());
    }

    @Test
    void everyDocumentIsADraftAndFilled() {
        SortedMap<String, String> pack = pack(List.of(SOURCE, EXPORTER, RULES));
        assertThat(pack.keySet()).containsExactlyInAnyOrderElementsOf(Templates.NAMES);
        pack.forEach((name, text) -> assertThat(text)
                .as(name)
                .startsWith("# ")
                .containsAnyOf("Draft for counsel", "Entwurf zur juristischen Prüfung")
                .doesNotContain("{{", "}}"));
    }

    @Test
    void itTellsOfWhatIsInstalled() {
        SortedMap<String, String> pack = pack(List.of(SOURCE, EXPORTER, RULES));
        assertThat(pack.get("notices.en.md"))
                .contains(
                        "keys \\| in approved windows",
                        "files in a folder",
                        "/usr/bin/editor",
                        "for 7 days",
                        "24 hours")
                .contains("§ 52-c", "§ 31-48d", "§ 705", "1798.100", "740 ILCS 14", "art. 13");
        assertThat(pack.get("notice-gdpr.de.md")).contains("files in a folder", "höchstens 7 Tage");
        assertThat(pack.get("filters.en.md")).contains("email.plain", "org.oriel.redact.text");
        assertThat(pack.get("README.md")).contains("NOT installed");
    }

    @Test
    void anotherSetIsAnotherPack() {
        SortedMap<String, String> one = pack(List.of(SOURCE, EXPORTER));
        SortedMap<String, String> other = pack(List.of(SOURCE));
        one.forEach((name, text) -> assertThat(other.get(name)).as(name).isNotEqualTo(text));
        assertThat(other.get("notices.en.md")).contains("Nothing leaves the store");
    }

    @Test
    void aPlaceThatNothingFillsIsAnError() {
        assertThatThrownBy(() -> Templates.fill(Map.of("set", "x")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("which nothing fills");
    }
}
