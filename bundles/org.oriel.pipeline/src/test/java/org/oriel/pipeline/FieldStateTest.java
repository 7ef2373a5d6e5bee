package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Key;
import org.oriel.api.event.Sensitive;

/** What changes when the application says what its field holds and where the caret is. */
class FieldStateTest {
    private static final String CARD = "4111 1111 1111 1111";
    private static final long WAIT = 500_000_000L;

    private final Typist typist = new Typist(Oracle.patterns());

    @BeforeEach
    void expect() {
        typist.holdBack.expectFields(WAIT);
    }

    @Test
    void anExplainedClickLosesNothing() {
        typist.field("", 0).type("see you tomorow then").click();
        typist.field("see you tomorow then", 13).type("r").click();
        typist.field("see you tomorrow then", 21).type(" ok").blur();
        assertThat(typist.told()).isEqualTo("see you tomorow thenr ok");
    }

    @Test
    void aDigitAddedAfterAClickCompletesTheNumber() {
        String less = CARD.substring(0, 7) + CARD.substring(8);
        typist.field("", 0).type("pay " + less + " now").click();
        typist.field("pay " + less + " now", 11).type("1").blur();
        assertThat(typist.told()).isEqualTo("pay <CREDIT_CARD_1> now");
    }

    @Test
    void textThatWasThereBeforeCompletesTheNumber() {
        typist.field("pay 4111 1111  now", 14).type("1111 1111").blur();
        assertThat(typist.told()).isEqualTo("<CREDIT_CARD_1>");
    }

    @Test
    void aPasteThatTheFieldShowsIsKnown() {
        typist.field("", 0).type("pay 4111 ").chord("Control+v");
        typist.field("pay 4111 1111 1111 1", 20).type("111 now").blur();
        assertThat(typist.told()).isEqualTo("pay <CREDIT_CARD_1>v now");
    }

    @Test
    void theCaretWalksThroughTextThatWasThere() {
        typist.field("abc 4111 1111 1111 111 xyz", 26)
                .press("ArrowLeft", 4)
                .type("1")
                .blur();
        assertThat(typist.told()).isEqualTo("[ArrowLeft][ArrowLeft][ArrowLeft][ArrowLeft]<CREDIT_CARD_1>");
    }

    @Test
    void anUndoThatTheFieldShowsIsFollowed() {
        typist.field("", 0).type("first second").chord("Control+z");
        typist.field("first ", 6).type("third").blur();
        assertThat(typist.told()).isEqualTo("first secondzthird");
    }

    @Test
    void anUndoThatRestoresAValueTellsNothing() {
        typist.field("", 0).type(CARD).press("Backspace", 10).chord("Control+z");
        typist.field(CARD, CARD.length()).type("1 ok").blur();
        assertThat(typist.told()).doesNotContain("41").doesNotContain("11").endsWith(" ok");
    }

    @Test
    void aCompletionThatReplacedWhatWasTypedMasksIt() {
        typist.field("", 0).type("dear jan ");
        typist.field("dear Jane@example.com ", 22).type("hi").blur();
        assertThat(typist.told()).startsWith("dear ").endsWith("hi").doesNotContain("jan");
    }

    @Test
    void keysWaitForTheStateAfterAClick() {
        typist.field("", 0).type("helo").click();
        int before = typist.holdBack.held();
        typist.type("l");
        assertThat(typist.holdBack.held()).isEqualTo(before + 2);
        assertThat(typist.holdBack.needsTick()).isTrue();
        // The state is of the moment between the click and the key.
        long asked = typist.now - 2 * typist.step;
        typist.holdBack.field(Typist.state(asked, "", "helo", 2, FieldState.Privacy.OPEN));
        typist.blur();
        assertThat(typist.told()).isEqualTo("helol");
        assertThat(typist.accountedFor()).isEqualTo(typist.added);
    }

    @Test
    void nobodyWaitsForEver() {
        typist.field("", 0).type("4111 words").click().type("l");
        typist.holdBack.tick(typist.now + WAIT);
        typist.drain();
        typist.blur();
        assertThat(typist.told()).endsWith("[...]").doesNotContain("l").doesNotContain("41");
        assertThat(typist.accountedFor()).isEqualTo(typist.added);
    }

    @Test
    void anOldStateSaysNothing() {
        typist.field("", 0).type("abc");
        long then = typist.now;
        typist.type("def");
        typist.holdBack.field(Typist.state(then, "", "abc", 0, FieldState.Privacy.OPEN));
        typist.type("g").blur();
        assertThat(typist.told()).isEqualTo("abcdefg");
    }

