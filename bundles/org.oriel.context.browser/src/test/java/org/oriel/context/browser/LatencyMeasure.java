package org.oriel.context.browser;

import com.google.gson.JsonArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What the extension costs a page: from a key or wheel event's own time to the frame that shows it, with and without it, in
 * turns. Run by hand: {@code mvn test -Dtest=LatencyMeasure}; prints, checks nothing.
 */
class LatencyMeasure {
    private static final int ROUNDS = 3;
    private static final int EVENTS = 200;

    @org.junit.jupiter.api.Test
    void measure() throws Exception {
        Lab.needs(Lab.CHROMIUM, "chromium");
        List<List<Double>> with = List.of(new ArrayList<>(), new ArrayList<>());
        List<List<Double>> without = List.of(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < ROUNDS; round++) {
            run(false, without);
            run(true, with);
        }
        for (int kind = 0; kind < 2; kind++) {
            System.out.println((kind == 0 ? "key to frame" : "wheel to frame") + " ms: without "
                    + summary(without.get(kind)) + ", with " + summary(with.get(kind)));
        }
    }

    private static void run(boolean extension, List<List<Double>> into) throws Exception {
        Path dir = Files.createTempDirectory("oriel-latency");
        try (Lab lab = new Lab(dir)) {
            if (extension) {
                lab.chromiumWithExtension(lab.listed() + "/forms");
            } else {
                lab.chromium(lab.listed() + "/forms");
            }
            lab.focusPage();
            lab.eval(
                    "show('<textarea id=t rows=10 cols=60></textarea><div style=height:20000px>' + '<p>text <a href=#>link</a></p>'.repeat(2000) + '</div>') && (t.focus(), watch())");
            for (int i = 0; i < EVENTS; i++) {
                lab.press(24 + i % 10, 25_000_000);
            }
            for (int i = 0; i < EVENTS; i++) {
                lab.hands.button(5, true);
                lab.hands.button(5, false);
                lab.hands.sync();
                java.util.concurrent.locks.LockSupport.parkNanos(25_000_000);
            }
            for (int kind = 0; kind < 2; kind++) {
                JsonArray found =
                        lab.eval(kind == 0 ? "lags.key" : "lags.wheel").getAsJsonArray();
                for (int i = 20; i < found.size(); i++) {
                    into.get(kind).add(found.get(i).getAsDouble());
                }
            }
        }
    }

    private static String summary(List<Double> values) {
        Collections.sort(values);
        return String.format(
                Locale.ROOT,
                "p50 %.1f p95 %.1f (%d)",
                values.get(values.size() / 2),
                values.get(values.size() * 95 / 100),
                values.size());
    }
}
