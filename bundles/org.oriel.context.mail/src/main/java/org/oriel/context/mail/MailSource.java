package org.oriel.context.mail;

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

/** The socket at which the mail program's extension tells what it sees. */
@Component(name = "org.oriel.context.mail", immediate = true, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MailSource.Config.class)
@WhileCaptureAllowed
@Captures(
        kind = "message",
        what = "in an approved mail program: that you read, write, answer, forward, file or look for a message, and"
                + " whether the other side is inside or outside; never addresses, subjects or texts",
        sensitivity = "medium",
        perHour = 500)
@Captures(
        kind = "extension",
        what =
                "in an approved mail program: the kind of folder, how many people, and how many attachments of which kind",
        sensitivity = "medium",
        perHour = 500)
public final class MailSource implements CaptureSource {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel mail context")
    public @interface Config {
        /** Path of the socket. */
        @AttributeDefinition(
                description = "Absolute path of the Unix socket, in a folder of the user alone. Empty:"
                        + " oriel/mail.sock in XDG_RUNTIME_DIR, or in ~/.local/state.")
        String socket() default "";

        /** Domains whose addresses are internal. */
        @AttributeDefinition(
                description =
                        "Domains, such as example.org, whose addresses are internal, subdomains too. None: whether"
                                + " somebody is internal is unknown.")
        String[] internalDomains() default {};

        /** What is told of counterparts. */
        @AttributeDefinition(
                description =
                        "kinds: internal, external or mixed, and how many; hashed: a keyed hash of each address too.")
        String counterparts() default "kinds";

        /** Whether keys are told. */
        @AttributeDefinition(
                description =
                        "denied: keys in the mail program are counted only; allowed: those that go into the text of"
                                + " a message that is being written are told.")
        String typing() default "denied";

        /** File names of mail programs. */
        @AttributeDefinition(description = "File names of the executables whose extension is listened to.")
        String[] programs() default {"thunderbird", "thunderbird-bin", "thunderbird-esr", "betterbird", "betterbird-bin"
        };

        /** Folder of the key of the hash. */
        @AttributeDefinition(
                description = "Absolute path of the folder that keeps the key of the hash. Empty: context in the data"
                        + " directory.")
        String directory() default "";
    }

    private final MailSocket socket;
    private final MailTold told;

    /** Opens the socket. */
    @Activate
    public MailSource(
            Config config,
            BundleContext context,
            @Reference ContextSink sink,
            @Reference(service = LoggerFactory.class) Logger logger)
            throws IOException {
        this(
                SocketFolder.socket(config.socket(), System.getenv(), MailSocket.NAME),
                Settings.of(
                        List.of(config.internalDomains()),
                        config.counterparts(),
                        config.typing(),
                        List.of(config.programs()),
                        SaltFile.folder(config.directory(), context.getProperty("oriel.data"))),
                sink,
                logger,
                System::nanoTime,
                System::currentTimeMillis);
    }

    MailSource(
            Path path, Settings settings, ContextSink sink, Logger logger, LongSupplier clock, LongSupplier wallClock)
            throws IOException {
        told = new MailTold(sink.open(""));
        try {
            socket = new MailSocket(path, settings, told, logger, clock, wallClock);
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
        return new SourceHealth(
                SourceHealth.State.OK, "mail programs " + socket.counts(), told.taken(), told.refused());
    }
}
