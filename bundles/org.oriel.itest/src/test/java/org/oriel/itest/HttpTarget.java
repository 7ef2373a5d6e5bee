package org.oriel.itest;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** A server in a process of its own that keeps each event once, by its id, in the order in which it came. */
final class HttpTarget implements AutoCloseable {
    private final Process process;
    private final Path file;
    private final String url;

    private HttpTarget(Process process, Path file, String url) {
        this.process = process;
        this.file = file;
        this.url = url;
    }

    static HttpTarget start(Path file) throws Exception {
        String classes = Path.of(HttpTarget.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-Xmx64m", "-cp", classes, Server.class.getName(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = out.readLine();
        if (port == null) {
            throw new IOException("the server did not start");
        }
        return new HttpTarget(process, file, "http://127.0.0.1:" + port + "/events");
    }

    String url() {
        return url;
    }

    /** What it keeps, in order. */
    List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The process. */
    static final class Server {
        private static final String ID = "{\"id\":\"";

        private Server() {}

        public static void main(String[] args) throws IOException {
            Set<String> ids = new HashSet<>();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
            Writer out = Files.newBufferedWriter(Path.of(args[0]));
            server.createContext("/events", exchange -> {
                try (InputStream body = exchange.getRequestBody();
                        BufferedReader lines = new BufferedReader(
                                new InputStreamReader(new GZIPInputStream(body), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        if (ids.add(line.substring(ID.length(), line.indexOf('"', ID.length())))) {
                            out.write(line);
                            out.write('\n');
                        }
                    }
                    out.flush();
                }
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            System.out.println(server.getAddress().getPort());
        }
    }
}
