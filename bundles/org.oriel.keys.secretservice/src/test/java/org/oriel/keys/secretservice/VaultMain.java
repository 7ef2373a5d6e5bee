package org.oriel.keys.secretservice;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.oriel.host.StoreException;

/** Asks the vault what its arguments say and prints the answers. */
public final class VaultMain {
    private VaultMain() {}

    /** Any of {@code ready}, {@code key NAME} and {@code kill-bus}. */
    public static void main(String[] arguments) throws Exception {
        SecretServiceVault vault = new SecretServiceVault();
        for (Iterator<String> words = List.of(arguments).iterator(); words.hasNext(); ) {
            switch (words.next()) {
                case "ready" -> ready(vault);
                case "key" -> key(vault, words.next());
                default -> killBus();
            }
        }
        System.out.println("alive");
        System.exit(0);
    }

    private static void ready(SecretServiceVault vault) {
        try {
            System.out.println("ready " + vault.readiness(Duration.ofSeconds(10)));
        } catch (StoreException e) {
            System.out.println("not ready: " + e.getMessage());
        }
    }

    private static void key(SecretServiceVault vault, String name) {
        try {
            System.out.println("key " + HexFormat.of().formatHex(vault.wrappingKey(name)));
        } catch (StoreException e) {
            System.out.println("no key: " + e.getMessage());
        }
    }

    /** dbus-run-session starts the bus as a sibling of this process. */
    private static void killBus() throws Exception {
        ProcessHandle session = ProcessHandle.current().parent().orElseThrow();
        for (ProcessHandle sibling : session.children().toList()) {
            if (sibling.info().command().orElse("").endsWith("dbus-daemon")) {
                sibling.destroyForcibly();
                sibling.onExit().get();
            }
        }
    }
}
