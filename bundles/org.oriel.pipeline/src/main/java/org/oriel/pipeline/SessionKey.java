package org.oriel.pipeline;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that turns values into tags (HMAC-SHA-256, first 16 bytes): of one capture session, or of a deployment. */
final class SessionKey {
    /** What is kept instead of a value. */
    record Tag(long high, long low) {}

    private final Mac mac;
    private boolean forgotten;

    /** A random key, in memory only. */
    SessionKey() {
        this(random());
    }

    /** Takes {@code key} over and overwrites it. */
    SessionKey(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256, which every Java platform must have, is missing", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** Tags {@code value} and overwrites it. */
    Tag tag(byte[] value) {
        ByteBuffer hash = ByteBuffer.wrap(hash(value));
        return new Tag(hash.getLong(), hash.getLong());
    }

    /** All 32 bytes; overwrites {@code value}. */
    byte[] hash(byte[] value) {
        if (forgotten) {
            throw new IllegalStateException("the key of this session was dropped");
        }
        byte[] hash = mac.doFinal(value);
        Arrays.fill(value, (byte) 0);
        return hash;
    }

    boolean forgotten() {
        return forgotten;
    }

    void forget() {
        forgotten = true;
        try {
            mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 no longer takes a key", e);
        }
    }
}
