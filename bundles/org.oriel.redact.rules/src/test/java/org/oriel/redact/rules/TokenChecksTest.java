package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokenChecksTest {
    private static void check(String name, List<String> accepted, List<String> refused) {
        Check check = new Checks().find(name);
        assertThat(accepted).as("accepted by " + name).allMatch(check::accepts);
        assertThat(refused).as("refused by " + name).noneMatch(check::accepts);
    }

    @Test
    @DisplayName("machine-made values are told from names, versions, dates and placeholders")
    void random() {
        check(
                "random",
                List.of(
                        "k3jd93kfj2l1",
                        "Zq8vT1mWx4Rb7LpN",
                        "9f86d081884c7d65",
                        "da15ad04-7c69-4869-849e-6e21a218eced",
                        "wbTqLzKvXhRmPdFgJsNc"),
                List.of(
                        "short1",
                        "getAccessTokenFromRequest",
                        "com.example.auth.TokenStore2",
                        "2.1.0-rc3-SNAPSHOT",
                        "2026-11-21T06:50:00Z",
                        "utf8_to_utf16_dup",
                        "xxxxxxxxxxxxxxxx",
                        "${SERVICE_TOKEN_1}",
                        "1234567890123456"));
    }

    @Test
    @DisplayName("string literals: passwords, not labels, rules of forms, variables")
    void quoted() {
        check(
                "quoted-secret",
                List.of("letmein", "correct horse battery", "tr0ub4dor&3", "p@ssw0rd"),
                List.of(
                        "Password",
                        "Enter your password:",
                        "required|min:8",
                        "${DB_PASSWORD}",
                        "<password>",
                        "%s",
                        "#password",
                        "user_password",
                        "********"));
    }

    @Test
    @DisplayName("values without quotes: what no program would write there")
    void typed() {
        check(
                "typed-secret",
                List.of("hunter2", "Winter#Sale9", "s3cr-Bear_9", "k3jd93kfj2l1"),
                List.of(
                        "password",
                        "getPassword()",
                        "config.password",
                        "16-bit",
                        "v2.1",
                        "$SECRET",
                        "a&&b&&c",
                        "user"));
    }

    @Test
    @DisplayName("a word that is said to be a password, not said of one")
    void spoken() {
        check(
                "spoken-secret",
                List.of("sunshine", "bluewhales"),
                List.of("required", "wrong", "string", "stored", "abc"));
    }

    @Test
    @DisplayName("variables, templates, calls and fields")
    void references() {
        check(
                "reference",
                List.of(
                        "$HOME",
                        "${x}",
                        "$(cat f)",
                        "%PASS%",
                        "<key>",
                        "{{ x }}",
                        "os.getenv(x)",
                        "self.token",
                        "a->b"),
                List.of("m{{h}o)p", "letmein", "a1.b2c3d4e5f6a7b8"));
    }

    @Test
    @DisplayName("the header of a JWT names an algorithm")
    void jwt() {
        check(
                "jwt",
                List.of("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.x"),
                List.of("eyJhIjoxfQ.eyJiIjoyfQ.x", "eyJ!.x", "bm90IGpzb24.x"));
    }

    @Test
    @DisplayName("a GitHub token ends with the CRC-32 of its random part")
    void githubCrc() {
        String random = "0123456789abcdefghijABCDEFGHIJ";
        // CRC-32 of the thirty characters above, in base 62: computed with another implementation.
        String crc = "3mpbCX";
        check("github-crc32", List.of("ghp_" + random + crc), List.of("ghp_" + random + "000000", "ghp_", "no token"));
    }

    @Test
    @DisplayName("name and password of a URL or a command")
    void userInfo() {
        check(
                "userinfo",
                List.of("ann:letmein", "'bob:sword fish'", "k3jd93kfj2l1:"),
                List.of("user:$PASS", "user:password", "ann", "1000:1000", "ann:${X}"));
        check("url-userinfo", List.of("ann:letmein", "user:password"), List.of("user:${PASS}", "user:{{ x }}"));
        check("basic-credentials", List.of("YWxpY2U6b3BlbnNlc2FtZQ=="), List.of("YWxpY2U=", "not base64"));
    }
}
