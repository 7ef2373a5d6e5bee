package org.oriel.consent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** What is told to the ledger. Constants, ids, times and hashes only. Returns at once and never throws. */
interface Journal {
    int SHORT_HASH = 16;

    void append(String kind, Map<String, String> facts);

    /** Instead of a name. */
    static String person(String name) {
        return hash("reviewer " + name).substring(0, SHORT_HASH);
    }

    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
