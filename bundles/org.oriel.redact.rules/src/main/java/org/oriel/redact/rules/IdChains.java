package org.oriel.redact.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Check sums of crypto wallets: base 58 with a double SHA-256, bech32 and bech32m. */
final class IdChains {
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32M = 0x2bc830a3;
    private static final int LONGEST = 112;

    private IdChains() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("base58check", value -> base58(value, BASE58));
        checks.put("ripple58check", value -> base58(value, RIPPLE));
        checks.put("bech32", IdChains::bech32);
    }

    /** The last four bytes are the beginning of the double hash of those before. */
    private static boolean base58(CharSequence value, String alphabet) {
        if (value.length() < 26 || value.length() > LONGEST) {
            return false;
        }
        byte[] bytes = decode(value, alphabet);
        if (bytes.length < 5) {
            return false;
        }
        byte[] payload = Arrays.copyOf(bytes, bytes.length - 4);
        byte[] hash = Arrays.copyOf(sha256(sha256(payload)), 4);
        return Arrays.equals(hash, Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length));
    }

    private static byte[] decode(CharSequence value, String alphabet) {
        byte[] bytes = new byte[value.length()];
        int used = 0;
        int zeros = 0;
        for (int i = 0; i < value.length(); i++) {
            int carry = alphabet.indexOf(value.charAt(i));
            if (carry < 0) {
                return new byte[0];
            }
            zeros += zeros == i && carry == 0 ? 1 : 0;
            for (int k = 0; k < used || carry > 0; k++) {
                carry += (k < used ? bytes[k] & 0xFF : 0) * 58;
                bytes[k] = (byte) carry;
                carry >>= 8;
                used = Math.max(used, k + 1);
            }
        }
        byte[] decoded = new byte[zeros + used];
        for (int k = 0; k < used; k++) {
            decoded[zeros + k] = bytes[used - 1 - k];
        }
        return decoded;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** BIP 173 and BIP 350: in one case, the polynomial of the whole is 1 or the constant of bech32m. */
    private static boolean bech32(CharSequence value) {
        String text = value.toString();
        String lower = text.toLowerCase(Locale.ROOT);
        if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            return false;
        }
        int separator = lower.lastIndexOf('1');
        if (separator < 1 || lower.length() - separator < 7 || lower.length() > LONGEST) {
            return false;
        }
        byte[] prefix = lower.substring(0, separator).getBytes(StandardCharsets.US_ASCII);
        int state = 1;
        for (byte b : prefix) {
            state = step(state, b >> 5);
        }
        state = step(state, 0);
        for (byte b : prefix) {
            state = step(state, b & 31);
        }
        for (int i = separator + 1; i < lower.length(); i++) {
            int place = BECH32.indexOf(lower.charAt(i));
            if (place < 0) {
                return false;
            }
            state = step(state, place);
        }
        return state == 1 || state == BECH32M;
    }

    private static int step(int state, int value) {
        int top = state >>> 25;
        int next = (state & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < 5; i++) {
            next ^= (top >> i & 1) == 1 ? GENERATOR[i] : 0;
        }
        return next;
    }
}
