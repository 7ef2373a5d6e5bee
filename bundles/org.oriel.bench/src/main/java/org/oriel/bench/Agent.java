package org.oriel.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The shipped distribution, started as its user starts it: in a terminal, with the consent typed. */
final class Agent implements AutoCloseable {
    private static final long START_MILLIS = 60_000;
    private static final long STEP_MILLIS = 5;
    private static final String QUESTION = "I agree";

    private final Process process;
    private final Path data;
    private final Path output;
    private final long begun;

    private Agent(Process process, Path data, Path output, long begun) {
        this.process = process;
        this.data = data;
        this.output = output;
        this.begun = begun;
    }

    /** {@code oriel run} in a pseudo terminal of its own. */
    static Agent start(Path home, Path data, String... words) throws IOException {
        StringBuilder line = new StringBuilder("exec '" + home.resolve("bin/oriel") + "' run --data '" + data + "'");
        for (String word : words) {
            line.append(" '").append(word).append('\'');
        }
        Path output = Files.createTempFile("oriel-bench", ".tty");
        ProcessBuilder builder = new ProcessBuilder("script", "-qfec", line.toString(), "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        long begun = System.nanoTime();
        return new Agent(Children.add(builder.start()), data, output, begun);
    }

    /** Waits until it records with a source that works, answering the notice when it asks. Returns milliseconds. */
    double awaitRecording() {
        boolean[] asked = new boolean[1];
        boolean there = Waits.await(START_MILLIS, STEP_MILLIS, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the agent ended: " + printed());
            }
            if (!asked[0] && printed().contains("Type \"" + QUESTION)) {
                asked[0] = true;
                type(QUESTION);
            }
            return recording();
        });
        if (!there) {
            throw new IllegalStateException("the agent does not record: " + printed());
        }
        return (System.nanoTime() - begun) / 1e6;
    }

    private boolean recording() {
        // The terminal says so first; asking before that would only slow it down.
        if (!printed().contains("RECORDING")) {
            return false;
        }
        try {
            JsonObject status = status();
            JsonArray sources = status.getAsJsonArray("sources");
            return status.get("state").getAsString().equals("recording")
                    && !sources.isEmpty()
                    && !sources.get(0)
                            .getAsJsonObject()
                            .get("state")
                            .getAsString()
                            .equals("failed");
        } catch (IOException e) {
            return false;
        }
    }

    private String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java process behind the pseudo terminal. */
    Proc proc() {
        return new Proc(process.toHandle()
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the agent has no Java process"))
                .pid());
    }

    /** A counter of the pipeline, such as {@code received} or {@code stored}. */
    long count(String name) throws IOException {
        return status().getAsJsonObject("pipeline").get(name).getAsLong();
    }

    JsonObject status() throws IOException {
        return JsonParser.parseString(ask("status", "--json")).getAsJsonObject();
    }

    private String ask(String... words) throws IOException {
        JsonArray args = new JsonArray();
        List.of(words).forEach(args::add);
        JsonObject request = new JsonObject();
        request.add("args", args);
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(data.resolve("control.sock")));
            Writer writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
            writer.write(request + "\n");
            writer.flush();
            BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            StringBuilder out = new StringBuilder();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonObject message = JsonParser.parseString(line).getAsJsonObject();
                if (message.has("out")) {
                    out.append(message.get("out").getAsString());
                } else if (message.has("exit")) {
                    return out.toString();
                }
            }
        }
        throw new IOException("the agent hung up");
    }

    @Override
    public void close() throws Exception {
        try {
            ask("stop");
        } catch (IOException e) {
            process.destroy();
        }
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        Files.deleteIfExists(output);
    }
}
