package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.host.EventStore;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;

/**
 * A device whose writes fail: an image whose own file cannot grow any more. The file system above it has room, so what
 * fails is the write-back and with it fsync.
 */
@Tag("durability")
class FailingDeviceTest {
    private static final int PER_APPEND = 500;

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedBeforeTheDeviceFailedIsThere() throws Exception {
        LoopImage.unavailable().ifPresent(reason -> Assumptions.abort("skipped: " + reason));
        try (SpoolStore driver = Stores.open(folder.resolve("driver"))) {
            driver.cursors();
        }
        Path small = Files.createDirectories(folder.resolve("small"));
        LoopImage.output("mount", "-t", "tmpfs", "-o", "size=10m", "tmpfs", small.toString());
        try {
            long acknowledged;
            Path image = small.resolve("disk");
            LoopImage disk = LoopImage.create(image, 128);
            try (SpoolStore store = Stores.open(disk.root().resolve("spool"))) {
                acknowledged = appendUntilItFails(store);
                assertThat(acknowledged).isGreaterThan(PER_APPEND);
            }
            // What a person would do: unplug, copy to a good disk, check the file system, go on.
            disk.unmount();
            Path repaired = folder.resolve("repaired");
            Files.copy(image, repaired);
            repair(repaired);
            try (LoopImage copy = LoopImage.afterPowerCut(repaired);
                    SpoolStore store = Stores.open(copy.root().resolve("spool"))) {
                long last = store.status().last();
                assertThat(store.status().problem()).isEmpty();
                assertThat(last).isBetween(acknowledged, acknowledged + PER_APPEND);
                for (EventStore.Block block : Stores.readAll(store, 0)) {
                    assertThat(Stores.events(List.of(block)))
                            .isEqualTo(EventSamples.numbered(block.first(), block.last()));
                }
                assertThat(store.append(EventSamples.numbered(last + 1, last + 1)))
                        .isEqualTo(last + 1);
            }
        } finally {
            LoopImage.output("umount", small.toString());
        }
    }

    private static void repair(Path image) throws Exception {
        Process fsck = new ProcessBuilder("e2fsck", "-fy", image.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(fsck.waitFor()).as("0: clean, 1: repaired").isIn(0, 1);
    }

    private static long appendUntilItFails(SpoolStore store) throws StoreException {
        long last = 0;
        while (true) {
            try {
                last = store.append(EventSamples.numbered(last + 1, last + PER_APPEND));
                assertThat(last).isLessThan(5_000_000);
            } catch (StoreException e) {
                System.out.println("the device failed: " + e.getMessage());
                assertThat(e.reason()).isIn(Reason.IO, Reason.FULL, Reason.CORRUPT);
                return last;
            }
        }
    }
}
