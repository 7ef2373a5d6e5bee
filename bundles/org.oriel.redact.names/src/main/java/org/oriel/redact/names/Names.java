package org.oriel.redact.names;

import java.util.Set;

/** Reads a person's name in capitalised words from a place where something says that one begins. */
final class Names {
    private static final Set<String> PARTICLES = Set.of(
            "de", "da", "di", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ibn", "dos", "das", "du",
            "del", "della", "ter", "ten", "zu", "y", "abu", "ben", "bint", "st", "mac", "mc");

    /** Words of a name, without particles. */
    private static final int MAX_PARTS = 4;

    /**
     * A name.
     *
     * @param last index of its last word
     * @param parts words without particles and initials
     * @param initials single letters
     */
    record Name(int last, int parts, int initials) {
        static final Name NONE = new Name(-1, 0, 0);
    }

    private final Words words;
    private final Lists lists;

    Names(Words words, Lists lists) {
        this.words = words;
        this.lists = lists;
    }

    /** The name that begins at word {@code at}; {@link Name#NONE} where none does. */
    Name at(int at, boolean upper) {
        int last = -1;
        int parts = 0;
        int initials = 0;
        for (int i = at; i < words.size() && parts + initials < MAX_PARTS; i++) {
            Words.Word word = words.get(i);
            if (i > at && !connects(i - 1)) {
                break;
            }
            if (word.isInitial()) {
                initials++;
                last = parts > 0 || words.gap(i).startsWith(".") ? i : last;
            } else if (isPart(word, upper)) {
                parts++;
                last = i;
            } else if (!PARTICLES.contains(word.folded()) || !mayFollow(i, at)) {
                break;
            }
        }
        return parts == 0 || last < 0 ? Name.NONE : trimmed(at, last, parts, initials);
    }

    /** An initial at the end with nothing behind it is more often a word: "Plan B". */
    private Name trimmed(int at, int last, int parts, int initials) {
        boolean dangling =
                last > at && words.get(last).isInitial() && !words.gap(last).startsWith(".");
        return dangling ? new Name(last - 1, parts, initials - 1) : new Name(last, parts, initials);
    }

    private boolean isPart(Words.Word word, boolean upper) {
        return (word.isCapitalised() || upper && word.isUpper())
                && !lists.stop().contains(word.folded());
    }

    private boolean mayFollow(int i, int at) {
        int next = i + 1;
        if (next < words.size() && PARTICLES.contains(words.get(next).folded()) && connects(i)) {
            next++;
        }
        boolean begins = i == at && !words.get(i).cased().equals(words.get(i).folded());
        return (i > at || begins) && next < words.size() && words.get(next).isCapitalised() && connects(next - 1);
    }

    /** Whether words {@code i} and the next belong together: a space, a dot behind an initial, a dash, an apostrophe. */
    private boolean connects(int i) {
        String gap = words.gap(i);
        boolean abbreviated = words.get(i).cased().length() <= 2;
        return switch (gap) {
            case " ", "\u00a0", "-", "'", "\u2019", "\u2010", "\u2011" -> true;
            case ".", ". " -> abbreviated;
            default ->
                gap.length() <= 2
                        && !gap.isEmpty()
                        && gap.chars().allMatch(c -> c == ' ' || Character.getType(c) == Character.FORMAT);
        };
    }
}
