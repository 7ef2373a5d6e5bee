package org.oriel.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.Element;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;

class ElementRulesTest {
    private static final Rect BOX = new Rect(0, 0, 100, 20);
    private static final Rect BELOW = new Rect(0, 40, 100, 20);

    private static SessionScript script() {
        return SessionScript.any();
    }

    private static List<String> shown(SessionScript script) {
        return StepsOf.of(script).shown();
    }

    @Test
    void elementToldAfterTheClickIsItsElement() {
        assertThat(shown(script().click(50, 10).element("push button", "Save", BOX)))
                .containsExactly("click 1 x1 50,10 on push button 'Save'");
    }

    @Test
    void elementToldAfterTheNextGestureBeganIsStillFoundByItsPlace() {
        SessionScript script = script().click(50, 10).click(50, 50).element("push button", "Low", BELOW);
        assertThat(shown(script.element("push button", "High", BOX)))
                .containsExactly("click 1 x1 50,10", "click 1 x1 50,50 on push button 'Low'");
    }

    @Test
    void framesTieMoreSurelyThanTimes() {
        SessionScript script = script().frames().click(50, 10);
        script.element("panel", "Early", BOX).element("push button", "Late", BOX);
        assertThat(shown(script)).containsExactly("click 1 x1 50,10 on panel 'Early' f0>f1");
        SessionScript other = script().element("panel", "Before", BOX).frames().click(50, 10);
        other.in("w9", "/usr/bin/mousepad").element("panel", "Popup", BOX);
        assertThat(shown(other)).containsExactly("click 1 x1 50,10 on panel 'Popup' f0>f1");
    }

    @Test
    void elementToldShortlyBeforeIsTakenIfNothingFollows() {
        assertThat(shown(script().element("push button", "Save", BOX).click(50, 10)))
                .containsExactly("click 1 x1 50,10 on push button 'Save'");
        assertThat(shown(script().element("push button", "Save", BOX)
                        .pause(1_000)
                        .click(50, 10)))
                .containsExactly("click 1 x1 50,10");
    }

    @Test
    void elementToldAfterTheClickWinsOverOneToldBefore() {
        SessionScript script =
                script().element("panel", "Old", BOX).click(50, 10).element("push button", "New", BOX);
        assertThat(shown(script)).containsExactly("click 1 x1 50,10 on push button 'New'");
    }

    @Test
    void ofThoseToldBeforeTheLastWinsOfThoseAfterTheFirst() {
        SessionScript before = script().element("panel", "First", BOX)
                .element("panel", "Last", BOX)
                .click(50, 10);
        assertThat(shown(before)).containsExactly("click 1 x1 50,10 on panel 'Last'");
        SessionScript after =
                script().click(50, 10).element("panel", "First", BOX).element("panel", "Last", BOX);
        assertThat(shown(after)).containsExactly("click 1 x1 50,10 on panel 'First'");
    }

    @Test
    void sameWindowWinsOverAnotherOfTheApplication() {
        SessionScript script =
                script().click(50, 10).in("w2", "/usr/bin/mousepad").element("panel", "Behind", BOX);
        script.in("w1", "/usr/bin/mousepad").element("push button", "Save", BOX);
        assertThat(shown(script)).containsExactly("click 1 x1 50,10 on push button 'Save'");
    }

    @Test
    void elementElsewhereOrOfAnotherApplicationOrTooLateIsNot() {
        assertThat(shown(script().click(50, 10).element("push button", "Low", BELOW)))
                .containsExactly("click 1 x1 50,10");
        assertThat(shown(script().click(100, 10).element("push button", "Save", BOX)))
                .containsExactly("click 1 x1 100,10");
        assertThat(shown(script().click(50, 10).pause(990).element("push button", "Late", BOX)))
                .containsExactly("click 1 x1 50,10");
        SessionScript other = script().click(50, 10).in("w2", "/usr/bin/geany").element("push button", "Other", BOX);
        assertThat(shown(other)).containsExactly("click 1 x1 50,10");
    }

    @Test
    void protectedFieldHasNoName() {
        SessionScript script = script().click(50, 10);
        script.add(new Element("password text", Sensitive.of("PIN of Ann"), BOX, true, true));
        assertThat(shown(script)).containsExactly("click 1 x1 50,10 on password text ''");
    }

