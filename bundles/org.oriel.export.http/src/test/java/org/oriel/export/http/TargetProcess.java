package org.oriel.export.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link TargetServer} as a process, which can be killed and started again at the same port. */
final class TargetProcess implements AutoCloseable {
    private final Path dir;
    private final List<String> tls;
    private Process process;
    private int port;

    TargetProcess(Path dir, String... tls) throws IOException {
        this.dir = dir;
        this.tls = List.of(tls);
        mode("ok");
        start();
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TargetServer.class.getName(),
                dir.toString(),
                "" + port));
        command.addAll(tls);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        dir.resolve("server.err").toFile()))
                .start();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
        if (line == null) {
            throw new IOException("no server: " + Files.readString(dir.resolve("server.err")));
        }
        port = Integer.parseInt(line);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    URI url() {
        return URI.create((tls.isEmpty() ? "http" : "https") + "://127.0.0.1:" + port + "/events?key=k");
    }

    void mode(String mode) throws IOException {
        Files.writeString(dir.resolve("mode"), mode);
    }

    List<String> stored() throws IOException {
        return lines("stored.jsonl");
    }

    List<String> requests() throws IOException {
        return lines("requests.log");
    }

    List<String> headers() throws IOException {
        return lines("headers.log");
    }

    private List<String> lines(String name) throws IOException {
        Path file = dir.resolve(name);
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(Files.readString(file).split("\n")));
        lines.removeIf(String::isEmpty);
        return lines;
    }

    @Override
    public void close() throws Exception {
        kill();
    }
}
