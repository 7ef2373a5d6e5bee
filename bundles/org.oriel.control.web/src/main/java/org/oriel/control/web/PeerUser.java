package org.oriel.control.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Which user of this computer is at the other end of a loopback connection. Linux lists it in {@code /proc/net/tcp}
 * (proc(5)); elsewhere, and where the line is not there, nothing is known and the token alone decides.
 */
final class PeerUser {
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int UID = 7;

    /** Clients with a dual-stack socket, such as Java's, are listed in the second. */
    private final List<Path> tables;

    private final OptionalLong own;

    PeerUser() {
        this(List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")), Path.of("/proc/self"));
    }

    PeerUser(List<Path> tables, Path self) {
        this.tables = tables;
        this.own = uid(self);
    }

    /** Whether the connection is known to be of somebody else. */
    boolean foreign(InetSocketAddress client, InetSocketAddress server) {
        if (own.isEmpty()) {
            return false;
        }
        OptionalLong found = find(client, server);
        return found.isPresent() && found.getAsLong() != own.getAsLong();
    }

    OptionalLong find(InetSocketAddress client, InetSocketAddress server) {
        if (!(client.getAddress() instanceof Inet4Address)) {
            return OptionalLong.empty();
        }
        String local = hex(client);
        String remote = hex(server);
        for (Path table : tables) {
            OptionalLong found = find(table, local, remote);
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong find(Path table, String local, String remote) {
        try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.strip().split("\\s+");
                // A mapped address ends in the four bytes of IPv4.
                if (words.length > UID && words[LOCAL].endsWith(local) && words[REMOTE].endsWith(remote)) {
                    return OptionalLong.of(Long.parseLong(words[UID]));
                }
            }
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    /** As the kernel prints it: the address as a number in the order of this machine's bytes, and the port. */
    static String hex(InetSocketAddress address) {
        byte[] bytes = address.getAddress().getAddress();
        StringBuilder text = new StringBuilder();
        boolean little = java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN;
        for (int i = 0; i < bytes.length; i++) {
            text.append(String.format(Locale.ROOT, "%02X", bytes[little ? bytes.length - 1 - i : i]));
        }
        return text + String.format(Locale.ROOT, ":%04X", address.getPort());
    }

    private static OptionalLong uid(Path self) {
        try {
            return OptionalLong.of(((Number) Files.getAttribute(self, "unix:uid")).longValue());
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            return OptionalLong.empty();
        }
    }
}
