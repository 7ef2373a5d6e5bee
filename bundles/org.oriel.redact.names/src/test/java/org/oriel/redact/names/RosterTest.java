package org.oriel.redact.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;

class RosterTest {
    @TempDir
    private Path directory;

    private List<String> found(String text) {
        NameDetector detector = new NameDetector(directory.toString(), false);
        return detector.detect(Sensitive.of(text)).stream()
                .sorted(java.util.Comparator.comparingInt(Finding::start))
                .map(finding -> finding.type() + ":" + text.substring(finding.start(), finding.end()))
                .distinct()
                .toList();
    }

    private void roster(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    @Test
    void findsAPersonHoweverTheNameIsWritten() throws IOException {
        roster("people.txt", "Mara Jane Quill\n");
        for (String written : List.of(
                "Mara Jane Quill",
                "MARA QUILL",
                "mara quill",
                "Quill, Mara",
                "Quill Mara Jane",
                "M. Quill",
                "M Quill",
                "Quill, M.",
                "mara.quill",
                "Mara_Quill",
                "mara-quill",
                "maraquill",
                "Ｍａｒａ Quill",
                "Ma\u200bra Quill",
                "Mára Qüill",
                "Mara\nQuill")) {
            assertThat(found("to " + written + ", now")).as(written).hasSize(1);
        }
        assertThat(found("@mquill and mquill@example.org and /quillm"))
                .containsExactly("PERSON:mquill", "PERSON:quillm");
        assertThat(found("Mara Quill’s")).containsExactly("PERSON:Mara Quill");
        assertThat(found("mquill, Mara, a quill, m quill, marah quill")).isEmpty();
    }

    @Test
    void findsCompaniesWithAndWithoutTheirLegalForm() throws IOException {
        roster("companies.txt", "Brightwater Holdings GmbH\nGap\nTidal\nstripe\n");
        assertThat(found("brightwater holdings, BRIGHTWATER HOLDINGS GmbH")).hasSize(2);
        assertThat(found("brightwaterholdings.example")).containsExactly("COMPANY:brightwaterholdings");
        assertThat(found("mind the gap; Gap pays")).containsExactly("COMPANY:Gap");
        assertThat(found("tidal and Tidal and tidally")).containsExactly("COMPANY:tidal", "COMPANY:Tidal");
        // Written small in the roster, so the deployment wants it in any case.
        assertThat(found("a stripe")).containsExactly("COMPANY:stripe");
    }

    @Test
    void readsClassesFromTables() throws IOException {
        roster("all.csv", "name,class\n\"Quill, Mara\",PERSON\n\"The \"\"Tide\"\" Project\",PROJECT\n");
        assertThat(found("Mara Quill leads The Tide Project"))
                .containsExactly("PERSON:Mara Quill", "PROJECT:The Tide Project");
        assertThat(new NameDetector(directory.toString(), true).classes()).contains("PROJECT", "PERSON", "REPO");
    }

    @Test
    void takesTheLongestName() throws IOException {
        roster("customers.txt", "Tidewell\nTidewell Foods Europe\n");
        assertThat(found("for Tidewell Foods Europe today")).containsExactly("CUSTOMER:Tidewell Foods Europe");
        assertThat(found("for Tidewell Foods today")).containsExactly("CUSTOMER:Tidewell");
    }

    @Test
    void refusesWhatItCannotRead() throws IOException {
        roster("all.csv", "name,class\nMara Quill;PERSON\n");
        assertThatThrownBy(() -> found("")).hasMessage("roster all.csv, line 2: 1 columns, allowed: name,class");
        roster("all.csv", "Mara Quill,person\n");
        assertThatThrownBy(() -> found("")).hasMessageContaining("roster all.csv, line 1: class, allowed");
        roster("all.csv", "\"Mara,PERSON\n");
        assertThatThrownBy(() -> found("")).hasMessageContaining("line 1: a quote that is not closed");
        Files.delete(directory.resolve("all.csv"));
        roster("people.txt", "Mara Quill\n...\n");
        assertThatThrownBy(() -> found("")).hasMessage("roster people.txt, line 2: no letters");
        Files.write(directory.resolve("people.txt"), "Müller\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> found("")).hasMessage("roster people.txt: is not UTF-8");
        Files.delete(directory.resolve("people.txt"));
        roster("poeple.txt", "Mara Quill\n");
        assertThatThrownBy(() -> found("")).hasMessageContaining("roster poeple.txt: allowed: people.txt");
        assertThatThrownBy(() -> new NameDetector("/no/such/place", true))
                .hasMessageContaining("directory: /no/such/place");
        assertThatThrownBy(() -> new NameDetector("${oriel.data}/x", true))
                .hasMessageContaining("directory: ${oriel.data}/x");
    }
}
