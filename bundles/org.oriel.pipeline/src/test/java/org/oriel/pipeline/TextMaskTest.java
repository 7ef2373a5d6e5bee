package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;

class TextMaskTest {
    private final SecretSet secrets = new SecretSet();
    private final Placeholders placeholders = new Placeholders();
    private final List<Redaction> notes = new ArrayList<>();

    @Test
    void replacesWhatDetectorsFind() {
        assertThat(mask(Oracle.patterns(), "Re: jane@example.com, john@example.com and Jane@example.com"))
                .isEqualTo("Re: <EMAIL_1>, <EMAIL_2> and <EMAIL_1>");
        assertThat(notes).hasSize(3);
        assertThat(notes.get(0)).isEqualTo(new Redaction("EMAIL", "<EMAIL_1>", "oracle/EMAIL", "9-16"));
    }

    @Test
    void replacesWhatWasMaskedElsewhere() {
        secrets.add("PASSWORD", "correct horse");
        assertThat(mask(text -> List.of(), "wrong: Correct Horse")).isEqualTo("wrong: <SECRET>");
    }

    @Test
    void whatItMasksIsMaskedElsewhere() {
        mask(Oracle.patterns(), "password: tr0ub4dor");
        assertThat(secrets.find("tr0ub4dor")).hasSize(1);
    }

    @Test
    void leavesTheRestAlone() {
        Sensitive title = Sensitive.of("Quarterly report");
        assertThat(new TextMask(Oracle.patterns(), placeholders, secrets).mask(title, notes))
                .isSameAs(title);
        assertThat(notes).isEmpty();
    }

    @Test
    void masksEverythingWithoutAVerdict() {
        Detection failing = text -> {
            throw new DetectionFailed("budget");
        };
        assertThat(mask(failing, "Quarterly report")).isEqualTo("<MASKED>");
        assertThat(notes)
                .singleElement()
                .satisfies(note -> assertThat(note.type()).isEqualTo("UNDECIDED"));
        assertThat(mask(text -> List.of(new Finding(3, 99, "X", "r")), "short")).isEqualTo("<MASKED>");
    }

    @Test
    void overlapsAreMaskedAsAWholeAndASecretGivesTheName() throws DetectionFailed {
        List<Finding> union = Findings.union(
                List.of(
                        new Finding(4, 9, "PHONE", "p"),
                        new Finding(0, 5, "SECRET", "s"),
                        new Finding(8, 20, "URL", "u"),
                        new Finding(30, 32, "IP", "i"),
                        new Finding(31, 40, "EMAIL", "e")),
                40);
        assertThat(union).containsExactly(new Finding(0, 20, "SECRET", "s"), new Finding(30, 40, "EMAIL", "e"));
    }

    private String mask(Detection detection, String text) {
        return new TextMask(detection, placeholders, secrets)
                .mask(Sensitive.of(text), notes)
                .reveal();
    }
}
