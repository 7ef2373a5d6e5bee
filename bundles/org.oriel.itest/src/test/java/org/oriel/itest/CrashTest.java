package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL of the whole agent under load: what was acknowledged is there afterwards and reaches the exporter. */
class CrashTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("kill -9 at random moments loses nothing that was acknowledged")
    void killed() throws Exception {
        int rounds = Integer.getInteger("oriel.rounds", 50);
        Path data = folder.resolve("d");
        Path set = LoadSet.write(folder, 2000, 1_000_000);
        Random random = new Random(20261121);
        long acknowledged = 0;
        for (int round = 0; round < rounds; round++) {
            try (Oriel oriel = Oriel.start(data, set, LoadSet.demoPolicy())) {
                oriel.awaitState("recording");
                assertThat(last(oriel)).as("round " + round).isGreaterThanOrEqualTo(acknowledged);
                long before = last(oriel);
                Await.until("something new is stored", () -> last(oriel) > before);
                // The moment of death is the one thing that must be random here; nothing is waited for.
                LockSupport.parkNanos(random.nextInt(1_500) * 1_000_000L);
                acknowledged = last(oriel);
                oriel.kill();
            }
        }
        long expected = acknowledged;
        try (Oriel oriel = Oriel.start(data, LoadSet.write(folder, 2000, 1), LoadSet.demoPolicy())) {
            oriel.awaitState("recording");
            assertThat(last(oriel)).isGreaterThanOrEqualTo(expected);
            Await.until("the exporter has everything", () -> position(oriel) >= expected);
        }
        Oriel.Result verify = Oriel.call("verify", data.toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
        List<String> ids = Exported.ids(data);
        Set<String> distinct = new HashSet<>(ids);
        assertThat((long) distinct.size()).isGreaterThanOrEqualTo(expected);
    }

    static long last(Oriel oriel) throws IOException {
        return oriel.status().getAsJsonObject("store").get("last").getAsLong();
    }

    static long position(Oriel oriel) throws IOException {
        for (var exporter : oriel.status().getAsJsonArray("exporters")) {
            JsonObject status = exporter.getAsJsonObject();
            if (status.get("name").getAsString().equals("jsonl")) {
                return status.get("position").getAsLong();
            }
        }
        return -1;
    }
}
