package org.oriel.ledger;

import java.util.HexFormat;

/**
 * A Merkle tree (RFC 9162, section 2.1.1) that grows at its end: of every complete subtree only the root is kept, so
 * that its root takes log n steps at any size. One thread.
 */
final class Tree {
    private final Digests digests;
    /** At level l the root over 2^l leaves, where the size has that bit. */
    private final byte[][] complete = new byte[63][];

    private long size;

    Tree(Digests digests) {
        this.digests = digests;
    }

    /** A tree of that size from what {@link #frontier} gave. */
    static Tree of(Digests digests, long size, String frontier) {
        Tree tree = new Tree(digests);
        byte[] all = HexFormat.of().parseHex(frontier);
        if (size < 0 || all.length != Long.bitCount(size) * Digests.BYTES) {
            throw new IllegalArgumentException("the frontier does not fit the size");
        }
        int at = 0;
        for (int level = 0; level < tree.complete.length; level++) {
            if ((size >> level & 1) == 1) {
                tree.complete[level] = java.util.Arrays.copyOfRange(all, at, at + Digests.BYTES);
                at += Digests.BYTES;
            }
        }
        tree.size = size;
        return tree;
    }

    void add(byte[] leaf) {
        byte[] node = leaf;
        int level = 0;
        for (long n = size; (n & 1) == 1; n >>= 1) {
            node = digests.node(complete[level++], node);
        }
        complete[level] = node;
        size++;
    }

    long size() {
        return size;
    }

    byte[] root() {
        if (size == 0) {
            return digests.nothing();
        }
        int level = Long.numberOfTrailingZeros(size);
        byte[] root = complete[level];
        for (long n = size >> (level + 1); n > 0; n >>= 1) {
            level++;
            root = (n & 1) == 1 ? digests.node(complete[level], root) : root;
        }
        return root;
    }

    String frontier() {
        StringBuilder text = new StringBuilder();
        for (int level = 0; level < complete.length; level++) {
            if ((size >> level & 1) == 1) {
                text.append(HexFormat.of().formatHex(complete[level]));
            }
        }
        return text.toString();
    }
}
