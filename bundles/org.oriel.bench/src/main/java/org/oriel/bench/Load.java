package org.oriel.bench;

import java.util.Map;
import java.util.TreeMap;

/** Processor time of a process from now on, in percent of one core. */
final class Load {
    private final Proc proc;
    private final Map<String, Long> threads;
    private final long cpu;
    private final long begun = System.nanoTime();

    Load(Proc proc) {
        this.proc = proc;
        threads = proc.threadNanos();
        cpu = proc.cpuNanos();
    }

    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    double percent() {
        return (proc.cpuNanos() - cpu) / seconds() / 1e7;
    }

    /** The same by thread. */
    Map<String, Double> threads() {
        Map<String, Double> percent = new TreeMap<>();
        proc.threadNanos()
                .forEach(
                        (name, nanos) -> percent.put(name, (nanos - threads.getOrDefault(name, 0L)) / seconds() / 1e7));
        return percent;
    }
}
