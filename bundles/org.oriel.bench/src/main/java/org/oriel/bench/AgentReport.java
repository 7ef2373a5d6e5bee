package org.oriel.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the agent did, in tables. */
final class AgentReport {
    private static final double PER_SECOND = 200;

    final List<Double> starts = new ArrayList<>();
    int bundles;
    int residentSeconds;
    double residentMiB;
    double felixMiB;
    double idle;
    double felixIdle;
    double typing;
    double typed;
    double mouse;
    double moused;
    double replay;
    double replayed;
    double codec;
    double codecRate;

    Report write() {
        Table rest = new Table("", "Oriel", "plain Felix, " + bundles + " bundles");
        rest.row(
                "from exec to recording, ms: median (fastest) of " + starts.size(),
                Table.number(Stats.median(starts)) + " (" + Table.number(Collections.min(starts)) + ")",
                "-");
        rest.row("VmRSS after " + residentSeconds + " s, MiB", residentMiB, felixMiB);
        rest.row("at rest, % of a core over " + residentSeconds + " s", idle, felixIdle);
        Table work = new Table("at work, whole agent", "stored events/s", "% of a core", "CPU µs/event");
        work.row("replay source, no X11", replayed, replay, micros(replay, replayed));
        work.row("JSON + deflate + AEAD alone, the same events", codecRate, codec, micros(codec, codecRate));
        work.row("X11, 200 keys and buttons a second", typed, typing, micros(typing, typed));
        work.row("X11, 1 kHz mouse and 10 keystrokes a second", moused, mouse, micros(mouse, moused));
        return new Report()
                .table(rest)
                .table(work)
                .atMost("start to recording", Stats.median(starts), 1500, " ms")
                .atMost("VmRSS", residentMiB, 110, " MiB")
                .atMost("at rest, of plain Felix", idle / felixIdle, 2, "×")
                .atMost("200 events/s, replay", scaled(replay, replayed), 0.6, " %")
                .atMost("200 events/s, X11", scaled(typing, typed), 0.6, " %")
                .atMost("replay, of JSON + deflate + AEAD alone", micros(replay, replayed) / micros(codec, codecRate), 2.5, "×")
                .atMost("1 kHz mouse and 10 keystrokes a second", mouse, 3, " %");
    }

    /** The load came out a little lower or higher than 200 stored events a second. */
    private static double scaled(double percent, double perSecond) {
        return percent * PER_SECOND / perSecond;
    }

    private static double micros(double percent, double perSecond) {
        return percent * 1e4 / perSecond;
    }
}
