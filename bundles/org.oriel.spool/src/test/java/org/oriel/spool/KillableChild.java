package org.oriel.spool;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A JVM that prints what it has done, line by line, and is stopped or killed at any moment. */
public final class KillableChild implements AutoCloseable {
    /** Ends every line, so that one that was cut off is not taken for whole. */
    public static final String END = " .";

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private KillableChild(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "child-output");
        reader.start();
    }

    /** Runs a main class of this class path. */
    public static KillableChild start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new KillableChild(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Prints a line that is whole or not there. */
    public static void say(String line) {
        System.out.println(line + END);
        System.out.flush();
    }

    private void read() {
        try (BufferedReader in = process.inputReader()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.endsWith(END)) {
                    lines.add(line.substring(0, line.length() - END.length()));
                }
            }
        } catch (IOException e) {
            // The pipe ends with the process.
        }
    }

    /** What it has said so far. */
    public List<String> lines() {
        return lines;
    }

    /** Whether it runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** SIGSTOP, and waits until every thread has stopped: no system call of it is under way then. */
    public void freeze() throws IOException {
        LoopImage.output("kill", "-STOP", String.valueOf(process.pid()));
        Path tasks = Path.of("/proc", String.valueOf(process.pid()), "task");
        Stores.await("stopped", () -> stopped(tasks));
    }

    private static boolean stopped(Path tasks) {
        try (var list = Files.list(tasks)) {
            for (Path task : list.toList()) {
                String stat = Files.readString(task.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGKILL; when it returns, every line it ever said is in {@link #lines()}. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }
}
