package org.oriel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.Exporter;

/** What exporters deliver to; outlives them, and sees when two of them are at it at once. */
final class Target {
    private static final AtomicLong SERVICES = new AtomicLong();

    /** How an exporter behaves before it hands the batch over. */
    interface Behaviour {
        void before(Batch batch) throws Exception;
    }

    private final List<Long> positions = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final List<List<Long>> batches = new ArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** An offer of an exporter that delivers here, newer than all before it. */
    Offer offer(Behaviour behaviour) {
        return offer(0, "ai-training", behaviour);
    }

    Offer offer() {
        return offer(batch -> {});
    }

    Offer offer(int ranking, String purpose, Behaviour behaviour) {
        Exporter exporter = batch -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                behaviour.before(batch);
                take(batch);
            } catch (Exception e) {
                throw Target.<RuntimeException>sneaky(e);
            } finally {
                inside.decrementAndGet();
            }
        };
        long service = SERVICES.incrementAndGet();
        return new Offer(
                exporter,
                service,
                ranking,
                "test.bundle." + service,
                purpose.isEmpty() ? Set.of() : Set.of(new Offer.Declared("here", purpose)));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> E sneaky(Exception e) throws E {
        throw (E) e;
    }

    /** Stores the batch. */
    synchronized void take(Batch batch) {
        batches.add(batch.records().stream().map(ExportRecord::position).toList());
        for (ExportRecord record : batch.records()) {
            positions.add(record.position());
            ids.add(record.id());
        }
        notifyAll();
    }

    synchronized List<Long> positions() {
        return List.copyOf(positions);
    }

    synchronized List<Long> distinct() {
        return positions.stream().distinct().toList();
    }

    synchronized List<String> ids() {
        return List.copyOf(ids);
    }

    synchronized List<List<Long>> batches() {
        return List.copyOf(batches);
    }

    int mostAtOnce() {
        return most.get();
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }
}
