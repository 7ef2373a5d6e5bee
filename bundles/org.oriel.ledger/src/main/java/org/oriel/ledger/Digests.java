package org.oriel.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 as RFC 9162, section 2.1.1, uses it: leaves and nodes are told apart by their first byte. One thread. */
final class Digests {
    static final int BYTES = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha;

    Digests() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    byte[] leaf(byte[] buffer, int from, int length) {
        sha.update(LEAF);
        sha.update(buffer, from, length);
        return sha.digest();
    }

    byte[] node(byte[] left, byte[] right) {
        sha.update(NODE);
        sha.update(left);
        sha.update(right);
        return sha.digest();
    }

    /** Of an entry that follows the one with the hash {@code former}. */
    byte[] link(byte[] former, byte[] buffer, int from, int length) {
        sha.update(former);
        sha.update(buffer, from, length);
        return sha.digest();
    }

    /** Root of the empty tree. */
    byte[] nothing() {
        return sha.digest();
    }
}
