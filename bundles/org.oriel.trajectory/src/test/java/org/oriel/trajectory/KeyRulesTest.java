package org.oriel.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.Actor;
import org.oriel.api.event.Key;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Window;

class KeyRulesTest {
    private static SessionScript script() {
        return SessionScript.any();
    }

    private static List<String> actions(SessionScript script) {
        return StepsOf.actions(script);
    }

    @Test
    void textIsWhatTheKeysTyped() {
        assertThat(actions(script().type("It's 5 $, \"OK\"?"))).containsExactly("type 'It's 5 $, \"OK\"?'");
    }

    @Test
    void keysReleasedInAnotherOrderAreText() {
        assertThat(actions(script().down("a", "KeyA")
                        .down("b", "KeyB")
                        .up("a", "KeyA")
                        .up("b", "KeyB")))
                .containsExactly("type 'ab'");
    }

    @Test
    void shiftReleasedBeforeItsLetterIsText() {
        SessionScript script =
                script().down("Shift", "ShiftLeft").down("A", "KeyA").up("Shift", "ShiftLeft");
        assertThat(actions(script.up("A", "KeyA").tap("b", "KeyB"))).containsExactly("type 'Ab'");
    }

    @Test
    void heldLetterTypesAsOftenAsItRepeats() {
        assertThat(actions(script().down("x", "KeyX")
                        .repeat("x", "KeyX", 4)
                        .up("x", "KeyX")
                        .type("y")))
                .containsExactly("type 'xxxxxy'");
    }

    @Test
    void repeatsToldLongAfterThePressBelongToIt() {
        SessionScript script = script().down("Backspace", "Backspace").pause(20_000);
        assertThat(actions(script.repeat("Backspace", "Backspace", 60).up("Backspace", "Backspace")))
                .containsExactly("press Backspace x61");
    }

    @Test
    void deadAndComposeKeysTypeNothingThemselves() {
        SessionScript script = script().type("caf").tap("Dead", "Quote").tap("é", "KeyE");
        script.tap("Compose", "ContextMenu").tap("Dead", "Minus").tap("—", "Minus");
        assertThat(actions(script)).containsExactly("type 'café—'");
    }

    @Test
    void compositionWithoutResultIsUnknown() {
        assertThat(actions(script().tap("Dead", "Quote").tap("Escape")))
                .containsExactly("unknown composition-unfinished x2", "press Escape x1");
    }

    @Test
    void textOfSeveralCharactersFromOneKeyIsText() {
        assertThat(actions(script().tap("你好", "").tap("ﬁ", "KeyF").tap("👩‍💻", "KeyG")))
                .containsExactly("type '你好ﬁ👩‍💻'");
    }

    @Test
    void capsLockIsAPressAndTheTextIsWhatItTyped() {
        SessionScript script =
                script().lock("CapsLock", Modifier.CAPS_LOCK, true).type("ABc");
        assertThat(actions(script)).containsExactly("press CapsLock x1", "type 'ABc'");
    }

    @Test
    void correctionsAreLiteral() {
        StepsOf result = StepsOf.of(script().type("helo").tap("Backspace").type("lo"));
        assertThat(Shown.actions(result.steps)).containsExactly("type 'helo'", "press Backspace x1", "type 'lo'");
        assertThat(result.steps.get(1).marks()).containsExactly(Step.Mark.CORRECTION);
        assertThat(Shown.actions(Corrections.without(result.steps))).containsExactly("type 'hello'");
    }

    @Test
    void correctionsStayWhereItIsNotCertainWhatWasDeleted() {
        StepsOf more = StepsOf.of(script().type("a").tap("Backspace").tap("Backspace"));
        assertThat(Shown.actions(Corrections.without(more.steps))).containsExactly("type 'a'", "press Backspace x2");
        StepsOf masked = StepsOf.of(script().masked("EMAIL", "<EMAIL_1>").tap("Backspace"));
        assertThat(Corrections.without(masked.steps)).hasSize(2);
        StepsOf emoji = StepsOf.of(script().tap("😀", "KeyA").tap("Backspace"));
        assertThat(Corrections.without(emoji.steps)).hasSize(2);
    }

