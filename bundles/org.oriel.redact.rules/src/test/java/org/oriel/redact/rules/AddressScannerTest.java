package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up postal addresses as they are written in several countries. */
class AddressScannerTest {
    private final Scanner rule = new AddressScanner(new AddressWords());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "come to «742 Evergreen Terrace» at ten",
                "«742 Evergreen Terrace\nSpringfield, IL 62704»\nthanks",
                "«48 West 38th Ave Apt 7C, Denver, CO 80202-1234»",
                "«221B Baker Street, London NW1 6XE».",
                "«14 Clifton Gardens, Bristol»",
                "«100 King St W Suite 6000, Toronto, ON M5X 1E1»",
                "ship to «123 main st»",
                "Anschrift: «Lindenstraße 12, 10969 Berlin»",
                "«Karl-Marx-Allee 34 a, 10178 Berlin»",
                "«Am Alten Markt 7, 50667 Köln»",
                "«Hauptstr. 5, 8001 Zürich»",
                "«Kungsgatan 44, 111 35 Stockholm»",
                "«Mannerheimintie 5, 00100 Helsinki»",
                "«Keizersgracht 126, 1015 CW Amsterdam»",
                "«12 bis rue de la Paix, 75002 Paris»",
                "«Calle de Alcalá 45, 28014 Madrid»",
                "«Via Garibaldi 12, 20121 Milano»",
                "«ul. Marszałkowska 10, 00-590 Warszawa»",
                "office in «Denver, CO 80202» now",
                "> «17 Hillcrest Road\n> Suite 9\n> Dunedin\n> New Zealand 90540»",
            })
    void finds(String expected) {
        assertThat(Marked.by(rule, Marked.plain(expected))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 angry men",
                "Main Street was empty",
                "in 1984 way too many",
                "we walked 3 miles down the road",
                "Chapter 12, verse 7; page 311",
                "On 5 May 2024 The Court ruled",
                "version 3 Place the cover on top",
                "x = 12 * Math.PI; return 4 / Road.width",
                "$45 Street price",
                "0.5 Mile Drive-through",
                "Windows 11 Home, Office 365",
                "costs 20 % more",
            })
    void leaves(String text) {
        assertThat(Marked.by(rule, text)).isEqualTo(text);
    }
}
