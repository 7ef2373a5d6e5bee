package org.oriel.consent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.oriel.api.consent.CaptureState;
import org.oriel.host.ConsentGate;
import org.oriel.host.Grant;
import org.oriel.host.NotAllowedException;
import org.oriel.host.Notice;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What a person agreed to, for commands that look at a store beside a running instance. It never opens, and changes nothing;
 * the file is looked at for each question, because somebody may withdraw meanwhile.
 */
@Component(
        name = "org.oriel.consent.reader",
        service = ConsentGate.class,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = GrantReader.Config.class)
public final class GrantReader implements ConsentGate {
    /** Settings. */
    @ObjectClassDefinition(name = "Consent reader", description = "What was agreed to, only looked at.")
    public @interface Config {
        /** Where the grants are kept. */
        @AttributeDefinition(description = "Folder of grants.json; where there is none, nobody agreed to anything.")
        String directory();
    }

    private static final String ONLY_READS = "this only reads what was agreed to";

    private final Path file;
    private final Object lock = new Object();
    // Guarded by lock: what was read, and of which file.
    private Stored last = Stored.NOTHING;
    private String stamp = "";

    /** Called by Declarative Services. */
    @Activate
    public GrantReader(Config config) {
        this(Path.of(config.directory()));
    }

    GrantReader(Path directory) {
        this.file = directory.resolve("grants.json");
    }

    /** What cannot be read is no consent. Whoever writes it puts another file into its place. */
    private Stored stored() {
        synchronized (lock) {
            try {
                BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
                String now = is.fileKey() + " " + is.lastModifiedTime() + " " + is.size();
                if (!now.equals(stamp)) {
                    last = StoredJson.read(Files.readString(file));
                    stamp = now;
                }
            } catch (IOException | IllegalArgumentException e) {
                last = Stored.NOTHING;
                stamp = "";
            }
            return last;
        }
    }

    @Override
    public boolean covers(String grant, String destination, String purpose) {
        return grant.equals(Inventory.RECORDED) || stored().covers(grant, Surface.export(destination, purpose));
    }

    @Override
    public CaptureState state() {
        return new CaptureState(
                CaptureState.Phase.BLOCKED, Reason.SHUTDOWN, ONLY_READS, Instant.EPOCH, Optional.empty());
    }

    @Override
    public Optional<Grant> grant() {
        return stored().agreement().map(Stored.Agreement::grant);
    }

    @Override
    public Notice notice() {
        throw new IllegalStateException(ONLY_READS);
    }

    @Override
    public Grant accept(String noticeHash, String how) throws NotAllowedException {
        throw new NotAllowedException(ONLY_READS);
    }

    @Override
    public void withdraw() {
        throw new IllegalStateException(ONLY_READS);
    }

    @Override
    public void pause(Duration length) throws NotAllowedException {
        throw new NotAllowedException(ONLY_READS);
    }

    @Override
    public void resume() throws NotAllowedException {
        throw new NotAllowedException(ONLY_READS);
    }
}
