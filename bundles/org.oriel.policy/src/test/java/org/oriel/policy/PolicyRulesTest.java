package org.oriel.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.redact.TextPolicy;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;
import org.oriel.host.Admission.Fields;
import org.oriel.tck.FakeClock;

class PolicyRulesTest {
    private static final int TEN = Policy.DEFAULT_TIMING_MILLIS;

    @TempDir
    private Path temporary;

    private final FakeClock clock = new FakeClock();
    private Path folder;

    @BeforeEach
    void realFolder() throws IOException {
        folder = temporary.toRealPath();
    }

    @Test
    void allowsAVerifiedExecutableAndNothingElse() {
        PolicyRules rules = rules(executable("/usr/bin/mousepad"));

        assertThat(rules.allows(window("/usr/bin/mousepad", true, "Mousepad"))).isTrue();
        assertThat(rules.allows(window("/usr/bin/xterm", true, "Mousepad"))).isFalse();
        assertThat(rules.allows(window("/usr/bin/mousepad2", true, ""))).isFalse();
        assertThat(rules.allows(window("/usr/bin/mousepad (deleted)", true, "")))
                .isFalse();
        assertThat(rules.allows(window("", false, "Mousepad"))).isFalse();
    }

    @Test
    @DisplayName("A process id that a client told itself is no identity")
    void unverifiedExecutableIsRefused() {
        assertThat(rules(executable("/usr/bin/mousepad")).allows(window("/usr/bin/mousepad", false, "Mousepad")))
                .isFalse();
    }

    @Test
    void nothingButWindowsIsDecidedUpon() {
        PolicyRules rules = rules(executable("/usr/bin/mousepad"));
        Application mousepad = new Application("/usr/bin/mousepad", true, "");

        assertThat(rules.allows(new Target(Target.Scope.UNKNOWN, 0, mousepad))).isFalse();
        assertThat(rules.allows(new Target(Target.Scope.CONTROL, 0, mousepad))).isFalse();
    }

    @Test
    @DisplayName("A class counts only where the program is not known: every client chooses its class")
    void classRules() {
        PolicyRules rules = rules(new Rule("", "Remote", "", "from another machine"));

        assertThat(rules.allows(window("", false, "Remote"))).isTrue();
        assertThat(rules.allows(window("/claimed", false, "Remote"))).isTrue();
        assertThat(rules.allows(window("/usr/bin/evil", true, "Remote"))).isFalse();
        assertThat(rules.allows(window("", false, "remote"))).isFalse();
    }

    @Test
    void aClassNarrowsAnExecutable() {
        PolicyRules rules = rules(new Rule("/usr/bin/python3.11", "Ledger", "", ""));

        assertThat(rules.allows(window("/usr/bin/python3.11", true, "Ledger"))).isTrue();
        assertThat(rules.allows(window("/usr/bin/python3.11", true, "Other"))).isFalse();
        assertThat(rules.allows(window("", false, "Ledger"))).isFalse();
    }

    @Test
    void starsStayInsideOneFolderName() {
        PolicyRules rules = rules(executable("/opt/vendor-*/lib/*/tool"));

        assertThat(rules.allows(window("/opt/vendor-1/lib/x86/tool", true, ""))).isTrue();
        assertThat(rules.allows(window("/opt/vendor-1/x/lib/x86/tool", true, "")))
                .isFalse();
        assertThat(rules.allows(window("/opt/vendor-1/lib/tool", true, ""))).isFalse();
        assertThat(rules.allows(window("/opt/other/lib/x86/tool", true, ""))).isFalse();
        assertThat(rules(executable("/opt/a.b/*/t")).allows(window("/opt/aXb/c/t", true, "")))
                .isFalse();
    }

    @Test
    void linksAreFollowedOnBothSides() throws IOException {
        Path real = Files.createDirectories(folder.resolve("lib/7")).resolve("editor");
        Files.writeString(real, "program");
        Path link = Files.createSymbolicLink(folder.resolve("editor"), real);
        Path linkedFolder = Files.createSymbolicLink(folder.resolve("latest"), folder.resolve("lib"));

        assertThat(rules(executable(link.toString())).allows(window(real.toString(), true, "")))
                .isTrue();
        assertThat(rules(executable(real.toString())).allows(window(link.toString(), true, "")))
                .isTrue();
        assertThat(rules(executable(linkedFolder + "/*/editor")).allows(window(real.toString(), true, "")))
                .isTrue();
    }

