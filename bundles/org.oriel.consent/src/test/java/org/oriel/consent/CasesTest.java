package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oriel.api.event.Sensitive;
import org.oriel.host.Exemptions.Exemption;
import org.oriel.host.Exemptions.Reason;
import org.oriel.host.Exemptions.Request;
import org.oriel.host.Exemptions.Scope;
import org.oriel.host.Exemptions.State;
import org.oriel.host.NotAllowedException;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.FakeClock;

class CasesTest {
    private static final String SECRET = "my doctor's name is Quatermass";

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final List<String> ledger = new ArrayList<>();
    private final CapturingLogger log = new CapturingLogger();
    private final KeyPair anna = keys("X25519");
    private final KeyPair bela = keys("X25519");
    private final KeyPair chief = keys("X25519");
    private final KeyPair annaSigns = keys("Ed25519");
    private boolean signedOnly;
    private Cases cases;

    @BeforeEach
    void open() {
        Reviewers reviewers = Reviewers.of(
                List.of(
                        "anna=" + base64(anna) + " " + base64(annaSigns),
                        "bela=" + base64(bela),
                        "chief=" + base64(chief)),
                List.of("chief"),
                signedOnly);
        cases = new Cases(
                new CaseFile(folder), reviewers, clock, (kind, facts) -> ledger.add(kind + " " + facts), log.logger());
    }

