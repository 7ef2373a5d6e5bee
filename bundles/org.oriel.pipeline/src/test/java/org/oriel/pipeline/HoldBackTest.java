package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Window;

/** What leaves the hold-back, and when. */
class HoldBackTest {
    private static final String CARD = "4111 1111 1111 1111";
    private static final String MAIL = "Jane.Doe@example.com";

    private final Typist typist = new Typist(Oracle.patterns());

    @Test
    void ordinaryTextIsToldWhenTheFocusMovesAndNotBefore() {
        typist.type("Hello, World!\n");
        assertThat(typist.out).isEmpty();
        assertThat(typist.holdBack.held()).isEqualTo((int) typist.added);

        typist.blur();

        assertThat(typist.told()).isEqualTo("Hello, World![Enter]");
        assertThat(typist.out).hasSize((int) typist.added);
        assertThat(typist.holdBack.held()).isZero();
        assertThat(typist.holdBack.masked()).isZero();
    }

    @Test
    void quietReleasesNothing() {
        typist.type("a short note");
        for (int hour = 0; hour < 48; hour++) {
            typist.now += 3_600_000_000_000L;
            typist.holdBack.tick(typist.now);
            typist.drain();
        }
        assertThat(typist.out).isEmpty();
        assertThat(typist.holdBack.needsTick()).isFalse();
    }

    @Test
    void aValueIsOneEventAtThePlaceOfItsFirst() {
        typist.type("to ").type(MAIL).type(" now").blur();

        assertThat(typist.told()).isEqualTo("to <EMAIL_1> now");
        CaptureEvent event = only(Key.Phase.REDACTED);
        Key key = (Key) event.body();
        assertThat(key.code().isEmpty()).isTrue();
        assertThat(key.modifiers()).isEmpty();
        assertThat(key.count()).isZero();
        assertThat(event.redactions()).containsExactly(new Redaction("EMAIL", "<EMAIL_1>", "oracle/EMAIL", "17-32"));
        assertThat(typist.out.indexOf(event)).isEqualTo(6);
    }

    @Test
    void theShiftOfAMaskedCapitalIsMaskedToo() {
        typist.type("x ").type(MAIL).type(" Y").blur();

        List<String> shifts = typist.out.stream()
                .map(CaptureEvent::body)
                .filter(body -> body instanceof Key key && key.key().reveal().equals("Shift"))
                .map(body -> ((Key) body).phase().name())
                .toList();
        assertThat(shifts).containsExactly("DOWN", "UP");
        assertThat(typist.accountedFor()).isEqualTo(typist.added);
    }

    @Test
    void aSecretHasAConstantName() {
        typist.type("password: Tr0ub4dor ").type("password: other1x ").blur();
        assertThat(typist.told()).isEqualTo("password: <SECRET> password: <SECRET> ");
    }

    @Test
    void correctionsInAValueVanishWithIt() {
        typist.type("card 4111 11x").press("Backspace").type("11 1111 1111.").blur();
        assertThat(typist.told()).isEqualTo("card <CREDIT_CARD_1>.");
    }

    @Test
    void theSameValueTypedAgainHasTheSameName() {
        typist.type(CARD)
                .press("Backspace", CARD.length())
                .type(CARD)
                .type(" and 4222 2222 2222 2222")
                .blur();
        assertThat(typist.told()).isEqualTo("<CREDIT_CARD_1><CREDIT_CARD_1> and <CREDIT_CARD_2>");
    }

    @Test
    void aHalfTypedCopyIsMaskedWithTheWholeOne() {
        typist.type("4111 1111").press("Backspace", 9).type(CARD).blur();
        assertThat(typist.told()).isEqualTo("<CREDIT_CARD_1>");
    }

    @Test
    void aCharacterInsertedLaterCompletesTheValue() {
        typist.type("a 4111 111 1111 1111 b");
        typist.press("ArrowLeft", 12).type("1").press("End").type(" c").blur();
        assertThat(typist.told())
                .startsWith("a <CREDIT_CARD_1> b")
                .endsWith(" c")
                .doesNotContain("1 1");
    }

    @Test
    void digitsTypedRightToLeftAreFound() {
        for (char digit : "6111222233334444".toCharArray()) {
            typist.type(String.valueOf(digit)).press("ArrowLeft");
        }
        typist.blur();
        assertThat(typist.told().chars().filter(Character::isDigit).count()).isEqualTo(1);
        assertThat(typist.told()).contains("<CREDIT_CARD_1>");
    }

