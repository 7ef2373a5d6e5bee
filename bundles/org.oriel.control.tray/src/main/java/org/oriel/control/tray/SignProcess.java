package org.oriel.control.tray;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** {@link Sign}, from here. Any thread. */
final class SignProcess implements AutoCloseable {
    private static final long ANSWER_MILLIS = 1500;
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms4m",
            "-Xmx24m",
            "-Xss256k",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:ErrorFile=/dev/null",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=false",
            "-Dsun.java2d.xrender=false");

    /** An answer to a question: its number, and where the sign shows. */
    private record Shown(long number, String where) {}

    private final Process process;
    private final Writer to;
    private final Consumer<String> commands;
    private final ArrayBlockingQueue<Shown> answers = new ArrayBlockingQueue<>(4);

    /** Guards {@link #to} and {@link #asked}. */
    private final Object lock = new Object();

    private long asked;

    private SignProcess(Process process, Consumer<String> commands) {
        this.process = process;
        this.commands = commands;
        this.to = new java.io.OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "oriel-tray-sign");
        reader.setDaemon(true);
        reader.start();
    }

    static SignProcess start(String classPath, Map<String, String> environment, Consumer<String> commands)
            throws IOException {
        List<String> words = new java.util.ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(FLAGS);
        words.addAll(List.of("-cp", classPath, Sign.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return new SignProcess(builder.start(), commands);
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    void show(Look look) {
        String until = look.until().map(end -> "" + end.toEpochMilli()).orElse("");
        try {
            write(String.join(
                    "\t",
                    Sign.LOOK,
                    look.phase().name(),
                    look.reason(),
                    until,
                    "" + look.german(),
                    look.detail().replaceAll("\\s+", " ")));
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    /** Where it shows now, {@code tray} or {@code window}; empty where it does not, or does not say so in time. */
    String shown() {
        long number;
        try {
            synchronized (lock) {
                number = ++asked;
                write(Sign.CONFIRM + "\t" + number);
            }
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MILLIS);
            while (true) {
                Shown answer = answers.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (answer == null || answer.number() == number) {
                    return answer == null ? "" : answer.where();
                }
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private void write(String line) throws IOException {
        synchronized (lock) {
            to.write(line + "\n");
            to.flush();
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split("\t", -1);
                if (words.length == 3 && words[0].equals(Sign.SHOWN)) {
                    Shown answer = new Shown(Long.parseLong(words[1]), words[2]);
                    // Of answers that came too late the oldest make room.
                    while (!answers.offer(answer)) {
                        answers.poll();
                    }
                } else if (words.length == 1) {
                    commands.accept(words[0]);
                }
            }
        } catch (IOException | NumberFormatException e) {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        try {
            to.close();
        } catch (IOException e) {
            // It is gone.
        }
        process.destroy();
    }
}
