package org.oriel.ledger;

import java.util.ArrayList;
import java.util.List;

/** Computes the roots of spans of leaves while a chain is walked, in little memory whatever its length. */
final class Subtrees implements Chain.Watcher {
    private final List<Proof.Span> spans;
    private final List<Tree> trees = new ArrayList<>();

    Subtrees(Digests digests, List<Proof.Span> spans) {
        this.spans = spans;
        spans.forEach(span -> trees.add(new Tree(digests)));
    }

    @Override
    public void entry(long index, byte[] leaf, LineReader line, Chain chain) {
        for (int i = 0; i < spans.size(); i++) {
            Proof.Span span = spans.get(i);
            if (index >= span.first() && index < span.end()) {
                trees.get(i).add(leaf);
            }
        }
    }

    List<byte[]> roots() {
        return trees.stream().map(Tree::root).toList();
    }
}