    @Test
    void deletedTextInsideAValueDoesNotHideIt() {
        typist.type("4111 1111 wrong wrong");
        typist.press("Backspace", 11).type("1111 1111").blur();
        assertThat(typist.told()).isEqualTo("<CREDIT_CARD_1>");
    }

    @Test
    void aValueCompletedByDeletingIsFound() {
        typist.type("4111 1111 1111 x1111 ok")
                .press("ArrowLeft", 7)
                .press("Backspace")
                .press("End")
                .type("!")
                .blur();
        assertThat(typist.told()).startsWith("<CREDIT_CARD_1>").doesNotContain("4111");
    }

    @Test
    void aValueCompletedByDeletingIsFoundBeforeItIsBroken() {
        typist.type("4111 1111 1111 x1111 ok")
                .press("ArrowLeft", 7)
                .press("Backspace")
                .type("9")
                .blur();
        assertThat(typist.told()).startsWith("<CREDIT_CARD_1>").doesNotContain("4111");
    }

    @Test
    void aSecretIsKnownAgainWithoutWhatGaveItAway() {
        typist.type("password: Tr0ub4dor ")
                .blur()
                .type("it is Tr0ub4dor really")
                .blur();
        assertThat(typist.told()).isEqualTo("password: <SECRET> it is <SECRET> really");
    }

    @Test
    void typingOverASelectionReplacesIt() {
        typist.type("my mail is ").type(MAIL);
        typist.modifier("Shift", Modifier.SHIFT, true);
        typist.press("ArrowLeft", MAIL.length());
        typist.modifier("Shift", Modifier.SHIFT, false);
        typist.type("secret").blur();
        assertThat(typist.told()).isEqualTo("my mail is <EMAIL_1>secret");
    }

    @Test
    void selectAllAndTypingStartsAnew() {
        typist.type("wrong ").chord("Control+a").type(CARD.substring(0, 9));
        typist.press("Home").press("End").type(CARD.substring(9)).blur();
        assertThat(typist.told())
                .contains("<CREDIT_CARD_1>")
                .doesNotContain("4")
                .doesNotContain("[...]");
    }

    @Test
    void undoEndsWhatIsKnown() {
        typist.type("fine ")
                .chord("Control+z")
                .type("4111")
                .press("Enter")
                .type("more")
                .blur();
        // Nobody knows what it took away, nor what it put back: with what follows, anything may be complete.
        assertThat(typist.told()).isEqualTo("[...]z[...]");
        Redaction note = typist.out.get(typist.out.size() - 1).redactions().get(0);
        assertThat(note.type()).isEqualTo("UNKNOWN_CARET");
        assertThat(note.length()).isEqualTo("9-16");
    }

    @Test
    void anUndoThatRestoresADeletedValueTellsNothing() {
        typist.type(CARD)
                .press("Backspace", 4)
                .type("2")
                .chord("Control+z")
                .type("1")
                .blur();
        assertThat(typist.told()).isEqualTo("<CREDIT_CARD_1>[...]z[...]");
    }

    @Test
    void aClickAfterTypingEndsWhatIsKnown() {
        typist.type("some words").click().type("4").click().type("2").blur();
        assertThat(typist.told()).isEqualTo("some [...][...][...]");
        assertThat(typist.out.stream().filter(e -> e.body().type().equals("pointer.button")))
                .hasSize(4);
        assertThat(typist.accountedFor()).isEqualTo(typist.added);
    }

    @Test
    void aClickBeforeTypingIsHarmless() {
        typist.click().type("some words").blur();
        assertThat(typist.told()).isEqualTo("some words");
    }

    @Test
    void aClickWithNothingTypedAfterItMasksNothing() {
        typist.type("in 2024 we met Anna ").click().blur();
        assertThat(typist.told()).isEqualTo("in 2024 we met Anna ");
    }

    @Test
    void whatAClickMayCompleteIsMasked() {
        typist.type("pay 411 1111 1111 1111 now ").click().type("1").blur();
        assertThat(typist.told()).isEqualTo("pay [...] now [...]");
    }

    @Test
    void anIncompleteAddressIsMaskedWhenTheCaretIsLost() {
        typist.type("to jane.doeexample.com or so ").press("ArrowUp").type("@").blur();
        assertThat(typist.told()).isEqualTo("to [...] or so [ArrowUp][...]");
    }

    @Test
    void commandsAreToldWhereverTheCaretIs() {
        typist.type("x y ").click();
        typist.press("Escape")
                .chord("Control+s")
                .press("F5")
                .chord("Shift+a")
                .type("4")
                .blur();
        assertThat(typist.told()).isEqualTo("x y [Escape]s[F5][...]");
    }

