package org.oriel.redact.rules;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The members of a rule while it is read; {@link #build} says whether they make one. */
final class RuleBuilder {
    /** Findings should depend on 128 characters; a block of a private key may be as long as this. */
    private static final int LONGEST_REACH = 8_192;

    private static final int LONGEST_LABEL_REACH = 128;
    /** Digits of one candidate; what is longer is no number that people write. */
    private static final int MOST_DIGITS = 63;

    private static final int LONGEST_TOKEN = 4_096;
    /** What a pattern may look at beyond its digits, where the rule does not say. */
    private static final int MARGIN = 2;

    private static final int LONGEST_MARGIN = 64;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z0-9_]*");

    String id = "";
    String type = "";
    int priority;
    List<String> keywords = List.of();
    int @Nullable [] reach;
    String shape = "";
    int @Nullable [] digits;
    int @Nullable [] length;
    String scanner = "";

    @Nullable
    List<String> regions;

    String pattern = "";
    int group;
    RuleSpec.Boundary boundary = RuleSpec.Boundary.WORD;
    List<String> checks = List.of();
    List<String> labels = List.of();
    List<String> labelOr = List.of();
    int labelReach = 48;
    RuleSpec.Side labelSide = RuleSpec.Side.BEFORE;
    List<String> unless = List.of();
    List<String> stop = List.of();
    List<String> positive = List.of();
    List<String> negative = List.of();

    /** Throws {@link IllegalArgumentException} saying what is wrong. */
    RuleSpec build(boolean withCases) {
        require(ID.matcher(id).matches(), "id: letters, digits, dots and dashes are allowed");
        require(TYPE.matcher(type).matches(), "type: upper case, digits and underscores are allowed");
        require(labelReach >= 1 && labelReach <= LONGEST_LABEL_REACH, "labelReach: 1 to " + LONGEST_LABEL_REACH);
        require(labelOr.isEmpty() || !labels.isEmpty(), "labelOr without labels");
        RuleSpec.Trigger trigger = trigger();
        boolean coded = trigger instanceof RuleSpec.Coded;
        require(coded == pattern.isEmpty(), coded ? "a scanner has no pattern" : "pattern is missing");
        require(
                !coded || (checks.isEmpty() && labels.isEmpty() && unless.isEmpty() && stop.isEmpty() && group == 0),
                "a scanner has its own checks");
        if (withCases) {
            require(positive.size() >= 2, "positive: at least two cases are wanted");
            require(!negative.isEmpty(), "negative: at least one case is wanted");
        }
        return new RuleSpec(
                id,
                type,
                priority,
                trigger,
                pattern,
                group,
                boundary,
                List.copyOf(checks),
                List.copyOf(labels),
                List.copyOf(labelOr),
                labelReach,
                labelSide,
                List.copyOf(unless),
                List.copyOf(stop),
                List.copyOf(positive),
                List.copyOf(negative));
    }

    private RuleSpec.Trigger trigger() {
        int triggers = (keywords.isEmpty() ? 0 : 1) + (shape.isEmpty() ? 0 : 1) + (scanner.isEmpty() ? 0 : 1);
        require(triggers == 1, "exactly one of keywords, shape and scanner is wanted");
        require(reach == null || !keywords.isEmpty() || shape.equals("digits"), "reach without keywords or digits");
        require(digits == null || shape.equals("digits"), "digits without the shape digits");
        require(length == null || shape.equals("token"), "length without the shape token");
        require(regions == null || scanner.equals("phone"), "regions: only the scanner phone has them");
        if (!keywords.isEmpty()) {
            int[] range = range(reach == null ? new int[] {0, 100} : reach, "reach", LONGEST_REACH, false);
            List<String> lower =
                    keywords.stream().map(k -> k.toLowerCase(Locale.ROOT)).toList();
            require(lower.stream().noneMatch(String::isEmpty), "keywords: an empty word");
            return new RuleSpec.Keywords(lower, range[0], range[1]);
        }
        if (!scanner.isEmpty()) {
            return new RuleSpec.Coded(scanner, regions);
        }
        if (shape.equals("digits")) {
            int[] range = range(digits, "digits", MOST_DIGITS, true);
            int[] around = range(reach == null ? new int[] {MARGIN, MARGIN} : reach, "reach", LONGEST_MARGIN, false);
            return new RuleSpec.DigitShape(range[0], range[1], around[0], around[1]);
        }
        require(shape.equals("token"), "shape: digits or token");
        int[] range = range(length, "length", LONGEST_TOKEN, true);
        return new RuleSpec.TokenShape(range[0], range[1]);
    }

    private static int[] range(int @Nullable [] pair, String name, int most, boolean ordered) {
        if (pair == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        require(
                pair[0] >= (ordered ? 1 : 0) && pair[1] <= most && pair[0] <= most && (!ordered || pair[0] <= pair[1]),
                name + ": numbers up to " + most + (ordered ? ", the smaller first" : ""));
        return pair;
    }

    private static void require(boolean fine, String message) {
        if (!fine) {
            throw new IllegalArgumentException(message);
        }
    }
}
