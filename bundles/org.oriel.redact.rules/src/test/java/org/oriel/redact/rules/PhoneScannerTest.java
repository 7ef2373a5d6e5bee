package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that regulators keep for films and examples, where there are such. */
class PhoneScannerTest {
    private final Scanner rule =
            new PhoneScanner(new PhoneNumbers(List.of("US", "GB", "DE", "FR", "ES", "IT")), new PhoneWords());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at «+1 202 555 0143» today",
                "«+12025550143»",
                "«(+44) 20 7946 0958»",
                "«+44 (0)20 7946 0958»",
                "«+49 (30) 23125 014»",
                "«+49-30-23125-014»",
                "tel:«+49.30.23125.014»",
                "«+46 (0)8 928 571 38»",
            })
    void findsInternationalNumbers(String expected) {
        assertThat(Marked.by(rule, Marked.plain(expected))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "«(202) 555-0143»",
                "«( 202 ) 555-0143»",
                "«(202)555-0143x12»",
                "«202-555-0143» ext. 5x",
                "«202-555-0143 ext. 5», «202.555.0144»",
                "«1-202-555-0143», «001-202-555-0143x0135»",
                "«202-555-0143»\n«202-555-0144»",
                "«123-456-7890»",
            })
    void findsNorthAmericanShapes(String expected) {
        assertThat(Marked.by(rule, Marked.plain(expected)))
                .isEqualTo(expected.replace("«202-555-0143» ext. 5x", "«202-555-0143 ext. 5»x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "so «020 7946 0958» it is",
                "«07400 123456»",
                "«07400123456»",
                "so «07400123456» it is",
                "«0301234567»",
                "«020 7946 0958» «020 7946 0959»",
                "2026-11-21 «020 7946 0958»",
                "«030/23125014»",
                "«01.99.00.12.34»",
                "«0049 30 23125014»",
                "«(030) 23125-014»",
                "2025550143 is an order",
                "«202 555 0143»",
                "«2025550143»",
            })
    void findsNationalNumbersThatAreGivenOut(String expected) {
        assertThat(Marked.by(rule, Marked.plain(expected))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call me on «78 651 450»",
                "Mobile: «723 813 266»",
                "«33 93 31» office",
                "«91 93 31»-Office",
                "T: «651 450 78»",
                "Telefon «23125014»",
                "my phone, the old one, is «2025550143», thanks",
                "llámame al «612 345 678»",
                "invoice 12 for the call «9320 7126»",
                "WhatsApp «９３２０ ７１２６»",
            })
    void findsAnythingThatAWordTellsOf(String expected) {
        assertThat(Marked.by(rule, Marked.plain(expected))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "due 2026-11-21 or 21.11.2026 or 11/21/2026",
                "call on 2026-11-21 10:15",
                "call between 2019-2020",
                "call 21 11 2026",
                "call version 10.0.19041.1234",
                "call 192.168.100.200",
                "ring 40.7127837, 74.0059413",
                "call for $12345678 or 12345678 €",
                "phone 12,345,678",
                "call 1 234 567,89",
                "call 100% of 1,000,000.00",
                "phone INV-2026-000123",
                "phone order 12345678",
                "Bestellung 0301234567",
                "see 0450012345 there",
                "ISBN 0306406152 and 978-0-306-40615-7",
                "order 020 7946 0958 is on its way",
                "DE89 3704 0044 0532 0130 00",
                "id 2025550143 here",
                "2025550143 is an id",
                "1763712000",
                "call 078-05-1120",
                "reach 12345-6789",
                "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
                "0000012345",
                "12 (1998) 345-367",
                "123456789 is a number",
                "Table 12 34 56 78 90",
                "1 2 3 4 5 6 7 8 9 10",
                "12:30:45.123456",
                "call 5 or 6 of them",
            })
    void leaves(String text) {
        assertThat(Marked.by(rule, text)).isEqualTo(text);
    }

    @Test
    void knowsOnlyTheRegionsItIsToldOf() {
        Scanner german = new PhoneScanner(new PhoneNumbers(List.of("DE")), new PhoneWords());
        assertThat(Marked.by(german, "so 020 7946 0958 it is")).isEqualTo("so 020 7946 0958 it is");
        assertThat(Marked.by(german, "so 030 23125 014 it is")).isEqualTo("so «030 23125 014» it is");
    }

    @Test
    void masksWhenThereAreTooManyToAsk() {
        String unassigned = "or 0599 9999 9999 ";
        String text = unassigned.repeat(400);
        assertThat(Marked.by(rule, unassigned)).isEqualTo(unassigned);
        assertThat(Marked.by(rule, text)).startsWith(unassigned).endsWith("or «0599 9999 9999» ");
    }
}
