package org.oriel.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.oriel.host.KeyVault;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;

/**
 * The signing key, in a file of mode 0600: sealed by a key that the secret service holds, or as it is where there is none.
 * It moves to the secret service as soon as there is one, and never back.
 */
final class KeyFile {
    static final String BY_FILE = "file";

    /** How long the secret service may take when the key does not open without it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final Vaults vaults;
    private final KeyStore allowed;

    /** What may seal the key. */
    enum KeyStore {
        /** The secret service where there is one, else nothing. */
        AUTO,
        /** The secret service; without it there is no ledger. */
        SECRET_SERVICE,
        /** Nothing: the file's mode has to do. */
        FILE;

        static KeyStore of(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "auto" -> AUTO;
                case "secret-service" -> SECRET_SERVICE;
                case "file" -> FILE;
                default ->
                    throw new IllegalArgumentException("keyStore is " + name + ", allowed: auto, secret-service, file");
            };
        }
    }

    KeyFile(Path file, Vaults vaults, KeyStore allowed) {
        this.file = file;
        this.vaults = vaults;
        this.allowed = allowed;
    }

    boolean exists() {
        return Files.exists(file);
    }

    Signer open() throws StoreException {
        try {
            return exists() ? read() : create();
        } catch (IOException e) {
            throw new StoreException(Reason.IO, "signing key " + file + ": " + e.getMessage(), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreException(Reason.KEY, "signing key " + file + " does not open; nothing was changed", e);
        }
    }

    private Signer create() throws StoreException, IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(SignedHead.ALGORITHM).generateKeyPair();
        byte[] id = new byte[16];
        new SecureRandom().nextBytes(id);
        String publicKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        byte[] plain = pair.getPrivate().getEncoded();
        write(HexFormat.of().formatHex(id), publicKey, plain, vaultForNew());
        return signer(publicKey, plain);
    }

    private Signer read() throws StoreException, IOException, GeneralSecurityException {
        Map<String, Object> object = Json.object(Files.readString(file).strip());
        String id = Json.text(object, "id");
        String kind = Json.text(object, "kind");
        String publicKey = Json.text(object, "public");
        byte[] stored = Base64.getDecoder().decode(Json.text(object, "private"));
        if (!kind.equals(BY_FILE)) {
            return signer(publicKey, crypt(Cipher.DECRYPT_MODE, vault(kind), id, publicKey, stored));
        }
        Optional<KeyVault> better = vaultForNew();
        if (better.isPresent()) {
            write(id, publicKey, stored, better);
        }
        return signer(publicKey, stored);
    }

    private void write(String id, String publicKey, byte[] plain, Optional<KeyVault> vault)
            throws StoreException, IOException, GeneralSecurityException {
        byte[] stored = vault.isEmpty() ? plain : crypt(Cipher.ENCRYPT_MODE, vault.get(), id, publicKey, plain);
        Disk.replace(
                file,
                "{\"id\":\"" + id + "\",\"kind\":\"" + vault.map(KeyVault::name).orElse(BY_FILE) + "\",\"public\":\""
                        + publicKey + "\",\"private\":\"" + Base64.getEncoder().encodeToString(stored) + "\"}\n");
    }

    private static byte[] crypt(int mode, KeyVault vault, String id, String publicKey, byte[] bytes)
            throws StoreException, GeneralSecurityException {
        byte[] key = vault.wrappingKey("oriel-ledger-" + id);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce = new byte[NONCE];
            if (mode == Cipher.ENCRYPT_MODE) {
                new SecureRandom().nextBytes(nonce);
            } else {
                nonce = Arrays.copyOf(bytes, NONCE);
            }
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(Line.bytes("oriel-ledger-key-1 " + id + " " + publicKey));
            if (mode == Cipher.DECRYPT_MODE) {
                return cipher.doFinal(bytes, NONCE, Math.max(0, bytes.length - NONCE));
            }
            byte[] sealed = cipher.doFinal(bytes);
            byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return all;
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static Signer signer(String publicKey, byte[] encoded) throws GeneralSecurityException {
        Signer signer = new Signer(
                KeyFactory.getInstance(SignedHead.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded)),
                publicKey);
        if (!signer.sign(new Tree(new Digests()), java.time.Instant.EPOCH).sound()) {
            throw new GeneralSecurityException("the two halves of the key do not belong together");
        }
        return signer;
    }

    private Optional<KeyVault> vaultForNew() throws StoreException {
        return switch (allowed) {
            case FILE -> Optional.empty();
            case AUTO -> vaults.find(Duration.ZERO);
            case SECRET_SERVICE -> Optional.of(vault(""));
        };
    }

    private KeyVault vault(String kind) throws StoreException {
        return vaults.find(PATIENCE)
                .filter(vault -> kind.isEmpty() || vault.name().equals(kind))
                .orElseThrow(() -> new StoreException(
                        Reason.KEY, "signing key " + file + " is kept by the secret service, which does not answer"));
    }
}
