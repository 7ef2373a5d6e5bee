package com.google.re2j;

import java.util.Arrays;

/**
 * The steps of a compiled pattern, for {@code Prefilter}. It stands in this package because the library does not tell them,
 * and reading the pattern a second time could read it differently. The library is inside this bundle, at one version.
 */
public final class Program {
    /** What a step does. */
    public enum Kind {
        /** Goes on at {@link #next} and at {@link #other}. */
        SPLIT,
        /** Goes on at {@link #next}; conditions on the place are taken for met. */
        JUMP,
        /** Takes one character. */
        TAKE,
        /** The pattern has matched. */
        MATCH,
        /** A dead end. */
        FAIL
    }

    private final Prog prog;

    /** Of a pattern. */
    public Program(Pattern pattern) {
        prog = pattern.re2().prog;
    }

    /** Where it begins. */
    public int start() {
        return prog.start;
    }

    /** How many steps there are. */
    public int size() {
        return prog.numInst();
    }

    /** What step {@code i} does. */
    public Kind kind(int i) {
        return switch (prog.getInst(i).op) {
            case Inst.ALT, Inst.ALT_MATCH -> Kind.SPLIT;
            case Inst.CAPTURE, Inst.EMPTY_WIDTH, Inst.NOP -> Kind.JUMP;
            case Inst.FAIL -> Kind.FAIL;
            case Inst.MATCH -> Kind.MATCH;
            default -> Kind.TAKE;
        };
    }

    /** Where it goes on after step {@code i}. */
    public int next(int i) {
        return prog.getInst(i).out;
    }

    /** The other way on after a split. */
    public int other(int i) {
        return prog.getInst(i).arg;
    }

    /** Whether step {@code i} takes the character. */
    public boolean takes(int i, int rune) {
        Inst step = prog.getInst(i);
        return switch (step.op) {
            case Inst.RUNE_ANY -> true;
            case Inst.RUNE_ANY_NOT_NL -> rune != '\n';
            default -> step.matchRune(rune);
        };
    }

    /** Whether step {@code i} takes anything beyond ASCII. */
    public boolean takesOthers(int i) {
        Inst step = prog.getInst(i);
        if (step.op == Inst.RUNE_ANY || step.op == Inst.RUNE_ANY_NOT_NL) {
            return true;
        }
        // Long s and the Kelvin sign are the ASCII letters of other case.
        return step.runes[step.runes.length - 1] >= 0x80 || step.matchRune(0x17F) || step.matchRune(0x212A);
    }

    /** Equal for steps that take the same characters. */
    public int alike(int i) {
        Inst step = prog.getInst(i);
        return 31 * (31 * step.op + (step.runes.length == 1 ? step.arg : 0)) + Arrays.hashCode(step.runes);
    }
}
