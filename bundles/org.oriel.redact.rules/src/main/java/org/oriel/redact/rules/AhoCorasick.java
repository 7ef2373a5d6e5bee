package org.oriel.redact.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds any of many words in one pass, whatever their case: one look into a dense table for each character. */
final class AhoCorasick {
    /** Told of each occurrence, in the order of their ends. */
    @FunctionalInterface
    interface Sink {
        /** Word number {@code word} ends before {@code end}. */
        void hit(int word, int end);
    }

    private static final int MOST_STATES = 65_535;

    private final Classes classes;
    private final int width;
    private final char[] next;
    /** Where in {@link #words} the words of a state begin; one more than there are states. */
    private final char[] first;

    private final char[] words;

    AhoCorasick(List<String> words) {
        classes = new Classes(words);
        width = classes.count();
        Trie trie = new Trie(words);
        next = trie.table();
        first = trie.first;
        this.words = trie.flat;
    }

    /** The trie and, breadth first, where each state falls back to; thrown away afterwards. */
    private final class Trie {
        private int[] table = new int[64 * width];
        private int states = 1;
        private final List<List<Integer>> outputs = new ArrayList<>();
        private char[] first = new char[0];
        private char[] flat = new char[0];

        Trie(List<String> words) {
            outputs.add(new ArrayList<>());
            for (int w = 0; w < words.size(); w++) {
                outputs.get(insert(words.get(w))).add(w);
            }
            link();
            flatten();
        }

        private int insert(String word) {
            if (word.isEmpty()) {
                throw new IllegalArgumentException("an empty word");
            }
            int state = 0;
            for (int i = 0; i < word.length(); i++) {
                int cell = state * width + classes.of(word.charAt(i));
                if (table[cell] == 0) {
                    if (states == MOST_STATES) {
                        throw new IllegalArgumentException("too many words: more than " + MOST_STATES + " states");
                    }
                    table[cell] = states++;
                    if (states * width > table.length) {
                        table = Arrays.copyOf(table, table.length * 2);
                    }
                    outputs.add(new ArrayList<>());
                }
                state = table[cell];
            }
            return state;
        }

        private void link() {
            int[] fallback = new int[states];
            int[] queue = new int[states];
            int tail = 0;
            for (int c = 0; c < width; c++) {
                if (table[c] != 0) {
                    queue[tail++] = table[c];
                }
            }
            for (int head = 0; head < tail; head++) {
                int state = queue[head];
                outputs.get(state).addAll(outputs.get(fallback[state]));
                for (int c = 0; c < width; c++) {
                    int cell = state * width + c;
                    int lesser = table[fallback[state] * width + c];
                    if (table[cell] == 0) {
                        table[cell] = lesser;
                    } else {
                        fallback[table[cell]] = lesser;
                        queue[tail++] = table[cell];
                    }
                }
            }
        }

        private void flatten() {
            first = new char[states + 1];
            StringBuilder all = new StringBuilder();
            for (int state = 0; state < states; state++) {
                first[state] = (char) all.length();
                outputs.get(state).forEach(w -> all.append((char) w.intValue()));
            }
            if (all.length() > MOST_STATES) {
                throw new IllegalArgumentException("too many words end in one another");
            }
            first[states] = (char) all.length();
            flat = all.toString().toCharArray();
        }

        char[] table() {
            char[] compact = new char[states * width];
            for (int i = 0; i < compact.length; i++) {
                compact[i] = (char) table[i];
            }
            return compact;
        }
    }

    void scan(char[] text, int length, Sink sink) {
        int state = 0;
        for (int i = 0; i < length; i++) {
            state = next[state * width + classes.of(text[i])];
            int from = first[state];
            int to = first[state + 1];
            for (int k = from; k < to; k++) {
                sink.hit(words[k], i + 1);
            }
        }
    }

    /** Bytes of the tables. */
    int size() {
        return 2 * (next.length + first.length + words.length);
    }
}
