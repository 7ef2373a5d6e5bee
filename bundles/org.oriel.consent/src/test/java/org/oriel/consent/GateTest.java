package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.consent.CaptureState;
import org.oriel.host.Grant;
import org.oriel.host.NotAllowedException;
import org.oriel.tck.FakeClock;

/** One test for each row of the state table in the README. */
class GateTest {
    @TempDir
    private Path folder;

    private World world;

    @BeforeEach
    void world() {
        world = new World(folder.resolve("consent"));
    }

    @Test
    @DisplayName("No grant: off, and no source ever exists")
    void noGrant() {
        world.equipped();
        world.pass(Duration.ofHours(2));

        assertThat(world.state()).isEqualTo("OFF no-consent");
        assertThat(world.gate.grant()).isEmpty();
        assertThat(world.order).isEmpty();
        assertThat(world.indicator.asked)
                .as("the indicator is asked only when it matters")
                .isZero();
    }

    @Test
    @DisplayName("Agreed: the session begins, then sources exist, under the grant that was given")
    void recording() throws NotAllowedException {
        world.equipped();
        Grant grant = world.agree();

        assertThat(world.state()).isEqualTo("RECORDING");
        assertThat(world.order).containsExactly("begin", "on");
        assertThat(world.pipeline.grant).contains(grant);
        assertThat(world.gate.grant()).contains(grant);
        assertThat(grant.purpose()).isEqualTo("ai-training");
        assertThat(grant.jurisdiction()).isEqualTo("us-base");
        assertThat(grant.noticeHash()).isEqualTo(world.gate.notice().hash());
        assertThat(folder.resolve("consent/notices/" + grant.noticeHash() + ".txt"))
                .hasContent(world.gate.notice().text());
    }

    @Test
    @DisplayName("Agreed to another notice: refused, and nothing changes")
    void wrongHash() {
        world.equipped();
        String old = world.gate.notice().hash();
        world.install("org.example.more", World.capture("frame", "pictures", "high", 60));

        assertThatThrownBy(() -> world.gate.accept(old, "terminal"))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("read it again");
        assertThat(world.order).isEmpty();
        assertThat(folder.resolve("consent/grants.json")).doesNotExist();
    }

    @Test
    @DisplayName(
            "Data goes only where the notice said that was agreed to when it was captured, and nowhere once withdrawn")
    void covers() throws NotAllowedException {
        world.install("org.example.export", World.export("a folder"));
        world.recording();
        String first = world.gate.grant().orElseThrow().id();
        assertThat(world.gate.covers(first, "a folder", "ai-training")).isTrue();
        assertThat(world.gate.covers(first, "a folder", "support")).isFalse();
        assertThat(world.gate.covers("other", "a folder", "ai-training")).isFalse();
        assertThat(world.gate.covers("recorded", "anywhere", "ai-training")).isTrue();
        GrantReader reader = new GrantReader(folder.resolve("consent"));
        assertThat(reader.covers(first, "a folder", "ai-training")).isTrue();
        assertThat(reader.covers(first, "a folder", "support")).isFalse();
        assertThat(reader.covers("recorded", "anywhere", "ai-training")).isTrue();
        assertThat(reader.grant().orElseThrow().id()).isEqualTo(first);

        world.install("org.example.cloud", World.export("the cloud"));
        world.agree();
        String second = world.gate.grant().orElseThrow().id();
        assertThat(world.gate.covers(second, "the cloud", "ai-training")).isTrue();
        assertThat(world.gate.covers(first, "the cloud", "ai-training")).isFalse();
        world.restart();
        assertThat(world.gate.covers(first, "a folder", "ai-training")).isTrue();
        assertThat(world.gate.covers(first, "the cloud", "ai-training")).isFalse();

        world.gate.withdraw();
        assertThat(world.gate.covers(first, "a folder", "ai-training")).isFalse();
        assertThat(reader.covers(first, "a folder", "ai-training")).isFalse();
        assertThat(world.gate.covers(second, "the cloud", "ai-training")).isFalse();
    }

