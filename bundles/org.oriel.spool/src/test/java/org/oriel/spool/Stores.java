package org.oriel.spool;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.oriel.api.event.CaptureEvent;
import org.oriel.host.EventStore;
import org.oriel.host.KeyVault;
import org.oriel.host.StoreException;
import org.osgi.service.log.Logger;

/** Stores for tests, without a framework. */
public final class Stores {
    static final long RESERVE = 1 << 20;
    private static final SpoolCodec CODEC = new SpoolCodec();

    private Stores() {}

    /** A store with its key in a file. The caller closes it. */
    public static SpoolStore open(Path directory) {
        return open(settings(directory), Vaults.NONE, Connection::commit);
    }

    static SpoolStore open(Settings settings, Vaults vaults, Database.Commit commit) {
        return open(settings, vaults, Clock.systemUTC(), commit);
    }

    static SpoolStore open(Settings settings, Vaults vaults, Clock clock, Database.Commit commit) {
        return new SpoolStore(settings, vaults, clock, commit, logger());
    }

    static Settings settings(Path directory) {
        // The sample events carry a fixed date: nothing may expire by age.
        return new Settings(directory, Settings.KeyStore.AUTO, 100_000, 1L << 40, RESERVE);
    }

    /** A logger that keeps nothing. */
    static Logger logger() {
        return (Logger) Proxy.newProxyInstance(
                Stores.class.getClassLoader(),
                new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> method.getReturnType() == boolean.class ? false : null);
    }

    /** Reads from {@code after} to the end; checks that there is no hole. */
    public static List<EventStore.Block> readAll(EventStore store, long after) throws StoreException {
        List<EventStore.Block> all = new ArrayList<>();
        long next = after;
        while (true) {
            List<EventStore.Block> blocks = store.read(next, 8);
            if (blocks.isEmpty()) {
                return all;
            }
            for (EventStore.Block block : blocks) {
                if (block.first() != next + 1 || block.last() < block.first()) {
                    throw new AssertionError("hole after " + next + ": " + block.first() + " to " + block.last());
                }
                boolean whole = block.lines().size() == block.last() - block.first() + 1;
                if (block.damaged().isEmpty() ? !whole : !block.lines().isEmpty()) {
                    throw new AssertionError("lines of " + block.first() + " to " + block.last());
                }
                next = block.last();
            }
            all.addAll(blocks);
        }
    }

    /** The events of those blocks, in order. */
    public static List<CaptureEvent> events(List<EventStore.Block> blocks) {
        return blocks.stream()
                .flatMap(block -> block.lines().stream())
                .map(CODEC::decode)
                .toList();
    }

    static List<CaptureEvent> events(EventStore store) throws StoreException {
        return events(readAll(store, 0));
    }

    /** Waits for a condition, for a minute at most. */
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute: " + what);
            }
            Thread.onSpinWait();
        }
    }

    /** Runs SQL on a closed store, behind its back. */
    static void sql(Path directory, String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("spool.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static byte[] column(Path directory, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("spool.db"));
                Statement statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? result.getBytes(1) : new byte[0];
        }
    }

    /** Whether any file below {@code directory} holds these bytes. */
    static boolean onDisk(Path directory, byte[] bytes) throws IOException {
        String wanted = new String(bytes, StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** A key store in memory. */
    static final class MemoryVault implements KeyVault {
        final java.util.Map<String, byte[]> keys = new java.util.concurrent.ConcurrentHashMap<>();

        @Override
        public String name() {
            return "secret-service";
        }

        @Override
        public byte[] wrappingKey(String name) {
            return keys.computeIfAbsent(name, n -> new Seal().random(32)).clone();
        }

        Vaults present() {
            return wait -> Optional.of(this);
        }
    }
}
