package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidatesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111",
                "41 11",
                "+1 212 555 0100",
                "jane@",
                "jane.doeexample.com",
                "user:pass",
                "DE8937040044",
                "ab3cd9",
                "xK9fPq2LmZ",
                "qwertzuiopasdfghjklyxcvbnm",
                "password is",
                "API key here"
            })
    void holds(String text) {
        assertThat(covered(text).trim()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the background of Friday's well-known international meeting",
                "3 of 12 (in May)",
                "a.b",
                "e.g. this",
                "Straßenbahnhaltestelle",
                "spinning pins",
                "“quoted”, words; here!",
                "我们今天讨论这个问题然后再决定下一步的安排",
                ""
            })
    void doesNotHold(String text) {
        assertThat(Candidates.in(text)).isEmpty();
    }

    @Test
    void aKeywordReachesOverWhatFollows() {
        String tail = "word ".repeat(30);
        assertThat(covered("my password: " + tail))
                .hasSize("password".length() + Candidates.KEYWORD_REACH)
                .startsWith("password: word");
    }

    @Test
    void joinsWhatOnlyBlanksSeparate() {
        List<Candidates.Range> ranges = List.of(
                new Candidates.Range(6, 8),
                new Candidates.Range(0, 2),
                new Candidates.Range(3, 5),
                new Candidates.Range(4, 4));
        assertThat(Candidates.joined(ranges, "ab cd,ef"))
                .containsExactly(new Candidates.Range(0, 5), new Candidates.Range(6, 8));
    }

    @Test
    void distinctiveAreCapitalsAndDigits() {
        String text = "we met Anna in room 5b again";
        assertThat(Candidates.distinctive(text).stream().map(r -> text.substring(r.start(), r.end())))
                .containsExactly("Anna", "5b");
    }

    @Test
    void entropyIsShannons() {
        assertThat(Candidates.entropy("aaaaaaaaaa", 0, 10)).isZero();
        assertThat(Candidates.entropy("abcdefghijklmnop", 0, 16)).isEqualTo(4.0);
        assertThat(Candidates.entropy("abc", 0, 3)).isZero();
    }

    private static String covered(String text) {
        boolean[] covered = new boolean[text.length()];
        for (Candidates.Range range : Candidates.in(text)) {
            java.util.Arrays.fill(covered, range.start(), range.end(), true);
        }
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (covered[i]) {
                result.append(text.charAt(i));
            }
        }
        return result.toString();
    }
}
