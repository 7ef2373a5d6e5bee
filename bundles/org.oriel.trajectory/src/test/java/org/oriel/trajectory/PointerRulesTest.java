package org.oriel.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.event.Actor;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.Scroll;

class PointerRulesTest {
    private static SessionScript script() {
        return SessionScript.any();
    }

    private static List<String> actions(SessionScript script) {
        return StepsOf.actions(script);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 9})
    void doubleAndTripleClickOfAnyButton(int button) {
        SessionScript script = script().click(button, 10, 20, 1).pause(600).click(button, 10, 20, 2);
        script.pause(600).click(button, 10, 20, 3).pause(600).click(button, 10, 20, 4);
        assertThat(actions(script))
                .containsExactly(
                        "click " + button + " x1 10,20",
                        "click " + button + " x2 10,20",
                        "click " + button + " x3 10,20",
                        "click " + button + " x3 10,20",
                        "click " + button + " x1 10,20");
    }

    @Test
    void clicksFarApartOrLateOrOfOtherButtonsAreSingle() {
        SessionScript script =
                script().click(10, 20).click(16, 20).pause(400).click(16, 20).click(3, 16, 20, 1);
        assertThat(actions(script))
                .containsExactly("click 1 x1 10,20", "click 1 x1 16,20", "click 1 x1 16,20", "click 3 x1 16,20");
    }

    @Test
    void clicksOfOneSeriesMayJitter() {
        assertThat(actions(script().click(10, 20).click(13, 24))).containsExactly("click 1 x2 10,20");
    }

    @Test
    void releaseWithinSixPixelsIsAClick() {
        SessionScript script = script().move(100, 100).press(1).move(106, 100).release(1);
        assertThat(actions(script)).containsExactly("click 1 x1 100,100");
    }

    @Test
    void dragBackToItsStartIsADrag() {
        SessionScript script = script().drag(1, 100, 100, 107, 100, 100, 100);
        assertThat(actions(script)).containsExactly("drag 1 100,100 100,100 via 4");
    }

    @Test
    void dragOfTheRightButtonKeepsItsPath() {
        Step step = StepsOf.of(script().drag(3, 0, 0, 40, 0, 40, 60)).steps.get(0);
        Action.Drag drag = (Action.Drag) step.action();
        assertThat(drag.button()).isEqualTo(3);
        assertThat(drag.path()).extracting(Point::x).containsExactly(0, 20, 40, 40, 40, 40);
        assertThat(drag.path()).extracting(Point::y).containsExactly(0, 0, 0, 30, 60, 60);
        assertThat(drag.path()).extracting(Point::afterMillis).containsExactly(0, 50, 70, 100, 120, 160);
    }

    @Test
    void longDragIsThinnedButKeepsItsEnds() {
        SessionScript script = script().move(0, 0).press(1);
        for (int i = 1; i <= 5_000; i++) {
            script.move(i, i);
        }
        Action.Drag drag =
                (Action.Drag) StepsOf.of(script.release(1)).steps.get(0).action();
        assertThat(drag.path()).hasSizeBetween(Reduction.DRAG_POINTS / 2, Reduction.DRAG_POINTS);
        assertThat(drag.from().x()).isZero();
        assertThat(drag.to().x()).isEqualTo(5_000);
        assertThat(drag.path()).extracting(Point::x).isSorted();
    }

    @Test
    void longPress() {
        assertThat(actions(script().move(5, 6)
                        .press(1)
                        .pause(439)
                        .release(1)
                        .move(50, 60)
                        .press(2)
                        .pause(440)
                        .release(2)))
                .containsExactly("click 1 x1 5,6", "hold 2 50,60 500ms");
    }

    @Test
    void clickThenDragIsBoth() {
        SessionScript script = script().click(10, 10).press(1).move(80, 10).release(1);
        assertThat(actions(script)).containsExactly("click 1 x1 10,10", "drag 1 10,10 80,10 via 2");
    }

    @Test
    void clickWithModifiers() {
        SessionScript script = script().down("Control", "ControlLeft")
                .down("Shift", "ShiftLeft")
                .click(3, 4);
        assertThat(actions(script.up("Shift", "ShiftLeft").up("Control", "ControlLeft")))
                .containsExactly("click 1 x1 3,4 with Control+Shift");
    }

    @Test
    void locksAreNotHeld() {
        SessionScript script = script().lock("NumLock", Modifier.NUM_LOCK, true).click(3, 4);
        assertThat(actions(script)).containsExactly("press NumLock x1", "click 1 x1 3,4");
    }

    @Test
    void scrollsInOneDirectionAreOne() {
        SessionScript script =
                script().move(50, 50).scroll(0, 1, 4).scroll(0, -0.5, 2).scroll(2, 0, 1);
        assertThat(actions(script))
                .containsExactly("scroll 0.0 4.0 50,50", "scroll 0.0 -1.0 50,50", "scroll 2.0 0.0 50,50");
    }

    @Test
    void scrollElsewhereOrLaterOrWithAModifierIsAnother() {
        SessionScript script = script().move(50, 50)
                .scroll(0, 1, 1)
                .move(120, 50)
                .scroll(0, 1, 1)
                .pause(1_001);
        script.scroll(0, 1, 1).down("Control", "ControlLeft").scroll(0, 1, 1).up("Control", "ControlLeft");
        assertThat(actions(script))
                .containsExactly(
                        "scroll 0.0 1.0 50,50",
                        "scroll 0.0 1.0 120,50",
                        "scroll 0.0 1.0 120,50",
                        "scroll 0.0 1.0 120,50 with Control");
    }

    @Test
    void touchpadPixelsAreKeptAsTheyAre() {
        SessionScript script = script();
        for (int i = 0; i < 3; i++) {
            script.pause(10).add(new Scroll(0, 0, 0.4, 10.1, Point.at(1, 1)));
        }
        Action.Scroll scroll = (Action.Scroll) StepsOf.of(script).steps.get(0).action();
        assertThat(scroll.pixelsY()).isEqualTo(30.3);
        assertThat(scroll.pixelsX()).isEqualTo(1.2);
        assertThat(scroll.notchesY()).isZero();
    }

    @Test
    void pressWithoutReleaseIsUnknown() {
        assertThat(actions(script().move(5, 5).press(1).mark(Mark.Kind.SESSION_END)))
                .containsExactly("unknown pressed-without-release x1");
        assertThat(actions(script().move(5, 5).press(1).pause(100).press(1).release(1)))
                .containsExactly("unknown pressed-without-release x1", "click 1 x1 5,5");
    }

    @Test
    void releaseWithoutPressIsUnknown() {
        assertThat(actions(script().move(5, 5).release(1))).containsExactly("unknown released-without-press x1");
    }

    @Test
    void buttonsTogetherAreUnknown() {
        assertThat(actions(script().move(5, 5)
                        .press(1)
                        .press(3)
                        .release(1)
                        .release(3)
                        .pause(900)
                        .click(5, 5)))
                .containsExactly("unknown pressed-without-release x1", "unknown buttons-together x3", "click 1 x1 5,5");
    }

    @Test
    void keyWhileAButtonIsDownIsNotADrag() {
        SessionScript script =
                script().move(5, 5).press(1).move(90, 5).tap("Escape").release(1);
        assertThat(actions(script))
                .containsExactly(
                        "unknown pressed-without-release x1", "press Escape x1", "unknown buttons-together x1");
    }

    @Test
    void strayModifierReleaseWhileAButtonIsDownTellsNothingTwice() {
        SessionScript script = script().move(5, 5).press(1).up("Alt", "AltLeft").release(1);
        assertThat(actions(script))
                .containsExactly(
                        "unknown pressed-without-release x1",
                        "unknown released-without-press x1",
                        "unknown buttons-together x1");
    }

    @Test
    void releaseBySomebodyElseIsNotAClick() {
        SessionScript script = script().move(5, 5).press(1).by(Actor.AUTOMATION).release(1);
        assertThat(actions(script))
                .containsExactly("unknown pressed-without-release x1", "unknown released-without-press x1");
    }

    @Test
    void gapEndsASeriesOfClicks() {
        StepsOf result = StepsOf.of(script().click(5, 5).mark(Mark.Kind.GAP).click(5, 5));
        assertThat(result.shown()).containsExactly("click 1 x1 5,5", "click 1 x1 5,5 [AFTER_GAP]");
    }

    @Test
    void approachLeadsToTheAction() {
        Step step =
                StepsOf.of(script().move(10, 0).move(30, 0).click(50, 0)).steps.get(0);
        assertThat(step.approach()).extracting(Point::x).containsExactly(5, 10, 20, 30, 40, 50, 50);
        assertThat(step.approach().get(0).afterMillis()).isZero();
    }

    @Test
    void longApproachIsThinnedButKeepsItsEnds() {
        SessionScript script = script();
        for (int i = 0; i < 4_000; i++) {
            script.move(i, 0);
        }
        Step step = StepsOf.of(script.press(1).release(1)).steps.get(0);
        assertThat(step.approach()).hasSizeBetween(Reduction.APPROACH_POINTS / 2, Reduction.APPROACH_POINTS);
        assertThat(step.approach().get(step.approach().size() - 1).x()).isEqualTo(3_999);
    }
}
