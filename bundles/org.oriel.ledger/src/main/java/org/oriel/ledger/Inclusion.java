package org.oriel.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * An entry with the proof that it is in the tree of a size.
 *
 * @param index of the entry
 * @param size of the tree
 * @param line the entry as it stands in the file
 * @param leaf its leaf hash
 * @param path hashes from the leaf up to the root
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Inclusion(long index, long size, String line, byte[] leaf, List<byte[]> path) {
    static Inclusion of(Path entries, long index, long size) throws IOException {
        Chain chain = new Chain();
        Subtrees subtrees = new Subtrees(chain.digests(), Proof.inclusion(index, size));
        chain.watch(subtrees);
        String[] line = {""};
        byte[][] hash = {new byte[0]};
        chain.watch((at, leaf, read, walked) -> {
            if (at == index) {
                line[0] = read.text();
                hash[0] = leaf;
            }
        });
        chain.walk(entries);
        return new Inclusion(index, size, line[0], hash[0], subtrees.roots());
    }

    boolean under(SignedHead head) {
        return head.sound()
                && head.size() == size
                && Proof.includes(
                        new Digests(), leaf, index, size, path, HexFormat.of().parseHex(head.root()));
    }
}
