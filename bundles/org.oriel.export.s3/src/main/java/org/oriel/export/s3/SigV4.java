package org.oriel.export.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4 for S3, in a header, with the payload signed: "Authenticating Requests: Using the Authorization
 * Header", Amazon S3 API Reference.
 */
final class SigV4 {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private final String region;

    SigV4(String region) {
        this.region = region;
    }

    /**
     * The headers to add to a request: {@code headers} and those of the signature, without {@code host}, which the client
     * sends itself.
     */
    SortedMap<String, String> sign(
            String method,
            URI url,
            SortedMap<String, String> query,
            Map<String, String> headers,
            String payloadHash,
            Credentials credentials,
            Instant now) {
        TreeMap<String, String> signed = new TreeMap<>();
        headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value.strip()));
        String time = TIME.format(now);
        signed.put("host", host(url));
        signed.put("x-amz-date", time);
        signed.put("x-amz-content-sha256", payloadHash);
        if (!credentials.sessionToken().isEmpty()) {
            signed.put("x-amz-security-token", credentials.sessionToken());
        }
        String names = String.join(";", signed.keySet());
        String canonical = method + "\n" + path(url) + "\n" + query(query) + "\n"
                + signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + payloadHash;
        String scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
        String toSign =
                ALGORITHM + "\n" + time + "\n" + scope + "\n" + sha256(canonical.getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + credentials.secret()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        signed.remove("host");
        signed.put(
                "authorization",
                ALGORITHM + " Credential=" + credentials.keyId() + "/" + scope + ",SignedHeaders=" + names
                        + ",Signature=" + HexFormat.of().formatHex(hmac(key, toSign)));
        return signed;
    }

    /** As the client sends it: without the port that goes without saying. */
    private static String host(URI url) {
        int usual = url.getScheme().equals("https") ? 443 : 80;
        return url.getPort() < 0 || url.getPort() == usual ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    private static String path(URI url) {
        return url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    }

    /** Sorted by name, everything but unreserved characters escaped: the same in the signature and in the request. */
    static String query(SortedMap<String, String> query) {
        return query.entrySet().stream()
                .map(each -> escape(each.getKey(), false) + "=" + escape(each.getValue(), false))
                .collect(Collectors.joining("&"));
    }

    static String escape(String text, boolean path) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (UNRESERVED.indexOf(c) >= 0 || (path && c == '/')) {
                escaped.append(c);
            } else {
                escaped.append('%').append(String.format("%02X", b & 0xff));
            }
        }
        return escaped.toString();
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-256", bytes));
    }

    static String md5(byte[] bytes) {
        return HexFormat.of().formatHex(digest("MD5", bytes));
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has both
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
