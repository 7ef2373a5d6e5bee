package org.oriel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oriel.api.event.Rect;
import org.oriel.source.x11.frames.X11Screen;

/** From the injection of a key to the change on the screen, in mousepad: without an agent, without and with frames. */
final class TypingLatency {
    private static final Rect LOOK = new Rect(0, 0, 900, 400);
    private static final int KEY_A = 38;
    private static final int EVERY_MILLIS = 230;
    private static final long LIMIT_NANOS = 3_000_000_000L;

    private final Options options;
    private final Workplace place;
    private final X11Screen screen;
    private final Path folder;
    private final Path policy;
    private final Map<String, List<long[]>> rounds = new LinkedHashMap<>();
    private final int[] pixels = new int[LOOK.width() * LOOK.height()];

    TypingLatency(Options options, Workplace place, X11Screen screen, Path folder, Path policy) {
        this.options = options;
        this.place = place;
        this.screen = screen;
        this.folder = folder;
        this.policy = policy;
    }

    void measure() throws Exception {
        XTest.load();
        long display = XTest.Lib.XOpenDisplay(place.display());
        place.hands("windowmove", "--sync", place.window(0), "0", "0");
        round(display, "");
        rounds.clear();
        for (int i = 0; i < options.pick(2, 5); i++) {
            round(display, "");
            for (String set : List.of("minimal", "research")) {
                try (Agent agent = WorkBench.agent(options, place, folder.resolve(set), policy, set)) {
                    agent.awaitRecording();
                    round(display, set);
                }
            }
        }
    }

    private void round(long display, String name) throws IOException {
        place.hands("windowactivate", "--sync", place.window(0), "key", "ctrl+Home", "key", "Return", "key", "Up");
        Waits.millis(1_500);
        long[] nanos = new long[options.pick(40, 100)];
        for (int i = 0; i < nanos.length; i++) {
            Waits.millis(EVERY_MILLIS);
            int before = look();
            long begun = System.nanoTime();
            XTest.Tst.XTestFakeKeyEvent(display, KEY_A, 1, 0);
            XTest.Tst.XTestFakeKeyEvent(display, KEY_A, 0, 0);
            XTest.Lib.XFlush(display);
            while (look() == before) {
                if (System.nanoTime() - begun > LIMIT_NANOS) {
                    throw new IllegalStateException("a key changed nothing on the screen");
                }
            }
            nanos[i] = System.nanoTime() - begun;
        }
        rounds.computeIfAbsent(name, n -> new ArrayList<>()).add(nanos);
    }

    private int look() {
        screen.grab(LOOK, pixels, 0, LOOK.width());
        return Arrays.hashCode(pixels);
    }

    Report report(Report report) {
        Table table = new Table("key to picture in mousepad, ms", "p50", "p95");
        table.row("no agent", of("", 50), of("", 95));
        table.row("set minimal: keys, pointer, windows", of("minimal", 50), of("minimal", 95));
        table.row("set research: frames too", of("research", 50), of("research", 95));
        return report.table(table)
                .atMost("p50 of typing with frames, of without", of("research", 50) / of("minimal", 50), 1.1, "×");
    }

    private double of(String name, double percent) {
        return Stats.median(rounds.get(name).stream()
                .map(nanos -> Stats.percentile(nanos, percent) / 1e6)
                .toList());
    }
}
