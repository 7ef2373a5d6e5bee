package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power cuts under load, again and again on what the last one left. */
@Tag("durability")
class PowerCutTest {
    private static final int MEBIBYTES = 96;

    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        LoopImage.unavailable().ifPresent(reason -> Assumptions.abort("skipped: " + reason));
        // Loads the native library from here: a loaded file would keep the image mounted.
        try (SpoolStore store = Stores.open(folder.resolve("driver"))) {
            store.cursors();
        }
        int cuts = Integer.getInteger("oriel.cuts", 2);
        Random random = new Random(cuts);
        List<String> said = List.of();
        LoopImage disk = LoopImage.create(folder.resolve("disk0"), MEBIBYTES);
        try {
            for (int cut = 1; cut <= cuts; cut++) {
                Path directory = disk.root().resolve("spool");
                Path copy = folder.resolve("disk" + cut);
                try (KillableChild child = KillableChild.start(
                        SpoolWorkload.class, directory.toString(), String.valueOf(random.nextLong()))) {
                    int lines = 20 + random.nextInt(1500);
                    Stores.await("work", () -> child.lines().size() > lines || !child.alive());
                    assertThat(child.alive()).as("cut %s", cut).isTrue();
                    child.freeze();
                    disk.copyTo(copy);
                    child.close();
                    said = SpoolWorkload.merged(said, child.lines());
                }
                disk.close();
                disk = LoopImage.afterPowerCut(copy);
                long last = SpoolWorkload.check(disk.root().resolve("spool"), said);
                System.out.println("power cut " + cut + ": " + last + " events, " + SpoolWorkload.highest(said));
            }
            assertThat(Verify.run(System.out, disk.root().resolve("spool").toString()))
                    .isZero();
        } finally {
            disk.close();
        }
    }
}
