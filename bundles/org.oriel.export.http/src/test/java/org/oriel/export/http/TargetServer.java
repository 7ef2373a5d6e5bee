package org.oriel.export.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * An HTTP endpoint in a process of its own. Stores each event once, by its id, in {@code stored.jsonl}; says what was asked
 * in {@code requests.log}; fails as the file {@code mode} says. Arguments: folder, port (0: any), and for TLS a key store, a
 * trust store for clients, and their password.
 */
public final class TargetServer {
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final Path dir;
    private final Set<String> seen = new HashSet<>();

    private TargetServer(Path dir) throws IOException {
        this.dir = dir;
        Path stored = dir.resolve("stored.jsonl");
        if (Files.exists(stored)) {
            Files.readAllLines(stored).forEach(line -> seen.add(id(line)));
        }
    }

    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[0]);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
        HttpServer server = args.length > 2 ? tls(address, args) : HttpServer.create(address, 0);
        server.setExecutor(Executors.newCachedThreadPool());
        TargetServer target = new TargetServer(dir);
        server.createContext("/", target::handle);
        server.start();
        System.out.println(server.getAddress().getPort());
        System.in.read(); // the test holds the other end
        System.exit(0);
    }

    private static HttpServer tls(InetSocketAddress address, String[] args) throws Exception {
        SSLContext context = Certificates.context(Path.of(args[2]), Path.of(args[3]), args[4]);
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters with = context.getDefaultSSLParameters();
                with.setNeedClientAuth(true);
                parameters.setSSLParameters(with);
            }
        });
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String[] mode = Files.readString(dir.resolve("mode")).strip().split(" ");
        try {
            switch (mode[0]) {
                case "cut" -> {
                    exchange.getRequestBody().readNBytes(50);
                    exchange.close();
                }
                case "stall" -> new CountDownLatch(1).await();
                case "half-answer" -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                    new CountDownLatch(1).await();
                }
                case "store-and-cut" -> {
                    store(exchange);
                    exchange.close();
                }
                case "ok" -> answer(exchange, store(exchange));
                case "at-most" -> {
                    List<String> lines = lines(exchange);
                    answer(exchange, lines.size() > Integer.parseInt(mode[1]) ? 413 : keep(exchange, lines));
                }
                case "slow" -> {
                    InputStream in = exchange.getRequestBody();
                    while (in.readNBytes(1000).length == 1000) {
                        Thread.sleep(20);
                    }
                    answer(exchange, 500);
                }
                default -> {
                    exchange.getRequestBody().readAllBytes();
                    if (mode.length > 1) {
                        exchange.getResponseHeaders().add("Retry-After", mode[1]);
                    }
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    answer(exchange, Integer.parseInt(mode[0]));
                }
            }
        } catch (InterruptedException e) {
            exchange.close();
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private int store(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            Path file = dir.resolve(exchange.getRequestURI().getPath().replace("/", "_"));
            boolean there = Files.exists(file);
            Files.write(file, exchange.getRequestBody().readAllBytes());
            return there ? 412 : 201;
        }
        return keep(exchange, lines(exchange));
    }

    private List<String> lines(HttpExchange exchange) throws IOException {
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] body = exchange.getRequestBody().readAllBytes();
        note(exchange.getRequestHeaders(), body);
        InputStream bytes = new ByteArrayInputStream(body);
        InputStream in = gzip ? new GZIPInputStream(bytes) : bytes;
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        if ("application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            text = text.replaceAll("^\\[", "").replaceAll(",\\n", "\n").replaceAll("]\\n$", "\n");
        }
        List<String> lines = new ArrayList<>(List.of(text.split("\n")));
        lines.removeIf(String::isEmpty);
        return lines;
    }

    /** What the headers say about the body, and whether it is so. */
    private synchronized void note(Headers headers, byte[] body) throws IOException {
        StringBuilder line = new StringBuilder();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            String digest = "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":";
            line.append("digest=").append(digest.equals(headers.getFirst("Content-Digest")));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
        for (String name : List.of("Purpose", "Events", "Software", "Redaction-Profile", "Bundle-Set")) {
            line.append(' ').append(headers.getFirst("Oriel-" + name));
        }
        Files.writeString(
                dir.resolve("headers.log"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private synchronized int keep(HttpExchange exchange, List<String> lines) throws IOException {
        StringBuilder fresh = new StringBuilder();
        int duplicates = 0;
        for (String line : lines) {
            if (seen.add(id(line))) {
                fresh.append(line).append('\n');
            } else {
                duplicates++;
            }
        }
        Files.writeString(dir.resolve("stored.jsonl"), fresh, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        var headers = exchange.getRequestHeaders();
        Files.writeString(
                dir.resolve("requests.log"),
                headers.getFirst("Oriel-Positions") + " " + headers.getFirst("Idempotency-Key") + " "
                        + headers.getFirst("Authorization") + " duplicates=" + duplicates + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return 200;
    }

    private static String id(String line) {
        Matcher matcher = ID.matcher(line);
        return matcher.find() ? matcher.group(1) : line;
    }
}
