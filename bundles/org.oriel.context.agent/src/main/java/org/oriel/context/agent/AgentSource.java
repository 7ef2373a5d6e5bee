package org.oriel.context.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;
import org.oriel.api.context.ContextSink;
import org.oriel.api.source.CaptureSource;
import org.oriel.api.source.Captures;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.WhileCaptureAllowed;
import org.oriel.context.socket.SocketFolder;
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

/** The socket at which computer-use agents announce themselves. */
@Component(name = "org.oriel.context.agent", immediate = true, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AgentSource.Config.class)
@WhileCaptureAllowed
@Captures(
        kind = "extension",
        what = "when a computer-use agent works in your place, and the task it says it was given",
        sensitivity = "medium",
        perHour = 200)
public final class AgentSource implements CaptureSource {
    /** Of the socket's file, where no setting says another. */
    static final String NAME = "agent.sock";

    /** Settings. */
    @ObjectClassDefinition(name = "Oriel agent sessions")
    public @interface Config {
        /** Path of the socket. */
        @AttributeDefinition(
                description = "Absolute path of the Unix socket, in a folder of the user alone. Empty:"
                        + " oriel/agent.sock in XDG_RUNTIME_DIR, or in ~/.local/state.")
        String socket() default "";
    }

    private final AgentSessions sessions;
    private final AgentSocket socket;

    /** Opens the socket. */
    @Activate
    public AgentSource(
            Config config, @Reference ContextSink sink, @Reference(service = LoggerFactory.class) Logger logger)
            throws IOException {
        this(SocketFolder.socket(config.socket(), System.getenv(), AgentSource.NAME), sink, logger, System::nanoTime);
    }

    AgentSource(Path path, ContextSink sink, Logger logger, LongSupplier clock) throws IOException {
        sessions = new AgentSessions(sink.open(""), clock);
        try {
            socket = new AgentSocket(path, sessions, logger, clock);
        } catch (IOException | RuntimeException e) {
            sessions.close();
            throw e;
        }
    }

    /** Closes the socket; an agent that still drives is no longer said to. */
    @Deactivate
    public void close() throws IOException {
        socket.close();
        sessions.close();
    }

    @Override
    public SourceHealth health() {
        Map<String, Long> counts = socket.counts();
        return new SourceHealth(
                SourceHealth.State.OK, sessions.state() + " " + counts, sessions.told(), sessions.refused());
    }
}
