package org.oriel.redact.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;

class PersonalDataDetectorTest {
    private static final String LETTER =
            "Ask mara.quill@example.org or +49 30 23125 014, card 4111 1111 1111 1111, GB29 NWBK 6016 1331 9268 19.";
    private static final String LETTER_MARKED =
            "Ask «mara.quill@example.org» or «+49 30 23125 014», card «4111 1111 1111 1111», «GB29 NWBK 6016 1331 9268 19».";

    private final PersonalDataDetector detector = new PersonalDataDetector(List.of("US", "GB", "DE"));

    @Test
    void findsEachClassInOrder() {
        List<Finding> found = detector.detect(Sensitive.of(LETTER));
        assertThat(found).extracting(Finding::type).containsExactly("EMAIL", "PHONE", "CREDIT_CARD", "IBAN");
        assertThat(found).extracting(Finding::rule).containsExactly("email", "phone.international", "card", "iban");
        assertThat(detector.classes()).containsExactlyInAnyOrder("EMAIL", "CREDIT_CARD", "IBAN", "PHONE");
        assertThat(Marked.by(detector, LETTER)).isEqualTo(LETTER_MARKED);
    }

    @Test
    void findsTheSameInWideCharacters() {
        StringBuilder wide = new StringBuilder();
        for (char c : LETTER_MARKED.toCharArray()) {
            wide.append(c > ' ' && c < 0x7f ? (char) (c + 0xFEE0) : c);
        }
        assertThat(Marked.by(detector, Marked.plain(wide.toString()))).isEqualTo(wide.toString());
    }

    @Test
    void findsTheSameWithInvisibleCharacters() {
        String joined = String.join("\u200B", LETTER.split(""));
        List<Finding> found = detector.detect(Sensitive.of(joined));
        assertThat(found)
                .extracting(f -> joined.substring(f.start(), f.end()).replace("\u200B", ""))
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
        assertThat(Marked.by(detector, "4008 4111 1111 1111 1111")).isEqualTo("«4008 4111 1111 1111 1111»");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The meeting of 21 November 2026 lasted 90 minutes; 3,400 people came, 12.5 % more than in 2019-2020.",
                "for (int i = 0; i < 65536; i++) sum += table[i & 0xff] ^ 2654435761L;",
                "commit 1f3a9be27c4d5e60718293a4b5c6d7e8f9012345 (tag: v2.14.3-rc1)",
                "Order 4500123456, invoice INV-2026-000123, total 1.234,56 EUR, ref 00000123456789",
                "ping 192.168.100.200 -c 10; curl http://localhost:8080/api/v1/items/123456789?page=20",
                "uuid 3f2504e0-4f89-41d3-9a0c-0305e82c3301, epoch 1763712000 and 1763712000000",
                "ISBN 978-3-16-148410-0, DOI 10.1000/182, RFC 5321, EAN 9783161484100",
            })
    void leavesOrdinaryTextAlone(String text) {
        assertThat(Marked.by(detector, text)).isEqualTo(text);
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

    @Test
    void anUnknownRegionFailsWithItsName() {
        assertThatThrownBy(() -> new PersonalDataDetector(List.of("US", "Narnia")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("phoneRegions")
                .hasMessageContaining("Narnia");
    }
}
