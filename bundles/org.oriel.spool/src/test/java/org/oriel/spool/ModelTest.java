package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.host.EventStore;
import org.oriel.host.EventStore.Start;
import org.oriel.host.Image;
import org.oriel.host.StoreException;

/** Random operations on the store and on a list in memory; after each they hold the same. */
class ModelTest {
    private static final int STEPS = 150;
    private static final String[] NAMES = {"jsonl", "parquet", "http"};

    @TempDir
    Path folder;

    /** Index 0 is position 1; null where the event is gone. */
    private final List<CaptureEvent> model = new ArrayList<>();

    private final Map<String, Long> cursors = new TreeMap<>();

    /** What was handed over; which of it is needed follows from the events. */
    private final Map<String, Image> images = new TreeMap<>();

    private Random random = new Random();
    private Path directory = Path.of("");
    private UUID session = UUID.randomUUID();
    private long clock = EventSamples.START_MILLIS;
    private int copies;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void holdsWhatAListWouldHold(long seed) throws Exception {
        random = new Random(seed);
        directory = folder.resolve("0");
        SpoolStore store = Stores.open(directory);
        try {
            for (int step = 0; step < STEPS; step++) {
                store = step(store);
                if (step % 10 == 9) {
                    compare(store);
                }
            }
            compare(store);
        } finally {
            store.close();
        }
        assertThat(Verify.run(System.out, directory.toString())).isZero();
    }

    private SpoolStore step(SpoolStore store) throws Exception {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4 -> append(store);
            case 5 -> cursor(store);
            case 6, 7 -> acknowledge(store);
            case 8 -> readSomewhere(store);
            case 9 -> {
                if (random.nextInt(4) == 0) {
                    forget(store);
                }
            }
            case 10 -> {
                store.close();
                return Stores.open(directory);
            }
            default -> {
                return crash(store);
            }
        }
        return store;
    }

    private void append(SpoolStore store) throws StoreException {
        List<CaptureEvent> events = new ArrayList<>();
        for (int i = random.nextInt(120); i >= 0; i--) {
            if (random.nextInt(60) == 0) {
                session = new UUID(random.nextLong(), random.nextLong());
            }
            if (random.nextInt(100) == 0) {
                clock += (random.nextInt(3) - 1) * 86_400_000L; // The clock jumps a day.
            }
            clock += random.nextInt(200) - 20;
            String purpose = random.nextInt(80) == 0 ? "research" : "ai-training";
            events.add(EventSamples.numbered(random.nextInt(1000), session, "grant", purpose, clock));
        }
        List<Image> fresh = frames(events);
        model.addAll(events);
        assertThat(store.append(events, fresh)).isEqualTo(model.size());
    }

    /** Makes some of the events frames of new or old images. */
    private List<Image> frames(List<CaptureEvent> events) {
        List<Image> fresh = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(events.size());
            Image image = ImageSamples.inSession(random.nextInt(40));
            if (!image.base().isEmpty()) {
                Image base = ImageSamples.inSession(Long.parseLong(image.base().substring(16), 16));
                fresh.add(base);
                images.put(base.id(), base);
            }
            fresh.add(image);
            images.put(image.id(), image);
            if (events.get(at).body() instanceof Frame) {
                continue; // What it named before would not be named.
            }
            events.set(at, ImageSamples.frame(events.get(at), image.id()));
        }
        return fresh;
    }

    /** Ids of the images that events name, with what those are based on. */
    private Set<String> needed() {
        Set<String> needed = new TreeSet<>();
        for (CaptureEvent event : model) {
            if (event != null && event.body() instanceof Frame frame) {
                needed.add(frame.image());
                needed.add(images.get(frame.image()).base());
            }
        }
        needed.remove("");
        return needed;
    }

    private void cursor(SpoolStore store) throws StoreException {
        String name = NAMES[random.nextInt(NAMES.length)];
        if (random.nextInt(5) == 0) {
            store.retire(name);
            cursors.remove(name);
            return;
        }
        Start start = random.nextBoolean() ? Start.EARLIEST : Start.LATEST;
        long oldest = model.stream().takeWhile(event -> event == null).count();
        cursors.putIfAbsent(name, start == Start.EARLIEST ? oldest : model.size());
        assertThat(store.cursor(name, start)).isEqualTo(cursors.get(name));
    }

    private void acknowledge(SpoolStore store) throws StoreException {
        String name = NAMES[random.nextInt(NAMES.length)];
        Long position = cursors.get(name);
        if (position != null && position < model.size()) {
            long next = position + 1 + random.nextInt((int) (model.size() - position));
            store.acknowledge(name, next);
            cursors.put(name, next);
        }
    }

    private void forget(SpoolStore store) throws StoreException {
        long since = clock - random.nextInt(20_000);
        long forgotten = 0;
        for (int i = 0; i < model.size(); i++) {
            if (model.get(i) != null && model.get(i).time().wallMillis() >= since) {
                model.set(i, null);
                forgotten++;
            }
        }
        assertThat(store.forget(Instant.ofEpochMilli(since))).isEqualTo(forgotten);
    }

    /** The files as they are at this moment, as after kill -9. */
    private SpoolStore crash(SpoolStore store) throws Exception {
        store.cursors(); // It is open by now.
        Path copy = folder.resolve(String.valueOf(++copies));
        Stores.copy(directory, copy);
        store.close();
        directory = copy;
        return Stores.open(copy);
    }

    private void readSomewhere(SpoolStore store) throws StoreException {
        if (!model.isEmpty()) {
            long after = random.nextInt(model.size());
            check(store.read(after, 1 + random.nextInt(4)), after);
        }
    }

    private long check(List<EventStore.Block> blocks, long after) {
        SpoolCodec codec = new SpoolCodec();
        long position = after;
        for (EventStore.Block block : blocks) {
            assertThat(block.first()).isEqualTo(position + 1);
            for (long p = block.first(); p <= block.last(); p++) {
                CaptureEvent expected = model.get((int) p - 1);
                if (block.damaged().isEmpty()) {
                    assertThat(codec.decode(block.lines().get((int) (p - block.first()))))
                            .isEqualTo(expected);
                } else {
                    assertThat(block.damaged()).isEqualTo("forgotten");
                    assertThat(expected).isNull();
                }
            }
            position = block.last();
        }
        return position;
    }

    private void compare(SpoolStore store) throws StoreException {
        assertThat(check(Stores.readAll(store, 0), 0)).isEqualTo(model.size());
        assertThat(store.cursors()).isEqualTo(cursors);
        assertThat(store.status().last()).isEqualTo(model.size());
        assertThat(store.status().events())
                .isEqualTo(model.stream().filter(event -> event != null).count());
        assertThat(store.status().problem()).isEmpty();
        assertThat(store.status().quarantined()).isZero();
        compareImages(store);
    }

    private void compareImages(SpoolStore store) throws StoreException {
        Set<String> needed = needed();
        for (Image image : images.values()) {
            Optional<Image> found = store.image(image.id());
            if (needed.contains(image.id())) {
                ImageSamples.assertSame(found, image);
            } else {
                assertThat(found).isEmpty();
            }
        }
        assertThat(store.status().images()).isEqualTo(needed.size());
    }
}
