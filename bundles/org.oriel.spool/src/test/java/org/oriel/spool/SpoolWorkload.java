package org.oriel.spool;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.host.EventStore;
import org.oriel.host.EventStore.Start;
import org.oriel.host.Image;
import org.oriel.host.StoreException;

/**
 * A writer and two exporters under load, in a JVM that will be killed; and the check of what they left. The event at a
 * position is a function of the position, so that the check needs no memory of what was written.
 */
public final class SpoolWorkload {
    private static final List<String> EXPORTERS = List.of("fast", "slow");
    private static final int MOST_PER_APPEND = 150;
    private static final int EVENTS_PER_FRAME = 60;

    private SpoolWorkload() {}

    /** Arguments: the store's folder and a seed. */
    public static void main(String[] arguments) throws Exception {
        Random random = new Random(Long.parseLong(arguments[1]));
        Path directory = Path.of(arguments[0]);
        SpoolStore store = random.nextInt(4) == 0 ? expiring(directory) : Stores.open(directory);
        for (String name : EXPORTERS) {
            store.cursor(name, Start.EARLIEST);
            Thread exporter = new Thread(() -> export(store, name), name);
            exporter.setDaemon(true);
            exporter.start();
        }
        long last = store.status().last();
        while (true) {
            long next = last + 1 + random.nextInt(MOST_PER_APPEND);
            last = store.append(events(last + 1, next), images(last + 1, next));
            KillableChild.say("appended " + last);
        }
    }

    /** Numbered events, some of which are frames. */
    static List<CaptureEvent> events(long first, long last) {
        List<CaptureEvent> events = EventSamples.numbered(first, last);
        for (int i = 0; i < events.size(); i++) {
            if ((first + i) % EVENTS_PER_FRAME == 0) {
                String image =
                        ImageSamples.inSession((first + i) / EVENTS_PER_FRAME).id();
                events.set(i, ImageSamples.frame(events.get(i), image));
            }
        }
        return events;
    }

    /** The images of those events, with what they are based on. */
    private static List<Image> images(long first, long last) {
        List<Image> images = new ArrayList<>();
        for (long n = first; n <= last; n++) {
            if (n % EVENTS_PER_FRAME == 0) {
                Image image = ImageSamples.inSession(n / EVENTS_PER_FRAME);
                if (!image.base().isEmpty()) {
                    images.add(
                            ImageSamples.inSession(Long.parseLong(image.base().substring(16), 16)));
                }
                images.add(image);
            }
        }
        return images;
    }

    /** Every image that a stored event names reads as it was, and the one it is based on. */
    private static void checkImages(EventStore store, List<CaptureEvent> events) throws StoreException {
        for (CaptureEvent event : events) {
            if (event.body() instanceof Frame frame) {
                Image expected =
                        ImageSamples.inSession(Long.parseLong(frame.image().substring(16), 16));
                Image found = store.image(frame.image()).orElseThrow();
                require(ImageSamples.same(found, expected), "image of " + event.id());
                require(found.base().isEmpty() || store.image(found.base()).isPresent(), "base of " + event.id());
            }
        }
    }

    /** What is delivered expires at once, so that deletes are part of the load at times. */
    private static SpoolStore expiring(Path directory) {
        Settings settings = new Settings(directory, Settings.KeyStore.FILE, 30, 1L << 40, Stores.RESERVE);
        Clock later = Clock.fixed(Instant.ofEpochMilli(EventSamples.START_MILLIS * 2), ZoneOffset.UTC);
        return Stores.open(settings, Vaults.NONE, later, Connection::commit);
    }

    private static void export(EventStore store, String name) {
        try {
            long position = store.cursor(name, Start.EARLIEST);
            while (true) {
                List<EventStore.Block> blocks = store.read(position, name.equals("fast") ? 2 : 6);
                if (blocks.isEmpty()) {
                    LockSupport.parkNanos(100_000);
                    continue;
                }
                position = blocks.get(blocks.size() - 1).last();
                KillableChild.say("delivered " + name + " " + position);
                store.acknowledge(name, position);
                KillableChild.say("acknowledged " + name + " " + position);
            }
        } catch (StoreException e) {
            KillableChild.say("failed " + e.getMessage());
        }
    }

    /** What the child said, highest number of each kind. */
    static Map<String, Long> highest(List<String> lines) {
        Map<String, Long> highest = new TreeMap<>();
        for (String line : lines) {
            int number = line.lastIndexOf(' ');
            if (line.startsWith("failed")) {
                throw new AssertionError(line);
            }
            highest.merge(line.substring(0, number), Long.parseLong(line.substring(number + 1)), Math::max);
        }
        return highest;
    }

    /**
     * Checks that nothing acknowledged is missing and that what was not delivered is still there.
     *
     * @param said everything that the children on these files have said
     * @return newest position
     */
    static long check(Path directory, List<String> said) throws StoreException {
        Map<String, Long> highest = highest(said);
        try (SpoolStore store = Stores.open(directory)) {
            require(store.status().problem().isEmpty(), store.status().problem());
            long last = store.append(List.of());
            require(last >= highest.getOrDefault("appended", 0L), "acknowledged " + highest + ", newest is " + last);
            Map<String, Long> cursors = store.cursors();
            long lowest = last;
            for (String name : EXPORTERS) {
                long cursor = cursors.getOrDefault(name, 0L);
                require(cursor >= highest.getOrDefault("acknowledged " + name, 0L), "cursor " + name + " fell back");
                require(cursor <= highest.getOrDefault("delivered " + name, 0L), "cursor " + name + " runs ahead");
                lowest = Math.min(lowest, cursor);
            }
            for (EventStore.Block block : Stores.readAll(store, 0)) {
                if (block.damaged().isEmpty()) {
                    List<CaptureEvent> events = Stores.events(List.of(block));
                    require(
                            events.equals(events(block.first(), block.last())),
                            "events " + block.first() + " to " + block.last());
                    checkImages(store, events);
                } else {
                    require(block.damaged().equals("expired"), block.toString());
                    require(block.last() <= lowest, "deleted before delivery: " + block);
                }
            }
            require(store.status().quarantined() == 0, "quarantined");
            return last;
        }
    }

    static List<String> merged(List<String> before, List<String> more) {
        List<String> all = new ArrayList<>();
        Map<String, Long> highest = highest(before);
        highest.forEach((what, number) -> all.add(what + " " + number));
        all.addAll(more);
        return all;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
