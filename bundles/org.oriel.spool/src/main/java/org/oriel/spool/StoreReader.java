package org.oriel.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.host.EventStore;
import org.oriel.host.Image;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;
import org.oriel.host.StoreStatus;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A store that is only looked at, also while an instance writes to it: what was there when it was opened, without
 * changing anything. For commands that end soon.
 */
@Component(
        name = "org.oriel.spool.reader",
        service = EventStore.class,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StoreReader.Config.class)
public final class StoreReader implements EventStore, AutoCloseable {
    /** Settings. */
    @ObjectClassDefinition(name = "Spool reader", description = "A store that is only looked at.")
    public @interface Config {
        /** The folder. */
        @AttributeDefinition(description = "Folder of the store.")
        String directory();
    }

    private final SpoolFiles files;
    private final Vaults vaults;
    private final Runnable onClose;
    private @Nullable Spool spool;

    /** Called by Declarative Services. */
    @Activate
    public StoreReader(BundleContext context, Config config) {
        this(Path.of(config.directory()), new TrackedVaults(context));
    }

    StoreReader(Path directory, Vaults vaults) {
        this.files = new SpoolFiles(directory.toAbsolutePath().normalize());
        this.vaults = vaults;
        this.onClose = vaults instanceof TrackedVaults tracked ? tracked::close : () -> {};
    }

    /** When it returns the files are closed. */
    @Deactivate
    @Override
    public synchronized void close() {
        onClose.run();
        if (spool != null) {
            try {
                spool.close();
            } catch (SQLException e) {
                // Nothing was written.
            }
            spool = null;
        }
    }

    private interface Look<T> {
        T at(Spool spool) throws SQLException, StoreException;
    }

    private synchronized <T> T look(Look<T> look) throws StoreException {
        try {
            Spool open = spool;
            if (open == null) {
                open = open();
                spool = open;
            }
            return look.at(open);
        } catch (SQLException e) {
            throw SqlFailure.of(e, files.database());
        } catch (IOException e) {
            throw SqlFailure.of(e, files.database());
        }
    }

    private Spool open() throws SQLException, StoreException, IOException {
        if (files.isNew() && !Files.exists(files.database())) {
            throw new StoreException(Reason.IO, files.directory() + " holds no store");
        }
        if (!files.heldHere()) {
            files.checkDatabase();
        }
        if (Files.isDirectory(files.natives())) {
            NativeLibrary.prepare(files.natives());
        }
        return Spool.openReadOnly(files, vaults, false);
    }

    @Override
    public List<Block> read(long after, int maxBlocks) throws StoreException {
        return look(open -> open.read(after, maxBlocks).blocks());
    }

    @Override
    public Optional<Image> image(String id) throws StoreException {
        return look(open -> open.image(id).image());
    }

    @Override
    public Map<String, Long> cursors() throws StoreException {
        return look(open -> Map.copyOf(open.state().cursors()));
    }

    @Override
    public StoreStatus status() {
        try {
            return look(open -> new StoreStatus(
                    files.database().toString(),
                    open.head() - open.state().gone().count(),
                    open.head(),
                    files.bytes(),
                    open.state().quarantined(),
                    open.protection(),
                    String.join("; ", open.notes()),
                    open.state().expired()));
        } catch (StoreException e) {
            String problem = String.valueOf(e.getMessage());
            return new StoreStatus(files.database().toString(), 0, 0, files.bytes(), 0, "", problem);
        }
    }

    @Override
    public AutoCloseable onAppend(Runnable listener) {
        return () -> {};
    }

    @Override
    public long append(List<CaptureEvent> events) throws StoreException {
        throw refused();
    }

    @Override
    public long cursor(String name, Start start) throws StoreException {
        throw refused();
    }

    @Override
    public void acknowledge(String name, long position) throws StoreException {
        throw refused();
    }

    @Override
    public void retire(String name) throws StoreException {
        throw refused();
    }

    @Override
    public long forget(Instant since) throws StoreException {
        throw refused();
    }

    private StoreException refused() {
        return new StoreException(Reason.IO, files.database() + " is open for reading only");
    }
}
