package org.oriel.redact.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultDenyTest {
    @TempDir
    private Path folder;

    private DefaultDeny rules;

    @BeforeEach
    void words() throws IOException {
        Path list = folder.resolve("words");
        Files.writeString(list, "Harbour\nharbour\nstone\npeter\nrose\nquay\nit's\n");
        rules = new DefaultDeny(new Vocabulary(List.of("/nonexistent", list.toString()), ""), 60);
    }

    /** A line of words of 8 pixels a letter and 6 between them. */
    private static ReadLine line(String text, int confidence) {
        List<Word> words = new ArrayList<>();
        int x = 0;
        for (String word : text.split(" ")) {
            int right = x + 8 * word.length();
            words.add(new Word(new Box(x, 0, right, 12), word, confidence, word.length()));
            x = right + 6;
        }
        return new ReadLine(new Box(0, 0, x, 12), words);
    }

    private String shown(String text, int confidence) {
        ReadLine line = line(text, confidence);
        boolean[] kept = rules.kept(line, box -> false);
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            shown.add(kept[i] ? line.words().get(i).text() : "_");
        }
        return String.join(" ", shown);
    }

    @ParameterizedTest
    @CsvSource({
        "harbour stone,                harbour stone",
        "Harbour stone,                _ stone",
        "peter,                        _",
        "rose and stone.,              rose and stone.",
        "File Edit SAVE,               File Edit SAVE",
        "The harbour,                  The harbour",
        "Save Harbour,                 _ _",
        "From: Harbour,                From: _",
        "stone-quay,                   _",
        "stone_ quay,                  _ _",
        "www. stone,                   _ _",
        "# harbour,                    _ _",
        "@ stone,                      _ _",
        "#harbour,                     _",
        "9:41 AM,                      9:41 AM",
        "stone 12,                     stone 12",
        "Harbour 12,                   _ _",
        "12 34,                        _ _",
        "123,                          _",
        "stone — quay,                 stone — quay",
        "10.0.0.1,                     _",
        "it's stone,                   it's stone"
    })
    void keepsPlainWordsInPlainCompany(String text, String shown) {
        assertThat(shown(text, 95)).isEqualTo(shown);
    }

    @Test
    void keepsNothingThatIsDoubtful() {
        assertThat(shown("harbour stone", 59)).isEqualTo("_ _");
        assertThat(shown("harbour stone", 60)).isEqualTo("harbour stone");
        assertThat(shown("harbour is", Word.LATE)).isEqualTo("_ _");
    }

    @Test
    void keepsLoneDrawingsButNoPhotographsNorWriting() {
        ReadLine icon = new ReadLine(new Box(0, 0, 24, 24), List.of(new Word(new Box(0, 0, 24, 24), "", 0, 1)));
        assertThat(rules.kept(icon, box -> false)).containsExactly(true);
        assertThat(rules.kept(icon, box -> true)).containsExactly(false);
        ReadLine initials = new ReadLine(new Box(0, 0, 24, 24), List.of(new Word(new Box(0, 0, 24, 24), "QM", 90, 1)));
        assertThat(rules.kept(initials, box -> false)).containsExactly(false);
        List<Word> signs = new ArrayList<>();
        for (int x = 0; x < 72; x += 24) {
            signs.add(new Word(new Box(x, 0, x + 20, 20), "", 0, 1));
        }
        assertThat(rules.kept(new ReadLine(new Box(0, 0, 68, 20), signs), box -> false))
                .containsOnly(false);
    }

    @Test
    void doesWithoutADictionary() {
        DefaultDeny bare = new DefaultDeny(new Vocabulary(List.of(), ""), 60);
        assertThat(bare.kept(line("harbour Save", 95), box -> false)).containsExactly(false, true);
    }
}
