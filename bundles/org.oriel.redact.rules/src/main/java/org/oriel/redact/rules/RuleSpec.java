package org.oriel.redact.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule as its pack states it. What the members mean: README of this bundle.
 *
 * @param id name, unique in its pack
 * @param type class of what it finds
 * @param priority whose name overlapping findings get
 * @param trigger where the pattern is tried
 * @param pattern RE2 syntax; empty for a scanner
 * @param group of the pattern that is the value
 * @param boundary what may not touch the value
 * @param checks names of what must accept the value
 * @param labels words of which one must stand near, or empty
 * @param labelOr names of checks that together stand for a label; {@code alone}: so does having the text for itself
 * @param labelReach how far from the value
 * @param labelSide on which side
 * @param unless words that must not stand before
 * @param stop words that the value must not contain
 * @param positive texts with the value between ⟦ and ⟧
 * @param negative texts without a value
 */
public record RuleSpec(
        String id,
        String type,
        int priority,
        Trigger trigger,
        String pattern,
        int group,
        Boundary boundary,
        List<String> checks,
        List<String> labels,
        List<String> labelOr,
        int labelReach,
        Side labelSide,
        List<String> unless,
        List<String> stop,
        List<String> positive,
        List<String> negative) {

    /** Without what is needed no more once the rule is compiled: the words of all rules are most of a pack. */
    RuleSpec atWork() {
        Trigger reach =
                trigger instanceof Keywords words ? new Keywords(List.of(), words.before, words.after) : trigger;
        return new RuleSpec(
                id,
                type,
                priority,
                reach,
                pattern,
                group,
                boundary,
                List.of(),
                List.of(),
                List.of(),
                labelReach,
                labelSide,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Which neighbours a value may not have: letters and digits. */
    public enum Boundary {
        /** Neither before nor after. */
        WORD,
        /** Not before. */
        LEFT,
        /** Not after. */
        RIGHT,
        /** Anything may touch it. */
        NONE
    }

    /** Where a label stands. */
    public enum Side {
        /** Before the value. */
        BEFORE,
        /** After it. */
        AFTER,
        /** On either side. */
        AROUND
    }

    /** What makes the engine look. */
    public sealed interface Trigger {}

    /**
     * Any of these words.
     *
     * @param words in lower case
     * @param before how far the pattern may begin before the word
     * @param after how far it may end after the word
     */
    public record Keywords(List<String> words, int before, int after) implements Trigger {}

    /**
     * Groups of digits.
     *
     * @param least digits
     * @param most digits
     * @param before characters of the pattern that may stand before the digits
     * @param after characters of the pattern that may stand after them
     */
    public record DigitShape(int least, int most, int before, int after) implements Trigger {}

    /**
     * A run without spaces.
     *
     * @param least characters
     * @param most characters
     */
    public record TokenShape(int least, int most) implements Trigger {}

    /**
     * Code of the engine.
     *
     * @param name of the scanner
     * @param regions countries, where the scanner asks for them, or null for those of the engine's settings
     */
    public record Coded(String name, @Nullable List<String> regions) implements Trigger {}
}
