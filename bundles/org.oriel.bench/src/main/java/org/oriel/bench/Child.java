package org.oriel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A measured JVM of its own: one line in is a command, one line out is its answer. Warnings go to standard error. */
final class Child implements AutoCloseable {
    /** The flags of {@code bin/oriel run}, for everyone alike. */
    static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC", "-Xss512k", "-XX:-UsePerfData", "-Xms8m", "-Xmx96m", "-XX:ReservedCodeCacheSize=24m");

    private static final long ANSWER_SECONDS = 240;

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;

    private Child(Process process) {
        this.process = process;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        commands = process.outputWriter(StandardCharsets.UTF_8);
        Children.add(process);
    }

    static Child start(Class<?> main, Object... args) {
        return start(Map.of(), FLAGS, main, args);
    }

    static Child start(Map<String, String> environment, List<String> flags, Class<?> main, Object... args) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(flags);
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(main.getName());
        for (Object arg : args) {
            words.add(arg.toString());
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            return new Child(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    Proc proc() {
        return new Proc(pid());
    }

    /** Sends a command and does not wait for the answer. */
    Child tell(Object... words) {
        List<String> line = new ArrayList<>();
        for (Object word : words) {
            line.add(word.toString());
        }
        try {
            commands.write(String.join(" ", line) + "\n");
            commands.flush();
            return this;
        } catch (IOException e) {
            throw new IllegalStateException("process " + pid() + " ended before " + line, e);
        }
    }

    /** The next answer, as words. */
    String[] answer() {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> {
            try {
                return String.valueOf(answers.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            String words = line.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (words.equals("null")) {
                throw new IllegalStateException("process " + pid() + " ended without an answer");
            }
            return words.split(" ", -1);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("process " + pid() + " did not answer", e);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("process " + pid() + " failed", e);
        }
    }

    /** Command and answer. */
    String[] ask(Object... words) {
        return tell(words).answer();
    }

    /** Command and an answer of numbers. */
    long[] numbers(Object... words) {
        String[] answer = ask(words);
        long[] values = new long[answer.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Long.parseLong(answer[i]);
        }
        return values;
    }

    /** SIGKILL, and waits for the end. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException e) {
            // It ended by itself.
        }
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
