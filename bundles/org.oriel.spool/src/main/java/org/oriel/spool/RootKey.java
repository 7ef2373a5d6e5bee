package org.oriel.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.oriel.host.KeyVault;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;

/**
 * The key that wraps the data keys. It is stored as key 0, wrapped by a key that the operating system's secret service
 * holds, or else a file; that wrapping key is in memory only while the store opens. A store that began with a file moves
 * to the secret service as soon as there is one, and never back.
 */
final class RootKey {
    static final String BY_FILE = "file";

    /** How long the secret service may take when the store cannot open without it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long ID = 0;

    private final Seal seal;
    private final SpoolFiles files;
    private final Vaults vaults;
    private final Settings.KeyStore allowed;

    /**
     * The root key, opened.
     *
     * @param key the key
     * @param spoolId random id of the store
     * @param kind what wraps it: {@code file} or the name of the secret service
     */
    record Opened(SecretKey key, String spoolId, String kind) {}

    RootKey(Seal seal, SpoolFiles files, Vaults vaults, Settings.KeyStore allowed) {
        this.seal = seal;
        this.files = files;
        this.vaults = vaults;
        this.allowed = allowed;
    }

    /** For a new store. */
    Opened create(Sql sql) throws SQLException, StoreException {
        String spoolId = HexFormat.of().formatHex(seal.random(16));
        byte[] root = seal.random(Seal.KEY_BYTES);
        Opened opened = new Opened(Seal.key(root), spoolId, storeFirst(sql, spoolId, root));
        Seal.wipe(root);
        return opened;
    }

    private String storeFirst(Sql sql, String spoolId, byte[] root) throws SQLException, StoreException {
        KeyVault vault = vaultForNew();
        try {
            return store(sql, spoolId, root, vault);
        } catch (StoreException e) {
            if (vault == null || vaultRequired()) {
                throw e;
            }
            return store(sql, spoolId, root, null);
        }
    }

    /** Whether a file will not do. */
    boolean vaultRequired() {
        return allowed == Settings.KeyStore.SECRET_SERVICE;
    }

    /** Wraps and stores the root key; returns what wraps it. */
    private String store(Sql sql, String spoolId, byte[] root, @Nullable KeyVault vault)
            throws SQLException, StoreException {
        String kind = vault == null ? BY_FILE : vault.name();
        byte[] wrapping = vault == null ? createFile() : vault.wrappingKey(vaultName(spoolId));
        Keys.Row open = row(spoolId, kind, new byte[0]);
        byte[] wrapped = seal.seal(Seal.key(wrapping), root, root.length, Keys.associated(spoolId, open));
        Seal.wipe(wrapping);
        Keys.insert(sql, row(spoolId, kind, wrapped));
        return kind;
    }

    /** Of a store that has one. One damaged copy, whatever is wrong with it, does not hide the other. */
    Opened open(Sql reader) throws SQLException, StoreException {
        StoreException failure =
                new StoreException(Reason.CORRUPT, files.database() + " is damaged: it holds no root key");
        for (String table : Keys.TABLES) {
            for (Keys.Row row : rootRows(reader, table)) {
                try {
                    byte[] root = unwrap(row);
                    Opened opened = new Opened(Seal.key(root), row.label().session(), row.kind());
                    Seal.wipe(root);
                    return opened;
                } catch (StoreException e) {
                    failure = e;
                }
            }
        }
        throw failure;
    }

    /** A copy that is unreadable is a copy that is not there. */
    private static List<Keys.Row> rootRows(Sql reader, String table) throws SQLException {
        try {
            return Keys.load(reader, table, ID).stream()
                    .filter(row -> row.id() == ID)
                    .toList();
        } catch (SQLException e) {
            if (SqlFailure.corrupt(e)) {
                return List.of();
            }
            throw e;
        }
    }

    private byte[] unwrap(Keys.Row row) throws StoreException {
        boolean byFile = row.kind().equals(BY_FILE);
        byte[] wrapping = byFile
                ? readFile()
                : vault(row.kind()).wrappingKey(vaultName(row.label().session()));
        byte[] root = seal.open(
                Seal.key(wrapping), row.wrapped(), Keys.associated(row.label().session(), row));
        Seal.wipe(wrapping);
        if (root == null) {
            String key = byFile ? "the wrapping key " + files.wrappingKey() : "the key that the secret service holds";
            throw new StoreException(Reason.KEY, key + " does not open " + files.database() + "; nothing was changed");
        }
        return root;
    }

    private KeyVault vault(String kind) throws StoreException {
        return vaults.find(PATIENCE)
                .filter(vault -> vault.name().equals(kind))
                .orElseThrow(() -> new StoreException(
                        Reason.KEY,
                        "the key of " + files.database() + " is kept by the secret service, which does not answer"));
    }

    /** Whether the secret service should wrap the root key from now on, and which. */
    Optional<KeyVault> better(Opened opened) throws StoreException {
        if (!opened.kind().equals(BY_FILE) || allowed == Settings.KeyStore.FILE) {
            return Optional.empty();
        }
        return Optional.ofNullable(vaultForNew());
    }

    /** Moves the root key to the secret service; afterwards the file's key opens nothing any more. */
    Opened move(Sql sql, Opened opened, KeyVault vault) throws SQLException, StoreException {
        byte[] root = opened.key().getEncoded();
        String kind = store(sql, opened.spoolId(), root, vault);
        Seal.wipe(root);
        return new Opened(opened.key(), opened.spoolId(), kind);
    }

    /** Overwrites and removes the wrapping key's file. */
    void dropFile() throws IOException {
        Path file = files.wrappingKey();
        if (Files.exists(file)) {
            try (var channel = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
                channel.write(java.nio.ByteBuffer.wrap(seal.random(Seal.KEY_BYTES)));
                channel.force(true);
            }
            Files.delete(file);
            SpoolFiles.forceFolder(file.getParent());
        }
    }

    private @Nullable KeyVault vaultForNew() throws StoreException {
        return switch (allowed) {
            case FILE -> null;
            case AUTO -> vaults.find(Duration.ZERO).orElse(null);
            case SECRET_SERVICE ->
                vaults.find(PATIENCE)
                        .orElseThrow(() -> new StoreException(
                                Reason.KEY,
                                "keyStore is secret-service, but no secret service answers; nothing is stored in "
                                        + files.directory()));
        };
    }

    private byte[] createFile() throws StoreException {
        Path file = files.wrappingKey();
        if (Files.exists(file)) {
            return readFile();
        }
        try {
            SpoolFiles.createFolder(files.keys());
            byte[] key = seal.random(Seal.KEY_BYTES);
            SpoolFiles.write(file, key);
            return key;
        } catch (IOException e) {
            throw SqlFailure.of(e, file);
        }
    }

    private byte[] readFile() throws StoreException {
        Path file = files.wrappingKey();
        try {
            byte[] key = Files.readAllBytes(file);
            if (key.length == Seal.KEY_BYTES) {
                return key;
            }
            throw new StoreException(
                    Reason.KEY, file + " is not a wrapping key: it has " + key.length + " bytes, not 32");
        } catch (IOException e) {
            throw new StoreException(
                    Reason.KEY, "the wrapping key " + file + " of " + files.database() + " cannot be read", e);
        }
    }

    private static Keys.Row row(String spoolId, String kind, byte[] wrapped) {
        return new Keys.Row(ID, 0, new Keys.Label(spoolId, "", "", "", ""), kind, wrapped);
    }

    private static String vaultName(String spoolId) {
        return "oriel-spool-" + spoolId;
    }
}
