package org.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;

/** What every {@link TextDetector} must do; {@code docs/plugins/redactor.md} gives the reasons. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class TextDetectorContract {
    /**
     * A text with something in it that must be found.
     *
     * @param text the text
     * @param secret the part of it that must be covered by findings, wherever it occurs
     * @param type class that the findings must have
     */
    public record Sample(String text, String secret, String type) {}

    /** For subclasses. */
    protected TextDetectorContract() {}

    /** The detector, as its activation makes it. */
    protected abstract TextDetector detector() throws Exception;

    /** Texts in which it must find something; at least one for each of its classes. */
    protected abstract List<Sample> samples();

    /** Texts in which it must find nothing. */
    protected abstract List<String> cleanTexts();

    @Test
    @DisplayName("MUST find every sample, whole, wherever it stands in a text")
    final void findsSamples() throws Exception {
        TextDetector detector = detector();
        assertThat(samples()).isNotEmpty();
        for (Sample sample : samples()) {
            for (String frame : List.of("%s", "x: %s", "(%s)\n", "é漢👩‍💻 %s\n%s")) {
                String text = frame.replace("%s", sample.text());
                List<Finding> findings = detector.detect(Sensitive.of(text));
                assertThat(uncovered(text, sample, findings))
                        .as(
                                "characters of a %s sample that are not found, in a text of the form %s",
                                sample.type(), frame)
                        .isZero();
            }
        }
    }

    @Test
    @DisplayName("MUST leave clean texts alone")
    final void leavesCleanTextsAlone() throws Exception {
        TextDetector detector = detector();
        assertThat(cleanTexts()).isNotEmpty();
        for (String text : cleanTexts()) {
            assertThat(detector.detect(Sensitive.of(text)))
                    .as("findings in: %s", text)
                    .isEmpty();
        }
        assertThat(detector.detect(Sensitive.empty())).isEmpty();
    }

    @Test
    @DisplayName("MUST be pure: the same text gives the same findings, whatever was asked in between")
    final void isPure() throws Exception {
        TextDetector detector = detector();
        TextDetector other = detector();
        for (Sample sample : samples()) {
            Sensitive text = Sensitive.of(sample.text());
            List<Finding> first = detector.detect(text);
            HostileTexts.small().forEach(hostile -> detector.detect(Sensitive.of(hostile)));
            assertThat(detector.detect(text)).isEqualTo(first);
            assertThat(other.detect(text)).isEqualTo(first);
        }
    }

    @Test
    @DisplayName("MUST stay within the text and within its declared classes")
    final void staysWithinBounds() throws Exception {
        TextDetector detector = detector();
        assertThat(detector.classes()).isNotEmpty().allMatch(type -> type.matches("[A-Z][A-Z0-9_]*"));
        for (Sample sample : samples()) {
            assertBounds(detector, sample.text());
        }
        for (String text : HostileTexts.small()) {
            assertBounds(detector, text);
        }
    }

    @Test
    @DisplayName(
            "MUST NOT throw or hang on any text: split surrogates, NUL, right to left, 65,536 characters of anything")
    final void survivesHostileTexts() throws Exception {
        TextDetector detector = detector();
        for (String text : HostileTexts.small()) {
            assertBounds(detector, text);
        }
        for (String text :
                HostileTexts.large(samples().stream().map(Sample::text).toList())) {
            assertBounds(detector, text);
        }
    }

    @Test
    @DisplayName("MUST NOT tell content in a finding, its own name or an exception")
    final void tellsNoContent() throws Exception {
        TextDetector detector = detector();
        for (Sample sample : samples()) {
            String told = detector.detect(Sensitive.of(sample.text())) + " " + detector;
            assertThat(told).doesNotContain(sample.secret());
        }
    }

    private static void assertBounds(TextDetector detector, String text) {
        for (Finding finding : detector.detect(Sensitive.of(text))) {
            assertThat(finding.end()).as("end of a finding").isLessThanOrEqualTo(text.length());
            assertThat(detector.classes()).contains(finding.type());
            assertThat(finding.rule()).isNotBlank();
        }
    }

    private static long uncovered(String text, Sample sample, List<Finding> findings) {
        boolean[] covered = new boolean[text.length()];
        for (Finding finding : findings) {
            if (finding.type().equals(sample.type())) {
                java.util.Arrays.fill(covered, finding.start(), finding.end(), true);
            }
        }
        long missing = 0;
        int at = text.indexOf(sample.secret());
        assertThat(at).as("the secret of a sample must be part of its text").isNotNegative();
        for (; at >= 0; at = text.indexOf(sample.secret(), at + 1)) {
            for (int i = at; i < at + sample.secret().length(); i++) {
                missing += covered[i] ? 0 : 1;
            }
        }
        return missing;
    }
}
