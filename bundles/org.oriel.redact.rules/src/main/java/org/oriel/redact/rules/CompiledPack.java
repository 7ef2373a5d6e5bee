package org.oriel.redact.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All rules of a pack, by what makes the engine look at them. Immutable, but for patterns compiled on demand. */
final class CompiledPack {
    /** Type of the finding over a whole text that could not be judged in time. */
    static final String UNSCANNED = "UNSCANNED";

    private static final int DIGITS = 64;

    final String name;
    final List<CompiledRule> rules = new ArrayList<>();
    final @Nullable AhoCorasick keywords;
    /** For each keyword its rules. */
    final int[][] byKeyword;

    final int[] keywordLengths;
    final List<CompiledRule> digitRules = new ArrayList<>();

    /** For each of {@link #digitRules} the digit counts that it wants, one bit each. */
    final long[] digitMasks;

    /** The digit counts that any rule wants, one bit each. */
    final long digitCounts;

    final List<CompiledRule> tokenRules = new ArrayList<>();
    final List<CompiledRule> codedRules = new ArrayList<>();
    final Phrases phrases;
    final Set<String> classes;
    final int shortestToken;
    final int longestToken;

    CompiledPack(String name, List<RuleSpec> specs) {
        this.name = name;
        Checks checks = new Checks();
        Set<String> words = new TreeSet<>();
        for (RuleSpec spec : specs) {
            words.addAll(spec.labels());
            words.addAll(spec.unless());
        }
        phrases = new Phrases(List.copyOf(words));
        Map<String, List<Integer>> triggers = new LinkedHashMap<>();
        Set<String> types = new TreeSet<>(Set.of(UNSCANNED));
        long counts = 0;
        int shortest = Integer.MAX_VALUE;
        int longest = 0;
        for (RuleSpec spec : specs) {
            CompiledRule rule = compile(spec, checks);
            types.add(spec.type());
            RuleSpec.Trigger trigger = spec.trigger();
            if (trigger instanceof RuleSpec.Keywords wanted) {
                wanted.words().stream()
                        .distinct()
                        .forEach(w -> triggers.computeIfAbsent(w, x -> new ArrayList<>())
                                .add(rule.number));
            } else if (trigger instanceof RuleSpec.DigitShape digits) {
                digitRules.add(rule);
                counts |= counts(digits);
            } else if (trigger instanceof RuleSpec.TokenShape token) {
                tokenRules.add(rule);
                shortest = Math.min(shortest, token.least());
                longest = Math.max(longest, token.most());
            } else {
                codedRules.add(rule);
            }
        }
        phrases.seal();
        digitCounts = counts;
        digitMasks = digitRules.stream()
                .mapToLong(rule -> counts((RuleSpec.DigitShape) rule.spec.trigger()))
                .toArray();
        shortestToken = shortest;
        longestToken = longest;
        classes = Set.copyOf(types);
        List<String> keys = List.copyOf(triggers.keySet());
        keywords = keys.isEmpty() ? null : new AhoCorasick(keys);
        keywordLengths = keys.stream().mapToInt(String::length).toArray();
        byKeyword = triggers.values().stream()
                .map(l -> l.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private CompiledRule compile(RuleSpec spec, Checks checks) {
        try {
            CompiledRule rule = new CompiledRule(spec, rules.size(), checks, phrases);
            rules.add(rule);
            return rule;
        } catch (IllegalArgumentException e) {
            throw new PackException(name + ", rule " + spec.id() + ": " + e.getMessage());
        }
    }

    /** One bit for each number of digits that the shape allows. */
    static long counts(RuleSpec.DigitShape digits) {
        long upTo = digits.most() >= DIGITS - 1 ? -1L : (1L << digits.most() + 1) - 1;
        return upTo & -(1L << digits.least());
    }

    /** Bytes of the automata. */
    int size() {
        AhoCorasick automaton = keywords;
        return phrases.size() + (automaton == null ? 0 : automaton.size());
    }
}
