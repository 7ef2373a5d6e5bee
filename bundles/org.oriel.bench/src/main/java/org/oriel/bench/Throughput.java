package org.oriel.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.TextDetector;

/** How fast detectors are in this process, on one thread, once they are warm. */
final class Throughput {
    private static final double MEGABYTE = 1e6;

    private Throughput() {}

    /** Bytes of UTF-8 through all detectors; the best of {@code rounds} after as many to warm up. */
    static double megabytesPerSecond(List<TextDetector> detectors, List<String> texts, int rounds) {
        long bytes = 0;
        for (String text : texts) {
            bytes += text.getBytes(StandardCharsets.UTF_8).length;
        }
        double best = 0;
        for (int round = 0; round < 2 * rounds; round++) {
            long begun = System.nanoTime();
            long found = 0;
            for (String text : texts) {
                found += all(detectors, text);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (found >= 0 && round >= rounds) {
                best = Math.max(best, bytes / MEGABYTE / seconds);
            }
        }
        return best;
    }

    /** The 99th percentile of one text, over {@code rounds} rounds after as many to warm up. */
    static double p99Millis(List<TextDetector> detectors, List<String> texts, int rounds) {
        long[] nanos = new long[texts.size() * rounds];
        int count = 0;
        for (int round = 0; round < 2 * rounds; round++) {
            for (String text : texts) {
                long begun = System.nanoTime();
                int found = all(detectors, text);
                long took = System.nanoTime() - begun;
                if (found >= 0 && round >= rounds) {
                    nanos[count++] = took;
                }
            }
        }
        return Stats.percentile(Arrays.copyOf(nanos, count), 99) / 1e6;
    }

    private static int all(List<TextDetector> detectors, String text) {
        Sensitive sensitive = Sensitive.of(text);
        int found = 0;
        for (TextDetector detector : detectors) {
            found += detector.detect(sensitive).size();
        }
        return found;
    }
}
