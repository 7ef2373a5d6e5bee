package org.oriel.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opening a store whose writer was killed in the middle of it. */
final class RecoveryBench {
    private static final long MIB = 1 << 20;
    private static final int APPENDS_BEFORE_DEATH = 40;

    private RecoveryBench() {}

    static void add(Report report, Options options) {
        long bytes = options.pick(64, 300) * MIB;
        Path folder = options.work().resolve("recovery");
        Folders.delete(folder);
        long acknowledged = fillAndKill(folder, bytes);
        List<Double> opened = new ArrayList<>();
        List<Double> read = new ArrayList<>();
        double size = Folders.bytes(folder) / (double) MIB;
        for (int i = 0; i < options.pick(2, 3); i++) {
            Path copy = options.work().resolve("recovery-copy");
            Folders.delete(copy);
            Folders.copy(folder, copy);
            try (Child child = Child.start(RecoveryChild.class, "open", copy)) {
                String[] answer = child.answer();
                opened.add(Double.parseDouble(answer[0]));
                read.add(Double.parseDouble(answer[1]));
                long last = Long.parseLong(answer[2]);
                if (last < acknowledged) {
                    throw new IllegalStateException(acknowledged + " was acknowledged, " + last + " is there");
                }
            }
            Folders.delete(copy);
        }
        Folders.delete(folder);
        Table table = new Table("after SIGKILL", "MiB", "open ms", "open and read the oldest block ms");
        table.row("Oriel, writer killed while it appends", size, Stats.median(opened), Stats.median(read));
        report.table(table).atMost("recovery of " + bytes / MIB + " MB", Stats.median(opened), 1000, " ms");
    }

    /** The newest position that is known to have been acknowledged. */
    private static long fillAndKill(Path folder, long bytes) {
        Child child = Child.start(RecoveryChild.class, "fill", folder, bytes);
        long last = 0;
        for (int i = 0; i < APPENDS_BEFORE_DEATH; i++) {
            last = Long.parseLong(child.answer()[0]);
        }
        child.kill();
        return last;
    }
}
