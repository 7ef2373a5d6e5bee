package org.oriel.delivery;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.Exporter;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;
import org.oriel.host.ConsentGate;
import org.oriel.host.EventCodec;
import org.oriel.host.EventStore;
import org.oriel.host.EventStore.Block;
import org.oriel.host.Pictures;
import org.oriel.host.StoreException;
import org.oriel.host.Transfer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.tracker.ServiceTracker;

/** Carries what is stored to one exporter, once: for commands. */
@Component(
        name = "org.oriel.delivery.transfer",
        service = Transfer.class,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StoreTransfer.Config.class)
public final class StoreTransfer implements Transfer {
    /** No settings: it is there or not. */
    @ObjectClassDefinition(name = "One-off transfer", description = "Carries what is stored to one exporter, once")
    public @interface Config {}

    private static final int BATCH = 2048;
    private static final int BLOCKS = 8;

    /** A bundle that starts late is waited for that long; one that is not in the set costs it once. */
    private static final long PATIENCE_MILLIS = 5_000;

    /** Canonical JSON has no white space, and ids need no escapes. */
    private static final String SESSION = "\"session\":\"";

    private final EventStore store;
    private final EventCodec codec;
    private final Lane.Consent consent;
    private final PictureFinder pictures;
    private final Runnable onClose;

    /** Puts pictures together, as soon as somebody can. */
    interface PictureFinder {
        /** Waits for it for a while. */
        PictureSource find();
    }

    /** For Declarative Services. */
    @Activate
    public StoreTransfer(
            BundleContext context,
            @Reference EventStore store,
            @Reference EventCodec codec,
            @Reference ConsentGate gate,
            Config config) {
        this.store = store;
        this.codec = codec;
        this.consent = gate::covers;
        ServiceTracker<Pictures, Pictures> tracker = new ServiceTracker<>(context, Pictures.class, null);
        tracker.open();
        this.pictures = () -> wait(tracker);
        this.onClose = tracker::close;
    }

    StoreTransfer(EventStore store, EventCodec codec, Lane.Consent consent, PictureFinder pictures) {
        this.store = store;
        this.codec = codec;
        this.consent = consent;
        this.pictures = pictures;
        this.onClose = () -> {};
    }

    /** Nothing is looked for any more. */
    @Deactivate
    public void close() {
        onClose.run();
    }

    private static PictureSource wait(ServiceTracker<Pictures, Pictures> tracker) {
        PictureSource source = PictureSource.settled();
        try {
            Pictures there = tracker.waitForService(PATIENCE_MILLIS);
            if (there != null) {
                source.set(there);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return source;
    }

    @Override
    public Result run(Exporter exporter, Request request) throws StoreException, RetryableException {
        return new Run(exporter, request, pictures.find()).run();
    }

    /** One transfer. */
    private final class Run {
        private final Exporter exporter;
        private final Request request;
        private final PictureSource source;
        private final String wanted;
        private final List<ExportRecord> records = new ArrayList<>();
        private String purpose = "";
        private boolean begun;
        private long delivered;
        private long notCovered;
        private long refused;
        private long damaged;
        private long gone;
        private String problem = "";

        Run(Exporter exporter, Request request, PictureSource source) {
            this.exporter = exporter;
            this.request = request;
            this.source = source;
            this.wanted = SESSION + request.session();
        }

        Result run() throws StoreException, RetryableException {
            long after = request.after();
            for (List<Block> blocks = store.read(after, BLOCKS);
                    !blocks.isEmpty();
                    blocks = store.read(after, BLOCKS)) {
                for (Block block : blocks) {
                    take(block, after);
                    after = Math.max(after, block.last());
                }
            }
            deliver();
            return new Result(delivered, notCovered, refused, damaged, gone, problem);
        }

        private void take(Block block, long after) throws RetryableException {
            long first = Math.max(after + 1, block.first());
            if (!block.damaged().isEmpty()) {
                long lost = block.last() - first + 1;
                // The store says "damaged: why"; anything else is the name of a reason to delete.
                damaged += block.damaged().startsWith("damaged") ? lost : 0;
                gone += block.damaged().startsWith("damaged") ? 0 : lost;
                return;
            }
            if (!block.purpose().equals(purpose)) {
                deliver();
                purpose = block.purpose();
            }
            boolean covered = covers(block);
            for (int i = 0; i < block.lines().size(); i++) {
                String line = block.lines().get(i);
                long position = block.first() + i;
                if (position < first || (!request.session().isEmpty() && !line.contains(wanted))) {
                    continue;
                }
                if (!covered) {
                    notCovered++;
                    continue;
                }
                records.add(new StoredRecord(position, line, codec, source));
                if (records.size() == BATCH) {
                    deliver();
                }
            }
        }

        private boolean covers(Block block) {
            return request.purposes().contains(block.purpose())
                    && request.destinations().stream()
                            .anyMatch(to -> consent.covers(block.grant(), to, block.purpose()));
        }

        private void deliver() throws RetryableException {
            if (records.isEmpty()) {
                return;
            }
            Batch batch = new Batch(purpose, records);
            records.clear();
            try {
                exporter.deliver(batch);
                delivered += batch.records().size();
            } catch (PermanentException e) {
                refused += batch.records().size();
                problem = Problems.describe(e);
                return;
            }
            if (!begun) {
                begun = true;
                request.began().run();
            }
        }
    }
}