    @Test
    void leftOfTheFirstCharacterNobodyKnows() {
        typist.type("ab ").press("ArrowLeft", 4).type("4").blur();
        assertThat(typist.told()).endsWith("[...]").doesNotContain("4");
    }

    @Test
    void justBeforeTheFirstCharacterIsKnown() {
        typist.type("ab").press("ArrowLeft", 2).type("c").blur();
        assertThat(typist.told()).isEqualTo("ab[ArrowLeft][ArrowLeft]c");
    }

    @Test
    void aHeldBackspaceThatSurelyEmptiedTheFieldIsKnown() {
        typist.type("abc").press("Backspace").repeat("Backspace", 30).type(CARD).blur();
        assertThat(typist.told()).endsWith("<CREDIT_CARD_1>").doesNotContain("[...]");
    }

    @Test
    void aHeldBackspaceThatMayHaveLeftSomethingIsNot() {
        typist.type("abcdefghij ")
                .press("Backspace")
                .repeat("Backspace", 8)
                .type(CARD)
                .blur();
        assertThat(typist.told()).endsWith("[...]").doesNotContain("1");
    }

    @Test
    void aHeldKeyCannotBePassed() {
        typist.type("a")
                .repeat("a", 3)
                .type("b")
                .press("ArrowLeft", 2)
                .type("c")
                .blur();
        assertThat(typist.told()).endsWith("[...]").doesNotContain("c");
    }

    @Test
    void aPasteIsAWallOfUnknownLength() {
        typist.type("a ")
                .chord("Control+v")
                .type(" b")
                .press("ArrowLeft", 3)
                .type("c")
                .blur();
        assertThat(typist.told()).endsWith("[...]").doesNotContain("c");
    }

    @Test
    void tabMayGoToAnotherField() {
        typist.type("name")
                .press("Tab")
                .type(CARD)
                .press("Backspace", CARD.length() + 2)
                .type("x")
                .blur();
        assertThat(typist.told())
                .startsWith("[...]<CREDIT_CARD_1>")
                .endsWith("[...]")
                .doesNotContain("x");
    }

    @Test
    void aTabTakenBackIsATabThatMayNotHaveBeen() {
        typist.type("4111 1111")
                .press("Tab")
                .press("Backspace")
                .type(" 1111 1111 ok")
                .blur();
        assertThat(typist.told()).isEqualTo("<CREDIT_CARD_1> ok");
        typist.type("name").press("Tab").press("Backspace").type(CARD).blur();
        assertThat(typist.told()).endsWith("<CREDIT_CARD_1>");
    }

    @Test
    void aNumberWithAHeldDigitIsNotJudgedByAGuess() {
        typist.type("pay 4").repeat("0", 4).type("0 0000 0000 02 in 2 days").blur();
        // The guess was a card number after all; had it been one digit off, the detector would have said nothing.
        assertThat(typist.told()).isEqualTo("pay [...]<CREDIT_CARD_1> in 2 days");
        typist.type("zz").repeat("z", 20).type(" good").blur();
        assertThat(typist.told()).endsWith("zz" + "z" + " good");
    }

    @Test
    void aNumberWithAHeldDigitIsMaskedWhateverTheDetectorsSay() {
        typist.type("pay 4").repeat("0", 4).type("0 0000 0000 2 in 2 days").blur();
        assertThat(typist.told())
                .startsWith("pay [...]")
                .endsWith("] in 2 days")
                .doesNotContain("0");
    }

    @Test
    void neighboursThatMayBeGoneDoNotHideAValue() {
        // The message was sent and the field is empty: the backspace deleted nothing, but the model does not know.
        typist.type("see you\n").press("Backspace").type(CARD).type(" ok").blur();
        assertThat(typist.told()).isEqualTo("see you<CREDIT_CARD_1> ok");
    }

    @Test
    void aDeadKeyBelongsToWhatItMakes() {
        typist.type("password: s").press("Dead").press("é").type("cret99 ");
        typist.press("Dead").press("ô").blur();
        assertThat(typist.told()).isEqualTo("password: <SECRET> [Dead]ô");
        assertThat(typist.accountedFor()).isEqualTo(typist.added);
    }

    @Test
    void altGrTypesText() {
        typist.type("jane");
        typist.modifier("AltGraph", Modifier.ALT_GRAPH, true);
        typist.press("@");
        typist.modifier("AltGraph", Modifier.ALT_GRAPH, false);
        typist.type("example.com ").blur();
        assertThat(typist.told()).isEqualTo("<EMAIL_1> ");
        assertThat(typist.out).hasSize(3);
    }

