package org.oriel.itest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.oriel.source.x11.Desktop;

/** The real distribution, driven from outside as its user would. */
final class Oriel implements AutoCloseable {
    /** What a command printed and returned. */
    record Result(int exit, String out, String err) {}

    private final Process process;
    private final Path data;
    private final Path output;
    private java.util.Optional<ProcessHandle> javaProcess = java.util.Optional.empty();

    private Oriel(Process process, Path data, Path output) {
        this.process = process;
        this.data = data;
        this.output = output;
    }

    static Path home() {
        String property = System.getProperty("oriel.home");
        if (property == null) {
            throw new IllegalStateException(
                    "system property oriel.home is missing, allowed: the distribution's folder");
        }
        return Path.of(property);
    }

    static String script() {
        return home().resolve("bin/oriel").toString();
    }

    /** Runs one command to its end. */
    static Result call(String... words) throws IOException, InterruptedException {
        return call(Map.of(), words);
    }

    static Result call(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        Path out = Files.createTempFile("oriel", ".out");
        Path err = Files.createTempFile("oriel", ".err");
        ProcessBuilder builder = command(List.of(words))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("oriel " + String.join(" ", words) + " did not end");
        }
        Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return result;
    }

    private static ProcessBuilder command(List<String> words) {
        List<String> all = new ArrayList<>(List.of(script()));
        all.addAll(words);
        return new ProcessBuilder(all);
    }

    /** Starts an instance without a terminal. */
    static Oriel start(Path data, Path set, String... more) throws IOException {
        return start(Map.of(), data, set, more);
    }

    static Oriel start(Map<String, String> environment, Path data, Path set, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("run", "--data", data.toString(), "--set", set.toString()));
        words.addAll(List.of(more));
        Path output = Files.createTempFile("oriel", ".log");
        ProcessBuilder builder = command(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        return new Oriel(builder.start(), data, output);
    }

    /** Starts an instance in a pseudo terminal, whose keyboard is {@link #type}. */
    static Oriel terminal(Path data, Map<String, String> environment, String... words) throws IOException {
        Path output = Files.createTempFile("oriel", ".tty");
        StringBuilder line = new StringBuilder("exec '" + script() + "'");
        for (String word : words) {
            line.append(" '").append(word).append('\'');
        }
        ProcessBuilder builder = new ProcessBuilder("script", "-qfec", line.toString(), "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new Oriel(builder.start(), data, output);
    }

    /** Types a line into the terminal. */
    void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    String printed() throws IOException {
        return Files.readString(output);
    }

    Path data() {
        return data;
    }

    boolean alive() {
        return process.isAlive();
    }

    int exitValue() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the instance did not end");
        }
        return process.exitValue();
    }

    /** The Java process itself, also behind a pseudo terminal or a shell. */
    long pid() {
        ProcessHandle java = process.toHandle();
        return java.descendants()
                .filter(p -> p.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElse(java)
                .pid();
    }

    /** Takes the terminal away from it, as closing a terminal window does. */
    void hangUp() throws Exception {
        javaProcess = ProcessHandle.of(pid());
        process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }

    boolean javaAlive() {
        return javaProcess.map(ProcessHandle::isAlive).orElse(false);
    }

    /** Ends it the hard way: SIGKILL, no shutdown hook. */
    void kill() throws Exception {
        ProcessHandle handle = ProcessHandle.of(pid()).orElseThrow();
        handle.destroyForcibly();
        handle.onExit().get(30, TimeUnit.SECONDS);
        process.waitFor(30, TimeUnit.SECONDS);
    }

    /** Stops it where it is, so that it writes nothing more; only {@link #kill} ends it then. */
    void freeze() throws Exception {
        Process stop = new ProcessBuilder("kill", "-STOP", String.valueOf(pid())).start();
        if (stop.waitFor() != 0) {
            throw new IOException("kill -STOP: exit " + stop.exitValue());
        }
        String stat = "/proc/" + pid() + "/stat";
        Await.until("stopped", () -> Files.readString(Path.of(stat)).contains(") T "));
    }

    /** Asks the running instance over its socket, without the cost of a process. */
    Result ask(String... words) throws IOException {
        JsonArray args = new JsonArray();
        for (String word : words) {
            args.add(word);
        }
        JsonObject request = new JsonObject();
        request.add("args", args);
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(data.resolve("control.sock")));
            Writer writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
            writer.write(request + "\n");
            writer.flush();
            BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            StringBuilder out = new StringBuilder();
            StringBuilder err = new StringBuilder();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonObject message = JsonParser.parseString(line).getAsJsonObject();
                if (message.has("out")) {
                    out.append(message.get("out").getAsString());
                } else if (message.has("err")) {
                    err.append(message.get("err").getAsString()).append('\n');
                } else if (message.has("exit")) {
                    return new Result(message.get("exit").getAsInt(), out.toString(), err.toString());
                }
            }
        }
        throw new IOException("the instance hung up");
    }

    JsonObject status() throws IOException {
        Result result = ask("status", "--json");
        if (result.exit() != 0) {
            throw new IOException("status: " + result.err());
        }
        return JsonParser.parseString(result.out()).getAsJsonObject();
    }

    /** Waits until it answers and is in that state. */
    /** How many records were admitted so far, that a window got the keyboard among them. */
    long admitted() throws IOException {
        return status().getAsJsonObject("pipeline").get("admitted").getAsLong();
    }

    /** How many records were refused so far, that a window which is not approved got the keyboard among them. */
    private long refused() throws IOException {
        var dropped = status().getAsJsonObject("pipeline").getAsJsonObject("dropped");
        return dropped.has("not-allowed") ? dropped.get("not-allowed").getAsLong() : 0;
    }

    /**
     * Gives an approved window the keyboard, coming from one that is not, and waits until Oriel knows: a key that is
     * pressed in the moment in which nobody knows who has the keyboard is not taken.
     */
    void focus(Desktop desktop, String elsewhere, String window) throws Exception {
        // To and fro: what a hook tells when it begins may come late, and must not be taken for the change.
        desktop.focus(window);
        long beforeElsewhere = refused();
        desktop.focus(elsewhere);
        Await.until("the focus elsewhere is known", () -> refused() > beforeElsewhere);
        long before = admitted();
        desktop.focus(window);
        Await.until("the focus is known", () -> admitted() > before);
    }

    /** Waits until these are there; others may be, too. */
    void awaitSources(String... names) throws Exception {
        Await.until("sources " + List.of(names), () -> {
            List<String> there = new ArrayList<>();
            status().getAsJsonArray("sources")
                    .forEach(source ->
                            there.add(source.getAsJsonObject().get("name").getAsString()));
            return there.containsAll(List.of(names));
        });
    }

    void awaitState(String state) throws Exception {
        Await.until("state " + state + ", output:\n" + printed(), () -> {
            if (!alive()) {
                throw new AssertionError("the instance ended: " + printed());
            }
            try {
                return status().get("state").getAsString().equals(state);
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Override
    public void close() throws Exception {
        if (alive()) {
            try {
                ask("stop");
            } catch (IOException e) {
                process.destroy();
            }
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        }
        javaProcess.ifPresent(ProcessHandle::destroyForcibly);
        Files.deleteIfExists(output);
    }
}
