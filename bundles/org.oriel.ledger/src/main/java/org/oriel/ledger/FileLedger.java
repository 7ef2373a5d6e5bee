package org.oriel.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oriel.host.Ledger;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The ledger in a folder: JSON lines, a signed head with every entry, and the daily head in the log. */
@Component(
        name = "org.oriel.ledger",
        service = Ledger.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FileLedger.Config.class)
public final class FileLedger implements Ledger, AutoCloseable {
    private static final Duration DAY = Duration.ofDays(1);

    /** Settings. */
    @ObjectClassDefinition(name = "Ledger", description = "The tamper-evident record of what was done.")
    public @interface Config {
        /** The folder. */
        @AttributeDefinition(description = "Folder of the ledger; created if there is none.")
        String directory();

        /** What holds the signing key. */
        @AttributeDefinition(
                description =
                        "What seals the signing key. With auto: the secret service where there is one, else a file.",
                options = {
                    @Option(label = "auto", value = "auto"),
                    @Option(label = "secret-service", value = "secret-service"),
                    @Option(label = "file", value = "file")
                })
        String keyStore() default "auto";

        /** A second place for heads. */
        @AttributeDefinition(
                description = "File that daily heads are appended to, on another medium; none when empty."
                        + " What was cut off the ledger shows only against heads that are kept elsewhere.")
        String witness() default "";

        /** How often a head is kept. */
        @AttributeDefinition(description = "Entries after which a head is kept, 1 to 1000000; one a day in any case.")
        int headEntries() default 1000;
    }

    private final LedgerFiles files;
    private final KeyFile keys;
    private final @Nullable Path witness;
    private final int headEntries;
    private final Vaults vaults;
    private final Clock clock;
    private final Logger log;
    private final Pages pages;
    private final ScheduledExecutorService thread;

    private final Object lock = new Object();
    // Guarded by lock.
    private @Nullable OpenLedger ledger;
    private long keptSize;
    private Instant keptAt = Instant.EPOCH;
    private boolean closed;

    private volatile String problem = "";

