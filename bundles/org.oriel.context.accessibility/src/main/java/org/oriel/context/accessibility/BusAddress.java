package org.oriel.context.accessibility;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Addresses of message buses, as the D-Bus specification writes them. */
final class BusAddress {
    private BusAddress() {}

    /** The session's bus: as the environment names it, else where systemd puts it. */
    static String session(Map<String, String> environment) throws IOException {
        String told = environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "");
        if (!told.isEmpty()) {
            return told;
        }
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (runtime.isEmpty()) {
            throw new IOException("no session bus: neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set");
        }
        return "unix:path=" + runtime + "/bus";
    }

    /** Name of the first Unix socket among {@code addresses}: a path, or NUL and an abstract name. */
    static String socket(String addresses) throws IOException {
        for (String address : addresses.split(";", -1)) {
            if (address.startsWith("unix:")) {
                for (String pair : address.substring("unix:".length()).split(",", -1)) {
                    if (pair.startsWith("path=")) {
                        return unescape(pair.substring("path=".length()));
                    }
                    if (pair.startsWith("abstract=")) {
                        return "\0" + unescape(pair.substring("abstract=".length()));
                    }
                }
            }
        }
        throw new IOException("no Unix socket among the addresses of the bus, allowed: unix:path=… or unix:abstract=…");
    }

    private static String unescape(String text) throws IOException {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        try {
            for (int i = 0; i < text.length(); i++) {
                boolean escaped = text.charAt(i) == '%';
                bytes[length++] =
                        escaped ? (byte) Integer.parseInt(text.substring(i + 1, i + 3), 16) : (byte) text.charAt(i);
                i += escaped ? 2 : 0;
            }
        } catch (RuntimeException e) {
            throw new IOException("the bus has a malformed address", e);
        }
        return new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8);
    }
}
