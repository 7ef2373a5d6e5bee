package org.oriel.control.shell;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Sensitive;
import org.oriel.host.CapturePipeline;

/** {@code oriel episode start|stop}: the person says what they are about to do, and how it went. Never guessed. */
final class EpisodeCommand implements Command {
    /** Fields {@code task} and {@code outcome}, see docs/events.md. */
    static final String SCHEMA = "org.oriel.episode/1";

    private static final List<String> OUTCOMES = List.of("success", "failure", "abandoned");
    private static final int LONGEST = 2_000;
    private static final String ALLOWED = "allowed: start [TASK TEXT], stop [--outcome success|failure|abandoned]";

    /** Gives the pipeline, or says why there is none. */
    interface Source {
        CapturePipeline pipeline() throws CommandFailure;
    }

    private final Source source;

    EpisodeCommand(Source source) {
        this.source = source;
    }

    @Override
    public int run(List<String> words, Conversation talk) throws CommandFailure, IOException {
        String verb = words.isEmpty() ? "" : words.get(0);
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        switch (verb) {
            case "start" -> start(String.join(" ", rest).strip(), talk);
            case "stop" -> stop(rest, talk);
            default ->
                throw new CommandFailure(
                        CommandFailure.USAGE,
                        "episode: unexpected " + (verb.isEmpty() ? "end" : verb) + ", " + ALLOWED);
        }
        return 0;
    }

    private void start(String task, Conversation talk) throws CommandFailure, IOException {
        if (task.startsWith("--")) {
            throw new CommandFailure(CommandFailure.USAGE, "episode start: unexpected option, " + ALLOWED);
        }
        if (task.length() > LONGEST) {
            throw new CommandFailure(
                    CommandFailure.USAGE,
                    "episode start: a task of " + task.length() + " characters, allowed: up to " + LONGEST);
        }
        note(() -> new Mark(Mark.Kind.EPISODE_START, "", Map.of()));
        if (!task.isEmpty()) {
            note(() -> says("task", task));
        }
        talk.out("Episode begun" + (task.isEmpty() ? "" : ", with its task") + "; end it with: oriel episode stop\n");
    }

    private void stop(List<String> rest, Conversation talk) throws CommandFailure, IOException {
        Optional<String> outcome = outcome(rest);
        if (outcome.isPresent()) {
            note(() -> says("outcome", outcome.get()));
        }
        note(() -> new Mark(Mark.Kind.EPISODE_END, "", Map.of()));
        talk.out("Episode ended" + outcome.map(told -> ": " + told).orElse("") + ".\n");
    }

    private static Optional<String> outcome(List<String> rest) throws CommandFailure {
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        if (rest.size() == 2 && rest.get(0).equals("--outcome") && OUTCOMES.contains(rest.get(1))) {
            return Optional.of(rest.get(1));
        }
        throw new CommandFailure(CommandFailure.USAGE, "episode stop: unexpected words, " + ALLOWED);
    }

    private static Extension says(String field, String text) {
        return new Extension(SCHEMA, new TreeMap<>(Map.of(field, Sensitive.of(text))));
    }

    private void note(Supplier<org.oriel.api.event.EventBody> body) throws CommandFailure {
        CapturePipeline pipeline = source.pipeline();
        try {
            pipeline.note(body.get());
        } catch (IllegalStateException e) {
            throw new CommandFailure(CommandFailure.NOT_ALLOWED, "episode: nothing is recorded now: " + e.getMessage());
        }
    }
}
