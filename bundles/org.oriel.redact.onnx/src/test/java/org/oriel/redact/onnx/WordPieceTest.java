package org.oriel.redact.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordPieceTest {
    @TempDir
    Path folder;

    private List<String> split(String text) throws Exception {
        Path file = Files.write(
                folder.resolve("vocab.txt"),
                List.of("[CLS]", "[SEP]", "[UNK]", "un", "##aff", "##able", "able", ",", "日", "no"));
        WordPiece pieces = new WordPiece(file, true);
        List<String> known = Files.readAllLines(file);
        return pieces.split(text).stream()
                .map(piece -> known.get((int) piece.id()) + " " + text.substring(piece.start(), piece.end()))
                .toList();
    }

    @Test
    void longestPiecesFirst() throws Exception {
        assertThat(split("Unaffable, able")).containsExactly("un Un", "##aff aff", "##able able", ", ,", "able able");
    }

    @Test
    void oneUnknownPartMakesTheWordUnknown() throws Exception {
        assertThat(split("unknown no")).containsExactly("[UNK] unknown", "no no");
    }

    @Test
    void oddTexts() throws Exception {
        assertThat(split("")).isEmpty();
        assertThat(split(" \t\u0000\n")).isEmpty();
        assertThat(split("日日")).containsExactly("日 日", "日 日");
        assertThat(split("\uD800 no")).containsExactly("[UNK] \uD800", "no no");
        assertThat(split("x".repeat(5000))).hasSize(1);
    }
}