    @Test
    void aReleaseIsJudgedByItsPress() {
        typist.type(CARD.substring(0, 18));
        typist.down("1");
        typist.blur();
        typist.up("1");
        typist.down("b");
        typist.blur();
        typist.up("b");
        typist.drain();
        assertThat(typist.out.stream().map(e -> ((Key) e.body()).phase()))
                .containsExactly(Key.Phase.REDACTED, Key.Phase.DOWN, Key.Phase.UP);
    }

    @Test
    void theReleaseOfAKeyThatNobodySawPressedVanishes() {
        typist.up("7");
        typist.up("Shift");
        typist.blur();
        assertThat(typist.out).hasSize(1);
        assertThat(typist.accountedFor()).isEqualTo(typist.added);
    }

    @Test
    void everythingWaitsBehindTheKeysBeforeIt() {
        EventBody move = new PointerMove(List.of(Point.at(1, 1)));
        typist.add(move);
        assertThat(typist.out).hasSize(1);
        typist.type("a");
        typist.add(move);
        assertThat(typist.out).hasSize(1);
        typist.blur();
        assertThat(typist.out.stream().map(e -> e.time().monotonicNanos()))
                .isSorted()
                .hasSize(4);
    }

    @Test
    void titlesAreMaskedByWhatIsTypedLater() {
        typist.type("to ");
        typist.add(new Window(
                Window.Change.TITLE, Sensitive.of("Mail for J-a n e.Doe@example.com"), "c", Rect.NONE, 1, List.of()));
        typist.type(MAIL).type(" ").blur();
        CaptureEvent title = typist.out.stream()
                .filter(e -> e.body() instanceof Window)
                .findFirst()
                .orElseThrow();
        assertThat(((Window) title.body()).title().reveal()).isEqualTo("Mail for <EMAIL_1>");
        assertThat(title.redactions()).singleElement().satisfies(note -> {
            assertThat(note.ref()).isEqualTo("<EMAIL_1>");
            assertThat(note.rule()).isEqualTo(SecretSet.RULE);
        });
    }

    @Test
    void aTitleThatNamesAValueMasksWhatWasTypedBefore() {
        Typist labelled = new Typist(text -> {
            int at = text.indexOf("patient ");
            return at < 0 ? List.of() : List.of(new org.oriel.api.redact.Finding(at + 8, text.length(), "NAME", "n"));
        });
        labelled.type("tell Mara Quill today ").type("and more words follow here");
        labelled.add(new Window(Window.Change.TITLE, Sensitive.of("patient Mara Quill"), "c", Rect.NONE, 1, List.of()));
        labelled.blur();
        assertThat(labelled.told()).isEqualTo("tell <NAME_1> today and more words follow here");
    }

    @Test
    void aValueIsMaskedWhereNothingGivesItAwayThoughItIsRecognisedLater() {
        typist.type("it is Tr0ub4dor or so, password: Tr0ub4dor ").blur();
        assertThat(typist.told()).isEqualTo("it is <SECRET> or so, password: <SECRET> ");
    }

    @Test
    void aWordReplacedAfterADoubleClickIsTriedInEveryPlace() {
        Typist exact = new Typist(Oracle.values(List.of("blue monday club")));
        exact.type("we met at blue friday club then ")
                .click()
                .click()
                .type("monday")
                .blur();
        assertThat(exact.told())
                .startsWith("we met at [...]")
                .contains(" then ")
                .doesNotContain("blue");
    }

    @Test
    void aSelectionByMouseMasksEverythingThatIsHeld() {
        typist.type("we met at noon ");
        typist.add(new org.oriel.api.event.PointerButton(true, 1, Point.at(3, 4), Set.of()));
        typist.add(new org.oriel.api.event.PointerButton(false, 1, Point.at(90, 4), Set.of()));
        typist.type("x").blur();
        assertThat(typist.told()).isEqualTo("[...][...]");
    }

    @Test
    void whatTouchesAnUnknownPasteIsMasked() {
        typist.type("dear jan").chord("Control+v").type("oe, hello").blur();
        assertThat(typist.told()).isEqualTo("dear [...]v[...] hello");
    }

    @Test
    void aDetectorWithoutAVerdictMasksEverything() {
        Typist failing = new Typist(text -> {
            throw new DetectionFailed("budget");
        });
        failing.type("any words").blur();
        assertThat(failing.told()).isEqualTo("[...]");
        assertThat(failing.out.get(0).redactions().get(0).rule()).isEqualTo(Mask.DETECTOR_FAILED);
        assertThat(failing.accountedFor()).isEqualTo(failing.added);
    }