    @Test
    @DisplayName("A link that looks like an allowed program does not make another program allowed")
    void aLinkToAnotherProgramIsThatProgram() throws IOException {
        Path evil = Files.writeString(folder.resolve("evil"), "program");
        Path good = folder.resolve("good");
        PolicyRules rules = rules(executable(good.toString()));
        Files.writeString(good, "program");

        Path alias = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("x")).resolve("good"), evil);

        assertThat(rules.allows(window(alias.toString(), true, ""))).isFalse();
        assertThat(rules.allows(window(good.toString(), true, ""))).isTrue();
    }

    @Test
    void aDigestHoldsForTheFileThatIsThere() throws IOException {
        Path program = Files.writeString(folder.resolve("tool"), "version 1");
        PolicyRules rules = rules(new Rule(program.toString(), "", Digests.sha256("version 1".getBytes()), ""));
        Target window = window(program.toString(), true, "");

        assertThat(rules.allows(window)).isTrue();

        Files.writeString(program, "version 2!");
        assertThat(rules.allows(window)).as("remembered for some seconds").isTrue();
        clock.advance(Duration.ofSeconds(11));
        assertThat(rules.allows(window)).isFalse();

        Files.delete(program);
        clock.advance(Duration.ofSeconds(11));
        assertThat(rules.allows(window)).isFalse();
    }

    @Test
    void aDigestIsComputedOnceForAStateOfAFile() throws IOException {
        Path program = Files.writeString(folder.resolve("tool"), "1111");
        ExecutableDigests digests = new ExecutableDigests();
        String first = digests.of(program.toString());
        var written = Files.getLastModifiedTime(program);

        // Same inode, size and time: whoever can do this unseen could as well replace the process's memory.
        Files.writeString(program, "2222");
        Files.setLastModifiedTime(program, written);
        assertThat(digests.of(program.toString())).isEqualTo(first);

        Files.delete(program);
        assertThat(digests.of(program.toString())).isEmpty();
    }

    @Test
    void linesGoOnWithWhatNarrowsThem() {
        String hash = "0".repeat(64);
        PolicyRules rules = rules(
                new Rule("/usr/bin/b", "Editor", hash, ""),
                executable("/usr/bin/a"),
                new Rule("", "Remote", "", "from another machine"));

        assertThat(rules.describe())
                .containsExactlyInAnyOrder(
                        "/usr/bin/a",
                        "/usr/bin/b; only with SHA-256 " + hash + "; only windows of class Editor",
                        "windows of class Remote whose program is not known (from another machine)");
    }

    @Test
    void moreTextInPicturesIsALineOfItsOwnAndLessANarrowerOne() {
        PolicyRules rules = rules(
                pictures("/usr/bin/a", TextPolicy.KEEP_ALL),
                pictures("/usr/bin/b", TextPolicy.MASK_DETECTED),
                pictures("/usr/bin/c", TextPolicy.DEFAULT_DENY),
                pictures("/usr/bin/d", TextPolicy.BLANK));

        assertThat(rules.describe())
                .containsExactlyInAnyOrder(
                        "/usr/bin/a",
                        "all text in pictures of /usr/bin/a",
                        "/usr/bin/b",
                        "all text in pictures of /usr/bin/b; only where no detector finds anything",
                        "/usr/bin/c",
                        "/usr/bin/d; only black in pictures");
    }

    @Test
    @DisplayName("Of several rules that fit, the one that protects most decides about text in pictures")
    void textInPictures() {
        Target mousepad = window("/usr/bin/mousepad", true, "Editor");

        assertThat(rules(executable("/usr/bin/mousepad")).frameText(mousepad)).isEqualTo(TextPolicy.DEFAULT_DENY);
        for (TextPolicy policy : TextPolicy.values()) {
            assertThat(rules(pictures("/usr/bin/mousepad", policy)).frameText(mousepad))
                    .isEqualTo(policy);
        }
        Rule narrow = new Rule("/usr/bin/mousepad", "Editor", "", "", TextPolicy.MASK_DETECTED, Fields.ANY);
        Rule wide = pictures("/usr/bin/mousepad", TextPolicy.KEEP_ALL);
        assertThat(rules(narrow, wide).frameText(mousepad)).isEqualTo(TextPolicy.MASK_DETECTED);
        assertThat(rules(wide, narrow).frameText(mousepad)).isEqualTo(TextPolicy.MASK_DETECTED);
        assertThat(rules(narrow, wide).frameText(window("/usr/bin/mousepad", true, "Other")))
                .as("only the wide one fits")
                .isEqualTo(TextPolicy.KEEP_ALL);
        assertThat(rules(wide).frameText(window("/usr/bin/xterm", true, ""))).isEqualTo(TextPolicy.BLANK);
        assertThat(rules(wide).frameText(Target.UNKNOWN)).isEqualTo(TextPolicy.BLANK);
    }

    private static Rule pictures(String executable, TextPolicy policy) {
        return new Rule(executable, "", "", "", policy, Fields.ANY);
    }

    @Test
    @DisplayName("What is asked of fields narrows a rule, and is told as that")
    void fieldsAreDescribed() {
        PolicyRules rules = rules(
                fields("/usr/bin/a", new Fields(true, Set.of())),
                fields("/usr/bin/b", new Fields(false, Set.of("https://b.example", "https://a.example"))),
                fields("/usr/bin/c", Fields.ANY));

        assertThat(rules.describe())
                .containsExactlyInAnyOrder(
                        "/usr/bin/a; only keys in fields that are known not to be protected",
                        "/usr/bin/b; only keys in fields that are known not to be protected"
                                + "; only keys and content of pages of https://a.example, https://b.example",
                        "/usr/bin/c");
    }

    @Test
    @DisplayName("Of several rules that fit, each condition on fields counts, and all their origins are meant")
    void fields() {
        Target browser = window("/usr/bin/browser", true, "Navigator");
        Rule plain = executable("/usr/bin/browser");
        Rule one = fields("/usr/bin/browser", new Fields(false, Set.of("https://a.example")));
        Rule other = fields("/usr/bin/browser", new Fields(true, Set.of("https://b.example")));

        assertThat(rules(plain).fields(browser)).isEqualTo(Fields.ANY);
        assertThat(rules(plain, one).fields(browser)).isEqualTo(new Fields(true, Set.of("https://a.example")));
        Fields both = rules(one, other).fields(browser);
        assertThat(both.known()).isTrue();
        assertThat(both.admits("https://a.example")).isTrue();
        assertThat(both.admits("https://b.example")).isTrue();
        assertThat(both.admits("https://c.example")).isFalse();
        assertThat(both.admits("")).isFalse();
        assertThat(Fields.ANY.admits("https://c.example")).isTrue();
    }

    private static Rule fields(String executable, Fields fields) {
        return new Rule(executable, "", "", "", TextPolicy.DEFAULT_DENY, fields);
    }

    @Test
    void identityIsWhatIsKnown() {
        PolicyRules rules = rules();

        assertThat(rules.identity(window("/usr/bin/mousepad", true, "Mousepad")))
                .isEqualTo("/usr/bin/mousepad");
        assertThat(rules.identity(window("/usr/bin/mousepad", false, "Mousepad")))
                .isEqualTo("class:Mousepad");
        assertThat(rules.identity(Target.UNKNOWN)).isEqualTo("unknown");
    }

    @Test
    @DisplayName("A client that changes its class all the time does not fill the memory")
    void whatIsRememberedIsBounded() {
        PolicyRules rules = rules(executable("/usr/bin/mousepad"));
        for (int i = 0; i < 5000; i++) {
            rules.allows(window("/usr/bin/mousepad", true, "class" + i));
        }

        assertThat(rules.remembered()).isLessThanOrEqualTo(1024);
    }

    private PolicyRules rules(Rule... rules) {
        return new PolicyRules(new Policy(TEN, List.of(rules)), new ExecutableDigests(), clock::nanoTime);
    }

    private static Rule executable(String pattern) {
        return new Rule(pattern, "", "", "");
    }

    private static Target window(String executable, boolean verified, String windowClass) {
        return new Target(Target.Scope.WINDOW, 7, new Application(executable, verified, windowClass));
    }
}
