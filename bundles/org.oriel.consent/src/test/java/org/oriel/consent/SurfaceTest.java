package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oriel.consent.Installed.Declared;
import org.oriel.consent.Installed.InstalledBundle;

class SurfaceTest {
    private static final GateSettings SETTINGS = settings(30);
    private static final Declared KEYS = World.capture("key", "keys", "high", 1000);

    @ParameterizedTest(name = "{0} {1} x{2} agreed, {3} {4} x{5} now: covered {6}")
    @CsvSource({
        "capture, key,             5, capture, key,                     5, true",
        "capture, key,             5, capture, key,                     4, true",
        "capture, key,             5, capture, key,                     6, false",
        "capture, key,             5, export,  key,                     5, false",
        "capture, key,             5, capture, key; only some,          5, false",
        "allow,   /usr/bin/a,      0, allow,   /usr/bin/a; only with x, 0, true",
        "allow,   /usr/bin/a; only with x, 0, allow, /usr/bin/a,        0, false",
        "allow,   /usr/bin/a; only with x, 0, allow, /usr/bin/a; only with y, 0, false",
        "allow,   /usr/bin/a,      0, allow,   /usr/bin/ab; only with x, 0, false",
        "allow,   /usr/bin/a,      0, allow,   /usr/bin/ab,             0, false",
        "allow,   /a; only x,      0, allow,   /a; only w; only x,      0, true",
        "allow,   /a; only w; only x, 0, allow, /a; only x,             0, false",
        "allow,   /a; only x,      0, allow,   /b; only x,              0, false",
        "timing,  t,             -10, timing,  t,                     -20, true",
        "timing,  t,             -10, timing,  t,                      -5, false",
    })
    void covers(String type, String name, long amount, String type2, String name2, long amount2, boolean covered) {
        Surface agreed = new Surface(new TreeSet<>(List.of(new Surface.Item(type, name, amount))));
        Surface now = new Surface(new TreeSet<>(List.of(new Surface.Item(type2, name2, amount2))));

        assertThat(now.minus(agreed).isEmpty()).isEqualTo(covered);
    }

    @Test
    void whatWidens() {
        Surface agreed = surface(SETTINGS, List.of("/a/b"), KEYS, World.export("a file"));

        assertThat(surface(SETTINGS, List.of("/a/b"), KEYS, World.export("a file"))
                        .minus(agreed))
                .isEmpty();
        assertThat(surface(SETTINGS, List.of("/a/b"), KEYS).minus(agreed)).isEmpty();
        assertThat(surface(settings(29), List.of("/a/b"), KEYS).minus(agreed)).isEmpty();

        assertThat(surface(settings(31), List.of("/a/b"), KEYS).minus(agreed)).hasSize(1);
        assertThat(surface(settings(0), List.of("/a/b"), KEYS).minus(agreed))
                .as("no limit")
                .hasSize(1);
        assertThat(surface(SETTINGS, List.of("/a/b", "/a/c"), KEYS).minus(agreed))
                .hasSize(1);
        assertThat(surface(SETTINGS, List.of("/a/b"), KEYS, World.export("a server"))
                        .minus(agreed))
                .hasSize(1);
        assertThat(surface(SETTINGS, List.of("/a/b"), World.capture("key", "keys", "high", 1001))
                        .minus(agreed))
                .hasSize(1);
        assertThat(surface(SETTINGS, List.of("/a/b"), World.capture("key", "keys", "high", 0))
                        .minus(agreed))
                .as("a bundle that does not say how much")
                .hasSize(1);
        assertThat(surface(SETTINGS, List.of("/a/b"), World.capture("key", "more keys", "high", 1000))
                        .minus(agreed))
                .hasSize(1);
        assertThat(surface(SETTINGS, List.of("/a/b"), KEYS, KEYS).minus(agreed))
                .as("two bundles capture twice as much")
                .hasSize(1);
    }

    /** As the policy words them: default-deny, black, detected text masked, all text. */
    @Test
    void moreTextInPicturesAsksAgainAndLessDoesNot() {
        List<String> usual = List.of("/a/b");
        List<String> blank = List.of("/a/b; only black in pictures");
        List<String> masked = List.of("/a/b", "all text in pictures of /a/b; only where no detector finds anything");
        List<String> all = List.of("/a/b", "all text in pictures of /a/b");
        List<List<String>> fromNarrow = List.of(blank, usual, masked, all);
        for (int agreed = 0; agreed < fromNarrow.size(); agreed++) {
            for (int now = 0; now < fromNarrow.size(); now++) {
                assertThat(surface(SETTINGS, fromNarrow.get(now), KEYS)
                                .minus(surface(SETTINGS, fromNarrow.get(agreed), KEYS))
                                .isEmpty())
                        .as("%s agreed to, now %s", fromNarrow.get(agreed), fromNarrow.get(now))
                        .isEqualTo(now <= agreed);
            }
        }
    }

    @Test
    void anotherPurposeOrLawAsksAgain() {
        Surface agreed = surface(SETTINGS, List.of("/a/b"), KEYS);
        GateSettings other = GateSettings.of("/x", new String[] {"us-base"}, "quality", 30, 30, "en");

        assertThat(surface(other, List.of("/a/b"), KEYS).minus(agreed))
                .containsExactly(new Surface.Item("purpose", "quality", 0));
        assertThat(inventory(List.of("/a/b"), KEYS)
                        .surface(SETTINGS, List.of(pack("2")))
                        .minus(agreed))
                .containsExactly(new Surface.Item("law", "us-base version 2", 0));
    }

    @Test
    void summaryIsOneShortLine() {
        List<Surface.Item> items = List.of(
                new Surface.Item("allow", "a", 0),
                new Surface.Item("allow", "b", 0),
                new Surface.Item("allow", "c", 0),
                new Surface.Item("allow", "d", 0),
                new Surface.Item("allow", "e", 0));

        assertThat(Surface.summary(items)).isEqualTo("allow a; allow b; allow c; and 2 more");
    }

    private static Surface surface(GateSettings settings, List<String> allow, Declared... declared) {
        return inventory(allow, declared).surface(settings, List.of(pack("1")));
    }

    private static Inventory inventory(List<String> allow, Declared... declared) {
        return Inventory.of(
                () -> List.of(new InstalledBundle("b", "1", List.of(declared), path -> Optional.empty())), allow, 10);
    }

    private static LawPack pack(String version) {
        return new LawPack(
                "us-base",
                version,
                java.time.LocalDate.of(2027, 12, 31),
                java.util.Map.of(),
                "t",
                "s",
                List.of(),
                "none",
                0,
                "en",
                List.of("en"),
                List.of(),
                List.of(),
                false,
                "text");
    }

    private static GateSettings settings(int retentionDays) {
        return GateSettings.of("/x", new String[] {"us-base"}, "ai-training", 30, retentionDays, "en");
    }
}
