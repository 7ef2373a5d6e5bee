package org.oriel.context.ide;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.oriel.api.context.ContextSink;
import org.oriel.api.source.CaptureSource;
import org.oriel.api.source.Captures;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.WhileCaptureAllowed;
import org.oriel.context.socket.SocketFolder;
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

/** The socket at which the editor's extension tells what it sees. */
@Component(name = "org.oriel.context.ide", immediate = true, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = IdeSource.Config.class)
@WhileCaptureAllowed
@Captures(
        kind = "document",
        what =
                "in an approved editor of code: the project (as a number that stands for its name, unless set otherwise),"
                        + " the language and the kind of file",
        sensitivity = "medium",
        perHour = 500)
@Captures(
        kind = "extension",
        what = "in an approved editor of code: commands, the size of edits and selections, saving, running, debugging,"
                + " and what an assistant wrote; the code itself only if set so",
        sensitivity = "medium",
        perHour = 5_000)
public final class IdeSource implements CaptureSource {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel editor context")
    public @interface Config {
        /** Path of the socket. */
        @AttributeDefinition(
                description = "Absolute path of the Unix socket, in a folder of the user alone. Empty:"
                        + " oriel/ide.sock in XDG_RUNTIME_DIR, or in ~/.local/state.")
        String socket() default "";

        /** What is told of a project's name. */
        @AttributeDefinition(description = "none: no project; hashed: a keyed hash of its name; named: its name.")
        String project() default "hashed";

        /** What is told of code. */
        @AttributeDefinition(
                description =
                        "none: no code; shape: lines with letters as a and digits as 0; redacted: lines, redacted.")
        String content() default "none";

        /** Where keys are told. */
        @AttributeDefinition(
                description = "Kinds of files in which keys are told: source, test, config, docs, other. Elsewhere they"
                        + " are counted only.")
        String[] typing() default {"source", "test", "docs"};

        /** Folder of the key of the hash. */
        @AttributeDefinition(
                description = "Absolute path of the folder that keeps the key of the hash. Empty: context in the data"
                        + " directory.")
        String directory() default "";
    }

    private final IdeSocket socket;
    private final IdeTold told;

    /** Opens the socket. */
    @Activate
    public IdeSource(
            Config config,
            BundleContext context,
            @Reference ContextSink sink,
            @Reference(service = LoggerFactory.class) Logger logger)
            throws IOException {
        this(
                SocketFolder.socket(config.socket(), System.getenv(), "ide.sock"),
                Settings.of(
                        config.project(),
                        config.content(),
                        List.of(config.typing()),
                        SaltFile.folder(config.directory(), context.getProperty("oriel.data"))),
                sink,
                logger,
                System::nanoTime);
    }

    IdeSource(Path path, Settings settings, ContextSink sink, Logger logger, LongSupplier clock) throws IOException {
        told = new IdeTold(sink.open(""));
        try {
            socket = new IdeSocket(path, settings, told, logger, clock);
        } catch (IOException | RuntimeException e) {
            told.close();
            throw e;
        }
    }

    /** Closes the socket; when it returns, nobody tells anything any more. */
    @Deactivate
    public void close() throws IOException {
        socket.close();
        told.close();
    }

    @Override
    public SourceHealth health() {
        return new SourceHealth(SourceHealth.State.OK, "editors " + socket.counts(), told.taken(), told.refused());
    }
}
