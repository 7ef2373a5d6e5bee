package org.oriel.export.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who this client is, and whom it trusts. Names in certificates are always checked.
 *
 * @param keys own certificate and key; none where {@code null}
 * @param keysPassword its password
 * @param trust certificates to trust; Java's where {@code null}
 * @param trustPassword its password
 */
record Tls(
        @Nullable SecretFile keys,
        @Nullable SecretFile keysPassword,
        @Nullable Path trust,
        @Nullable SecretFile trustPassword) {
    /** Java's trust, no own certificate. */
    static final Tls PLAIN = new Tls(null, null, null, null);

    SSLContext context() throws IOException {
        try {
            KeyManager[] own = null;
            if (keys != null) {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                char[] password = password("keyStorePasswordFile", keysPassword);
                factory.init(store("keyStoreFile", keys.path(), password), password);
                own = factory.getKeyManagers();
            }
            TrustManager[] trusted = null;
            if (trust != null) {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(store("trustStoreFile", trust, password("trustStorePasswordFile", trustPassword)));
                trusted = factory.getTrustManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, trusted, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("keyStoreFile or trustStoreFile cannot be used: " + e.getMessage(), e);
        }
    }

    private static char[] password(String setting, @Nullable SecretFile file) throws IOException {
        if (file == null) {
            throw new IOException(setting + " is empty, allowed: a file with the password");
        }
        return file.text().toCharArray();
    }

    private static KeyStore store(String setting, Path path, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, password);
        } catch (IOException e) {
            throw new IOException(
                    setting + "=" + path + " cannot be read, allowed: a PKCS12 file with the password of its file", e);
        }
        return store;
    }
}
