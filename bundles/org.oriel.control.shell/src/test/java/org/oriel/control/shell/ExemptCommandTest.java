package org.oriel.control.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.event.Sensitive;
import org.oriel.host.Exemptions;
import org.oriel.host.NotAllowedException;

class ExemptCommandTest {
    @TempDir
    private Path folder;

    private final List<String> done = new ArrayList<>();
    private final Talk talk = new Talk();
    private ExemptCommand command;

    private static final class Talk implements Conversation {
        final StringBuilder said = new StringBuilder();
        String answer = "";

        @Override
        public void out(String text) {
            said.append(text);
        }

        @Override
        public void err(String line) {
            said.append(line);
        }

        @Override
        public Optional<String> ask(String prompt, boolean personOnly) {
            assertThat(personOnly).isTrue();
            return Optional.of(answer);
        }
    }

    private final class Told implements Exemptions {
        private Exemption one(State state) {
            return new Exemption(
                    "ab12", Reason.HEALTH, Scope.SITE, "https://x.org", state, Instant.EPOCH, "", "", Optional.empty());
        }

        @Override
        public List<Exemption> all() {
            return List.of(one(State.OPEN));
        }

        @Override
        public Exemption ask(Request request) throws NotAllowedException {
            if (request.what().equals("/no")) {
                throw new NotAllowedException("no");
            }
            done.add("ask " + request.reason() + " " + request.scope() + " " + request.what() + " "
                    + request.text().reveal());
            return one(State.OPEN);
        }

        @Override
        public void withdraw(String id) {
            done.add("withdraw " + id);
        }

        @Override
        public Exemption appeal(String id, Sensitive text) {
            done.add("appeal " + id + " " + text.reveal());
            return one(State.APPEALED);
        }

        @Override
        public Exemption decide(String id, String reviewer, boolean granted, String reason, Optional<Instant> until) {
            done.add("decide " + id + " " + reviewer + " " + granted + " " + reason + " " + until.isPresent());
            return one(granted ? State.GRANTED : State.REFUSED);
        }

        @Override
        public Exemption decide(String signed) {
            done.add("signed " + signed);
            return one(State.GRANTED);
        }

        @Override
        public Sensitive read(String id, Sensitive key) {
            return Sensitive.of("read with " + key.reveal());
        }
    }

    @BeforeEach
    void command() throws Exception {
        Core core = new Core();
        Field field = Core.class.getDeclaredField("exemptions");
        field.setAccessible(true);
        field.set(core, new Told());
        command = new ExemptCommand(core);
    }

    private int run(String line) throws Exception {
        return command.run(Arrays.asList(line.split(" ")), talk);
    }

    @Test
    void everyVerb() throws Exception {
        talk.answer = " private words ";
        run("ask site https://x.org --reason client-data --text");
        run("ask all --reason other");
        run("withdraw ab12");
        run("appeal ab12 --text");
        run("decide ab12 grant --reviewer anna --reason fine --until 2026-12-31");
        run("decide ab12 refuse --reviewer anna --reason no");

        assertThat(done)
                .containsExactly(
                        "ask CLIENT_DATA SITE https://x.org private words",
                        "ask OTHER ALL  ",
                        "withdraw ab12",
                        "appeal ab12 private words",
                        "decide ab12 anna true fine true",
                        "decide ab12 anna false no false");
        assertThat(talk.said).doesNotContain("private words");
        run("list --json");
        assertThat(talk.said).contains("\"state\": \"open\"", "\"reason\": \"health\"");
    }

    @Test
    @DisplayName("Keys and signed decisions come from files")
    void files() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "content");
        run("decide --signed " + file);
        run("read ab12 --key " + file);

        assertThat(done).containsExactly("signed content");
        assertThat(talk.said).contains("read with content");
        assertThatThrownBy(() -> run("read ab12 --key " + folder.resolve("missing")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "ask",
                "ask all",
                "ask all more --reason other",
                "ask site --reason other",
                "ask all --reason because",
                "withdraw",
                "withdraw a b",
                "decide ab12 maybe --reviewer a --reason b",
                "decide ab12 grant --reason b",
                "decide ab12 grant --reviewer a --reason b --until soon",
                "list --all",
                "read ab12",
            })
    void misuseNamesWhatIsAllowed(String line) {
        assertThatThrownBy(() -> run(line))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("allowed: ask all|")
                .extracting(e -> ((CommandFailure) e).exitCode())
                .isEqualTo(CommandFailure.USAGE);
        assertThat(done).isEmpty();
    }

    @Test
    void whatIsNotAllowedIsExitCodeThree() {
        assertThatThrownBy(() -> run("ask application /no --reason other"))
                .extracting(e -> ((CommandFailure) e).exitCode())
                .isEqualTo(CommandFailure.NOT_ALLOWED);
    }
}
