package org.oriel.redact.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;

class ContextTest {
    private final NameDetector detector = new NameDetector("", true);

    private List<String> found(String text) {
        return detector.detect(Sensitive.of(text)).stream()
                .sorted(java.util.Comparator.comparingInt(Finding::start))
                .map(finding -> finding.rule() + ":" + text.substring(finding.start(), finding.end()))
                .toList();
    }

    @Test
    void honorifics() {
        assertThat(found("Ask Mr Wren, Ms. O'Larch, Frau Dr. Ottilie von Wren or Prof. J. R. Larch."))
                .containsExactly(
                        "person.honorific:Wren",
                        "person.honorific:O'Larch",
                        "person.honorific:Ottilie von Wren",
                        "person.honorific:J. R. Larch");
        assertThat(found("Mr. Chairman and Miss Universe met the mr of Dr. No; sr developers; the pan Galactic"))
                .containsExactly();
    }

    @Test
    void greetingsAndClosings() {
        assertThat(found("Dear Ottilie Wren,\nHello there,\nHi team,\nHey Larch!\nHallo Mara wie geht es"))
                .containsExactly("person.greeting:Ottilie Wren", "person.greeting:Larch", "person.greeting:Mara");
        assertThat(found("Kind regards,\nOttilie Wren\n")).containsExactly("person.closing:Ottilie Wren");
        assertThat(found("Thanks, Ottilie")).containsExactly("person.closing:Ottilie");
        assertThat(found("Mit freundlichen Grüßen\n\nOttilie Wren")).containsExactly("person.closing:Ottilie Wren");
        assertThat(found("Thanks, Larch is fine by me")).isEmpty();
        assertThat(found("Best, The Team")).isEmpty();
    }

    @Test
    void labelsAndPhrases() {
        Map.of(
                        "From: Ottilie Wren <o@example.org>", "person.label:Ottilie Wren",
                        "Patient name: Larch, Robert", "person.label:Larch, Robert",
                        "Assignee: OTTILIE WREN", "person.label:OTTILIE WREN",
                        "signed by Ottilie Wren on Monday", "person.phrase:Ottilie Wren",
                        "my name is Robert", "person.phrase:Robert",
                        "call with Ottilie W. Larch at noon", "person.phrase:Ottilie W. Larch")
                .forEach((text, expected) -> assertThat(found(text)).contains(expected));
        assertThat(found("From: Monday, To: Friday, Name: required, Owner: platform, assigned to Backlog"))
                .isEmpty();
    }

    @Test
    void givenNamesNeedASurname() {
        assertThat(found("Then Robert Larch spoke to Anna-Lena Wren."))
                .contains("person.given:Robert Larch", "person.given:Anna-Lena Wren");
        assertThat(
                        found(
                                "Robert spoke. The Robert Wood Foundation. Robert Street. Will Congress act? May Day. Paris Texas"))
                .isEmpty();
    }

    @Test
    void companies() {
        assertThat(found("Larch & Wren Ltd. paid Tide, Inc. and Nordsee Pumpen AG"))
                .containsExactly(
                        "company.form:Larch & Wren Ltd", "company.form:Tide, Inc", "company.form:Nordsee Pumpen AG");
        assertThat(found("Client: Larch Mills; vendor: Nordlys"))
                .containsExactly("company.label:Larch Mills", "company.label:Nordlys");
        assertThat(found("in ag, as a co, the SE corner, customer: none, Vendor: TBD?"))
                .isEmpty();
    }

    @Test
    void repositories() {
        assertThat(found(
                        "clone git@github.com:larch/gauge.git, see https://gitlab.com/wren/tide or repo `larch/pump`."))
                .containsExactly(
                        "repository.label:larch/gauge.git",
                        "repository.label:wren/tide",
                        "repository.label:larch/pump");
        assertThat(found("and/or, repo and/or wiki, src/main, 1/2, https://example.org/a/b"))
                .isEmpty();
    }

    @Test
    void settingTurnsContextOff() {
        assertThat(new NameDetector("", false).detect(Sensitive.of("Dear Robert Larch,")))
                .isEmpty();
    }

    @Test
    void everyPhraseOfTheListsWorks() {
        Contexts contexts = Contexts.load();
        contexts.list("honorific")
                .forEach(word ->
                        assertThat(found(capital(word) + ". Larch")).as(word).contains("person.honorific:Larch"));
        contexts.list("greeting")
                .forEach(word ->
                        assertThat(found(capital(word) + " Larch,")).as(word).contains("person.greeting:Larch"));
        contexts.list("phrase")
                .forEach(word -> assertThat(found("is " + word + " Ottilie Larch"))
                        .as(word)
                        .contains("person.phrase:Ottilie Larch"));
        contexts.list("label")
                .forEach(word ->
                        assertThat(found(word + ": Ottilie Larch")).as(word).contains("person.label:Ottilie Larch"));
        contexts.list("closing")
                .forEach(word -> assertThat(found(word + ",\nLarch")).as(word).contains("person.closing:Larch"));
        contexts.list("role")
                .forEach(word ->
                        assertThat(found("Mr. " + capital(word))).as(word).isEmpty());
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
