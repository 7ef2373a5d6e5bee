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
import org.oriel.api.event.Key;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;

/** Made-up work: words, clicks, scrolling, and the moves between them. The same seed gives the same events. */
final class Work {
    /** Click, text, key and scroll: what {@link #act} makes. */
    static final int ACTIONS = 4;

    private static final int PLACES_A_SECOND = 60;

    private final Random random;
    private final UUID session;
    private final UUID device;
    private long millis;

    Work(long seed) {
        random = new Random(seed);
        session = new UUID(random.nextLong(), random.nextLong());
        device = new UUID(random.nextLong(), random.nextLong());
    }

    /** A few words, a click, a shortcut, some scrolling; between them, moves. */
    void act(List<CaptureEvent> events, int moves) {
        moves(events, moves);
        Point at = Point.at(random.nextInt(1920), random.nextInt(1080));
        add(events, 80, new PointerButton(true, 1, at, Set.of()));
        add(events, 80, new PointerButton(false, 1, at, Set.of()));
        for (int i = 0; i < 20; i++) {
            char letter = (char) ('a' + random.nextInt(26));
            key(events, String.valueOf(letter), "Key" + (char) (letter - 'a' + 'A'));
        }
        key(events, "Enter", "Enter");
        for (int i = 0; i < 3; i++) {
            add(events, 100, new Scroll(0, 1, 0, 0, at));
        }
    }

    /** The pointer's way to somewhere. */
    void moves(List<CaptureEvent> events, int moves) {
        Point at = Point.at(random.nextInt(1920), random.nextInt(1080));
        for (int i = 0; i < moves; i++) {
            add(events, 50, new PointerMove(List.of(Point.at(at.x() + i, at.y()), new Point(at.x(), at.y() + i, 20))));
        }
    }

    /** So many places that the pointer was seen at, one every 16 ms, a second of them in one event, as the pipeline does. */
    void paths(List<CaptureEvent> events, int places) {
        for (int left = places; left > 0; left -= PLACES_A_SECOND) {
            List<Point> path = new ArrayList<>();
            int x = random.nextInt(1920);
            int y = random.nextInt(1080);
            for (int i = 0; i < Math.min(left, PLACES_A_SECOND); i++) {
                x = Math.floorMod(x + random.nextInt(25) - 12, 1920);
                y = Math.floorMod(y + random.nextInt(15) - 7, 1080);
                path.add(new Point(x, y, 16 * i));
            }
            add(events, 1000, new PointerMove(path));
        }
    }

    private void key(List<CaptureEvent> events, String key, String code) {
        add(events, 40, new Key(Key.Phase.DOWN, Sensitive.of(code), Sensitive.of(key), Set.of(), 1));
        add(events, 40, new Key(Key.Phase.UP, Sensitive.of(code), Sensitive.of(key), Set.of(), 1));
    }

    private void add(List<CaptureEvent> events, long later, EventBody body) {
        millis += later;
        UUID id = new UUID(millis << 16 | 0x7000, 0x8000_0000_0000_0000L | random.nextLong() >>> 2);
        events.add(new CaptureEvent(
                id.toString(),
                session,
                device,
                new EventTime(millis * 1_000_000, 1_795_000_000_000L + millis),
                "org.oriel.source.x11/0.1.0",
                Actor.HUMAN,
                new Subject("w1", "/usr/bin/mousepad", ""),
                "0",
                "grant",
                "ai-training",
                List.of(),
                body));
    }
}
