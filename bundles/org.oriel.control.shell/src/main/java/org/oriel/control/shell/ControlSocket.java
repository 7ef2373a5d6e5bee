package org.oriel.control.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.apache.felix.service.command.CommandProcessor;
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

/**
 * The instance's Unix socket. Mode 0600 keeps other users out; the peer's user is checked as well, because a root
 * process passes any mode and a socket can be handed on.
 */
@Component(
        name = "org.oriel.control.shell",
        service = ControlSocket.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ControlSocket.Config.class)
public final class ControlSocket {
    private static final int CALLERS = 8;

    /** Settings. */
    @ObjectClassDefinition(name = "Oriel control socket")
    public @interface Config {
        /** Path of the socket; its folder is created for the user alone. */
        @AttributeDefinition(description = "Path of the Unix socket; its folder is created for the user alone.")
        String socket();
    }

    private final Path path;
    private final String owner;
    private final ControlCommands commands;
    private final Logger logger;
    private final ServerSocketChannel server;
    private final ExecutorService callers;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    /** Opens the socket. */
    @Activate
    public ControlSocket(
            Config config,
            @Reference Core core,
            @Reference CommandProcessor processor,
            @Reference(service = LoggerFactory.class) Logger logger)
            throws IOException {
        this(Path.of(config.socket()), new ControlCommands(core, new GogoCommand(processor)), logger);
    }

    ControlSocket(Path path, ControlCommands commands, Logger logger) throws IOException {
        this.path = path;
        this.commands = commands;
        this.logger = logger;
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("socket " + path + " is in no folder");
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        // What an instance that was killed left behind; the lock on the data directory says that nobody uses it.
        Files.deleteIfExists(path);
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path), 16);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        this.owner = Files.getOwner(path).getName();
        this.callers = new ThreadPoolExecutor(
                0, CALLERS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> new Thread(task, "oriel-control"));
        Thread acceptor = new Thread(this::accept, "oriel-control-accept");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** Closes the socket and every conversation. */
    @Deactivate
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        for (SocketChannel channel : open) {
            channel.close();
        }
        callers.shutdownNow();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                open.add(channel);
                if (!admit(channel)) {
                    close(channel);
                    continue;
                }
                callers.execute(() -> serve(channel));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                logger.warn("control socket: a caller was lost: {}", e.toString());
            }
        }
    }

    private boolean admit(SocketChannel channel) throws IOException {
        if (open.size() > CALLERS) {
            return false;
        }
        UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        if (peer.user().getName().equals(owner)) {
            return true;
        }
        logger.warn("control socket: refused a caller of another user");
        return false;
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            var reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            var writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
            SocketConversation talk = new SocketConversation(reader, writer);
            talk.exit(run(talk));
        } catch (IOException e) {
            logger.debug("control socket: the caller hung up");
        } finally {
            open.remove(channel);
        }
    }

    private int run(SocketConversation talk) throws IOException {
        try {
            return commands.run(talk.command(), talk);
        } catch (CommandFailure failure) {
            talk.err(String.valueOf(failure.getMessage()));
            return failure.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandFailure.ENVIRONMENT;
        } catch (RuntimeException e) {
            logger.error("a command failed", e);
            talk.err("internal error, see the log: " + e.getClass().getSimpleName());
            return CommandFailure.ENVIRONMENT;
        }
    }

    private void close(SocketChannel channel) throws IOException {
        open.remove(channel);
        channel.close();
    }
}
