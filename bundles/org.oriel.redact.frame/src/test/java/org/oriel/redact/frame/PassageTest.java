package org.oriel.redact.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.PictureView;

class PassageTest {
    private static ReadLine line(int x, int y, int confidence, String... texts) {
        List<Word> words = new ArrayList<>();
        int at = x;
        for (String text : texts) {
            words.add(new Word(new Box(at, y, at + 8 * text.length(), y + 12), text, confidence, text.length()));
            at += 8 * text.length() + 5;
        }
        return new ReadLine(new Box(x, y, at, y + 12), words);
    }

    private static List<String> texts(ReadLine... lines) {
        return Passage.of(List.of(lines)).stream()
                .map(passage -> passage.text().reveal())
                .toList();
    }

    @Test
    void readsLettersAsTheDigitsTheyLookLike() {
        assertThat(texts(line(0, 0, 90, "call", "4l11", "O123"))).containsExactly("call 4l11 O123", "call 4111 0123");
    }

    @Test
    void gluesWhatGoesOn() {
        assertThat(texts(line(0, 0, 90, "mara@example.", "org", "now")))
                .containsExactly("mara@example. org now", "mara@example.org now");
    }

    @Test
    void joinsLinesBesideEachOther() {
        assertThat(texts(line(0, 0, 90, "Password"), line(400, 1, 90, "hunter")))
                .containsExactly("Password", "hunter", "Password hunter");
    }

    @Test
    void joinsTokensThatGoOnBelow() {
        assertThat(texts(line(0, 0, 90, "key", "sk-9f8e7d6c"), line(0, 16, 90, "5b4a3", "end")))
                .contains("sk-9f8e7d6c5b4a3");
    }

    @Test
    void findingsReachTheirWordsInEveryReading() {
        PictureView view = texts -> texts.stream()
                .map(text -> {
                    int at = text.reveal().indexOf("4111 0123");
                    return at < 0 ? List.<Finding>of() : List.of(new Finding(at, at + 9, "NUMBER", "test"));
                })
                .toList();
        ReadLine line = line(0, 0, 90, "call", "4l11", "O123", "now");
        Map<Word, Detected.Reason> found = Detected.of(List.of(line), view);
        assertThat(found)
                .hasSize(2)
                .containsKeys(line.words().get(1), line.words().get(2));
    }

    @Test
    void doubtIsMasked() {
        ReadLine number = line(0, 0, 60, "12345678");
        assertThat(Detected.of(List.of(number), TestScreen.NOTHING)).hasSize(1);
        assertThat(Detected.of(List.of(line(0, 0, 90, "12345678")), TestScreen.NOTHING))
                .isEmpty();
        assertThat(Detected.of(List.of(line(0, 0, 90, "xoxbltXqfGNneQ7bk0yFmA")), TestScreen.NOTHING))
                .hasSize(1);
        // What stands beside it goes too when it is doubtful, two words far.
        ReadLine beside = line(0, 0, 60, "abc", "def", "ghi", "12345678");
        assertThat(Detected.of(List.of(beside), TestScreen.NOTHING)).hasSize(3);
    }
}
