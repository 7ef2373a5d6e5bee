package org.oriel.export.s3;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** S3Proxy (org.gaul) as a process, with files behind it; it can be killed and started again at the same port. */
final class S3Server implements AutoCloseable {
    static final String KEY_ID = "test-key";
    static final String SECRET = "test-secret";

    private final Path dir;
    private final int port;
    private Process process;

    S3Server(Path dir) throws Exception {
        assumeTrue(isThere(), "S3Proxy is not on the class path: built with -Dskip.quality=true");
        this.dir = dir;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        Files.createDirectories(dir.resolve("data"));
        Files.writeString(
                dir.resolve("s3proxy.conf"),
                String.join(
                        "\n",
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v4",
                        "s3proxy.identity=" + KEY_ID,
                        "s3proxy.credential=" + SECRET,
                        "jclouds.provider=filesystem",
                        "jclouds.identity=x",
                        "jclouds.credential=x",
                        "jclouds.filesystem.basedir=" + dir.resolve("data"),
                        ""));
        start();
    }

    private static boolean isThere() {
        return S3Server.class.getClassLoader().getResource("org/gaul/s3proxy/Main.class") != null;
    }

    void start() throws Exception {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        dir.resolve("s3proxy.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        dir.resolve("s3proxy.log").toFile()))
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!listens()) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new IOException("S3Proxy did not start: " + Files.readString(dir.resolve("s3proxy.log")));
            }
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Path bucketFolder(String bucket) {
        return dir.resolve("data").resolve(bucket);
    }

    void makeBucket(String name) throws Exception {
        try (Client client = Client.open()) {
            client.begin(java.time.Duration.ofSeconds(20));
            new Bucket(endpoint(), "us-east-1", name, true)
                    .put("", java.util.Map.of(), new byte[0], new Credentials(KEY_ID, SECRET, ""), client);
        }
    }

    static SecretFile credentials(Path folder, String secret) throws IOException {
        Path file = folder.resolve("credentials-" + secret);
        Files.writeString(
                file, "[default]\naws_access_key_id = " + KEY_ID + "\naws_secret_access_key = " + secret + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return SecretFile.of("credentialsFile", file.toString());
    }

    /** Names of the objects below the bucket, as they lie in the file system. */
    List<String> objects(String bucket) throws IOException {
        Path folder = bucketFolder(bucket);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** The lines of all event objects, in order of their names. */
    List<String> lines(String bucket) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : objects(bucket)) {
            if (name.endsWith(".jsonl.gz")) {
                try (InputStream in = new GZIPInputStream(
                        Files.newInputStream(bucketFolder(bucket).resolve(name)))) {
                    lines.addAll(List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")));
                }
            }
        }
        return lines;
    }

    @Override
    public void close() {
        kill();
    }
}
