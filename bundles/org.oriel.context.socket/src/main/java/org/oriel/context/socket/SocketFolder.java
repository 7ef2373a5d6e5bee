package org.oriel.context.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Where the socket is, in a folder that nobody else can enter. */
public final class SocketFolder {
    private static final String PRIVATE = "rwx------";
    // sockaddr_un has 108 bytes, the last one 0 (unix(7)).
    private static final int PATH_BYTES = 107;

    private SocketFolder() {}

    /** The path that the setting means; without one, {@code name} in the usual folder. */
    public static Path socket(String setting, Map<String, String> environment, String name) {
        if (!setting.isEmpty()) {
            Path path = Path.of(setting);
            if (!path.isAbsolute() || setting.getBytes(StandardCharsets.UTF_8).length > PATH_BYTES) {
                throw new IllegalArgumentException("socket " + setting
                        + " is wrong, allowed: an absolute path of at most " + PATH_BYTES + " bytes");
            }
            return path;
        }
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        Path folder = runtime.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".local", "state")
                : Path.of(runtime);
        return folder.resolve("oriel").resolve(name);
    }

    /** Makes the folder, and takes away what an instance that was killed left behind. */
    public static void prepare(Path socket) throws IOException {
        Path folder = socket.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("socket " + socket + " is in no folder");
        }
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
        if (!mode.equals(PRIVATE)) {
            throw new IOException("folder " + folder + " of the socket has mode " + mode + ", allowed: " + PRIVATE);
        }
        if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            if (answers(socket)) {
                throw new IOException("socket " + socket + " is in use, allowed: one instance for each path");
            }
            Files.delete(socket);
        }
    }

    private static boolean answers(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }
}
