package org.oriel.spool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.host.EventStore;
import org.oriel.host.KeyVault;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;

/**
 * Checks a store without changing it, also while an instance writes to it and without a framework: {@code java -cp …
 * org.oriel.spool.Verify DIR}. Exit code 0: all is well, 1: a check failed, 2: wrong usage, 4: no such store or no key.
 */
public final class Verify {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int ENVIRONMENT = 4;

    /** Blocks per read transaction: a long one would keep the writer's log from being emptied. */
    private static final int CHUNK = 256;

    private static final int FAILURES_SHOWN = 20;

    private final SpoolCodec codec = new SpoolCodec();
    private final SpoolFiles files;
    private final PrintStream out;
    private final List<String> failures = new ArrayList<>();
    private final Set<UUID> sessions = new HashSet<>();
    private long events;
    private long blocks;
    private long damaged;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;
    private long images;
    private long named;
    private long namedGone;

    /**
     * What one read transaction saw.
     *
     * @param uses images that the events in {@code blocks} name, by position
     * @param there those of them that have a row
     */
    private record Chunk(Spool spool, List<EventStore.Block> blocks, Map<Long, Long> uses, Set<Long> there) {}

    private Verify(SpoolFiles files, PrintStream out) {
        this.files = files;
        this.out = out;
    }

    /** With the store's folder as the only argument. */
    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    /** The same without ending the JVM; returns the exit code. */
    public static int run(PrintStream out, String... arguments) {
        if (arguments.length != 1 || arguments[0].startsWith("-")) {
            out.println("usage: Verify DIR");
            out.println("Checks every block, image, key and cursor of the store in DIR, and changes nothing.");
            return arguments.length == 1 && arguments[0].equals("--help") ? 0 : USAGE;
        }
        SpoolFiles files = new SpoolFiles(Path.of(arguments[0]).toAbsolutePath().normalize());
        if (!Files.isDirectory(files.directory())) {
            out.println(files.directory() + " is no folder");
            return ENVIRONMENT;
        }
        if (files.isNew() && !Files.exists(files.database())) {
            out.println(files.directory() + " holds no store");
            return ENVIRONMENT;
        }
        return new Verify(files, out).run();
    }

    private int run() {
        try {
            if (!files.heldHere()) {
                files.checkDatabase();
            }
            if (System.getProperty("org.sqlite.tmpdir") == null) {
                System.setProperty("org.sqlite.tmpdir", files.natives().toString());
            }
            checkLog();
            checkAll(false);
        } catch (StoreException e) {
            return refused(e);
        } catch (SQLException e) {
            return refused(SqlFailure.of(e, files.database()));
        } catch (IOException e) {
            return refused(SqlFailure.of(e, files.database()));
        }
        failures.stream().limit(FAILURES_SHOWN).forEach(failure -> out.println("failed     " + failure));
        if (failures.size() > FAILURES_SHOWN) {
            out.println("failed     and " + (failures.size() - FAILURES_SHOWN) + " more");
        }
        out.println(failures.isEmpty() ? "fine" : "not fine");
        return failures.isEmpty() ? 0 : FAILED;
    }

    private int refused(StoreException e) {
        out.println("failed     " + e.getMessage());
        if (e.reason() == Reason.KEY && noVault()) {
            out.println("           (put the key store's bundle on the class path if that is what keeps the key)");
        }
        if (e.reason() == Reason.CORRUPT) {
            readRest();
        }
        return e.reason() == Reason.CORRUPT ? FAILED : ENVIRONMENT;
    }

    /** The file is damaged as a whole: says what of it is still readable. */
    private void readRest() {
        try {
            checkAll(true);
        } catch (SQLException | StoreException | IOException e) {
            out.println("readable   nothing");
        }
    }

    /** A log that is being written can look torn; one that is damaged stays so. */
    private void checkLog() throws IOException {
        if (lost().isPresent()) {
            lost().ifPresent(lost -> failures.add(
                    files.log() + " is damaged: " + lost.commits() + " or more acknowledged writes in it are lost"));
        }
    }

