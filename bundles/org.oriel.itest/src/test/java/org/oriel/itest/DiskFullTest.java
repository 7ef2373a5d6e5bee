package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.spool.LoopImage;

/** The whole agent on a disk that fills up. */
class DiskFullTest {
    private static final int MEBIBYTES = 64;

    @TempDir
    Path folder;

    @Test
    @DisplayName("a full disk is said clearly, recorded as a gap, and capture goes on when there is room")
    void fillsUp() throws Exception {
        LoopImage.unavailable().ifPresent(reason -> Assumptions.abort("skipped: " + reason));
        Path small = Files.createDirectories(folder.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=" + MEBIBYTES + "m", "tmpfs", small.toString());
        try {
            fillsUp(small.resolve("d"), small.resolve("filler"));
        } finally {
            run("umount", small.toString());
        }
    }

    private void fillsUp(Path data, Path filler) throws Exception {
        try (Oriel oriel = Oriel.start(data, LoadSet.write(folder, 2000, 1_000_000), LoadSet.demoPolicy())) {
            oriel.awaitState("recording");
            Await.until("something is stored", () -> CrashTest.last(oriel) > 0);
            fill(filler);
            Await.until("it says so", () -> oriel.ask("status").out().contains("no room on the disk"));
            long atFull = CrashTest.last(oriel);
            Await.until("events are lost and counted", () -> dropped(oriel) > 0);
            assertThat(oriel.alive()).isTrue();

            Files.delete(filler);
            Await.until("it stores again", () -> CrashTest.last(oriel) > atFull + 1000);
            Await.until("it says so", () -> !oriel.ask("status").out().contains("no room on the disk"));
            long now = CrashTest.last(oriel);
            Await.until("the exporter goes on", () -> CrashTest.position(oriel) >= now);
        }
        List<JsonObject> gaps = Exported.bodies(data, "mark").stream()
                .filter(mark -> mark.get("mark").getAsString().equals("gap"))
                .filter(mark -> mark.get("reason").getAsString().equals("store-full"))
                .toList();
        assertThat(gaps).isNotEmpty();
        assertThat(Exported.ids(data)).doesNotHaveDuplicates();
        Oriel.Result verify = Oriel.call("verify", data.toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    }

    private static long dropped(Oriel oriel) throws IOException {
        JsonObject dropped = oriel.status().getAsJsonObject("pipeline").getAsJsonObject("dropped");
        return dropped.has("store-full") ? dropped.get("store-full").getAsLong() : 0;
    }

    private static void fill(Path filler) throws IOException {
        byte[] chunk = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int i = 0; i < MEBIBYTES << 4; i++) {
                out.write(chunk);
            }
            throw new IllegalStateException("the disk did not fill up");
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": exit " + process.exitValue());
        }
    }
}