    @Test
    void keysGoToTheFieldThatWasToldLast() {
        SessionScript script = script().click(50, 10)
                .element("entry", "Name", BOX, true)
                .pause(2_000)
                .type("a");
        script.pause(1_500).tap("Enter");
        assertThat(shown(script))
                .containsExactly(
                        "click 1 x1 50,10 on entry 'Name'",
                        "type 'a' on entry 'Name'",
                        "press Enter x1 on entry 'Name'");
    }

    @Test
    void keysGoNowhereKnownAfterAClickOnSomethingElse() {
        SessionScript script =
                script().click(50, 10).element("entry", "Name", BOX, true).pause(2_000);
        script.click(50, 50).element("push button", "Go", BELOW).pause(1_500).tap("Enter");
        assertThat(shown(script)).endsWith("press Enter x1");
    }

    @Test
    void nestedMenusByClick() {
        SessionScript script =
                script().click(10, 10).element("menu", "File", BOX).pause(300);
        script.click(10, 50).element("menu", "Recent", BELOW).pause(300);
        script.click(200, 50).element("menu item", "a.txt", new Rect(150, 40, 100, 20));
        assertThat(shown(script))
                .containsExactly(
                        "click 1 x1 10,10 on menu 'File'",
                        "click 1 x1 10,50 on menu 'Recent'",
                        "menu File > Recent > a.txt by click 1 x1 200,50 on menu item 'a.txt'");
    }

    @Test
    void anotherMenuOfTheBarReplacesTheFirst() {
        SessionScript script = script().click(10, 10)
                .element("menu", "File", new Rect(0, 0, 40, 20))
                .pause(300);
        script.click(60, 10).element("menu", "Edit", new Rect(50, 0, 40, 20)).pause(300);
        script.click(60, 50).element("menu item", "Copy", BELOW);
        assertThat(shown(script)).endsWith("menu Edit > Copy by click 1 x1 60,50 on menu item 'Copy'");
    }

    @Test
    void anotherMenuOfTheSameColumnReplacesTheOneBesideIt() {
        SessionScript script =
                script().click(10, 10).element("menu", "File", BOX).pause(300);
        script.move(10, 50).element("menu", "Recent", BELOW).pause(300);
        script.move(10, 70).element("menu", "Export", new Rect(0, 60, 100, 20)).pause(300);
        script.click(200, 70).element("menu item", "PDF", new Rect(150, 60, 100, 20));
        assertThat(shown(script))
                .containsExactly(
                        "click 1 x1 10,10 on menu 'File'",
                        "hover 10,50 on menu 'Recent'",
                        "hover 10,70 on menu 'Export'",
                        "menu File > Export > PDF by click 1 x1 200,70 on menu item 'PDF'");
    }

    @Test
    void menuThatIsLeftIsForgotten() {
        SessionScript script =
                script().click(10, 10).element("menu", "File", BOX).pause(1_500).tap("Escape");
        script.pause(1_500).click(3, 50, 50, 1).pause(600).click(50, 50).element("menu item", "Copy", BELOW);
        assertThat(shown(script)).endsWith("menu Copy by click 1 x1 50,50 on menu item 'Copy'");
    }

    @Test
    void menuByKeys() {
        SessionScript script =
                script().chord("Alt", "f").element("menu", "File", BOX).pause(100);
        script.tap("ArrowDown").element("menu item", "Save", BELOW).pause(100).tap("Enter");
        assertThat(shown(script))
                .containsExactly(
                        "chord Alt+f x1", "press ArrowDown x1", "menu Save by press Enter x1 on menu item 'Save'");
    }

    @Test
    void choiceOfADropdown() {
        SessionScript script =
                script().click(10, 10).element("combo box", "Size", BOX).pause(300);
        script.click(10, 50).element("menu item", "Large", BELOW);
        assertThat(shown(script))
                .containsExactly(
                        "click 1 x1 10,10 on combo box 'Size'",
                        "choose 'Large' of 'Size' by click 1 x1 10,50 on menu item 'Large'");
    }

    @Test
    void entryOfAListIsNoChoiceOfADropdownThatWasLeft() {
        SessionScript script = script().click(10, 10)
                .element("combo box", "Size", BOX)
                .pause(1_500)
                .tap("Escape");
        script.pause(1_500).click(10, 50).element("list item", "Row", BELOW);
        assertThat(shown(script)).endsWith("click 1 x1 10,50 on list item 'Row'");
    }

    @Test
    void entryWithoutANameIsAClick() {
        assertThat(shown(script().click(10, 10).element("menu item", "", BOX)))
                .containsExactly("click 1 x1 10,10 on menu item ''");
    }
}