    private Optional<LogCheck.Lost> lost() throws IOException {
        return LogCheck.read(files.log()).flatMap(log -> log.beyond(log.sound()));
    }

    private void checkAll(boolean lenient) throws SQLException, StoreException, IOException {
        try (Spool spool = Spool.openReadOnly(files, Verify::vault, lenient)) {
            failures.addAll(spool.notes());
            checkPages(spool.database().reader());
            long imagesSince =
                    spool.hasImages() ? ImageTable.begun(spool.database().reader()) : Long.MAX_VALUE;
            Spool last = checkBlocks(spool, imagesSince);
            if (spool.hasImages()) {
                checkImages(spool);
            }
            int[] keys = last.keys().check();
            if (keys[1] > 0) {
                failures.add(keys[1] + " copies of keys do not open");
            }
            checkCursors(last.state(), last.head());
            report(last, keys[0]);
        }
    }

    private void checkPages(Sql sql) {
        try {
            for (String line : sql.rows("PRAGMA integrity_check(" + FAILURES_SHOWN + ")", row -> row.getString(1))) {
                if (!line.equals("ok")) {
                    failures.add("page structure: " + line.replace('\n', ' '));
                }
            }
        } catch (SQLException e) {
            failures.add("page structure: " + e.getMessage());
        }
    }

    private Spool checkBlocks(Spool opened, long imagesSince) throws SQLException {
        long next = 1;
        while (true) {
            Chunk chunk = chunk(opened, next - 1);
            for (EventStore.Block block : chunk.blocks) {
                check(chunk, block, next, imagesSince);
                next = block.last() + 1;
            }
            if (chunk.blocks.isEmpty()) {
                return chunk.spool;
            }
        }
    }

    private static Chunk chunk(Spool opened, long after) throws SQLException {
        return opened.database().snapshot(() -> {
            Spool now = opened.refreshed();
            List<EventStore.Block> blocks = now.read(after, CHUNK).blocks();
            if (blocks.isEmpty() || !opened.hasImages()) {
                return new Chunk(now, blocks, Map.of(), Set.of());
            }
            Sql sql = opened.database().reader();
            Map<Long, Long> uses = ImageTable.uses(
                    sql, after + 1, blocks.get(blocks.size() - 1).last());
            Set<Long> there = new HashSet<>();
            for (long row : Set.copyOf(uses.values())) {
                if (ImageTable.find(sql, row).isPresent()) {
                    there.add(row);
                }
            }
            return new Chunk(now, blocks, uses, there);
        });
    }

    private void check(Chunk chunk, EventStore.Block block, long expected, long imagesSince) {
        if (block.first() != expected) {
            failures.add("positions " + expected + " to " + (block.first() - 1) + " are not accounted for");
        }
        if (block.damaged().isEmpty()) {
            blocks++;
            for (int i = 0; i < block.lines().size(); i++) {
                long position = block.first() + i;
                CaptureEvent event = check(block, position, block.lines().get(i));
                if (event != null
                        && position > imagesSince
                        && event.body() instanceof Frame frame
                        && !frame.image().isEmpty()) {
                    checkUse(chunk, position, frame.image());
                }
            }
        } else if (!block.damaged().equals(Eraser.EXPIRED) && !block.damaged().equals(Eraser.FORGOTTEN)) {
            damaged++;
            failures.add("positions " + block.first() + " to " + block.last() + " " + block.damaged());
        }
    }

    /** An image that an event names is there, or it is known that it is not. */
    private void checkUse(Chunk chunk, long position, String image) {
        named++;
        Long use = chunk.uses.get(position);
        if (use != null && use == ImageTable.NONE) {
            namedGone++;
        } else if (use == null || use != chunk.spool.images().table().row(image) || !chunk.there.contains(use)) {
            failures.add("position " + position + " names an image that is not there");
        }
    }