    @Test
    void aDetectorThatThrowsOrLiesMasksEverything() {
        for (Detection bad : List.<Detection>of(
                text -> {
                    throw new IllegalStateException(text);
                },
                text -> List.of(new org.oriel.api.redact.Finding(0, text.length() + 1, "X", "r")))) {
            Typist failing = new Typist(bad);
            failing.type("any words").blur();
            assertThat(failing.told()).isEqualTo("[...]");
        }
    }

    @Test
    void vetoDropsWhatIsHeldAndWhatFollowsIt() {
        typist.type("4111 1111 ");
        typist.add(new PointerMove(List.of(Point.at(1, 1))));
        assertThat(typist.holdBack.veto()).isEqualTo(typist.added);
        typist.type("1111 1111 ");
        assertThat(typist.out).as("one event, whatever the rhythm").isEmpty();
        typist.blur();
        assertThat(typist.told()).isEqualTo("[...]");
        assertThat(typist.holdBack.held()).isZero();
        typist.type("new").blur();
        assertThat(typist.told()).isEqualTo("[...]new");
    }

    @Test
    void vetoOfNothingTypedLeavesNothingBehind() {
        typist.add(new PointerMove(List.of(Point.at(1, 1))));
        assertThat(typist.holdBack.veto()).isZero();
        typist.type("new").blur();
        assertThat(typist.told()).isEqualTo("new");
    }

    @Test
    void forgottenTimeIsGoneAndItsGapIsNotTypedOver() {
        typist.type("keep this ");
        long then = typist.now + 1;
        typist.type("forget ");
        typist.down("q");
        assertThat(typist.holdBack.forgetSince(then)).isEqualTo(15);
        typist.up("q");
        typist.type("later").blur();
        assertThat(typist.told()).isEqualTo("keep this [...]");
        assertThat(typist.accountedFor() + 15).isEqualTo(typist.added);
    }

    @Test
    void discardLeavesNothing() {
        typist.type("private");
        assertThat(typist.holdBack.discard()).isEqualTo(typist.added);
        typist.drain();
        assertThat(typist.out).isEmpty();
        typist.type("new").blur();
        assertThat(typist.told()).isEqualTo("new");
    }

    @Test
    void closeKeeps() {
        typist.type("kept ").type(CARD);
        typist.holdBack.close();
        typist.drain();
        assertThat(typist.told()).isEqualTo("kept <CREDIT_CARD_1>");
    }

    @Test
    void keysThatWentElsewhereCutTheText() {
        typist.type("pay 4111 1111");
        typist.holdBack.suppress(typist.now, 3);
        typist.type(" 1111 and more words").blur();
        assertThat(typist.told()).isEqualTo("pay [...] 1111 and more words");
    }

    @Test
    void overThatCutNobodyCanFollowTheCaret() {
        typist.type("some words ");
        typist.holdBack.suppress(typist.now, 1);
        typist.type("more").press("Backspace", 5).type("z").blur();
        assertThat(typist.told()).startsWith("some words").endsWith("[...]").doesNotContain("z");
    }

    @Test
    void aSuppressedEventOfTheEnginePassesThrough() {
        Key counted = new Key(Key.Phase.SUPPRESSED, Sensitive.empty(), Sensitive.empty(), Set.of(), 0);
        typist.add(counted);
        assertThat(typist.out)
                .singleElement()
                .satisfies(e -> assertThat(e.body()).isEqualTo(counted));
    }

    @Test
    void moreEventsThanMayBeHeldAreMaskedNotTold() {
        Typist small = new Typist(new HoldBack(
                Oracle.patterns(), new Placeholders(), new SecretSet(), new Limits(8, 64, 100, 1_000_000)));
        small.drains = false;
        small.type("abc");
        IntStream.range(0, 120).forEach(i -> small.add(new PointerMove(List.of(Point.at(i, 0)))));
        small.drain();
        assertThat(small.told()).isEqualTo("[...]");
        assertThat(small.out).hasSize(121);
        small.type("d").blur();
        assertThat(small.told()).isEqualTo("[...]d");
        assertThat(small.accountedFor()).isEqualTo(small.added);
    }

    @Test
    void moreCharactersThanMayBeKeptAreMaskedNotTold() {
        Typist small = new Typist(new HoldBack(
                Oracle.patterns(), new Placeholders(), new SecretSet(), new Limits(8, 64, 100_000, 1_000_000)));
        small.drains = false;
        small.type("a b ".repeat(30)).blur();
        assertThat(small.told()).isEqualTo("a b ".repeat(16) + "[...]");
    }

    private CaptureEvent only(Key.Phase phase) {
        List<CaptureEvent> found = typist.out.stream()
                .filter(e -> e.body() instanceof Key key && key.phase() == phase)
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
