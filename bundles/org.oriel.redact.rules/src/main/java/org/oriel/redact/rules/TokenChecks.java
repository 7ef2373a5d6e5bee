package org.oriel.redact.rules;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Checks of issuers' tokens, by the names that rules use. What makes a value look machine-made is {@link Secrecy}'s. */
final class TokenChecks {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /** The last characters of a GitHub token are the CRC-32 of its random part. */
    private static final int CRC_LENGTH = 6;

    private TokenChecks() {}

    static Map<String, Check> all() {
        Map<String, Check> all = new HashMap<>();
        all.put("base64-json", TokenChecks::base64Json);
        all.put("jwt", TokenChecks::jwt);
        all.put("github-crc32", TokenChecks::githubCrc);
        all.put("hex", value -> value.chars().allMatch(c -> Character.digit(c, 16) >= 0));
        all.put("symbol", value -> value.chars().anyMatch(c -> !Character.isLetterOrDigit(c)));
        all.put("words", Secrecy::words);
        all.put("random", Secrecy::random);
        all.put("reference", Secrecy::reference);
        all.put("placeholder", Secrecy::placeholder);
        all.put("quoted-secret", Secrecy::quoted);
        all.put("typed-secret", Secrecy::typed);
        all.put("spoken-secret", Secrecy::spoken);
        all.put("userinfo", Secrecy::userInfo);
        all.put("url-userinfo", Secrecy::urlUserInfo);
        all.put("basic-credentials", TokenChecks::basic);
        return all;
    }

    /** The first part of a JWT: base64 (URL alphabet) of a JSON object. */
    private static boolean base64Json(String value) {
        return decoded(head(value)).startsWith("{");
    }

    /** The header of a JWT names an algorithm (RFC 7515, section 4.1.1) or, encrypted, an encoding (RFC 7516). */
    private static boolean jwt(String value) {
        String header = decoded(head(value));
        return header.startsWith("{") && (header.contains("\"alg\"") || header.contains("\"enc\""));
    }

    private static String head(String value) {
        int dot = value.indexOf('.');
        return dot < 0 ? value : value.substring(0, dot);
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** GitHub: after the prefix, random characters and their CRC-32 in six digits of base 62. */
    private static boolean githubCrc(String value) {
        int underscore = value.indexOf('_');
        int end = value.length() - CRC_LENGTH;
        if (underscore < 0 || end <= underscore + 1) {
            return false;
        }
        CRC32 crc = new CRC32();
        crc.update(value.substring(underscore + 1, end).getBytes(StandardCharsets.ISO_8859_1));
        long rest = crc.getValue();
        char[] digits = new char[CRC_LENGTH];
        for (int i = CRC_LENGTH - 1; i >= 0; i--) {
            digits[i] = BASE62.charAt((int) (rest % BASE62.length()));
            rest /= BASE62.length();
        }
        return value.endsWith(new String(digits));
    }

    /** Base64 of a name and a password, as HTTP's Basic scheme and the files of Docker write it. */
    private static boolean basic(String value) {
        try {
            String pair = new String(Base64.getDecoder().decode(value), StandardCharsets.ISO_8859_1);
            return pair.indexOf(':') >= 0 && pair.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