    @Test
    void presssesOfOneKeyAreCountedUntilAPause() {
        SessionScript script =
                script().tap("Tab").tap("Tab").tap("Enter").pause(1_500).tap("Enter");
        assertThat(actions(script)).containsExactly("press Tab x2", "press Enter x1", "press Enter x1");
    }

    @Test
    void chords() {
        SessionScript script =
                script().chord("Control", "s").chord("Control", "Shift", "T").chord("Alt", "F4");
        script.chord("Shift", "Tab").chord("AltGraph", "Enter").chord("Meta", "l");
        assertThat(actions(script))
                .containsExactly(
                        "chord Control+s x1",
                        "chord Control+Shift+T x1",
                        "chord Alt+F4 x1",
                        "chord Shift+Tab x1",
                        "chord AltGraph+Enter x1",
                        "chord Meta+l x1");
    }

    @Test
    void modifierHeldOverSeveralKeys() {
        SessionScript script =
                script().down("Alt", "AltLeft").tap("Tab").tap("Tab").down("Shift", "ShiftLeft");
        script.tap("Tab").up("Shift", "ShiftLeft").up("Alt", "AltLeft").chord("Alt", "Tab");
        assertThat(actions(script))
                .containsExactly("chord Alt+Tab x2", "chord Alt+Shift+Tab x1 continued", "chord Alt+Tab x1");
    }

    @Test
    void altGrTypesAlsoWhereItIsControlAndAlt() {
        SessionScript script = script();
        script.add(new Key(
                Key.Phase.DOWN,
                Sensitive.of("KeyE"),
                Sensitive.of("€"),
                Set.of(Modifier.CONTROL, Modifier.ALT, Modifier.ALT_GRAPH),
                1));
        assertThat(actions(script)).containsExactly("type '€'");
    }

    @Test
    void modifierAloneIsAPress() {
        assertThat(actions(script().tap("Meta", "MetaLeft").tap("Alt", "AltLeft")))
                .containsExactly("press Meta x1", "press Alt x1");
    }

    @Test
    void twoModifiersAloneAreAChordOfTheLast() {
        SessionScript script = script().down("Alt", "AltLeft").down("Shift", "ShiftLeft");
        assertThat(actions(script.up("Alt", "AltLeft").up("Shift", "ShiftLeft")))
                .containsExactly("chord Alt+Shift x1");
    }

    @Test
    void modifierReleasedWhereNobodyLookedIsNotHeldAnyMore() {
        SessionScript script = script().down("Alt", "AltLeft");
        script.add(new Key(Key.Phase.DOWN, Sensitive.of("KeyA"), Sensitive.of("a"), Set.of(), 1));
        assertThat(actions(script)).containsExactly("type 'a'");
    }

    @Test
    void placeholdersOfMaskedSpansAreMarkedInTheText() {
        Step step = StepsOf.of(script().type("to ").masked("EMAIL", "<EMAIL_1>").type("!"))
                .steps
                .get(0);
        Action.Type type = (Action.Type) step.action();
        assertThat(type.text().reveal()).isEqualTo("to <EMAIL_1>!");
        assertThat(type.placeholders().get(0).start()).isEqualTo(3);
        assertThat(type.placeholders().get(0).end()).isEqualTo(12);
        assertThat(type.redactions().get(0).type()).isEqualTo("EMAIL");
        assertThat(step.marks()).containsExactly(Step.Mark.MASKED);
    }

    @Test
    void ofSuppressedKeysOnlyTheirNumberIsTold() {
        StepsOf result = StepsOf.of(script().type("a").suppressed().suppressed().type("b"));
        assertThat(Shown.actions(result.steps)).containsExactly("type 'a'", "suppressed x2", "type 'b'");
        assertThat(result.steps.get(1).element()).isEmpty();
    }

