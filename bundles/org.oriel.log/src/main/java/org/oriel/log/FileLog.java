package org.oriel.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Writes what is logged into a file. */
@Component(
        name = "org.oriel.log",
        service = FileLog.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FileLog.Config.class)
public final class FileLog implements LogListener {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel log file")
    public @interface Config {
        /** Directory of {@code oriel.log}. */
        String directory();

        /** Size at which a new file is begun; three old ones are kept. */
        long maxBytes() default 4_000_000;
    }

    private final LogReaderService reader;
    private final LogFile file;

    /** Starts listening; what was logged before is written first. */
    @Activate
    public FileLog(Config config, @Reference LogReaderService reader) throws IOException {
        this.reader = reader;
        this.file = new LogFile(Path.of(config.directory()), config.maxBytes());
        reader.addLogListener(this);
        // The reader hands out the newest first; an entry that arrives in between may be written twice, none is missed.
        List<LogEntry> earlier = Collections.list(reader.getLog());
        Collections.reverse(earlier);
        earlier.forEach(this::logged);
    }

    /** Ends it. */
    @Deactivate
    public void close() throws IOException {
        reader.removeLogListener(this);
        file.close();
    }

    @Override
    public void logged(LogEntry entry) {
        String bundle = entry.getBundle() == null ? "" : entry.getBundle().getSymbolicName();
        file.write(entry.getTime(), entry.getLogLevel(), bundle, entry.getMessage(), entry.getException());
    }
}