    private void checkImages(Spool spool) throws SQLException, IOException {
        Sql sql = spool.database().reader();
        long after = ImageTable.NONE;
        while (true) {
            long from = after;
            List<ImageTable.Row> rows = spool.database().snapshot(() -> ImageTable.after(sql, from, CHUNK));
            if (rows.isEmpty()) {
                return;
            }
            for (ImageTable.Row row : rows) {
                checkImage(spool, row);
                after = row.id();
            }
        }
    }

    private void checkImage(Spool spool, ImageTable.Row row) throws SQLException, IOException {
        images++;
        List<String> problems = problems(spool, row);
        // It may have been deleted, or stored anew, since its row was read.
        Sql sql = spool.database().reader();
        Optional<ImageTable.Row> now = problems.isEmpty() ? Optional.empty() : ImageTable.find(sql, row.id());
        if (now.isPresent()) {
            List<String> still = problems(spool.database().snapshot(spool::refreshed), now.get());
            boolean there = ImageTable.find(sql, row.id()).isPresent();
            still.stream().filter(problem -> there).forEach(problem -> failures.add(describe(row) + ": " + problem));
        }
    }

    private static List<String> problems(Spool spool, ImageTable.Row row) throws SQLException, IOException {
        return spool.images().problems(spool.database().reader(), row);
    }

    private String describe(ImageTable.Row row) {
        return "image " + files.images().getFileName() + "/" + ImageFiles.name(row.id());
    }

    private @Nullable CaptureEvent check(EventStore.Block block, long position, String line) {
        try {
            CaptureEvent event = codec.decode(line);
            events++;
            sessions.add(event.session());
            earliest = Math.min(earliest, event.time().wallMillis());
            latest = Math.max(latest, event.time().wallMillis());
            if (!codec.encode(event).equals(line)) {
                failures.add("position " + position + " is not in canonical form");
            }
            if (!event.purpose().equals(block.purpose())) {
                failures.add("position " + position + " lies under another purpose");
            }
            return event;
        } catch (IllegalArgumentException e) {
            failures.add("position " + position + ": " + e.getMessage());
            return null;
        }
    }

    private void checkCursors(State state, long head) {
        state.cursors().forEach((name, position) -> {
            if (position < 0 || position > head) {
                failures.add("cursor " + name + " is at " + position + " of " + head);
            }
        });
    }

    private void report(Spool spool, int keys) {
        State state = spool.state();
        out.println("store      " + files.database());
        out.println("events     " + events + " in " + blocks + " blocks, newest position " + spool.head());
        if (events > 0) {
            out.println("time       " + Instant.ofEpochMilli(earliest) + " to " + Instant.ofEpochMilli(latest));
        }
        out.println("sessions   " + sessions.size());
        out.println("keys       " + keys + ", kept by " + spool.protection());
        out.println("gone       " + gone(state, Eraser.EXPIRED) + " expired (" + state.expired() + " undelivered), "
                + gone(state, Eraser.FORGOTTEN) + " forgotten");
        out.println("images     " + images + ", named by " + named + " events (" + namedGone + " of them gone)");
        out.println("damaged    " + damaged + " stretches (" + state.quarantined() + " set aside so far)");
        state.cursors()
                .forEach((name, position) -> out.println(
                        "cursor     " + name + " " + position + " (" + (spool.head() - position) + " behind)"));
    }

    private static long gone(State state, String reason) {
        return state.gone().list().stream()
                .filter(range -> range.reason().equals(reason))
                .mapToLong(Ranges.Range::count)
                .sum();
    }

    /** Outside a framework the key store comes from the class path. */
    private static Optional<KeyVault> vault(Duration wait) {
        return ServiceLoader.load(KeyVault.class).findFirst();
    }

    private static boolean noVault() {
        return ServiceLoader.load(KeyVault.class).findFirst().isEmpty();
    }
}
