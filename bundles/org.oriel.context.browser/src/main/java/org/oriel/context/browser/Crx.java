package org.oriel.context.browser;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;

/**
 * Packs an extension for Chromium: CRX3, which is a ZIP behind a signed header (chromium, components/crx_file/crx3.proto).
 */
final class Crx {
    private static final int SHA256_WITH_RSA = 2;
    private static final int SIGNED_HEADER_DATA = 10_000;
    private static final int ID_BYTES = 16;

    private Crx() {}

    static byte[] of(byte[] zip, KeyPair key) throws GeneralSecurityException {
        byte[] publicKey = key.getPublic().getEncoded();
        byte[] signedData = field(1, Arrays.copyOf(sha256(publicKey), ID_BYTES));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.getPrivate());
        signature.update(toBeSigned(signedData, zip));
        byte[] proof = join(field(1, publicKey), field(2, signature.sign()));
        byte[] header = join(field(SHA256_WITH_RSA, proof), field(SIGNED_HEADER_DATA, signedData));
        byte[] front = "Cr24".getBytes(StandardCharsets.US_ASCII);
        return join(front, number(3), number(header.length), header, zip);
    }

    /** What is signed: a fixed text with its closing zero, then lengths and content. */
    static byte[] toBeSigned(byte[] signedData, byte[] zip) {
        byte[] context = "CRX3 SignedData\0".getBytes(StandardCharsets.US_ASCII);
        return join(context, number(signedData.length), signedData, zip);
    }

    /** The extension's id: the first half of the key's digest, in letters from a to p. */
    static String id(KeyPair key) throws GeneralSecurityException {
        StringBuilder id = new StringBuilder();
        for (byte b : Arrays.copyOf(sha256(key.getPublic().getEncoded()), ID_BYTES)) {
            id.append((char) ('a' + (b >> 4 & 15))).append((char) ('a' + (b & 15)));
        }
        return id.toString();
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    /** A length-delimited field of Protocol Buffers. */
    private static byte[] field(int number, byte[] content) {
        return join(varint((long) number << 3 | 2), varint(content.length), content);
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