    /** Called by Declarative Services. */
    @Activate
    public FileLedger(BundleContext context, Config config, @Reference(service = LoggerFactory.class) Logger log) {
        this(
                path("directory", config.directory()),
                KeyFile.KeyStore.of(config.keyStore()),
                config.witness(),
                config.headEntries(),
                Vaults.tracked(context),
                Clock.systemUTC(),
                log);
        thread.execute(this::tick);
        var unused = thread.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.HOURS);
    }

    FileLedger(
            Path directory,
            KeyFile.KeyStore keyStore,
            String witness,
            int headEntries,
            Vaults vaults,
            Clock clock,
            Logger log) {
        if (headEntries < 1 || headEntries > 1_000_000) {
            throw new IllegalArgumentException("headEntries is " + headEntries + ", allowed: 1 to 1000000");
        }
        this.files = new LedgerFiles(directory);
        this.keys = new KeyFile(files.key(), vaults, keyStore);
        this.witness = witness.isEmpty() ? null : path("witness", witness);
        this.headEntries = headEntries;
        this.vaults = vaults;
        this.clock = clock;
        this.log = log;
        this.pages = new Pages(files.entries());
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread created = new Thread(task, "oriel-ledger");
            created.setDaemon(true);
            return created;
        });
    }

    private static Path path(String name, @Nullable String value) {
        try {
            Path path = Path.of(value == null ? "" : value);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(name + " is " + value + ", allowed: an absolute path", e);
        }
        throw new IllegalArgumentException(name + " is " + value + ", allowed: an absolute path");
    }

    @Override
    public long append(String kind, Map<String, String> facts) throws StoreException {
        synchronized (lock) {
            OpenLedger open = opened();
            try {
                long index = open.append(kind, facts);
                if (open.head().size() - keptSize >= headEntries) {
                    keep(open.head());
                }
                return index;
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    @Override
    public List<Entry> entries(long first, int most) throws StoreException {
        long size = head().size();
        long from = Math.max(0, first);
        try {
            return pages.read(from, Math.min(size, from + Math.max(0, most)));
        } catch (IOException | IllegalArgumentException e) {
            throw new StoreException(Reason.CORRUPT, files.entries() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Head head() throws StoreException {
        SignedHead head;
        synchronized (lock) {
            head = opened().head();
        }
        return new Head(head.size(), head.root(), head.time(), head.key(), head.signature());
    }

    /** Appending goes on meanwhile. */
    @Override
    public String verify() throws StoreException {
        String key = head().key();
        try {
            Check check = new Check(files);
            Path kept = witness;
            if (kept != null && Files.exists(kept)) {
                check.witness(kept);
            }
            check.run(key);
            return check.problems().stream().map(Message::toString).collect(Collectors.joining("; "));
        } catch (IOException e) {
            throw new StoreException(Reason.IO, files.folder() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String problem() {
        return problem;
    }

    /** With the lock held. */
    private OpenLedger opened() throws StoreException {
        OpenLedger open = ledger;
        if (open != null) {
            return open;
        }
        if (closed) {
            throw new StoreException(Reason.IO, files.folder() + " is closed");
        }
        try {
            open = OpenLedger.open(files, keys, clock);
            pages.clear();
            problem = open.problem();
            if (!problem.isEmpty()) {
                log.error("the ledger in {} was put aside and a new one began: {}", files.folder(), problem);
            }
            recall();
            ledger = open;
            return open;
        } catch (IOException e) {
            throw failed(e);
        } catch (StoreException e) {
            problem = String.valueOf(e.getMessage());
            throw e;
        }
    }

    /** When a head was kept last. */
    private void recall() throws IOException {
        keptSize = 0;
        keptAt = Instant.EPOCH;
        if (Files.exists(files.heads())) {
            List<String> lines = Files.readAllLines(files.heads(), StandardCharsets.ISO_8859_1);
            if (!lines.isEmpty()) {
                try {
                    SignedHead last = SignedHead.of(lines.get(lines.size() - 1));
                    keptSize = last.size();
                    keptAt = last.time();
                } catch (RuntimeException e) {
                    log.warn("the last kept head of {} is damaged", files.heads());
                }
            }
        }
    }

    private StoreException failed(IOException e) {
        OpenLedger open = ledger;
        ledger = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException more) {
                e.addSuppressed(more);
            }
        }
        problem = "cannot be written: " + e.getMessage();
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return new StoreException(full ? Reason.FULL : Reason.IO, files.folder() + " " + problem, e);
    }

    /** Once a day: the head goes where it stays, and everything is checked. */
    void tick() {
        try {
            synchronized (lock) {
                OpenLedger open = opened();
                if (Duration.between(keptAt, clock.instant()).abs().compareTo(DAY) < 0) {
                    return;
                }
                keep(open.sign());
            }
            String found = verify();
            problem = found;
            if (!found.isEmpty()) {
                log.error("the ledger in {} is not whole: {}", files.folder(), found);
            }
        } catch (IOException | StoreException | RuntimeException e) {
            log.warn("the ledger: {}", String.valueOf(e.getMessage()));
        }
    }

    /** With the lock held: writes the head down beside the ledger, into the log and to the second place. */
    private void keep(SignedHead head) throws IOException {
        Disk.append(files.heads(), head.line());
        keptSize = head.size();
        keptAt = head.time();
        log.info("ledger head {}", head.line());
        Path second = witness;
        if (second != null) {
            try {
                Disk.append(second, head.line());
            } catch (IOException e) {
                log.warn("the ledger's head was not written to the witness {}: {}", second, e.getMessage());
            }
        }
    }

    /** Keeps a last head. */
    @Deactivate
    @Override
    public void close() {
        thread.shutdownNow();
        synchronized (lock) {
            closed = true;
            OpenLedger open = ledger;
            ledger = null;
            if (open != null) {
                try (open) {
                    if (open.head().size() > keptSize) {
                        keep(open.head());
                    }
                } catch (IOException e) {
                    log.warn("the ledger's last head was not kept: {}", e.getMessage());
                }
            }
        }
        vaults.close();
    }
}
