package org.oriel.redact.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words and phrases that rules ask for near a value. Between the words of a phrase anything short that is no letter
 * may stand, or nothing: {@code passport number}, {@code passport_number}, {@code passportNumber}. Words are known by
 * their hash and phrases by a tree of words, which takes a hundredth of what an automaton of letters would.
 */
final class Phrases {
    /** Letters of a phrase. */
    private static final int LONGEST = 64;

    /** By their letters: with gaps and without they are the same phrase. */
    private final Map<String, Integer> numbers = new HashMap<>();

    private final LongMap words;
    /** From a node (high half) and a word (low half) to the next node. */
    private final LongMap edges;
    /** The phrase that ends at a node, or -1. */
    private final int[] phraseAt;

    Phrases(List<String> phrases) {
        List<List<String>> all = new ArrayList<>();
        List<Integer> of = new ArrayList<>();
        for (String phrase : phrases) {
            List<String> split = split(phrase);
            String name = String.join("", split);
            int number = numbers.computeIfAbsent(name, n -> numbers.size());
            all.add(split);
            of.add(number);
            if (split.size() > 1) {
                all.add(List.of(name));
                of.add(number);
            }
        }
        int letters = all.stream().mapToInt(List::size).sum();
        words = new LongMap(letters);
        edges = new LongMap(letters);
        int[] ends = new int[letters + 1];
        Arrays.fill(ends, -1);
        int nodes = 1;
        for (int i = 0; i < all.size(); i++) {
            int node = 0;
            for (String word : all.get(i)) {
                int next = edges.putIfAbsent(edge(node, words.putIfAbsent(hash(word), words.size())), nodes);
                nodes += next == nodes ? 1 : 0;
                node = next;
            }
            ends[node] = of.get(i);
        }
        phraseAt = Arrays.copyOf(ends, nodes);
    }

    private static long edge(int node, int word) {
        return (long) node << 32 | word;
    }

    private static long hash(String word) {
        long hash = TextWords.SEED;
        for (int i = 0; i < word.length(); i++) {
            hash = TextWords.mix(hash, word.charAt(i));
        }
        return hash;
    }

    /** The words of a phrase, folded; each letter of a script without spaces is one. */
    private static List<String> split(String phrase) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int length = 0;
        for (char c : (phrase + ' ').toCharArray()) {
            char letter = Fold.of(c);
            boolean single = Fold.unspaced(letter);
            if ((letter == ' ' || single) && word.length() > 0) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (single) {
                words.add(String.valueOf(letter));
            } else if (letter != ' ' && letter != '\0') {
                word.append(letter);
            }
            length += letter == ' ' || letter == '\0' ? 0 : 1;
        }
        if (length == 0 || length > LONGEST) {
            throw new IllegalArgumentException("a label of 1 to " + LONGEST + " letters is wanted");
        }
        return words;
    }

    /** The set of these phrases, one bit for each that is known. */
    long[] set(List<String> phrases) {
        long[] set = new long[(numbers.size() + 63) / 64];
        for (String phrase : phrases) {
            Integer number = numbers.get(String.join("", split(phrase)));
            if (number != null) {
                set[number / 64] |= 1L << number % 64;
            }
        }
        return set;
    }

    /** No more sets are asked for: the letters are not needed to find a phrase. */
    void seal() {
        numbers.clear();
    }

    /** Bytes of the tables. */
    int size() {
        return words.bytes() + edges.bytes() + 4 * phraseAt.length;
    }

    /** Where the phrases stand in a text. */
    Places in(PlainText text, Steps steps) {
        TextWords parts = new TextWords(text, steps);
        Places places = new Places();
        for (int i = 0; i < parts.count(); i++) {
            follow(parts, i, i, 0, places, steps);
        }
        return places;
    }

    /** From a node on with the words that begin at part {@code i}: it alone, or with what is joined to it. */
    private void follow(TextWords parts, int first, int i, int node, Places places, Steps steps) {
        long hash = TextWords.SEED;
        for (int last = i; last < parts.count() && (last == i || parts.joined(last, i)); last++) {
            steps.one();
            hash = parts.hash(last, hash);
            int word = words.get(hash);
            int next = word < 0 ? -1 : edges.get(edge(node, word));
            if (next < 0) {
                continue;
            }
            if (phraseAt[next] >= 0) {
                places.add(phraseAt[next], parts.start(first), parts.end(last));
            }
            if (last + 1 < parts.count() && parts.near(last + 1)) {
                follow(parts, first, last + 1, next, places, steps);
            }
        }
    }

    /** Occurrences of phrases, in the order of their starts. */
    static final class Places {
        /** Letters of the longest phrase, and what may stand between them. */
        private static final int SPAN = 4 * LONGEST;

        private int[] phrases = new int[16];
        private int[] starts = new int[16];
        private int[] ends = new int[16];
        private int count;

        private void add(int phrase, int start, int end) {
            if (count == ends.length) {
                phrases = Arrays.copyOf(phrases, 2 * count);
                starts = Arrays.copyOf(starts, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
            }
            phrases[count] = phrase;
            starts[count] = start;
            ends[count++] = end;
        }

        /** Whether one of the set ends before {@code start}, at most {@code reach} characters away. */
        boolean before(long[] set, int start, int reach) {
            return any(set, start - reach - SPAN, start, start - reach, start);
        }

        /** Whether one of the set begins after {@code end}, at most {@code reach} characters away. */
        boolean after(long[] set, int end, int reach) {
            return any(set, end, end + reach, 0, Integer.MAX_VALUE);
        }

        /** Whether one of the set is near enough to anything in the stretch to be worth a closer look. */
        boolean near(long[] set, int from, int to, int reach) {
            return any(set, from - reach - SPAN, to + reach, from - reach, Integer.MAX_VALUE);
        }

        private boolean any(long[] set, int leastStart, int mostStart, int leastEnd, int mostEnd) {
            int low = 0;
            int high = count;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (starts[middle] < leastStart) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            for (int i = low; i < count && starts[i] <= mostStart; i++) {
                if (ends[i] >= leastEnd && ends[i] <= mostEnd && (set[phrases[i] / 64] & 1L << phrases[i] % 64) != 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
