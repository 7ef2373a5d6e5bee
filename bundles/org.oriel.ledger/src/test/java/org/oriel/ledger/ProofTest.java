package org.oriel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProofTest {
    private static final Digests DIGESTS = new Digests();

    private static List<byte[]> leaves(int size) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            byte[] text = ("entry " + i).getBytes(StandardCharsets.UTF_8);
            leaves.add(DIGESTS.leaf(text, 0, text.length));
        }
        return leaves;
    }

    /** MTH of RFC 9162, as it is defined. */
    private static byte[] root(List<byte[]> leaves) {
        if (leaves.size() <= 1) {
            return leaves.isEmpty() ? DIGESTS.nothing() : leaves.get(0);
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return DIGESTS.node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    private static List<byte[]> roots(List<byte[]> leaves, List<Proof.Span> spans) {
        return spans.stream()
                .map(span -> root(leaves.subList((int) span.first(), (int) span.end())))
                .toList();
    }

    @Test
    void rootOfTheCertificateTransparencyTestVectors() {
        // google/certificate-transparency, merkletree/merkle_tree_test.cc: eight leaves.
        String[] inputs = {
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
        };
        Tree tree = new Tree(DIGESTS);
        assertThat(Chain.hex(tree.root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (String input : inputs) {
            byte[] bytes = java.util.HexFormat.of().parseHex(input);
            tree.add(DIGESTS.leaf(bytes, 0, bytes.length));
        }
        assertThat(Chain.hex(tree.root()))
                .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    @Property(tries = 200)
    void theFrontierGivesTheRootAndComesBack(@ForAll @IntRange(max = 300) int size) {
        Tree tree = new Tree(DIGESTS);
        leaves(size).forEach(tree::add);
        assertThat(tree.root()).isEqualTo(root(leaves(size)));
        assertThat(Tree.of(DIGESTS, size, tree.frontier()).root()).isEqualTo(tree.root());
    }

    @Property(tries = 300)
    void anEntryIsProvenAndNoOther(
            @ForAll @IntRange(min = 1, max = 300) int size, @ForAll @IntRange(max = 299) int at) {
        List<byte[]> leaves = leaves(size);
        int index = at % size;
        List<byte[]> path = roots(leaves, Proof.inclusion(index, size));
        byte[] root = root(leaves);
        assertThat(Proof.includes(DIGESTS, leaves.get(index), index, size, path, root))
                .isTrue();
        byte[] other = leaves(size + 1).get(size);
        assertThat(Proof.includes(DIGESTS, other, index, size, path, root)).isFalse();
        if (size > 1) {
            int wrong = (index + 1) % size;
            assertThat(Proof.includes(DIGESTS, leaves.get(index), wrong, size, path, root))
                    .isFalse();
        }
    }

    @Property(tries = 300)
    void aTreeIsProvenToContinueAnother(
            @ForAll @IntRange(min = 1, max = 300) int size, @ForAll @IntRange(max = 299) int at) {
        List<byte[]> leaves = leaves(size);
        int former = at % size + 1;
        byte[] old = root(leaves.subList(0, former));
        List<byte[]> path = roots(leaves, Proof.consistency(former, size));
        assertThat(Proof.extending(DIGESTS, former, old, size, root(leaves), path))
                .isTrue();
        byte[] forged = leaves(size + 1).get(size);
        assertThat(Proof.extending(DIGESTS, former, forged, size, root(leaves), path))
                .isFalse();
        assertThat(Proof.extending(DIGESTS, former, old, size, forged, path)).isFalse();
    }
}
