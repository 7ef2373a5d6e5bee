package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Sensitive;

class KeyNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "A", "1", " ", "é", "ß", "€", "中", "😀", "e\u0301", "中文", "Ä"})
    void text(String key) {
        assertThat(KeyNames.isText(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Enter", "F5", "Dead", "Unidentified", "\n", "\t", "\b", "AltGraph"})
    void notText(String key) {
        assertThat(KeyNames.isText(key)).isFalse();
    }

    @Test
    void commandsAndWhatOnlyLooksLikeOne() {
        assertThat(isChord("v", Modifier.CONTROL)).isTrue();
        assertThat(isChord("f", Modifier.ALT)).isTrue();
        assertThat(isChord("c", Modifier.META)).isTrue();
        assertThat(isChord("A", Modifier.SHIFT)).isFalse();
        assertThat(isChord("@", Modifier.ALT_GRAPH)).isFalse();
        // AltGr as some systems report it, and the Option key.
        assertThat(isChord("@", Modifier.CONTROL, Modifier.ALT)).isFalse();
        assertThat(isChord("å", Modifier.ALT)).isFalse();
    }

    @Test
    void theLetterOfAChordIsThePhysicalOneWhereTheLayoutHasNoLatin() {
        Key cyrillic = new Key(Key.Phase.DOWN, Sensitive.of("KeyV"), Sensitive.of("м"), Set.of(Modifier.CONTROL), 1);
        assertThat(KeyNames.chordLetter(cyrillic, "м")).isEqualTo('v');
        assertThat(KeyNames.changesText(cyrillic)).isTrue();
    }

    @Test
    void whatMayBeToldWithoutKnowingTheCaret() {
        assertThat(KeyNames.saysNothing(key("s", Modifier.CONTROL))).isTrue();
        assertThat(KeyNames.saysNothing(key("Escape"))).isTrue();
        assertThat(KeyNames.saysNothing(key("F11"))).isTrue();
        assertThat(KeyNames.saysNothing(key("Tab", Modifier.ALT))).isTrue();
        for (String telling : new String[] {"a", "Shift", "Backspace", "ArrowLeft", "Enter", "Tab", "Dead"}) {
            assertThat(KeyNames.saysNothing(key(telling))).as(telling).isFalse();
        }
        assertThat(KeyNames.saysNothing(key("q", Modifier.CONTROL, Modifier.ALT)))
                .isFalse();
    }

    private static boolean isChord(String text, Modifier... held) {
        return KeyNames.isChord(key(text, held), text);
    }

    private static Key key(String name, Modifier... held) {
        Set<Modifier> modifiers = EnumSet.noneOf(Modifier.class);
        modifiers.addAll(Arrays.asList(held));
        return new Key(Key.Phase.DOWN, Sensitive.of(Typist.code(name)), Sensitive.of(name), modifiers, 1);
    }
}
