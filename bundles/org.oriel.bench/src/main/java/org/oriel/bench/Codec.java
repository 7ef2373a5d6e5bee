package org.oriel.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.oriel.api.event.CaptureEvent;
import org.oriel.spool.SpoolParts;

/** What no store of encrypted events can do without: JSON, deflate at level 1, AES-256-GCM. Nothing is allocated twice. */
final class Codec {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;
    private final Cipher cipher;
    private final StringBuilder json = new StringBuilder();
    private byte[] packed = new byte[64 << 10];
    private long jsonBytes;

    Codec() throws GeneralSecurityException {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        key = new SecretKeySpec(bytes, "AES");
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    /** One sealed block. */
    byte[] seal(List<CaptureEvent> events) throws GeneralSecurityException {
        json.setLength(0);
        for (CaptureEvent event : events) {
            SpoolParts.write(event, json);
            json.append('\n');
        }
        byte[] raw = json.toString().getBytes(StandardCharsets.UTF_8);
        jsonBytes += raw.length;
        int length = pack(raw);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + length + TAG_BYTES);
        cipher.doFinal(packed, 0, length, sealed, NONCE_BYTES);
        return sealed;
    }

    private int pack(byte[] raw) {
        if (packed.length < raw.length + 64) {
            packed = new byte[raw.length * 2];
        }
        deflater.reset();
        deflater.setInput(raw);
        deflater.finish();
        return deflater.deflate(packed);
    }

    /** Bytes of JSON so far. */
    long jsonBytes() {
        return jsonBytes;
    }
}
