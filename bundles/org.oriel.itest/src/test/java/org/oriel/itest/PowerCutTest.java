package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.spool.LoopImage;

/** Power cuts of the whole agent, store and exporter on one file system: stop it, copy the device, go on with the copy. */
class PowerCutTest {
    private static final int MEBIBYTES = 512;
    private static final int PER_SECOND = 1000;

    @TempDir
    Path folder;

    @Test
    @DisplayName("power cuts lose nothing that was acknowledged, and the exporter gets all of it")
    void powerCuts() throws Exception {
        LoopImage.unavailable().ifPresent(reason -> Assumptions.abort("skipped: " + reason));
        int cuts = Integer.getInteger("oriel.cuts", 20);
        Path set = LoadSet.write(folder, PER_SECOND, 1_000_000);
        Random random = new Random(20);
        long acknowledged = 0;
        LoopImage disk = LoopImage.create(folder.resolve("disk0"), MEBIBYTES);
        try {
            for (int cut = 1; cut <= cuts; cut++) {
                Path copy = folder.resolve("disk" + cut);
                acknowledged = runUntilCut(disk.root().resolve("d"), set, acknowledged, random, disk, copy);
                disk.close();
                disk = LoopImage.afterPowerCut(copy);
            }
            everythingIsThere(disk.root().resolve("d"), acknowledged);
        } finally {
            disk.close();
        }
    }

    private long runUntilCut(Path data, Path set, long acknowledged, Random random, LoopImage disk, Path copy)
            throws Exception {
        try (Oriel oriel = Oriel.start(data, set, LoadSet.demoPolicy())) {
            oriel.awaitState("recording");
            long before = CrashTest.last(oriel);
            assertThat(before).as("after the cut").isGreaterThanOrEqualTo(acknowledged);
            Await.until("something new is stored", () -> CrashTest.last(oriel) > before);
            // The moment of the cut is the one thing that must be random here; nothing is waited for.
            LockSupport.parkNanos(random.nextInt(1_200) * 1_000_000L);
            long told = CrashTest.last(oriel);
            oriel.freeze();
            disk.copyTo(copy);
            oriel.kill();
            return told;
        }
    }

    private void everythingIsThere(Path data, long acknowledged) throws Exception {
        Path set = LoadSet.write(folder, PER_SECOND, 1);
        try (Oriel oriel = Oriel.start(data, set, LoadSet.demoPolicy())) {
            oriel.awaitState("recording");
            assertThat(CrashTest.last(oriel)).isGreaterThanOrEqualTo(acknowledged);
            Await.until("the exporter has everything", () -> CrashTest.position(oriel) >= acknowledged);
        }
        Oriel.Result verify = Oriel.call("verify", data.toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
        Set<String> distinct = new HashSet<>(Exported.ids(data));
        assertThat((long) distinct.size()).isGreaterThanOrEqualTo(acknowledged);
    }
}
