package org.oriel.context.ide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The key of this installation that names are hashed with: the same name gives another hash on another computer. */
final class SaltFile {
    private static final int KEY_BYTES = 32;
    private static final int HASH_BYTES = 16;

    private final byte[] key;

    private SaltFile(byte[] key) {
        this.key = key;
    }

    /** The folder that the setting means. */
    static Path folder(String setting, @Nullable String data) {
        if (!setting.isEmpty() && Path.of(setting).isAbsolute()) {
            return Path.of(setting);
        }
        if (!setting.isEmpty() || data == null) {
            throw new IllegalArgumentException("directory " + setting + " is wrong, allowed: an absolute path");
        }
        return Path.of(data, "context");
    }

    /** Reads the key, or makes one. */
    static SaltFile in(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = folder.resolve("ide.key");
        if (!Files.exists(file)) {
            byte[] made = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(made);
            Path draft = folder.resolve("ide.key.new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(draft, made, StandardOpenOption.SYNC);
            Files.move(draft, file);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IOException(file + " has " + key.length + " bytes, allowed: " + KEY_BYTES
                    + "; delete it, and names get other hashes");
        }
        return new SaltFile(key);
    }

    /** HMAC-SHA-256 of a name, cut to 128 bits, in hex. */
    String hash(String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] hash = mac.doFinal(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }
}
