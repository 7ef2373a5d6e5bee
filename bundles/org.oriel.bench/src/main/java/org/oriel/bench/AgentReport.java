package org.oriel.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What the agent did, in tables. */
final class AgentReport {
    private static final double PER_SECOND = 200;
    private static final double WORTH_TELLING = 0.02;

    final List<Double> starts = new ArrayList<>();
    int bundles;
    int residentSeconds;
    double residentMiB;
    double felixMiB;
    double idle;
    double felixIdle;
    Map<String, Double> idleThreads = Map.of();
    Work typing = Work.NONE;
    Work mouse = Work.NONE;
    Work replay = Work.NONE;
    Work codec = Work.NONE;

    /**
     * What work cost.
     *
     * @param percent of a core
     * @param received events a second that came in
     * @param stored events a second that became durable
     * @param threads of the percentage, by thread
     */
    record Work(double percent, double received, double stored, Map<String, Double> threads) {
        static final Work NONE = new Work(Double.NaN, Double.NaN, Double.NaN, Map.of());

        double micros() {
            return percent * 1e4 / received;
        }

        /** As if it had been exactly 200 events a second. */
        double at200() {
            return percent * PER_SECOND / received;
        }

        void row(Table table, String name) {
            table.row(name, received, stored, percent, micros());
        }
    }

    Report write() {
        Table rest = new Table("", "Oriel", "plain Felix, " + bundles + " bundles");
        rest.row(
                "from exec to recording, ms: median (fastest) of " + starts.size(),
                Table.number(Stats.median(starts)) + " (" + Table.number(Collections.min(starts)) + ")",
                "-");
        rest.row("VmRSS after " + residentSeconds + " s, MiB", residentMiB, felixMiB);
        rest.row("at rest, % of a core over " + residentSeconds + " s", idle, felixIdle);
        Table work = new Table("at work, whole agent", "events/s in", "stored/s", "% of a core", "CPU µs/event");
        replay.row(work, "replay source, no X11");
        codec.row(work, "JSON + deflate + AEAD alone, the same events");
        typing.row(work, "X11, 200 keys and clicks a second");
        mouse.row(work, "X11, 1 kHz mouse and 10 keystrokes a second");
        return new Report()
                .table(rest)
                .table(work)
                .table(threads())
                .atMost("start to recording", Stats.median(starts), 1500, " ms")
                .atMost("VmRSS", residentMiB, 110, " MiB")
                .atMost("at rest, of plain Felix", idle / felixIdle, 2, "×")
                .atMost("200 events/s, replay", replay.at200(), 0.6, " %")
                .atMost("200 events/s, X11", typing.at200(), 0.6, " %")
                .atMost("replay, of JSON + deflate + AEAD alone", replay.micros() / codec.micros(), 2.5, "×")
                .atMost("1 kHz mouse and 10 keystrokes a second", mouse.percent(), 3, " %");
    }

    /** Where it goes: threads that take a fiftieth of a percent of a core or more of any load. */
    private Table threads() {
        List<Map<String, Double>> loads = List.of(idleThreads, replay.threads(), typing.threads(), mouse.threads());
        Table table = new Table("thread, % of a core", "at rest", "replay", "X11 200/s", "X11 mouse");
        loads.stream()
                .flatMap(load -> load.entrySet().stream())
                .filter(thread -> thread.getValue() >= WORTH_TELLING)
                .map(Map.Entry::getKey)
                .distinct()
                .sorted()
                .forEach(name -> table.row(
                        name,
                        loads.get(0).getOrDefault(name, 0.0),
                        loads.get(1).getOrDefault(name, 0.0),
                        loads.get(2).getOrDefault(name, 0.0),
                        loads.get(3).getOrDefault(name, 0.0)));
        return table;
    }
}
