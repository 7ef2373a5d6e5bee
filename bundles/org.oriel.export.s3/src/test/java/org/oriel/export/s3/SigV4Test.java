package org.oriel.export.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The examples of "Signature Calculations for the Authorization Header: Transferring Payload in a Single Chunk", Amazon S3
 * API Reference.
 */
class SigV4Test {
    private static final Credentials KEY =
            new Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "");
    private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");
    private static final String HOST = "https://examplebucket.s3.amazonaws.com";

    private static String signature(
            String method, String path, Map<String, String> query, Map<String, String> headers, String payload) {
        SortedMap<String, String> signed = new SigV4("us-east-1")
                .sign(
                        method,
                        URI.create(HOST + path),
                        new TreeMap<>(query),
                        headers,
                        SigV4.sha256(payload.getBytes(StandardCharsets.UTF_8)),
                        KEY,
                        NOW);
        String authorization = signed.get("authorization");
        assertThat(authorization)
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,");
        return authorization.substring(authorization.indexOf("Signature=") + 10);
    }

    @Test
    void getObject() {
        assertThat(signature("GET", "/test.txt", Map.of(), Map.of("Range", "bytes=0-9"), ""))
                .isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void putObject() {
        assertThat(signature(
                        "PUT",
                        "/" + SigV4.escape("test$file.text", true),
                        Map.of(),
                        Map.of("Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY"),
                        "Welcome to Amazon S3."))
                .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void getBucketLifecycle() {
        assertThat(signature("GET", "/", Map.of("lifecycle", ""), Map.of(), ""))
                .isEqualTo("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    }

    @Test
    void listObjects() {
        assertThat(signature("GET", "/", Map.of("max-keys", "2", "prefix", "J"), Map.of(), ""))
                .isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void theSessionTokenIsSigned() {
        SortedMap<String, String> signed = new SigV4("eu-central-1")
                .sign(
                        "GET",
                        URI.create("http://127.0.0.1:9000/b"),
                        new TreeMap<>(),
                        Map.of(),
                        SigV4.sha256(new byte[0]),
                        new Credentials("a", "b", "token"),
                        NOW);
        assertThat(signed).containsEntry("x-amz-security-token", "token").doesNotContainKey("host");
        assertThat(signed.get("authorization"))
                .contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token");
    }
}
