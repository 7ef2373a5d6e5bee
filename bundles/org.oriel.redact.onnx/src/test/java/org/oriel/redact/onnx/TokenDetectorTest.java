package org.oriel.redact.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.Sensitive;

class TokenDetectorTest {
    @TempDir
    Path folder;

    private TokenDetector detector;

    @BeforeEach
    void load() throws Exception {
        detector = new TokenDetector(TinyModel.in(folder), 16);
    }

    @AfterEach
    void close() throws IOException {
        detector.close();
    }

    private List<String> found(String text) {
        return detector.detect(Sensitive.of(text)).stream()
                .map(f -> f.type() + " " + f.start() + "-" + f.end() + " " + text.substring(f.start(), f.end()))
                .toList();
    }

    @Test
    void piecesOfOneNameAreOneFinding() {
        assertThat(found("Hello Mara Quill, see Berlin")).containsExactly("PERSON 6-16 Mara Quill", "LOC 22-28 Berlin");
        assertThat(found("nothing, hello")).isEmpty();
        assertThat(found("")).isEmpty();
        assertThat(detector.classes()).containsExactlyInAnyOrder("PERSON", "LOC");
    }

    @Test
    void aNewBeginningIsANewFinding() {
        assertThat(found("mara mara quill")).containsExactly("PERSON 0-4 mara", "PERSON 5-15 mara quill");
    }

    @Test
    void longTextsAreSeenInWindows() {
        String text = "hello ".repeat(500) + "mara quill";
        assertThat(found(text)).contains("PERSON 3000-3010 mara quill");
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        assertThatThrownBy(() -> new TokenDetector(Path.of("relative"), 64)).hasMessageContaining("directory=relative");
        assertThatThrownBy(() -> new TokenDetector(folder, 5000)).hasMessageContaining("windowPieces=5000");
        Files.delete(folder.resolve("onnxruntime.jar"));
        assertThatThrownBy(() -> new TokenDetector(folder, 64)).hasMessageContaining("holds no onnxruntime*.jar");
        Files.writeString(folder.resolve("labels.json"), "{}");
        assertThatThrownBy(() -> new TokenDetector(folder, 64)).hasMessageContaining("has no labels");
        Files.writeString(folder.resolve("vocab.txt"), "a\n");
        Files.writeString(folder.resolve("labels.json"), "{\"labels\":[\"O\"]}");
        assertThatThrownBy(() -> new TokenDetector(folder, 64)).hasMessageContaining("has no line [CLS]");
    }

    @Test
    void labelsThatDoNotFitTheModelMaskInsteadOfPassing() throws Exception {
        Files.writeString(folder.resolve("labels.json"), "{\"labels\":[\"O\",\"B-PER\"]}");
        try (var closing = new Closing(new TokenDetector(folder, 64))) {
            assertThatThrownBy(() -> closing.detector.detect(Sensitive.of("mara")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("wanted 3 of 2");
        }
    }

    private record Closing(TokenDetector detector) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            detector.close();
        }
    }
}
