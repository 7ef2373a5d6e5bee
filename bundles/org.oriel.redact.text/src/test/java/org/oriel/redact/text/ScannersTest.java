package org.oriel.redact.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;
import org.oriel.redact.rules.RulePack;
import org.oriel.tck.TextDetectorContract;

/** The pack as a detector: the contract of every detector, and the coded rules together. */
class ScannersTest extends TextDetectorContract {
    private static final String LETTER =
            "Ask mara.quill@example.org or +49 30 23125 014, card 4111 1111 1111 1111, GB29 NWBK 6016 1331 9268 19.";

    private final TextDetector detector = detector();

    @Override
    protected TextDetector detector() {
        try {
            return RulePack.read(Path.of("src/main/resources/OSGI-INF/oriel/rules"))
                    .detector();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected List<Sample> samples() {
        return List.of(
                new Sample("mara.quill@example.org", "mara.quill@example.org", "EMAIL"),
                new Sample("to Mara <mara@example.org>", "mara@example.org", "EMAIL"),
                new Sample("4111 1111 1111 1111", "4111 1111 1111 1111", "CREDIT_CARD"),
                new Sample("378282246310005", "378282246310005", "CREDIT_CARD"),
                new Sample("GB29 NWBK 6016 1331 9268 19", "GB29 NWBK 6016 1331 9268 19", "IBAN"),
                new Sample("de89370400440532013000", "de89370400440532013000", "IBAN"),
                new Sample("+49 30 23125 014", "+49 30 23125 014", "PHONE"),
                new Sample("(202) 555-0143", "(202) 555-0143", "PHONE"),
                new Sample("call 2025550143", "2025550143", "PHONE"));
    }

    @Override
    protected List<String> cleanTexts() {
        return List.of(
                "",
                "The meeting is on 2026-11-21 at 10:15.",
                "Version 10.0.19041.1234 of 21.11.2026",
                "Order 4500123456 costs 1,234.56 EUR",
                "0.4111111111111111",
                "@Override public String toString() { return \"x@\" + 12; }",
                "3f2504e0-4f89-41d3-9a0c-0305e82c3301");
    }

    @Test
    void findsEachClassInOrder() {
        List<Finding> found = detector.detect(Sensitive.of(LETTER));
        assertThat(found).extracting(Finding::type).containsExactly("EMAIL", "PHONE", "CREDIT_CARD", "IBAN");
        assertThat(found).extracting(Finding::rule).containsExactly("email", "phone.international", "card", "iban");
        assertThat(found)
                .extracting(f -> LETTER.substring(f.start(), f.end()))
                .containsExactly(
                        "mara.quill@example.org",
                        "+49 30 23125 014",
                        "4111 1111 1111 1111",
                        "GB29 NWBK 6016 1331 9268 19");
    }

    @Test
    void findsTheSameInAnyCase() {
        for (String text : List.of(LETTER.toUpperCase(Locale.ROOT), LETTER.toLowerCase(Locale.ROOT))) {
            assertThat(detector.detect(Sensitive.of(text))).hasSize(4);
        }
    }

    @Test
    void oneStretchOfOneClassIsOneFinding() {
        // Both 16-digit stretches pass every check; which one was meant cannot be told.
        assertThat(detector.detect(Sensitive.of("4008 4111 1111 1111 1111")))
                .containsExactly(new Finding(0, 24, "CREDIT_CARD", "card"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 ", "12 ", "0123 ", "4111 ", "a@", "@a.b", "a.", "%40", "\"@", "GB82 ", "0049 ", "1", "x", "(0) ",
                "+1 "
            })
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void noInputIsABomb(String piece) {
        // A rule of quadratic cost would take hours on a quarter of a million characters; the limit only ends a hanging
        // run.
        String text = piece.repeat(250_000 / piece.length());
        assertThat(detector.detect(Sensitive.of(text)))
                .allSatisfy(f -> assertThat(f.end()).isLessThanOrEqualTo(text.length()));
    }
}
