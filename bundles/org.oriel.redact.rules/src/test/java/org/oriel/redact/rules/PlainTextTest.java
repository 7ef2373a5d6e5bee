package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    private static String plain(String original) {
        PlainText text = PlainText.of(original);
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            plain.append(text.at(i));
        }
        return plain.toString();
    }

    @Test
    void writesForeignDigitsAndWideLettersAsAscii() {
        assertThat(plain("ＡＢ＠１２")).isEqualTo("AB@12");
        assertThat(plain("٣۳३𝟛")).isEqualTo("3333");
    }

    @Test
    void hasOneKindOfSpaceAndDash() {
        assertThat(plain("a\u00A0b\u3000c\u202Fd")).isEqualTo("a b c d");
        assertThat(plain("1–2—3−4‐5")).isEqualTo("1-2-3-4-5");
    }

    @Test
    void leavesOutWhatCannotBeSeen() {
        assertThat(plain("1\u200B2\u200D3\uFEFF4\u00AD5\u202E6\uFE0F")).isEqualTo("123456");
        assertThat(plain("4\uFE0F\u20E32")).isEqualTo("42");
    }

    @Test
    void keepsOtherCharacters() {
        assertThat(plain("é 東京 🙂")).isEqualTo("é 東京 🙂");
    }

    @Test
    void mapsPlacesBackSoThatInvisibleCharactersAreCovered() {
        PlainText text = PlainText.of("x1\u200B𝟛y");
        assertThat(text.length()).isEqualTo(4);
        assertThat(text.originalStart(1)).isEqualTo(1);
        assertThat(text.originalEnd(3)).isEqualTo(5);
        assertThat(text.originalStart(3)).isEqualTo(5);
    }

    @Test
    void isEmptyOutsideTheText() {
        assertThat(PlainText.of("a").at(-1)).isEqualTo('\0');
        assertThat(PlainText.of("a").at(1)).isEqualTo('\0');
    }
}
