package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Sensitive;

/** The guarantee against ways to type a card number that no list of rates contains. The words around have no digits. */
class OddOrdersPropertyTest {
    /** How a number comes to be. */
    enum Way {
        LEFT_TO_RIGHT,
        RIGHT_TO_LEFT,
        ANY_ORDER,
        TWO_FIELDS,
        FOUR_FIELDS,
        FIELDS_BY_CLICK,
        INTERLEAVED_FIELDS,
        TYPED_OVER,
        DELETED_AND_UNDONE,
        HALF_UNDONE_AND_TYPED_ON,
        INPUT_METHOD,
        HALF_PASTED,
        HALF_PASTED_AND_SHOWN,
        AFTER_A_CLICK
    }

    private static final String[] WORDS = {"we", "meet", "before", "Friday", "noon", "and", "talk", "about", "it"};

    private Random random = new Random(0);
    private Typist typist = new Typist(Oracle.patterns());
    private String number = "";

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void noDigitComesOut(@ForAll long seed, @ForAll Way way) {
        random = new Random(seed);
        typist = new Typist(Oracle.patterns());
        number = number();
        boolean fields = way != Way.TWO_FIELDS && way != Way.FOUR_FIELDS && way != Way.INTERLEAVED_FIELDS;
        words(fields ? random.nextInt(30) : 0);
        type(way);
        if (random.nextBoolean()) {
            typist.type(" ");
            words(random.nextInt(40));
        }
        typist.blur();
        typist.holdBack.close();
        typist.drain();
        assertThat(Attacker.everyCharacter(typist.out)
                        .chars()
                        .filter(Character::isDigit)
                        .count())
                .as("%s: %s", way, typist.told())
                .isZero();
        assertThat(typist.accountedFor()).isEqualTo(typist.added);
    }

    private void type(Way way) {
        switch (way) {
            case LEFT_TO_RIGHT -> typist.type(number);
            case RIGHT_TO_LEFT -> rightToLeft();
            case ANY_ORDER -> anyOrder();
            case TWO_FIELDS -> fields(8, "Tab");
            case FOUR_FIELDS -> fields(4, "Tab");
            case FIELDS_BY_CLICK -> fieldsByClick();
            case INTERLEAVED_FIELDS -> interleaved();
            case TYPED_OVER -> typedOver();
            case DELETED_AND_UNDONE -> {
                typist.type(number).press("Backspace", 1 + random.nextInt(16)).chord("Control+z");
            }
            case HALF_UNDONE_AND_TYPED_ON -> {
                int half = 4 + random.nextInt(9);
                typist.type(number.substring(0, half)).chord("Control+z").type(number.substring(half));
            }
            case INPUT_METHOD -> inputMethod();
            case HALF_PASTED -> {
                typist.type(number.substring(0, 8)).chord("Control+v").type(number.substring(12));
            }
            case HALF_PASTED_AND_SHOWN -> {
                typist.type(number.substring(0, 8));
                typist.holdBack.pasted(Sensitive.of(number.substring(8, 12)));
                typist.type(number.substring(12));
            }
            case AFTER_A_CLICK -> {
                int at = 1 + random.nextInt(15);
                typist.type(number.substring(0, at) + number.substring(at + 1)).click();
                typist.type(number.substring(at, at + 1)).click();
            }
        }
    }

    private void rightToLeft() {
        for (int i = number.length() - 1; i >= 0; i--) {
            typist.type(number.substring(i, i + 1)).press("ArrowLeft");
        }
    }

    /** Each digit is put between those that are there. */
    private void anyOrder() {
        List<Integer> places = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < number.length(); i++) {
            order.add(i);
        }
        java.util.Collections.shuffle(order, random);
        int caret = 0;
        for (int place : order) {
            int to = (int) places.stream().filter(p -> p < place).count();
            typist.press(to < caret ? "ArrowLeft" : "ArrowRight", Math.abs(to - caret));
            typist.type(number.substring(place, place + 1));
            places.add(place);
            caret = to + 1;
        }
    }

    private void fields(int size, String key) {
        for (int at = 0; at < number.length(); at += size) {
            typist.type(number.substring(at, at + size)).press(key);
        }
    }

    private void fieldsByClick() {
        typist.holdBack.expectFields(500_000_000L);
        typist.click().field("first", "", 0).type(number.substring(0, 8));
        typist.click().field("second", "", 0).type(number.substring(8));
    }

    /** First a part here, then a part there, then the rest here. */
    private void interleaved() {
        typist.holdBack.expectFields(500_000_000L);
        typist.field("first", "", 0).type(number.substring(0, 10)).press("Tab");
        typist.field("second", "", 0);
        words(3);
        typist.click().field("first", number.substring(0, 10), 10).type(number.substring(10));
    }

    private void typedOver() {
        typist.type(number.substring(0, 8)).type("xxxx");
        typist.modifier("Shift", Modifier.SHIFT, true);
        typist.press("ArrowLeft", 4);
        typist.modifier("Shift", Modifier.SHIFT, false);
        typist.type(number.substring(8));
    }

    private void inputMethod() {
        for (int at = 0; at < 16; at += 4) {
            for (int i = 0; i < 4; i++) {
                typist.press("Process");
            }
            typist.press(number.substring(at, at + 4));
        }
    }

    private String number() {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private void words(int count) {
        for (int i = 0; i < count; i++) {
            typist.type(WORDS[random.nextInt(WORDS.length)]).type(" ");
        }
    }
}
