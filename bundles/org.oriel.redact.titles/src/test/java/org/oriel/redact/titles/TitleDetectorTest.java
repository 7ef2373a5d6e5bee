package org.oriel.redact.titles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;

@DisplayName("A line that names its application as titles do is judged as a title")
class TitleDetectorTest {
    private final TitleRedactor detector = new TitleRedactor(Settings.of("grammar", "controls", 1, List.of(), ""));

    private List<String> found(String text) {
        return detector.detect(Sensitive.of(text)).stream()
                .map(finding -> finding.type() + " " + text.substring(finding.start(), finding.end()))
                .toList();
    }

    @Test
    void partsOfATitle() {
        assertThat(found("Slack | #plum-orchard")).containsExactly("CHANNEL #plum-orchard");
        assertThat(found("Cursor | src/main.rs — plum-labs/orchard-service")).anyMatch(f -> f.startsWith("REPO "));
    }

    @Test
    void otherLines() {
        assertThat(found("The channel was closed - nobody knows why")).isEmpty();
        assertThat(found("Arc | Settings")).isEmpty();
        assertThat(found("Slack | #plum-orchard\nand more")).isEmpty();
        assertThat(found("")).isEmpty();
    }

    @Test
    void onlyWhereGrammarsCount() {
        TitleRedactor detected = new TitleRedactor(Settings.of("detected", "controls", 1, List.of(), ""));
        List<Finding> none = detected.detect(Sensitive.of("Slack | #plum-orchard"));
        assertThat(none).isEmpty();
    }
}
