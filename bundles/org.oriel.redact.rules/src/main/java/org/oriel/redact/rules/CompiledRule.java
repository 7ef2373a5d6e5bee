package org.oriel.redact.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule with its checks and sets of words at hand. */
final class CompiledRule {
    private static final String ALONE = "alone";

    final RuleSpec spec;
    final int number;
    final boolean labelled;
    final boolean vetoed;
    /** Whether having the text for itself stands for a label. */
    final boolean alone;

    final long[] labels;
    final long[] unless;
    /** How long a match may be, about. */
    final int span;

    private final Check[] checks;
    private final Check[] labelOr;
    private final String[] stop;
    private volatile @Nullable Pattern pattern;

    CompiledRule(RuleSpec spec, int number, Checks known, Phrases phrases) {
        this.spec = spec.atWork();
        this.number = number;
        checks = find(spec.checks(), known);
        alone = spec.labelOr().contains(ALONE);
        labelOr =
                find(spec.labelOr().stream().filter(name -> !name.equals(ALONE)).toList(), known);
        labels = phrases.set(spec.labels());
        unless = phrases.set(spec.unless());
        labelled = !spec.labels().isEmpty();
        vetoed = !spec.unless().isEmpty();
        stop = StopWords.of(spec.stop());
        span = span(spec.trigger());
    }

    private static Check[] find(List<String> names, Checks known) {
        return names.stream().map(known::find).toArray(Check[]::new);
    }

    private static int span(RuleSpec.Trigger trigger) {
        if (trigger instanceof RuleSpec.Keywords keywords) {
            int longest =
                    keywords.words().stream().mapToInt(String::length).max().orElse(0);
            return keywords.before() + keywords.after() + longest;
        }
        if (trigger instanceof RuleSpec.DigitShape digits) {
            return 2 * digits.most() + digits.before() + digits.after();
        }
        return trigger instanceof RuleSpec.TokenShape token ? token.most() + 4 : 0;
    }

    /** Compiled when it is first wanted: most rules never are. */
    Pattern pattern() {
        Pattern compiled = pattern;
        if (compiled == null) {
            try {
                compiled = DeepStack.compile(spec.pattern());
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("pattern: " + e.getDescription(), e);
            }
            if (spec.group() < 0 || spec.group() > compiled.groupCount()) {
                throw new IllegalArgumentException("group: the pattern has " + compiled.groupCount());
            }
            pattern = compiled;
        }
        return compiled;
    }

    /** Forgets the compiled pattern: after the self-test of hundreds of rules it is memory for nothing. */
    void forget() {
        pattern = null;
    }

    /** Whether a match must have one of the labels, or the text for itself, whatever else it passes. */
    boolean needsLabel() {
        return labelled && labelOr.length == 0;
    }

    /** Whether nothing forbidden touches the stretch. */
    boolean bounded(PlainText text, int start, int end) {
        return switch (spec.boundary()) {
            case NONE -> true;
            case LEFT -> !touches(text, start - 1);
            case RIGHT -> !touches(text, end);
            case WORD -> !touches(text, start - 1) && !touches(text, end);
        };
    }

    /** Where words are not parted by spaces, a number stands right beside them. */
    private static boolean touches(PlainText text, int i) {
        return text.isWord(i) && !Fold.unspaced(text.at(i));
    }

    /** Whether the rule's checks accept the value and no stop word is in it. */
    boolean accepts(String value) {
        return all(checks, value) && !StopWords.stop(stop, value);
    }

    /** Whether the value is so good that it needs no label. */
    boolean standsAlone(String value) {
        return labelOr.length > 0 && all(labelOr, value);
    }

    private static boolean all(Check[] checks, String value) {
        for (Check check : checks) {
            if (!check.accepts(value)) {
                return false;
            }
        }
        return true;
    }

    /** What an accepted or refused value costs beyond its pattern. */
    int cost(int length) {
        return length * (1 + checks.length + labelOr.length + (stop.length == 0 ? 0 : 1));
    }
}
