package org.oriel.redact.names;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of folded words, each with values: names of a roster, phrases of a rule. Built once, then only read. */
final class Trie<V> {
    /** The longest row. */
    static final int MAX_WORDS = 8;

    /** A row that was found. */
    record Hit<V>(V value, int last) {}

    private static final class Node<V> {
        final Map<String, Node<V>> next = new HashMap<>();
        final List<V> values = new ArrayList<>();
    }

    private final Node<V> root = new Node<>();

    void add(List<String> row, V value) {
        if (row.isEmpty() || row.size() > MAX_WORDS) {
            return;
        }
        Node<V> node = root;
        for (String word : row) {
            node = node.next.computeIfAbsent(word, w -> new Node<>());
        }
        if (!node.values.contains(value)) {
            node.values.add(value);
        }
    }

    /** The words that rows begin with. */
    Set<String> firsts() {
        return root.next.keySet();
    }

    /** All rows that begin at word {@code at}, the shortest first. */
    List<Hit<V>> find(Words words, int at) {
        Node<V> node = root.next.get(words.get(at).folded());
        if (node == null) {
            return List.of();
        }
        List<Hit<V>> hits = new ArrayList<>();
        for (int i = at; node != null; ) {
            for (V value : node.values) {
                hits.add(new Hit<>(value, i));
            }
            if (i + 1 >= words.size() || !joins(words.gap(i))) {
                break;
            }
            node = node.next.get(words.get(++i).folded());
        }
        return hits;
    }

    /** Up to three signs that may stand within a name: spaces, dots, dashes, apostrophes, a comma, a line end. */
    private static boolean joins(String gap) {
        if (gap.length() > 3) {
            return false;
        }
        for (int i = 0; i < gap.length(); i++) {
            char c = gap.charAt(i);
            if (" .-_,'\n\r\u2019\u00a0&+/\u2010\u2011\u2013".indexOf(c) < 0
                    && Character.getType(c) != Character.FORMAT) {
                return false;
            }
        }
        return true;
    }
}
