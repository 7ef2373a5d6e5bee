package org.oriel.consent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.oriel.api.event.Sensitive;

/**
 * Text that only named people can read: AES-256-GCM under a random key, and that key for each of them under what X25519
 * (RFC 7748) with a key of this text's own gives through HKDF-SHA-256 (RFC 5869).
 *
 * @param sealed nonce and ciphertext, base64
 * @param keys by name of the reader: public key of this text, nonce and wrapped key, base64, with blanks between
 */
record SealedText(String sealed, Map<String, String> keys) {
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final String INFO = "oriel exemption text 1";

    SealedText {
        keys = java.util.Collections.unmodifiableMap(new TreeMap<>(keys));
    }

    /** Seals {@code text}; {@code about} must be the same for opening, so that no text passes for another's. */
    static SealedText of(Sensitive text, String about, Map<String, PublicKey> readers) {
        try {
            SecureRandom random = new SecureRandom();
            byte[] key = random(random, KEY);
            KeyPair own = KeyPairGenerator.getInstance(Keys.X25519).generateKeyPair();
            Map<String, String> keys = new TreeMap<>();
            for (Map.Entry<String, PublicKey> reader : readers.entrySet()) {
                byte[] wrapping =
                        derive(agree(own.getPrivate(), reader.getValue()), own.getPublic(), reader.getValue());
                keys.put(
                        reader.getKey(),
                        base64(own.getPublic().getEncoded()) + " "
                                + encrypt(random, wrapping, key, about + " " + reader.getKey()));
            }
            return new SealedText(encrypt(random, key, text.reveal().getBytes(StandardCharsets.UTF_8), about), keys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 17 on has X25519 and AES-GCM", e);
        }
    }

    /** Opens it with the private key of one of its readers; empty where it is nobody's of them, or it was changed. */
    Optional<Sensitive> open(String about, String reader, PrivateKey key, PublicKey publicKey) {
        String[] parts = keys.getOrDefault(reader, "").split(" ", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            PublicKey own = Keys.publicKey(Keys.X25519, parts[0]);
            byte[] wrapping = derive(agree(key, own), own, publicKey);
            byte[] inner = decrypt(wrapping, parts[1], about + " " + reader);
            return Optional.of(Sensitive.of(new String(decrypt(inner, sealed, about), StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] agree(PrivateKey mine, PublicKey theirs) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(Keys.X25519);
        agreement.init(mine);
        agreement.doPhase(theirs, true);
        return agreement.generateSecret();
    }

    /** HKDF, extract and the first block of expand. Both public keys are bound in, as RFC 9180 does. */
    private static byte[] derive(byte[] secret, PublicKey own, PublicKey reader) throws GeneralSecurityException {
        byte[] extracted = hmac(new byte[KEY], secret);
        Mac expand = mac(extracted);
        expand.update(INFO.getBytes(StandardCharsets.US_ASCII));
        expand.update(own.getEncoded());
        expand.update(reader.getEncoded());
        expand.update((byte) 1);
        return expand.doFinal();
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        return mac(key).doFinal(message);
    }

    private static Mac mac(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac;
    }

    private static String encrypt(SecureRandom random, byte[] key, byte[] text, String about)
            throws GeneralSecurityException {
        byte[] nonce = random(random, NONCE);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, about).doFinal(text);
        byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE, sealed.length);
        return base64(all);
    }

    private static byte[] decrypt(byte[] key, String sealed, String about) throws GeneralSecurityException {
        byte[] all = Base64.getDecoder().decode(sealed);
        if (all.length < NONCE) {
            throw new IllegalArgumentException("too short");
        }
        return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(all, NONCE), about)
                .doFinal(all, NONCE, all.length - NONCE);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String about) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] random(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
