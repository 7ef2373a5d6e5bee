package org.oriel.tck;

import java.util.ArrayList;
import java.util.List;

/** Texts that break detectors: wrong offsets beyond the basic plane, and repetitions that make patterns backtrack. */
final class HostileTexts {
    /** Length of the large ones: the longest text that the host asks about in one piece. */
    static final int LARGE = 65_536;

    private HostileTexts() {}

    static List<String> small() {
        return List.of(
                "",
                " ",
                "\u0000",
                "\ud83d",
                "\ude00",
                "\ude00\ud83d",
                "a\ud83d@b.c",
                "\u202e4111 1111\u202c",
                "\u0661\u0662\u0663\u0664 \u0661\u0662\u0663\u0664",
                "\uff14\uff11\uff11\uff11",
                "e\u0301\u0301\u0301@\u00e9.\u00df",
                "\u05d0\u05d1\u05d2@\u05d3.\u05d4 1\u200f2",
                "@@@...---+++   ",
                "\u200b\u2060\ufeff",
                "\r\n\t\u000b\f\u0085\u2028\u2029",
                Events.HOSTILE_TEXT);
    }

    static List<String> large(List<String> samples) {
        List<String> seeds = new ArrayList<>(List.of(
                "a", "1", "@", ".", "-", " ", "a@", "a.", "a@a.", "1 ", "1-", "+1", "DE", "A1", "aA1!", "\ud83d",
                "\ude00", "\u0000", "\u05d0", "é", "://", "a=a&", "((", "\n"));
        seeds.addAll(samples);
        List<String> texts = new ArrayList<>();
        for (String seed : seeds) {
            if (!seed.isEmpty()) {
                texts.add(seed.repeat(LARGE / seed.length()));
            }
        }
        // The one that nearly matches: everything up to the last character.
        texts.add("a".repeat(LARGE - 2) + "@!");
        texts.add("1".repeat(LARGE - 1) + "x");
        return texts;
    }
}