    @Test
    void releaseThatNobodySawEndsTheHoldAllTheSame() {
        SessionScript script =
                script().down("Alt", "AltLeft").tap("Tab").lose("Alt").chord("Control", "s");
        assertThat(actions(script.down("Alt", "AltLeft").tap("Tab").lose("Alt").chord("Alt", "Tab")))
                .containsExactly("chord Alt+Tab x1", "chord Control+s x1", "chord Alt+Tab x1", "chord Alt+Tab x1");
    }

    @Test
    void releaseWithoutPressIsUnknownAndKeepsItsEvents() {
        SessionScript script = script().up("Enter", "Enter").up("Alt", "AltLeft");
        Step step = StepsOf.of(script).steps.get(0);
        assertThat(Shown.of(step.action())).isEqualTo("unknown released-without-press x2");
        assertThat(((Action.Unknown) step.action()).events())
                .containsExactly(
                        script.events().get(0).id(), script.events().get(1).id());
    }

    @Test
    void secondReleaseSaysNothingButAfterAGapItMayBeTheFirst() {
        assertThat(actions(script().tap("a", "KeyA").up("a", "KeyA").type("b"))).containsExactly("type 'ab'");
        assertThat(actions(script().tap("a", "KeyA").mark(Mark.Kind.GAP).up("a", "KeyA")))
                .containsExactly("type 'a'", "unknown released-without-press x1");
    }

    @Test
    void unidentifiedKeyIsUnknown() {
        assertThat(actions(script().tap("Unidentified", "Unidentified")))
                .containsExactly("unknown unidentified-key x2");
    }

    @Test
    void repeatWithoutPressIsUnknown() {
        assertThat(actions(script().repeat("a", "KeyA", 3))).containsExactly("unknown repeated-without-press x1");
    }

    @Test
    void anotherWindowEndsTheText() {
        SessionScript script = script().type("ab").in("w2", "/usr/bin/geany").type("cd");
        assertThat(actions(script)).containsExactly("type 'ab'", "type 'cd'");
    }

    @Test
    void focusThatWentAndCameBackEndsTheText() {
        SessionScript script = script().type("ab").in("w2", "/usr/bin/geany");
        script.add(new Window(Window.Change.FOCUS, Sensitive.empty(), "", Rect.NONE, 1.0, List.of()));
        assertThat(actions(script.in("w1", "/usr/bin/mousepad").type("cd"))).containsExactly("type 'ab'", "type 'cd'");
    }

    @Test
    void anotherActorEndsTheText() {
        StepsOf result = StepsOf.of(script().type("ab").by(Actor.AUTOMATION).type("cd"));
        assertThat(result.steps).extracting(Step::actor).containsExactly(Actor.HUMAN, Actor.AUTOMATION);
    }

    @Test
    void longTextGoesOnInTheNextStep() {
        Reduction small = Reduction.DEFAULT.withSizes(1_000, 4, 100);
        StepsOf result = StepsOf.of(small, script().type("abcdefghi").events());
        assertThat(Shown.actions(result.steps)).containsExactly("type 'abcd'", "type 'efgh'", "type 'i'");
        assertThat(result.steps)
                .extracting(step -> step.marks().contains(Step.Mark.CONTINUES))
                .containsExactly(true, true, false);
    }

    @Test
    void gapEndsTheTextAndTheNextStepSaysSo() {
        StepsOf result = StepsOf.of(script().down("a", "KeyA")
                .mark(Mark.Kind.GAP, "queue-full", java.util.Map.of("records", 2L))
                .up("a", "KeyA")
                .type("b"));
        assertThat(result.shown()).containsExactly("type 'a' [CUT]", "type 'b' [AFTER_GAP]");
        assertThat(result.episodes.get(0).gaps())
                .extracting(Episode.Gap::beforeStep, Episode.Gap::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1, "queue-full"));
    }

    @Test
    void noContentInToString() {
        assertThat(StepsOf.of(script().type("hunter2").chord("Control", "q"))
                        .steps
                        .toString())
                .doesNotContain("hunter2")
                .doesNotContain("KeyQ");
    }
}
