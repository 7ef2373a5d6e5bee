package org.oriel.control.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Sensitive;
import org.oriel.host.CapturePipeline;
import org.oriel.host.Grant;
import org.oriel.host.PipelineStatus;

class EpisodeCommandTest {
    private final List<EventBody> notes = new ArrayList<>();
    private final StringBuilder printed = new StringBuilder();
    private boolean open = true;

    /** A pipeline that takes notes and nothing else. */
    private final class Notes implements CapturePipeline {
        @Override
        public void begin(Grant grant) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void end(Disposition disposition, String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void note(EventBody body) {
            if (!open) {
                throw new IllegalStateException("no session is open");
            }
            notes.add(body);
        }

        @Override
        public void forget(Duration reach) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void flush() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PipelineStatus status() {
            throw new UnsupportedOperationException();
        }
    }

    private int run(String... words) throws Exception {
        return new EpisodeCommand(Notes::new).run(List.of(words), new Conversation() {
            @Override
            public void out(String text) {
                printed.append(text);
            }

            @Override
            public void err(String line) {
                throw new AssertionError(line);
            }

            @Override
            public Optional<String> ask(String prompt, boolean personOnly) {
                return Optional.empty();
            }
        });
    }

    private static Extension says(String field, String text) {
        return new Extension("org.oriel.episode/1", Map.of(field, Sensitive.of(text)));
    }

    @Test
    void tellsTheTaskAndTheOutcome() throws Exception {
        assertThat(run("start", "Write", "the offer")).isZero();
        assertThat(run("stop", "--outcome", "success")).isZero();
        assertThat(notes)
                .containsExactly(
                        new Mark(Mark.Kind.EPISODE_START, "", Map.of()),
                        says("task", "Write the offer"),
                        says("outcome", "success"),
                        new Mark(Mark.Kind.EPISODE_END, "", Map.of()));
        // What it is about is content, which a terminal that somebody else looks at need not show again.
        assertThat(printed.toString()).contains("begun", "ended: success").doesNotContain("offer");
    }

    @Test
    void neitherHasToBeTold() throws Exception {
        run("start");
        run("stop");
        assertThat(notes)
                .containsExactly(
                        new Mark(Mark.Kind.EPISODE_START, "", Map.of()), new Mark(Mark.Kind.EPISODE_END, "", Map.of()));
    }

    @Test
    void wrongWordsSayWhatIsAllowedAndNoteNothing() {
        fails(2, "allowed: start");
        fails(2, "allowed: start", "begin");
        fails(2, "--outcome success|failure|abandoned", "stop", "--outcome", "great");
        fails(2, "up to 2000", "start", "x".repeat(2001));
        open = false;
        fails(3, "no session is open", "start");
        assertThat(notes).isEmpty();
    }

    private void fails(int code, String says, String... words) {
        CommandFailure failure = catchThrowableOfType(CommandFailure.class, () -> run(words));
        assertThat(failure).hasMessageContaining(says);
        assertThat(failure.exitCode()).isEqualTo(code);
    }
}
