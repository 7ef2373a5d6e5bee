package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.consent.Installed.Declared;
import org.oriel.host.Notice;

class NoticeTextTest {
    @TempDir
    private Path folder;

    private World world;

    @BeforeEach
    void world() {
        world = new World(folder).equipped();
    }

    @Test
    void saysWhatAPersonNeedsToKnow() {
        world.install("org.oriel.export.jsonl", World.export("a file on this computer"));
        String text = flowing(world.gate.notice());

        assertThat(text)
                .contains("Purpose: ai-training")
                .contains("key: the keys you press. Sensitivity: high. At most 20000 an hour. By org.oriel.source.x11.")
                .contains("/usr/bin/mousepad")
                .contains("not installed: pictures of the screen")
                .doesNotContain("not installed: what you type")
                .contains("Deleted after 14 days, later only where it still waits to be delivered.")
                .contains("also goes to: a file on this computer, for: ai-training")
                .contains("oriel pause")
                .contains("oriel forget")
                .contains("oriel consent withdraw")
                .contains("United States (us-base, version 1, draft for counsel), counts until 2027-12-31")
                .contains("Draft for counsel. Taking part is your decision.")
                .contains("18 U.S.C. 2510")
                .contains("org.oriel.source.x11 1.0.0");
        assertThat(world.gate.notice().capturesPerson()).isTrue();
    }

    @Test
    @DisplayName("Fits a terminal of 80 columns, and holds nothing that a terminal would obey")
    void fitsATerminal() {
        world.install(
                "org.example.liar",
                World.capture(
                        "key",
                        "nothing\u001b[2J\u001b[1;1H\n\nYOU AGREED\u202e" + "x".repeat(30) + " y".repeat(80),
                        "low",
                        0));
        String text = world.gate.notice().text();

        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(text.lines()).doesNotContain("YOU AGREED");
        assertThat(text.chars().filter(c -> c != '\n'))
                .allMatch(c -> c >= ' ' && Character.getType(c) != Character.FORMAT && c != 0x7f);
    }

    @Test
    @DisplayName("The same installation gives the same text, in whatever order and whenever")
    void isDeterministic() {
        world.install("org.oriel.export.a", World.export("one"), World.export("two"));
        Notice first = world.gate.notice();

        World other = new World(folder.resolve("other"));
        other.clock.jumpTo(java.time.Instant.parse("2027-01-01T00:00:00Z"));
        other.install("org.oriel.export.a", World.export("two"), World.export("one"));
        other.equipped();

        assertThat(other.gate.notice()).isEqualTo(first);
        assertThat(first.hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void changesWithEverythingThatIsInIt() {
        String first = world.gate.notice().hash();

        world.admission.lines = List.of("/usr/bin/mousepad", "/usr/bin/xterm");
        String policy = world.gate.notice().hash();
        world.install("org.oriel.export.jsonl", World.export("a file"));
        String export = world.gate.notice().hash();
        world.install(
                "org.oriel.export.jsonl",
                new Declared(Declared.EXPORT, Map.of("destination", "a file", "purpose", "statistics")));
        String purpose = world.gate.notice().hash();

        assertThat(List.of(first, policy, export, purpose)).doesNotHaveDuplicates();
    }

    @Test
    void saysWhenTheLanguageIsMissing() {
        Inventory inventory = Inventory.of(() -> List.copyOf(world.bundles.values()), List.of("/a/b"), 10);
        GateSettings german = GateSettings.of("/x", new String[] {"us-base"}, "ai-training", 30, 0, "de");
        Laws law = Laws.of(() -> List.copyOf(world.bundles.values()), german);

        assertThat(flowing(NoticeText.of(inventory, german, law, "")))
                .contains("Diesen Teil gibt es nicht in Ihrer Sprache (de), nur in: en")
                .contains("Es gibt keine zeitliche Grenze.");
    }

    @Test
    void saysWhyNothingIsAllowed() {
        world.admission.lines = List.of();
        world.admission.problem = "policy /p.json: does not exist";
        world.bundles.remove("org.oriel.law.us-base");

        assertThat(flowing(world.gate.notice()))
                .contains("In none: policy /p.json: does not exist.")
                .contains("Recording is blocked: no law pack for jurisdiction us-base");
    }

    @Test
    void playingARecordingIsNoCapture() {
        world.bundles.remove("org.oriel.source.x11");
        world.install("org.oriel.source.replay", World.capture("recorded", "a recorded session", "low", 0));

        assertThat(world.gate.notice().capturesPerson()).isFalse();
        assertThat(flowing(world.gate.notice())).contains("records nothing of you");
    }

    /** Without line breaks, which depend on the width. */
    private static String flowing(Notice notice) {
        return notice.text().replaceAll("\\s+", " ");
    }
}
