package org.oriel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {
    @TempDir
    Path folder;

    private static Map<String, String> variables(String command, String... words) {
        Set<String> options = Set.of("--data", "--session", "--last", "--out");
        return Frames.variables(command, Arguments.parse("frames", List.of(words), options, Set.of("--json")));
    }

    @Test
    void readsWhatIsAskedFor() {
        assertThat(variables("list", "--last", "5", "--json"))
                .containsEntry("oriel.frames.command", "list")
                .containsEntry("oriel.frames.last", "5")
                .containsEntry("oriel.frames.json", "true")
                .containsEntry("oriel.frames.session", "");
        assertThat(variables("masks", "f12", "--out", "a.png", "--session", "01AB-c"))
                .containsEntry("oriel.frames.frame", "f12")
                .containsEntry("oriel.frames.session", "01ab-c")
                .containsEntry("oriel.frames.last", "0")
                .containsEntry(
                        "oriel.frames.out", Path.of("a.png").toAbsolutePath().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'', unknown (none)",
        "hide, unknown hide",
        "show, exactly one frame",
        "show f1 f2, exactly one frame",
        "list f1, no words",
        "list --last 0, allowed: 1 to 999999",
        "list --last many, allowed: 1 to 999999",
        "list --last, needs a value",
        "list --out x, unknown option --out",
        "list --session $(x), a session's id",
        "export, --out is missing",
        "masks f1, --out is missing",
        "masks f1 --json --out x, unknown option --json",
    })
    void refusesWhatMakesNoSense(String words, String message) {
        List<String> list = words.isEmpty() ? List.of() : List.of(words.split(" "));
        assertThatThrownBy(() -> Frames.run(new Home(folder), list))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(Failure.USAGE))
                .hasMessageContaining(message);
    }

    @Test
    void saysThatThereIsNoStore() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        for (String where : List.of(folder.resolve("none").toString(), data.toString())) {
            assertThatThrownBy(() -> Frames.run(new Home(folder), List.of("list", "--data", where)))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(Failure.ENVIRONMENT))
                    .hasMessageContaining(where);
        }
    }
}
