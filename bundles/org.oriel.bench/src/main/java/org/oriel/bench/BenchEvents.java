package org.oriel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Key;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;

/** Events as a person at work makes them: 80 % keys, 10 % buttons, 10 % pointer paths; the same ones each time. */
final class BenchEvents {
    private static final long STEP_NANOS = 5_000_000;
    private static final long START_MILLIS = 1_795_000_000_000L;
    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private final Random random = new Random(20261121);
    private final UUID session = new UUID(random.nextLong(), random.nextLong());
    private final UUID device = new UUID(random.nextLong(), random.nextLong());
    private final String grant = new UUID(random.nextLong(), random.nextLong()).toString();
    private long made;

    /** The next {@code count} events. */
    List<CaptureEvent> next(int count) {
        List<CaptureEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(event("org.oriel.source.x11/0.1.0", body()));
        }
        return events;
    }

    /** Events that deflate cannot shrink much, with about {@code bytes} of content each, to fill a disk. */
    List<CaptureEvent> bulky(int count, int bytes) {
        List<CaptureEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder(bytes);
            while (text.length() < bytes) {
                text.append((char) ('!' + random.nextInt(90)));
            }
            Extension body =
                    new Extension("org.example.bulk/1", java.util.Map.of("text", Sensitive.of(text.toString())));
            events.add(event("org.example.bulk/1.0.0", body));
        }
        return events;
    }

    private CaptureEvent event(String source, EventBody body) {
        long nanos = 5_000_000_000_000L + made * STEP_NANOS;
        long millis = START_MILLIS + made * STEP_NANOS / 1_000_000;
        made++;
        return new CaptureEvent(
                id(millis),
                session,
                device,
                new EventTime(nanos, millis),
                source,
                Actor.HUMAN,
                new Subject("w" + (1 + made / 5000 % 3), "/usr/bin/mousepad", ""),
                HASH,
                grant,
                "ai-training",
                List.of(),
                body);
    }

    /** A UUIDv7: random but for its time, so a compressor finds nothing in it either. */
    private String id(long millis) {
        long high = millis << 16 | 0x7000 | random.nextInt(0x1000);
        long low = 0x8000_0000_0000_0000L | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }

    private EventBody body() {
        int kind = random.nextInt(10);
        Point at = Point.at(random.nextInt(1920), random.nextInt(1080));
        if (kind == 0) {
            return new PointerButton(made % 2 == 0, 1, at, Set.of());
        }
        if (kind == 1) {
            List<Point> path = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                path.add(new Point(at.x() + i * random.nextInt(20), at.y() + i * random.nextInt(9), i * 50));
            }
            return new PointerMove(path);
        }
        char letter = (char) ('a' + random.nextInt(26));
        Sensitive code = Sensitive.of("Key" + (char) (letter - 'a' + 'A'));
        Key.Phase phase = made % 2 == 0 ? Key.Phase.DOWN : Key.Phase.UP;
        return new Key(phase, code, Sensitive.of(String.valueOf(letter)), Set.of(), 1);
    }
}
