package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at random moments under load, again and again on the same files. */
@Tag("durability")
class KillTest {
    @TempDir
    Path directory;

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        int rounds = Integer.getInteger("oriel.rounds", 5);
        Random random = new Random(rounds);
        List<String> said = List.of();
        long last = 0;
        for (int round = 0; round < rounds; round++) {
            try (KillableChild child =
                    KillableChild.start(SpoolWorkload.class, directory.toString(), String.valueOf(random.nextLong()))) {
                int lines = random.nextInt(900);
                Stores.await("work", () -> child.lines().size() > lines || !child.alive());
                assertThat(child.alive()).as("round %s ended by itself", round).isTrue();
                child.close();
                said = SpoolWorkload.merged(said, child.lines());
            }
            last = SpoolWorkload.check(directory, said);
        }
        assertThat(last).isPositive();
        assertThat(Verify.run(System.out, directory.toString())).isZero();
        System.out.println("kill -9: " + rounds + " rounds, " + last + " events, nothing acknowledged lost");
    }
}
