package org.oriel.spool;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM: version byte, random 96-bit nonce, ciphertext and tag. A data key lives for one session and one day at
 * most, so random nonces stay far below the limit of 2^32 uses (NIST SP 800-38D, 8.3).
 */
final class Seal {
    static final int KEY_BYTES = 32;
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_BYTES = 1 + NONCE_BYTES;

    /** What sealed data is longer than open data. */
    static final int OVERHEAD_BYTES = HEADER_BYTES + TAG_BITS / 8;

    private final SecureRandom random = new SecureRandom();
    private final Cipher cipher;

    Seal() {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no AES/GCM", e);
        }
    }

    byte[] random(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return value;
    }

    static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    synchronized byte[] seal(SecretKey key, byte[] data, int length, byte[] associated) {
        byte[] nonce = random(NONCE_BYTES);
        byte[] sealed = new byte[HEADER_BYTES + length + TAG_BITS / 8];
        sealed[0] = VERSION;
        System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(associated);
            cipher.doFinal(data, 0, length, sealed, HEADER_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /** The data, or nothing where key, ciphertext or associated data are not the ones it was sealed with. */
    synchronized byte @org.jspecify.annotations.Nullable [] open(SecretKey key, byte[] sealed, byte[] associated) {
        if (sealed.length < HEADER_BYTES + TAG_BITS / 8 || sealed[0] != VERSION) {
            return null;
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 1, NONCE_BYTES));
            cipher.updateAAD(associated);
            return cipher.doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("opening a sealed block failed", e);
        }
    }

    static void wipe(byte[] secret) {
        Arrays.fill(secret, (byte) 0);
    }
}
