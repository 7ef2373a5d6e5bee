package org.oriel.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import org.oriel.host.StoreException;

/**
 * What keeps events here until the person had a look. With review they leave once they are approved, and then not before
 * the hold is over; with a hold alone they leave when it is over, or once they are approved.
 */
final class Hold {
    private static final int MOST_HOURS = 168;
    private static final String WALL = "\"wallMillis\":";

    private final boolean review;
    private final Duration hold;
    private final Path file;
    private final Clock clock;
    private volatile long approved;

    Hold(boolean review, int holdHours, Path directory, Clock clock) {
        if (holdHours < 0 || holdHours > MOST_HOURS) {
            throw new IllegalArgumentException("holdHours=" + holdHours + ", allowed: 0 to " + MOST_HOURS);
        }
        this.review = review;
        this.hold = Duration.ofHours(holdHours);
        this.file = directory.resolve("approved");
        this.clock = clock;
        this.approved = read();
    }

    /** Nothing is kept. */
    static Hold none(Path directory) {
        return new Hold(false, 0, directory, Clock.systemUTC());
    }

    private boolean nothing() {
        return !review && hold.isZero();
    }

    boolean review() {
        return review;
    }

    long approved() {
        return nothing() ? Long.MAX_VALUE : approved;
    }

    /** Whether the event at {@code position} stays for now. */
    boolean keeps(long position, String line) {
        if (nothing()) {
            return false;
        }
        boolean agreed = position <= approved;
        boolean over = !hold.isZero() && millisLeft(line) <= 0;
        return review ? !agreed || !(hold.isZero() || over) : !agreed && !over;
    }

    /** How long the hold still lasts for an event; what cannot be told is kept as long as it may be. */
    long millisLeft(String line) {
        // The time stands before anything that a plugin or a person wrote, and quotes in texts are escaped.
        int from = line.indexOf(WALL) + WALL.length();
        int end = from;
        while (end < line.length() && Character.isDigit(line.charAt(end))) {
            end++;
        }
        if (from < WALL.length() || end == from || end - from > 18) {
            return hold.toMillis();
        }
        long age = clock.millis() - Long.parseLong(line.substring(from, end));
        // A clock that was set back must not keep it for longer than the hold.
        return Math.min(hold.toMillis(), hold.toMillis() - age);
    }

    /** For people. */
    String why() {
        return review ? "waiting for review: oriel review" : "held for " + hold.toHours() + " hours: oriel review";
    }

    /** On the device when it returns. */
    synchronized void approve(long position) throws StoreException {
        if (nothing()) {
            throw new StoreException(StoreException.Reason.IO, "nothing has to be approved here");
        }
        if (position <= approved) {
            return;
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap((position + "\n").getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Reason.IO, "file " + file + " cannot be changed: " + e.getMessage(), e);
        }
        approved = position;
    }

    /** What cannot be read approves nothing. */
    private long read() {
        try {
            return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