    private static KeyPair keys(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    private static Sensitive pem(KeyPair pair) {
        return Sensitive.of("-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    }

    private Exemption ask() throws NotAllowedException {
        return cases.ask(new Request(Reason.HEALTH, Scope.ALL, "", Sensitive.of(SECRET)));
    }

    private Exempt now() {
        return cases.now(ZoneOffset.UTC);
    }

    @Test
    @DisplayName("The text is on no disk, in no log, in no ledger; each reviewer can read it, the manager cannot")
    void textIsForReviewers() throws Exception {
        String id = ask().id();
        open();

        assertThat(cases.read(id, pem(anna)).reveal()).isEqualTo(SECRET);
        assertThat(cases.read(id, pem(bela)).reveal()).isEqualTo(SECRET);
        assertThatThrownBy(() -> cases.read(id, pem(chief)))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("not for the owner");
        assertThatThrownBy(() -> cases.read(id, Sensitive.of("rubbish"))).isInstanceOf(NotAllowedException.class);
        assertThat(Files.readString(folder.resolve("exemptions.json"))).doesNotContain("Quatermass", "doctor");
        assertThat(ledger.toString()).doesNotContain("Quatermass", "anna");
        assertThat(cases.all().toString()).doesNotContain("Quatermass");
    }

    @Test
    @DisplayName("A text does not pass for another request's, and one changed letter is seen")
    void textIsBound() throws Exception {
        SealedText text = SealedText.of(Sensitive.of(SECRET), "one", Map.of("anna", anna.getPublic()));

        assertThat(text.open("one", "anna", anna.getPrivate(), anna.getPublic())
                        .orElseThrow()
                        .reveal())
                .isEqualTo(SECRET);
        assertThat(text.open("two", "anna", anna.getPrivate(), anna.getPublic()))
                .isEmpty();
        String changed =
                (text.sealed().startsWith("A") ? "B" : "A") + text.sealed().substring(1);
        assertThat(new SealedText(changed, text.keys()).open("one", "anna", anna.getPrivate(), anna.getPublic()))
                .isEmpty();
    }

    @Test
    @DisplayName("Asked, refused, appealed, answered by another reviewer, over at its end; all of it in the ledger")
    void life() throws Exception {
        String id = ask().id();
        assertThat(now().off()).isTrue();

        cases.decide(id, "anna", false, "not now", Optional.empty());
        assertThat(now().off()).isFalse();
        assertThat(cases.all().get(0).answer()).isEqualTo("not now");
        assertThat(cases.all().get(0).reviewer()).isEqualTo("anna");

        cases.appeal(id, Sensitive.of("but really"));
        assertThat(now().off()).isTrue();
        assertThatThrownBy(() -> cases.decide(id, "anna", false, "again", Optional.empty()))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("another reviewer");
        Instant until = clock.instant().plus(Duration.ofDays(1));
        cases.decide(id, "bela", true, "yes", Optional.of(until));
        open();
        assertThat(now().off()).isTrue();
        assertThat(now().changes()).contains(until);
        assertThat(cases.read(id, pem(bela)).reveal()).isEqualTo(SECRET + "\nbut really");

        clock.advance(Duration.ofDays(1));
        assertThat(now().off()).isFalse();
        cases.expire();
        assertThat(cases.all().get(0).state()).isEqualTo(State.ENDED);
        assertThat(ledger)
                .extracting(entry -> entry.replaceAll(".*step=([a-z]+).*", "$1"))
                .containsExactly("ask", "refuse", "appeal", "grant", "expire");
    }

    @Test
    @DisplayName(
            "The line manager never decides, nor somebody who is not listed, nor without a reason; tried is recorded")
    void whoDecides() throws Exception {
        String id = ask().id();

        for (String nobody : List.of("chief", "zoe")) {
            assertThatThrownBy(() -> cases.decide(id, nobody, true, "fine", Optional.empty()))
                    .isInstanceOf(NotAllowedException.class);
        }
        assertThatThrownBy(() -> cases.decide(id, "anna", true, " ", Optional.empty()))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> cases.decide(id, "anna", true, "ok", Optional.of(Instant.EPOCH)))
                .isInstanceOf(NotAllowedException.class);
        assertThat(cases.all().get(0).state()).isEqualTo(State.OPEN);
        assertThat(ledger)
                .filteredOn(entry -> entry.contains("refused-reviewer"))
                .hasSize(2);
    }

    @Test
    @DisplayName("A signed decision counts once, for its request, and only with its own signature")
    void signed() throws Exception {
        signedOnly = true;
        open();
        String id = ask().id();
        assertThatThrownBy(() -> cases.decide(id, "anna", true, "typed", Optional.empty()))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("signed");
        String line = "{\"id\":\"" + id
                + "\",\"reviewer\":\"anna\",\"decision\":\"grant\",\"reason\":\"fine\",\"nonce\":\"0123456789abcdef\"}";
        String signed = line + "\n" + sign(line) + "\n";

        assertThatThrownBy(() -> cases.decide(signed.replace("grant", "refuse")))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("signature");
        assertThatThrownBy(() -> cases.decide(signed.replace("anna", "bela")))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("Ed25519");
        cases.decide(signed);
        assertThat(cases.all().get(0).state()).isEqualTo(State.GRANTED);
        open();
        assertThatThrownBy(() -> cases.decide(signed))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("used already");
    }

    private String sign(String line) throws Exception {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(annaSigns.getPrivate());
        signature.update(line.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    @Test
    @DisplayName("A text that nobody could read is not taken; the request without it is")
    void noReviewers() throws NotAllowedException {
        cases = new Cases(new CaseFile(folder), Reviewers.NONE, clock, (kind, facts) -> {}, log.logger());

        assertThatThrownBy(this::ask).isInstanceOf(NotAllowedException.class).hasMessageContaining("no reviewer");
        assertThat(cases.all()).isEmpty();
        cases.ask(new Request(Reason.OTHER, Scope.APPLICATION, "/usr/bin/xterm", Sensitive.empty()));
        assertThat(now().executables()).containsExactly("/usr/bin/xterm");
    }

    @Test
    @DisplayName("A broken file counts as a request about everything, which the person can take back")
    void brokenFile() throws Exception {
        ask();
        Files.writeString(folder.resolve("exemptions.json"), "{");
        open();

        assertThat(now().off()).isTrue();
        cases.withdraw("broken");
        assertThat(now().off()).isFalse();
        try (var files = Files.list(folder)) {
            assertThat(files.filter(f -> f.toString().contains("broken"))).hasSize(1);
        }
    }

    @Test
    @DisplayName("On a full disk it is in force all the same")
    void fullDisk() throws Exception {
        Files.createDirectories(folder.resolve("exemptions.json.new/x"));
        ask();

        assertThat(now().off()).isTrue();
        assertThat(String.join("\n", log.lines())).contains("would not survive a restart");
    }

    @ParameterizedTest
    @CsvSource({
        "APPLICATION, xterm",
        "SITE, example.org",
        "SITE, 'https://example.org/path'",
        "TIME, 25:00-26:00",
        "TIME, noon",
        "ALL, /usr/bin/xterm",
    })
    void unclearScopes(Scope scope, String what) {
        assertThatThrownBy(() -> cases.ask(new Request(Reason.OTHER, scope, what, Sensitive.empty())))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("allowed:");
    }

    @Test
    void onlyItsUserCanReadTheFile() throws Exception {
        ask();

        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("exemptions.json"))))
                .isEqualTo("rw-------");
    }
}
