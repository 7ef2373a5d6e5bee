package org.oriel.redact.rules;

import com.google.re2j.Pattern;
import com.google.re2j.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says that a pattern matches nowhere in a stretch, with one look into a table for each character: the library needs fifty
 * times as long, and nearly every stretch is one without a match. It may say yes where there is none (conditions on a
 * place count as met, characters beyond ASCII as one), never no where there is one. The table, of sets of steps that the
 * pattern may be in, is made as texts ask for it. Not for two threads.
 */
final class Prefilter {
    private static final int MOST_BYTES = 200_000;
    private static final int MOST_STATES = 1_024;
    private static final int ASCII = 0x80;
    private static final char UNKNOWN = 0xFFFF;
    /** Instead of a state: the pattern has matched. */
    private static final char MATCHED = 0xFFFE;
    /** Steps are many where a pattern repeats by number; then the table would cost more than it saves. */
    private static final int MOST_STEPS = 2_000;

    private final Program program;
    private final byte[] classes = new byte[ASCII];
    /** What each step takes, by number, so that steps are asked once for each kind. */
    private final int[] kindOf;
    /** For each class the kinds of steps that take it; the last class is all that is not ASCII. */
    private final BitSet[] takenBy;

    private final int width;
    private final int mostStates;
    private final Map<BitSet, Character> numbers = new HashMap<>();
    private final List<BitSet> states = new ArrayList<>();
    private char[] table = new char[0];
    private final BitSet start;
    private final boolean always;
    /** How often the table was begun anew. */
    private int cleared;

    Prefilter(Pattern pattern) {
        program = new Program(pattern);
        kindOf = new int[program.size()];
        takenBy = classes(kinds());
        width = takenBy.length;
        mostStates = Math.min(MOST_STATES, MOST_BYTES / (2 * width + program.size() / 8 + 120));
        start = new BitSet(program.size());
        always = program.size() > MOST_STEPS || close(program.start(), start);
        clear();
    }

    /** Numbers what steps take; answers a step of each kind. */
    private int[] kinds() {
        Map<Integer, Integer> numbers = new HashMap<>();
        int[] examples = new int[program.size()];
        for (int i = 0; i < program.size(); i++) {
            if (program.kind(i) == Program.Kind.TAKE) {
                Integer known = numbers.putIfAbsent(program.alike(i), numbers.size());
                kindOf[i] = known == null ? numbers.size() - 1 : known;
                examples[kindOf[i]] = i;
            }
        }
        return Arrays.copyOf(examples, numbers.size());
    }

    /** Characters that all steps treat alike are one class; answers what kinds of steps take each, last all others. */
    private BitSet[] classes(int[] kinds) {
        Map<BitSet, Integer> known = new LinkedHashMap<>();
        for (char c = 0; c < ASCII; c++) {
            BitSet taken = new BitSet();
            for (int kind = 0; kind < kinds.length; kind++) {
                taken.set(kind, program.takes(kinds[kind], c));
            }
            classes[c] = (byte) (int) known.computeIfAbsent(taken, t -> known.size());
        }
        BitSet others = new BitSet();
        for (int kind = 0; kind < kinds.length; kind++) {
            others.set(kind, program.takesOthers(kinds[kind]));
        }
        BitSet[] all = known.keySet().toArray(new BitSet[known.size() + 1]);
        all[known.size()] = others;
        return all;
    }

    /** Whether the pattern may match somewhere in the stretch. */
    boolean mayMatch(char[] chars, int from, int to, Steps steps) {
        if (always) {
            return true;
        }
        int state = 0;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            int next = table[state * width + (c < ASCII ? classes[c] : width - 1)];
            if (next == UNKNOWN) {
                next = make(state, c < ASCII ? classes[c] : width - 1);
            }
            state = next;
            if (state == MATCHED) {
                steps.add(i - from + 1);
                return true;
            }
        }
        steps.add(to - from);
        return false;
    }

    private int make(int state, int type) {
        BitSet next = new BitSet(program.size());
        if (step(states.get(state), type, next)) {
            table[state * width + type] = MATCHED;
            return MATCHED;
        }
        int before = cleared;
        char number = number(next);
        if (before == cleared) {
            table[state * width + type] = number;
        }
        return number;
    }

    private boolean step(BitSet from, int type, BitSet next) {
        boolean other = type == width - 1;
        next.or(start);
        boolean matched = false;
        for (int i = from.nextSetBit(0); i >= 0; i = from.nextSetBit(i + 1)) {
            if (takenBy[type].get(kindOf[i])) {
                matched |= close(program.next(i), next);
                if (other) {
                    // A character beyond the first plane is two here.
                    next.set(i);
                }
            }
        }
        return matched;
    }

    /** Adds the steps that take a character from {@code i} on; answers whether a match is among what is reached. */
    private boolean close(int i, BitSet into) {
        boolean matched = false;
        int[] open = new int[program.size() + 1];
        BitSet seen = new BitSet(program.size());
        int count = 0;
        open[count++] = i;
        seen.set(i);
        while (count > 0) {
            int at = open[--count];
            switch (program.kind(at)) {
                case MATCH -> matched = true;
                case TAKE -> into.set(at);
                case FAIL -> {}
                case JUMP -> count = open(program.next(at), seen, open, count);
                case SPLIT -> {
                    count = open(program.next(at), seen, open, count);
                    count = open(program.other(at), seen, open, count);
                }
            }
        }
        return matched;
    }

    private static int open(int i, BitSet seen, int[] open, int count) {
        if (seen.get(i)) {
            return count;
        }
        seen.set(i);
        open[count] = i;
        return count + 1;
    }

    private char number(BitSet state) {
        Character known = numbers.get(state);
        if (known != null) {
            return known;
        }
        if (states.size() == mostStates) {
            clear();
            return number(state);
        }
        char number = (char) states.size();
        numbers.put(state, number);
        states.add(state);
        if (states.size() * width > table.length) {
            int size = Math.max(4 * width, Math.min(2 * table.length, mostStates * width));
            int old = table.length;
            table = Arrays.copyOf(table, size);
            Arrays.fill(table, old, size, UNKNOWN);
        }
        return number;
    }

    private void clear() {
        cleared++;
        numbers.clear();
        states.clear();
        Arrays.fill(table, UNKNOWN);
        char first = number((BitSet) start.clone());
        assert first == 0;
    }

    /** Bytes of the table, about. */
    int size() {
        return 2 * table.length + states.size() * (64 + program.size() / 8);
    }
}
