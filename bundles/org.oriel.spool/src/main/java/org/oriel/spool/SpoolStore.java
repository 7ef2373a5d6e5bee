package org.oriel.spool;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.export.ExportRecord;
import org.oriel.host.EventStore;
import org.oriel.host.Image;
import org.oriel.host.Ledger;
import org.oriel.host.RecallLog;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;
import org.oriel.host.StoreStatus;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The durable, encrypted store of redacted events, in SQLite. It opens on its own thread, so that start-up goes on
 * meanwhile; whoever needs it waits. What keeps it from opening is the exception of every call and the problem of
 * {@link #status}.
 */
@Component(
        name = "org.oriel.spool",
        service = {EventStore.class, RecallLog.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SpoolStore.Config.class)
public final class SpoolStore implements EventStore, RecallLog, AutoCloseable {
    private static final Duration OPENING = Duration.ofSeconds(20);
    private static final int APPENDS_PER_SIZE_CHECK = 16;
    private static final long AGE_CHECK_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int STEPS_PER_APPEND = 4;

    /** Settings. */
    @ObjectClassDefinition(name = "Spool", description = "Where captured events are kept, and for how long.")
    public @interface Config {
        /** The folder. */
        @AttributeDefinition(description = "Folder of the store; created if there is none.")
        String directory();

        /** What holds the wrapping key. */
        @AttributeDefinition(
                description = "What wraps the keys. With auto: the secret service where there is one, else a file.",
                options = {
                    @Option(label = "auto", value = "auto"),
                    @Option(label = "secret-service", value = "secret-service"),
                    @Option(label = "file", value = "file")
                })
        String keyStore() default "auto";

        /** Age. */
        @AttributeDefinition(description = "Days after which delivered events are deleted.", min = "1", max = "3650")
        int retentionDays() default 30;

        /** Size. */
        @AttributeDefinition(
                description = "Bytes of events and pictures after which the oldest are deleted, delivered or not.")
        long maxBytes() default 2L << 30;

        /** Room for a full disk. */
        @AttributeDefinition(description = "Bytes kept free for deleting and for cursors on a full disk.")
        long reserveBytes() default 8 << 20;

        /** What was taken back. */
        @AttributeDefinition(
                description =
                        "File that names what was deleted after it had left; recall.jsonl in directory when empty.")
        String recallFile() default "";
    }

    private final Settings settings;
    private final Recalls recalls;
    private final DeletionEntries entries;
    private final Clock clock;
    private final Logger log;
    private final Access access;
    private final Runnable onClose;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch tried = new CountDownLatch(1);
    private final Map<String, Long> kinds = new ConcurrentHashMap<>();
    private final AtomicLong appends = new AtomicLong();
    private final AtomicLong deletions = new AtomicLong();
    private final AtomicLong agedAt = new AtomicLong(System.nanoTime());
    private final ScheduledExecutorService thread;

    /** Called by Declarative Services. */
    @Activate
    public SpoolStore(BundleContext context, Config config, @Reference(service = LoggerFactory.class) Logger log) {
        this(
                Settings.of(
                        config.directory(),
                        config.keyStore(),
                        config.retentionDays(),
                        config.maxBytes(),
                        config.reserveBytes()),
                config.recallFile(),
                new TrackedVaults(context),
                Clock.systemUTC(),
                java.sql.Connection::commit,
                log);
    }

    SpoolStore(Settings settings, Vaults vaults, Clock clock, Database.Commit commit, Logger log) {
        this(settings, "", vaults, clock, commit, log);
    }

    private SpoolStore(
            Settings settings, String recallFile, Vaults vaults, Clock clock, Database.Commit commit, Logger log) {
        this.settings = settings;
        this.recalls = new Recalls(settings.directory().resolve(recallFile.isEmpty() ? "recall.jsonl" : recallFile));
        this.clock = clock;
        this.log = log;
        this.entries = new DeletionEntries(log);
        this.access = new Access(settings, vaults, commit);
        this.onClose = vaults instanceof TrackedVaults tracked ? tracked::close : () -> {};
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread created = new Thread(task, "oriel-spool");
            created.setDaemon(true);
            return created;
        });
        thread.execute(this::openFirst);
        var unused = thread.scheduleWithFixedDelay(this::upkeep, 1, 60, TimeUnit.MINUTES);
    }

    /** When it returns the files are closed and free for another instance. */
    @Deactivate
    @Override
    public void close() {
        thread.shutdownNow();
        onClose.run();
        access.close();
    }

    private void openFirst() {
        try {
            access.read(spool -> {
                log.info(
                        "store {} open: events up to {}, keys kept by {}",
                        access.files().database(),
                        spool.head(),
                        spool.protection());
                return spool.head();
            });
        } catch (StoreException | RuntimeException e) {
            log.error("store not open: {}", e.getMessage());
        } finally {
            tried.countDown();
        }
        access.reserve();
        upkeep();
    }

    @Override
    public long append(List<CaptureEvent> events) throws StoreException {
        return append(events, List.of());
    }

    @Override
    public long append(List<CaptureEvent> events, List<Image> images) throws StoreException {
        if (events.isEmpty()) {
            return access.read(Spool::head);
        }
        List<Packed> blocks = Packed.of(events);
        ImageBatch batch = new ImageBatch(events, images);
        long last = access.append(spool -> spool.append(blocks, batch));
        if (batch.leftOut > 0) {
            log.warn("{} pictures were not stored: what they are based on is gone", batch.leftOut);
        }
        if (appends.incrementAndGet() % APPENDS_PER_SIZE_CHECK == 0
                || System.nanoTime() - agedAt.get() > AGE_CHECK_NANOS) {
            upkeep();
        }
        events.forEach(event -> kinds.merge(event.body().type(), 1L, Long::sum));
        listeners.forEach(this::tell);
        return last;
    }

    @Override
    public Map<String, Long> stored() {
        return Map.copyOf(kinds);
    }

    private void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            log.warn("a listener for stored events failed: {}", e.toString());
        }
    }

    /** Deletes what is too old or too much, a bounded amount each time. It never fails an append. */
    private void upkeep() {
        long now = clock.millis();
        long cutoff = now - Duration.ofDays(settings.retentionDays()).toMillis();
        agedAt.set(System.nanoTime());
        try {
            long expired = access.erase(spool -> {
                spool.protectBetter();
                long before = spool.state().gone().count();
                Eraser eraser = new Eraser(spool, recalls, clock);
                int steps = 0;
                while (steps++ < STEPS_PER_APPEND && (eraser.shrink(settings.maxBytes()) || eraser.age(cutoff, now))) {
                    log.debug("deleted old events");
                }
                return spool.state().gone().count() - before;
            });
            if (expired > 0) {
                entries.deleted("retention", new Deleted(expired, 0, Map.of()));
            }
        } catch (StoreException | RuntimeException e) {
            log.warn("old events were not deleted: {}", e.getMessage());
        }
    }

    @Override
    public List<Block> read(long after, int maxBlocks) throws StoreException {
        BlockReader.Result result = access.read(spool -> spool.read(after, maxBlocks));
        if (!result.damaged().isEmpty()) {
            quarantine(result.damaged());
        }
        return result.blocks();
    }

    @Override
    public Optional<Image> image(String id) throws StoreException {
        Images.Found found = access.read(spool -> spool.image(id));
        if (found.damagedRow() != ImageTable.NONE) {
            setAside(found.damagedRow());
        }
        return found.image();
    }

    private void setAside(long row) {
        try {
            if (access.change(spool -> spool.noteDamagedImage(row))) {
                log.warn("a damaged picture was set aside");
            }
        } catch (StoreException e) {
            log.warn("a damaged picture was found: {}", e.getMessage());
        }
    }

    /** Sets damaged blocks aside; that it cannot be written down does not keep readers from going on. */
    private void quarantine(List<Ranges.Range> damaged) {
        try {
            access.change(spool -> {
                long before = spool.state().quarantined();
                spool.noteDamage(damaged);
                long more = spool.state().quarantined() - before;
                if (more > 0) {
                    log.warn("{} damaged blocks set aside", more);
                }
                return more;
            });
        } catch (StoreException e) {
            log.warn("damaged blocks found: {}", e.getMessage());
        }
    }

    @Override
    public long cursor(String name, Start start) throws StoreException {
        Optional<Long> known =
                access.read(spool -> Optional.ofNullable(spool.state().cursors().get(name)));
        return known.isPresent() ? known.get() : access.change(spool -> create(spool, name, start));
    }

    private static long create(Spool spool, String name, Start start) throws java.sql.SQLException, StoreException {
        Long known = spool.state().cursors().get(name);
        if (known != null) {
            return known;
        }
        boolean earliest = start == Start.EARLIEST || spool.cursorsLost();
        long position = earliest ? spool.state().gone().firstOutside(1) - 1 : spool.head();
        spool.change(spool.state().withCursor(name, position));
        return position;
    }

    @Override
    public void acknowledge(String name, long position) throws StoreException {
        access.change(spool -> {
            Long known = spool.state().cursors().get(name);
            if (known == null || position > spool.head()) {
                throw new IllegalArgumentException(
                        "cursor " + name + " to " + position + ", allowed: a known cursor, up to " + spool.head());
            }
            if (position > known) {
                spool.change(spool.state().withCursor(name, position));
            }
            return position;
        });
    }

    @Override
    public Map<String, Long> cursors() throws StoreException {
        return access.read(spool -> Map.copyOf(spool.state().cursors()));
    }

    @Override
    public long rewind(String name, long position) throws StoreException {
        return access.change(spool -> {
            Long known = spool.state().cursors().get(name);
            if (known == null || position < 0 || position > known) {
                throw new IllegalArgumentException("cursor " + name + " to " + position + ", allowed: "
                        + (known == null ? "a known cursor" : "0 to " + known));
            }
            long kept = Math.max(position, spool.state().gone().firstOutside(1) - 1);
            long to = Math.min(known, kept);
            if (to < known) {
                spool.change(spool.state().withCursor(name, to));
            }
            return to;
        });
    }

    @Override
    public void retire(String name) throws StoreException {
        access.change(spool -> {
            if (spool.state().cursors().containsKey(name)) {
                spool.change(spool.state().withoutCursor(name));
            }
            return name;
        });
    }

    @Override
    public long forget(Instant since) throws StoreException {
        Deleted deleted = delete(eraser -> eraser.forget(since.toEpochMilli()));
        entries.deleted("forget", deleted);
        return deleted.events();
    }

    @Override
    public Deleted delete(Selection selection) throws StoreException {
        Deleted deleted = delete(eraser -> eraser.delete(new Choice(selection)));
        entries.deleted("delete", deleted);
        return deleted;
    }

    /** One deletion of whatever kind. */
    private interface Erasing {
        long run(Eraser eraser) throws java.sql.SQLException, StoreException, java.io.IOException;
    }

    private Deleted delete(Erasing erasing) throws StoreException {
        return access.erase(spool -> {
            long images = spool.images().count();
            Eraser eraser = new Eraser(spool, recalls, clock);
            long events = erasing.run(eraser);
            deletions.incrementAndGet();
            if (!spool.truncateLog()) {
                throw new StoreException(
                        Reason.IO,
                        events + " events are deleted, but another process reads "
                                + access.files().database()
                                + " and keeps their bytes in its log: delete again when it has ended");
            }
            return new Deleted(events, images - spool.images().count(), eraser.left());
        });
    }

    @Override
    public void withdrawn(Collection<String> grants) throws StoreException {
        try {
            recalls.withdrawn(grants, clock.millis());
        } catch (IOException e) {
            throw new StoreException(
                    Reason.IO,
                    "the recall list cannot be written (" + e
                            + "): data that left already does not know what was taken back",
                    e);
        }
    }

    @Override
    public long deletions() {
        return deletions.get();
    }

    @Override
    public void handedOn(String exporter, List<ExportRecord> records) throws StoreException {
        access.change(spool -> {
            Recalls.Left left = new Recalls.Left();
            for (ExportRecord record : records) {
                long position = record.position();
                if (spool.state().gone().covers(position, position)) {
                    left.add(Set.of(exporter), EventParser.session(record.json()), record.id());
                }
            }
            recalls.add(left, Eraser.FORGOTTEN, clock.millis());
            return left;
        });
    }

    /** The ledger appeared: from now on it is told what is deleted. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setLedger(Ledger service) {
        entries.set(service);
    }

    /** It goes away. */
    public void unsetLedger(Ledger service) {
        entries.unset(service);
    }

    @Override
    public StoreStatus status() {
        awaitOpening();
        Spool spool = access.current();
        String file = access.files().database().toString();
        if (spool == null) {
            return new StoreStatus(file, 0, 0, access.files().bytes(), 0, "", access.problem());
        }
        State state = spool.state();
        long head = spool.head();
        return new StoreStatus(
                file,
                head - state.gone().count(),
                head,
                access.files().bytes() + spool.images().bytes(),
                state.quarantined(),
                spool.protection(),
                access.problem(),
                state.expired(),
                spool.images().count(),
                spool.images().bytes(),
                spool.lastFrame());
    }

    private void awaitOpening() {
        try {
            if (!tried.await(OPENING.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("the store has been opening for {}", OPENING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public AutoCloseable onAppend(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
