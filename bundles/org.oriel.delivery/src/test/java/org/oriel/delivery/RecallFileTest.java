package org.oriel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.host.RecallLog.Taken;
import org.oriel.host.StoreException;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.FakeClock;

class RecallFileTest {
    @TempDir
    Path folder;

    private final FakeClock clock = new FakeClock();
    private final CapturingLogger log = new CapturingLogger();

    private Path file() {
        return folder.resolve("recall.jsonl");
    }

    private RecallFile list() {
        return new RecallFile(file(), clock);
    }

    @Test
    void growsAndGoesOnAfterACrash() throws Exception {
        list().taken(List.of(new Taken("s1", 5, 9, List.of(), Map.of("jsonl", 3L))), "forgotten");
        Files.writeString(file(), "{\"what\":\"sp", StandardOpenOption.APPEND);
        list().taken(List.of(new Taken("s2", 5, 9, List.of("a", "b"), Map.of())), "review");
        list().withdrawn(List.of("g1"));
        List<String> lines = Files.readAllLines(file());
        long now = clock.millis();
        assertThat(lines.get(0)).matches("\\{\"recall\":1,\"id\":\"[0-9a-f-]{36}\"}");
        assertThat(lines.subList(1, 4))
                .containsExactly(
                        "{\"what\":\"span\",\"session\":\"s1\",\"fromMillis\":5,\"toMillis\":9,\"left\":{\"jsonl\":3},"
                                + "\"reason\":\"forgotten\",\"atMillis\":" + now + "}",
                        "{\"what\":\"events\",\"session\":\"s2\",\"events\":[\"a\",\"b\"],\"left\":{},"
                                + "\"reason\":\"review\",\"atMillis\":" + now + "}",
                        "{\"what\":\"grant\",\"grant\":\"g1\",\"reason\":\"withdrawn\",\"atMillis\":" + now + "}");
        assertThat(lines).hasSize(4);
    }

    @Test
    void saysWhenItCannotBeWritten() {
        RecallFile nowhere = new RecallFile(folder.resolve("no/recall.jsonl"), clock);
        assertThatThrownBy(() -> nowhere.withdrawn(List.of("g")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("recall.jsonl cannot be written");
    }

    @Test
    void aWithdrawalListsTheConsentsUnderWhichSomethingLeft() throws Exception {
        Set<String> valid = new java.util.HashSet<>(Set.of("g1", "g2"));
        Lane.Consent consent = (grant, destination, purpose) ->
                grant.equals("recorded") || (valid.contains(grant) && destination.equals("here"));
        Withdrawals first = new Withdrawals(new LeftGrants(folder.resolve("state")), consent, log.logger());
        assertThat(first.covers("g1", "here", "p")).isTrue();
        assertThat(first.covers("g1", "here", "p")).isTrue();
        assertThat(first.covers("g2", "there", "p")).isFalse();
        assertThat(first.covers("recorded", "there", "p")).isTrue();

        valid.clear();
        Withdrawals restarted = new Withdrawals(new LeftGrants(folder.resolve("state")), consent, log.logger());
        restarted.state("paused", list());
        assertThat(file()).doesNotExist();
        restarted.state("withdrawn", list());
        restarted.state("withdrawn", list());
        assertThat(Files.readAllLines(file()))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("{\"what\":\"grant\",\"grant\":\"g1\"");
    }
}
