package org.oriel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.Exporter;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;
import org.oriel.host.Transfer.Request;
import org.oriel.host.Transfer.Result;

class StoreTransferTest {
    private final FakeStore store = new FakeStore();
    private final List<Long> taken = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private final AtomicInteger began = new AtomicInteger();
    private final Exporter exporter = this::take;

    private void take(Batch batch) {
        batches.add(batch.records().size());
        batch.records().stream().map(ExportRecord::position).forEach(taken::add);
    }

    private static List<String> lines(String session, int many) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            lines.add("{\"id\":\"e" + i + "\",\"session\":\"" + session + "\",\"x\":1}");
        }
        return lines;
    }

    private Result run(Exporter to, long after, String session) throws Exception {
        return new StoreTransfer(
                        store,
                        DeliveryFixture.CODEC,
                        (grant, destination, purpose) -> grant.equals("grant-1") && destination.equals("files"),
                        PictureSource::settled)
                .run(
                        to,
                        new Request(
                                after,
                                session,
                                Set.of("ai-training"),
                                Set.of("files", "more"),
                                began::incrementAndGet));
    }

    @Test
    @DisplayName("everything after a position goes, in order, in batches; positions of exporters do not move")
    void everything() throws Exception {
        store.append("ai-training", lines("aaaa", 3000));
        store.append("ai-training", lines("bbbb", 50));
        Result result = run(exporter, 10, "");
        assertThat(result).isEqualTo(new Result(3040, 0, 0, 0, 0, ""));
        assertThat(taken).containsExactlyElementsOf(DeliveryFixture.range(11, 3050));
        assertThat(batches).containsExactly(2048, 992);
        assertThat(began).hasValue(1);
        assertThat(store.cursors()).isEmpty();
    }

    @Test
    @DisplayName("one session, by the beginning of its id")
    void session() throws Exception {
        store.append("ai-training", lines("aaaa", 3));
        store.append("ai-training", lines("bbbb", 2));
        assertThat(run(exporter, 0, "bb").delivered()).isEqualTo(2);
        assertThat(taken).containsExactly(4L, 5L);
    }

    @Test
    @DisplayName("what was agreed to for other destinations or another purpose does not go, and is counted")
    void notCovered() throws Exception {
        store.append("ai-training", lines("a", 3));
        store.append("support", lines("a", 4));
        store.grant = "grant-2";
        store.append("ai-training", lines("a", 5));
        Result result = run(exporter, 0, "");
        assertThat(result.delivered()).isEqualTo(3);
        assertThat(result.notCovered()).isEqualTo(9);
        assertThat(taken).containsExactly(1L, 2L, 3L);
    }

    @Test
    @DisplayName("a batch that is refused for good is counted with the reason; one that fails ends it")
    void refused() throws Exception {
        store.append("ai-training", lines("a", 3));
        Exporter refusing = batch -> {
            throw new PermanentException("the target does not want this");
        };
        assertThat(run(refusing, 0, "")).isEqualTo(new Result(0, 0, 3, 0, 0, "the target does not want this"));
        Exporter failing = batch -> {
            throw new RetryableException("the disk is full");
        };
        assertThatThrownBy(() -> run(failing, 0, "")).hasMessage("the disk is full");
        assertThat(began).hasValue(0);
    }
}
