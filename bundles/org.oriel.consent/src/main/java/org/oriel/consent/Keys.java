package org.oriel.consent;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Keys of RFC 8410 as text: what {@code openssl genpkey} and {@code openssl pkey -pubout} write. */
final class Keys {
    static final String X25519 = "X25519";
    static final String ED25519 = "Ed25519";

    private static final int RAW = 32;
    /** What stands before the 32 bytes of a public key in its X.509 form, RFC 8410 section 4. */
    private static final String X25519_PREFIX = "302a300506032b656e032100";

    private static final String ED25519_PREFIX = "302a300506032b6570032100";

    private Keys() {}

    /** A public key: base64 of 32 bytes, or of its X.509 form, with or without PEM lines around it. */
    static PublicKey publicKey(String algorithm, String text) {
        try {
            byte[] bytes = bytes(text);
            byte[] encoded = bytes.length == RAW ? prefixed(algorithm, bytes) : bytes;
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no " + algorithm + " public key in base64", e);
        }
    }

    /** A private key, PKCS #8. The message never holds any of it. */
    static PrivateKey privateKey(String algorithm, String text) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes(text)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no " + algorithm + " private key (PKCS #8, PEM or base64)");
        }
    }

    static boolean signed(byte[] message, String signature, PublicKey key) {
        try {
            Signature check = Signature.getInstance(ED25519);
            check.initVerify(key);
            check.update(message);
            return check.verify(Base64.getMimeDecoder().decode(signature.strip()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] bytes(String text) {
        String lines = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s+", "");
        return Base64.getDecoder().decode(lines);
    }

    private static byte[] prefixed(String algorithm, byte[] raw) {
        String prefix = algorithm.equals(X25519) ? X25519_PREFIX : ED25519_PREFIX;
        return HexFormat.of().parseHex(prefix + HexFormat.of().formatHex(raw));
    }
}