    @Test
    void aStateThatContradictsItselfIsAnUnknownCaret() {
        typist.field("", 0).type("abc").click();
        typist.field("abc", 99).type("d").blur();
        assertThat(typist.told()).endsWith("[...]").doesNotContain("d");
    }

    @Test
    void aProtectedFieldYieldsNoKeys() {
        typist.field("user", "", 0).type("jane").press("Tab");
        typist.holdBack.field(Typist.state(typist.now, "pass", "", 0, FieldState.Privacy.GUARDED));
        typist.type("hunter2").blur();
        assertThat(typist.told()).isEqualTo("jane[Tab][...]");
        assertThat(last().redactions().get(0).rule()).isEqualTo(Edits.PROTECTED);
    }

    @Test
    void ofAFieldThatTurnsOutProtectedNoKeyIsToldWhateverItDoes() {
        typist.type("a").press("Escape").type("b");
        typist.down("F2");
        typist.holdBack.protect("w1", 0, nanos -> true);
        typist.up("F2");
        typist.press("Escape").blur();
        assertThat(typist.told()).isEqualTo("[...][Escape]");
        assertThat(typist.out)
                .filteredOn(event -> event.body() instanceof Key key && key.phase() == Key.Phase.UP)
                .hasSize(1);
        assertThat(typist.accountedFor()).isEqualTo(typist.added);
    }

    @Test
    void backInAnEarlierFieldItsTextIsKnown() {
        typist.field("a", "", 0).type("4111 1111 1111 111").press("Tab");
        typist.field("b", "", 0).type("some words").click();
        typist.field("a", "4111 1111 1111 111", 18).type("1").blur();
        assertThat(typist.told()).isEqualTo("<CREDIT_CARD_1>[Tab]some words");
    }

    private Typist into(String field) {
        typist.holdBack.into(field, false);
        return typist;
    }

    @Test
    void whatWasTypedOnSeveralVisitsOfAFieldIsOneText() {
        typist.holdBack.expectFields(0);
        into("a").type("4111 1111 11").press("Tab");
        into("b").type("some words").press("Tab");
        into("a").type("11 111").press("Tab");
        into("b").type(" more");
        typist.field("b", "some words more", 15).press("Tab");
        into("a").type("1");
        typist.field("a", "4111 1111 1111 1111", 19).blur();
        assertThat(typist.told()).isEqualTo("<CREDIT_CARD_1>[Tab]some words[Tab][Tab] more[Tab]");
    }

    @Test
    void backInAFieldByClickNobodyKnowsWhere() {
        typist.holdBack.expectFields(0);
        into("a").type("4111 1111 111 1111").press("Tab");
        into("b").type("words").click();
        into("a").type("1").press("Tab");
        into("c").type("and").blur();
        assertThat(typist.told()).doesNotContain("1").endsWith("and");
    }

    @Test
    void aNumberInFourFieldsIsOne() {
        for (String group : List.of("4111", "1111", "1111", "1111")) {
            typist.type(group).press("Tab");
        }
        typist.type("next").blur();
        assertThat(typist.told()).isEqualTo("<CREDIT_CARD_1>[Tab]next");
    }

    @Test
    void aNumberInTwoFieldsIsOneAfterAClick() {
        typist.field("a", "", 0).type("41111111").click();
        typist.field("b", "", 0).type("11111111").blur();
        assertThat(typist.told()).isEqualTo("<CREDIT_CARD_1>");
    }

    @Test
    void whatIsShownInAFieldIsMaskedInATitle() {
        typist.field("write to jane@example.com", 9);
        typist.add(new org.oriel.api.event.Window(
                org.oriel.api.event.Window.Change.TITLE,
                Sensitive.of("Draft: J a n e@example.com"),
                "",
                org.oriel.api.event.Rect.NONE,
                1,
                List.of()));
        typist.blur();
        assertThat(last().redactions())
                .singleElement()
                .satisfies(note -> assertThat(note.ref()).isEqualTo("<EMAIL_1>"));
    }

    @Test
    void ofALongDocumentOnlyTheNeighbourhoodIsKept() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            String number = String.valueOf(10_000 + i);
            number.chars().forEach(digit -> words.append((char) (digit - '0' + 'a')));
            words.append(' ');
        }
        String document = words.toString();
        typist.field(document + "end", document.length())
                .type("4111 1111 1111 1111 ")
                .click();
        String now = document + "4111 1111 1111 1111 end";
        typist.field(now, document.length()).type("x").blur();
        assertThat(typist.told()).isEqualTo("<CREDIT_CARD_1> x");
    }

    private CaptureEvent last() {
        return typist.out.get(typist.out.size() - 1);
    }
}