    @Test
    @DisplayName("Withdrawn: sources go, what is held back is discarded, and it stays off after a restart")
    void withdrawn() throws NotAllowedException {
        world.recording();
        world.order.clear();

        world.gate.withdraw();
        assertThat(world.order).containsExactly("off", "end DISCARD withdraw");
        assertThat(world.state()).isEqualTo("OFF withdrawn");
        assertThat(world.gate.grant()).isEmpty();

        world.restart();
        assertThat(world.state()).isEqualTo("OFF withdrawn");
        assertThat(world.order).isEmpty();

        world.agree();
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    @DisplayName("Withdrawn, and the file cannot be written: in force, and gone from the disk all the same")
    void withdrawnOnAFullDisk() throws Exception {
        world.recording();
        // Stands for a full disk: the file that would replace the old one cannot be made.
        Files.createDirectories(folder.resolve("consent/grants.json.new/x"));

        world.gate.withdraw();

        assertThat(world.state()).isEqualTo("OFF withdrawn");
        assertThat(folder.resolve("consent/grants.json")).doesNotExist();
        world.restart();
        assertThat(world.state()).isEqualTo("OFF no-consent");
    }

    @Test
    @DisplayName("Consent that cannot be recorded does not count")
    void acceptedOnAFullDisk() throws IOException {
        world.equipped();
        Files.createDirectories(folder.resolve("consent/grants.json.new/x"));

        assertThatThrownBy(world::agree).isInstanceOf(NotAllowedException.class).hasMessageContaining("does not count");
        assertThat(world.state()).isEqualTo("OFF no-consent");
        assertThat(world.order).isEmpty();
    }

    @Test
    @DisplayName("Paused: when the call returns sources are gone and what was admitted is kept")
    void paused() throws NotAllowedException {
        world.recording();
        world.order.clear();

        world.pause(Duration.ofMinutes(30));

        assertThat(world.order).containsExactly("off", "end KEEP pause");
        assertThat(world.state()).isEqualTo("PAUSED paused");
        assertThat(world.gate.state().until()).contains(FakeClock.START.plus(Duration.ofMinutes(30)));
    }

    @Test
    void resumed() throws NotAllowedException {
        world.recording();
        world.pause(Duration.ofMinutes(30));
        world.order.clear();

        world.gate.resume();

        assertThat(world.state()).isEqualTo("RECORDING");
        assertThat(world.order).containsExactly("begin", "on");
    }

    @Test
    @DisplayName("A pause ends by itself, at its time and not before")
    void autoResume() throws NotAllowedException {
        world.recording();
        world.pause(Duration.ofMinutes(30));
        world.order.clear();

        world.pass(Duration.ofMinutes(30).minusMillis(1));
        assertThat(world.order).isEmpty();
        world.pass(Duration.ofMillis(2));
        assertThat(world.state()).isEqualTo("RECORDING");
        assertThat(world.order).containsExactly("begin", "on");
    }

    @Test
    @DisplayName("The computer slept through the end of the pause: it ends within seconds after")
    void autoResumeAfterSleep() throws NotAllowedException {
        world.recording();
        world.pause(Duration.ofMinutes(30));

        world.clock.jumpTo(FakeClock.START.plus(Duration.ofHours(3)));
        world.pass(Duration.ofSeconds(5));

        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    void pausedAgain() throws NotAllowedException {
        world.recording();
        world.pause(Duration.ofMinutes(30));
        world.pass(Duration.ofMinutes(20));

        world.pause(Duration.ofMinutes(30));
        Instant longer = FakeClock.START.plus(Duration.ofMinutes(50));
        assertThat(world.gate.state().until()).contains(longer);

        world.pause(Duration.ofMinutes(1));
        assertThat(world.gate.state().until()).as("never shorter").contains(longer);
    }

    @Test
    void lengthOfAPause() throws NotAllowedException {
        world.recording();
        world.order.clear();

        for (Duration wrong : List.of(
                Duration.ZERO, Duration.ofMillis(999), Duration.ofHours(24).plusSeconds(1))) {
            assertThatThrownBy(() -> world.pause(wrong))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("allowed: 1 s to 24 h");
        }
        assertThat(world.state()).isEqualTo("RECORDING");
        assertThat(world.order).isEmpty();
    }

    @Test
    void restartWhilePaused() throws NotAllowedException {
        world.recording();
        world.pause(Duration.ofMinutes(30));
        world.pass(Duration.ofMinutes(10));

        world.restart();
        assertThat(world.state()).isEqualTo("PAUSED paused");
        assertThat(world.gate.state().until()).contains(FakeClock.START.plus(Duration.ofMinutes(30)));
        assertThat(world.order).isEmpty();

        world.pass(Duration.ofMinutes(20));
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    @DisplayName("Killed while paused: nobody could write anything at the end")
    void killedWhilePaused() throws NotAllowedException {
        world.recording();
        world.pause(Duration.ofMinutes(30));
        world.order.clear();

        world.start();
        world.equipped();

        assertThat(world.state()).isEqualTo("PAUSED paused");
        assertThat(world.order).isEmpty();
    }

    @Test
    void restartAfterThePause() throws NotAllowedException {
        world.recording();
        world.pause(Duration.ofMinutes(30));
        world.gate.shutdown();
        world.clock.advance(Duration.ofHours(1));

        world.restart();

        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    void resumeSaysWhyItStaysOff() {
        world.equipped();

        assertThatThrownBy(() -> world.gate.resume())
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("no-consent");
    }

    @Test
    @DisplayName("No indicator: blocked; it comes, and capture does")
    void noIndicator() throws NotAllowedException {
        world.gate.pipeline(world.pipeline);
        world.gate.admission(world.admission);
        world.agree();
        assertThat(world.state()).isEqualTo("BLOCKED no-indicator");
        assertThat(world.order).isEmpty();

        world.gate.indicator(world.indicator);
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    void indicatorGone() throws NotAllowedException {
        world.recording();
        world.order.clear();

        world.gate.indicatorGone(world.indicator);

        assertThat(world.state()).isEqualTo("BLOCKED no-indicator");
        assertThat(world.order).containsExactly("off", "end KEEP no-indicator");
    }

    @Test
    @DisplayName("The indicator does not show any more: off within three seconds; it shows again: on again")
    void indicatorLost() throws NotAllowedException {
        world.recording();
        world.pass(Duration.ofMinutes(1));
        assertThat(world.state()).isEqualTo("RECORDING");
        assertThat(world.indicator.asked).as("about every three seconds").isBetween(17, 23);

        world.indicator.shows = false;
        world.pass(Duration.ofSeconds(3));
        assertThat(world.state()).isEqualTo("BLOCKED no-indicator");

        world.indicator.shows = true;
        world.pass(Duration.ofSeconds(3));
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    void indicatorSlow() throws NotAllowedException {
        world.recording();
        world.calls.slow = true;
        world.pass(Duration.ofSeconds(3));

        assertThat(world.state()).isEqualTo("BLOCKED no-indicator");
    }

    @Test
    void noIndicatorIsAskedWhilePaused() throws NotAllowedException {
        world.recording();
        world.pause(Duration.ofMinutes(30));
        int before = world.indicator.asked;
        world.pass(Duration.ofMinutes(29));

        assertThat(world.indicator.asked).isEqualTo(before);
    }

    @Test
    void lawMissing() throws NotAllowedException {
        world.recording();
        world.order.clear();

        world.bundles.remove("org.oriel.law.us-base");
        world.gate.evaluate();

        assertThat(world.state()).isEqualTo("BLOCKED no-law");
        assertThat(world.gate.state().detail()).contains("us-base", "installed: none");
        assertThat(world.order).containsExactly("off", "end KEEP no-law");
        assertThatThrownBy(world::agree).isInstanceOf(NotAllowedException.class).hasMessageContaining("no-law");
    }

    @Test
    void jurisdictionUnknown() {
        for (String jurisdiction : List.of("", "de-nowhere")) {
            world.jurisdiction = jurisdiction;
            world.start();
            world.equipped();
            assertThat(world.state()).isEqualTo("BLOCKED no-law");
        }
        assertThat(world.order).isEmpty();
    }

    @Test
    @DisplayName("The law pack expires while capture runs: off when its last day is over")
    void lawExpired() throws NotAllowedException {
        world.law("us-base", "2026-03-04", "key", "window", "recorded");
        world.recording();

        world.pass(Duration.between(world.clock.instant(), Instant.parse("2026-03-04T23:59:59Z")));
        assertThat(world.state()).isEqualTo("RECORDING");
        world.pass(Duration.ofSeconds(2));
        assertThat(world.state()).isEqualTo("BLOCKED law-expired");
        assertThat(world.gate.state().detail()).contains("2026-03-04");
        assertThat(world.gate.grant()).isEmpty();
    }

    @Test
    @DisplayName("The capture of a recording is checked against the date as well, once a day")
    void lawExpiredWhileReplaying() {
        world.law("us-base", "2026-03-04", "recorded");
        replayOnly();
        world.equipped();
        assertThat(world.state()).isEqualTo("RECORDING");

        world.pass(Duration.ofDays(3));
        assertThat(world.state()).isEqualTo("BLOCKED law-expired");
    }

    @Test
    @DisplayName("eu-off: blocked, whatever another pack permits; playing a recording is fine")
    void euOff() throws NotAllowedException {
        world.recording();
        world.gate.shutdown();
        world.law("eu-off", "2027-12-31", "recorded");
        world.jurisdiction = "eu-off";
        world.order.clear();
        world.start();
        world.equipped();

        assertThat(world.state()).isEqualTo("BLOCKED law-forbids");
        assertThat(world.gate.state().detail()).contains("eu-off", "key, window");
        assertThat(world.order).isEmpty();

        replayOnly();
        world.gate.evaluate();
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    void noPipeline() throws NotAllowedException {
        world.gate.admission(world.admission);
        world.gate.indicator(world.indicator);
        world.agree();
        assertThat(world.state()).isEqualTo("BLOCKED no-pipeline");

        world.gate.pipeline(world.pipeline);
        assertThat(world.state()).isEqualTo("RECORDING");

        world.order.clear();
        world.gate.pipelineGone(world.pipeline);
        assertThat(world.state()).isEqualTo("BLOCKED no-pipeline");
        assertThat(world.order).containsExactly("off", "end KEEP no-pipeline");
    }

    @Test
    void anotherPipeline() throws NotAllowedException {
        world.recording();
        world.order.clear();

        world.gate.pipeline(world.new FakePipeline(" 2"));
        world.gate.pipelineGone(world.pipeline);

        assertThat(world.order).containsExactly("off", "end KEEP reopened", "begin 2", "on");
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    void brokenPipeline() throws NotAllowedException {
        world.pipeline.broken = true;
        world.recording();
        assertThat(world.state()).isEqualTo("BLOCKED pipeline-failed");
        assertThat(world.order).as("no source meets it").doesNotContain("on");

        world.pipeline.broken = false;
        world.pass(Duration.ofSeconds(6));
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    void noPolicy() throws NotAllowedException {
        world.recording();
        world.order.clear();

        world.gate.admissionGone(world.admission);
        assertThat(world.state()).isEqualTo("BLOCKED no-policy");
        assertThat(world.order).containsExactly("off", "end KEEP no-policy");

        world.admission.lines = List.of();
        world.admission.problem = "policy /etc/policy.json: $.allow is missing, allowed: a list of rules";
        world.gate.admission(world.admission);
        assertThat(world.gate.state().detail()).isEqualTo(world.admission.problem);
    }

    @Test
    void nothingInstalled() {
        world.bundles.remove("org.oriel.source.x11");
        world.equipped();
        world.gate.evaluate();

        assertThat(world.state()).isEqualTo("BLOCKED no-source");
    }

    @Test
    @DisplayName("The set comes to capture more: held until the person agrees again")
    void widenedSet() throws NotAllowedException {
        Grant first = world.recording().gate.grant().orElseThrow();
        world.order.clear();

        world.install("org.oriel.source.frames", World.capture("frame", "pictures of windows", "high", 60));
        world.gate.evaluate();

        assertThat(world.state()).isEqualTo("BLOCKED consent-outdated");
        assertThat(world.gate.state().detail()).contains("frame", "pictures of windows");
        assertThat(world.order).containsExactly("off", "end KEEP consent-outdated");
        assertThat(world.gate.grant()).isEmpty();

        Grant second = world.agree();
        assertThat(world.state()).isEqualTo("RECORDING");
        assertThat(world.pipeline.grant).contains(second);
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    @DisplayName("The set comes to capture less, or the same in another version: the grant holds and nothing stops")
    void narrowedSet() throws NotAllowedException {
        Grant grant = world.recording().gate.grant().orElseThrow();
        String before = world.gate.notice().hash();
        world.order.clear();

        world.install("org.oriel.source.x11", World.capture("key", "the keys you press", "high", 10_000));
        world.install("org.example.library");
        world.gate.evaluate();

        assertThat(world.state()).isEqualTo("RECORDING");
        assertThat(world.order).isEmpty();
        assertThat(world.gate.notice().hash()).isNotEqualTo(before);
        assertThat(world.gate.grant()).contains(grant);

        world.restart();
        assertThat(world.state()).as("after a restart too").isEqualTo("RECORDING");
        assertThat(world.pipeline.grant).contains(grant);
    }

    @Test
    @DisplayName("A wider policy: the gate is closed before the rules come into force, and not opened in between")
    void widenedPolicy() throws NotAllowedException {
        world.recording();
        world.order.clear();
        List<String> wider = List.of("/usr/bin/mousepad", "/usr/bin/xterm");

        world.gate.replacing(World.FakeAdmission.rules(10, wider));
        assertThat(world.order).containsExactly("off", "end KEEP consent-outdated");
        world.gate.evaluate();
        assertThat(world.order).as("the old rules are still in force").hasSize(2);

        world.admission.lines = wider;
        world.gate.replaced();
        assertThat(world.state()).isEqualTo("BLOCKED consent-outdated");
        assertThat(world.gate.state().detail()).contains("/usr/bin/xterm");
    }

    @Test
    void replacementThatFailed() throws NotAllowedException {
        world.recording();
        world.gate.replacing(World.FakeAdmission.rules(10, List.of("/usr/bin/xterm")));
        assertThat(world.state()).isEqualTo("BLOCKED consent-outdated");

        world.gate.replaced();
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    void narrowedPolicy() throws NotAllowedException {
        world.admission.lines = List.of("/usr/bin/mousepad", "/usr/bin/xterm");
        world.recording();
        world.order.clear();
        List<String> narrower = List.of("/usr/bin/mousepad; only with SHA-256 00");

        world.gate.replacing(World.FakeAdmission.rules(20, narrower));
        world.admission.lines = narrower;
        world.admission.timing = 20;
        world.gate.replaced();

        assertThat(world.state()).isEqualTo("RECORDING");
        assertThat(world.order).isEmpty();
    }

    @Test
    @DisplayName("Keeping more text in pictures waits for a new agreement")
    void moreTextInPictures() throws NotAllowedException {
        world.admission.lines = List.of("/usr/bin/mousepad");
        world.recording();
        List<String> wider = List.of("/usr/bin/mousepad", "all text in pictures of /usr/bin/mousepad");

        world.gate.replacing(World.FakeAdmission.rules(10, wider));
        world.admission.lines = wider;
        world.gate.replaced();

        assertThat(world.state()).isEqualTo("BLOCKED consent-outdated");
        assertThat(world.gate.state().detail()).contains("all text in pictures of /usr/bin/mousepad");
    }

    @Test
    @DisplayName("A broken file is no consent, is named in one line, and is kept")
    void brokenGrants() throws Exception {
        world.recording();
        Path file = folder.resolve("consent/grants.json");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2));

        world.order.clear();
        world.start();
        world.equipped();

        assertThat(world.state()).isEqualTo("OFF no-consent");
        assertThat(world.gate.state().detail())
                .contains(file.toString(), "broken")
                .doesNotContain("\n");
        assertThat(world.log.lines("ERROR")).singleElement().asString().contains(file.toString());
        assertThat(folder.resolve("consent/grants.json.broken-1")).exists();
        assertThat(world.order).isEmpty();

        world.agree();
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    @DisplayName("A set that only replays needs neither grant nor indicator, until something else is installed")
    void replay() {
        replayOnly();
        world.gate.pipeline(world.pipeline);
        world.gate.admission(world.admission);

        assertThat(world.state()).isEqualTo("RECORDING");
        assertThat(world.gate.notice().capturesPerson()).isFalse();
        assertThat(world.pipeline.grant.orElseThrow().id()).isEqualTo("recorded");
        assertThat(world.order).containsExactly("begin", "on");

        world.install("org.oriel.source.x11", World.capture("key", "the keys you press", "high", 20_000));
        world.gate.evaluate();
        assertThat(world.state()).isEqualTo("OFF no-consent");
        assertThat(world.order).containsExactly("begin", "on", "off", "end KEEP no-consent");
    }

    @Test
    @DisplayName("Beside real capture, whoever calls what it captures recorded is asked about by name")
    void anybodyMayCallItRecorded() throws NotAllowedException {
        world.recording();
        world.install("org.example.player", World.capture("recorded", "nothing, really", "low", 0));
        world.gate.evaluate();

        assertThat(world.state()).isEqualTo("BLOCKED consent-outdated");
        assertThat(world.gate.state().detail()).contains("org.example.player");
    }

    @Test
    void hangingSource() throws NotAllowedException {
        world.sources.onProblem = "a plugin hangs while it starts";
        world.sources.stuck = "";
        world.recording();
        assertThat(world.state()).isEqualTo("BLOCKED plugin-hangs");
        assertThat(world.order).containsExactly("begin", "on", "end KEEP plugin-hangs");

        world.sources.onProblem = "";
        world.gate.evaluate();
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    @DisplayName("A source that does not stop: the session ends all the same, and the person is told")
    void sourceThatDoesNotStop() throws NotAllowedException {
        world.recording();
        world.order.clear();
        world.sources.offProblem = "a plugin hangs while it stops";
        world.sources.stuck = "a plugin hangs while it stops";

        world.pause(Duration.ofMinutes(1));
        assertThat(world.order).containsExactly("off", "end KEEP pause");
        assertThat(world.gate.state().detail()).contains("a plugin hangs while it stops");

        world.pass(Duration.ofMinutes(2));
        assertThat(world.state()).isEqualTo("BLOCKED plugin-hangs");

        world.sources.stuck = "";
        world.pass(Duration.ofSeconds(6));
        assertThat(world.state()).isEqualTo("RECORDING");
    }

    @Test
    void shutdown() throws NotAllowedException {
        world.recording();
        world.order.clear();

        world.gate.shutdown();
        world.gate.evaluate();
        world.pass(Duration.ofHours(1));

        assertThat(world.order).containsExactly("off", "end KEEP shutdown");
        assertThat(world.state()).isEqualTo("BLOCKED shutdown");
    }

    @Test
    void agreeingAgainTakesTheNewGrant() throws NotAllowedException {
        world.recording();
        world.order.clear();

        Grant second = world.agree();

        assertThat(world.order).containsExactly("off", "end KEEP reopened", "begin", "on");
        assertThat(world.pipeline.grant).contains(second);
    }

    @Test
    void theGateThatCannotLookIsClosed() throws NotAllowedException {
        world.recording();
        world.order.clear();
        world.admission.lines = java.util.Arrays.asList("/usr/bin/mousepad", null);

        world.gate.evaluate();

        assertThat(world.state()).isEqualTo("BLOCKED gate-failed");
        assertThat(world.order).containsExactly("off", "end KEEP gate-failed");
    }

    @Test
    @DisplayName("Listeners are told of each change once, after it took effect; one that throws does no harm")
    void listeners() throws NotAllowedException {
        world.recording();
        world.pass(Duration.ofMinutes(5));
        world.pause(Duration.ofMinutes(1));

        assertThat(world.told.stream().map(CaptureState::phase).map(Enum::name).distinct())
                .contains("OFF", "RECORDING", "PAUSED");
        assertThat(world.told).doesNotHaveDuplicates();
        assertThat(world.told.get(world.told.size() - 1)).isEqualTo(world.gate.state());
    }

    private void replayOnly() {
        world.bundles.remove("org.oriel.source.x11");
        world.install("org.oriel.source.replay", World.capture("recorded", "a recorded session", "low", 0));
    }

    @Test
    @DisplayName(
            "Every grant is kept, newest first, with the notice that was read; the ledger knows them by id and hash")
    void grantsAreKept() throws NotAllowedException {
        world.recording();
        Grant first = world.gate.grant().orElseThrow();
        world.install("org.example.more", World.export("a folder"));
        Grant second = world.agree();
        world.gate.withdraw();
        world.restart();

        assertThat(world.gate.grants()).containsExactly(second, first);
        assertThat(new GrantFile(folder.resolve("consent")).notice(first.noticeHash()))
                .isPresent();
        assertThat(new GrantFile(folder.resolve("consent")).notice("../grants")).isEmpty();
        assertThat(world.ledgerKinds).containsExactly("law", "grant", "grant", "withdraw", "law");
        assertThat(world.ledger.get("grant")).contains(second.id()).contains(second.noticeHash());
    }

    @Test
    @DisplayName("Saying no is recorded here and does nothing else; saying no to what is in force takes it back")
    void refused() throws NotAllowedException {
        world.equipped();
        world.gate.refuse(world.gate.notice().hash(), "terminal");
        assertThat(world.state()).isEqualTo("OFF no-consent");
        world.agree();
        assertThat(world.state()).isEqualTo("RECORDING");
        world.gate.refuse(world.gate.notice().hash(), "terminal");
        assertThat(world.state()).isEqualTo("OFF withdrawn");
        assertThat(world.ledgerKinds).containsExactly("law", "refuse", "grant", "withdraw", "refuse");
    }

    @Test
    @DisplayName("Pauses are in the ledger, with what ended them")
    void pausesAreTold() throws NotAllowedException {
        world.recording();
        world.pause(Duration.ofMinutes(1));
        world.pass(Duration.ofMinutes(2));

        assertThat(world.ledgerKinds).endsWith("pause", "resume");
        assertThat(world.ledger.get("resume")).contains("pause-over");
    }
}
