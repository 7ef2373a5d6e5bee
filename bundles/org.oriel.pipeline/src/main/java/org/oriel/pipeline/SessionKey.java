package org.oriel.pipeline;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A random key of one capture session that turns values into tags (HMAC-SHA-256, first 16 bytes); in memory only. */
final class SessionKey {
    /** What is kept instead of a value. */
    record Tag(long high, long low) {}

    private final byte[] key = new byte[32];
    private final Mac mac;
    private boolean forgotten;

    SessionKey() {
        new SecureRandom().nextBytes(key);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256, which every Java platform must have, is missing", e);
        }
    }

    /** Tags {@code value} and overwrites it. */
    Tag tag(byte[] value) {
        if (forgotten) {
            throw new IllegalStateException("the key of this session was dropped");
        }
        ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(value));
        Arrays.fill(value, (byte) 0);
        return new Tag(hash.getLong(), hash.getLong());
    }

    boolean forgotten() {
        return forgotten;
    }

    void forget() {
        forgotten = true;
        Arrays.fill(key, (byte) 0);
        try {
            mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 no longer takes a key", e);
        }
    }
}
