package org.oriel.keys.secretservice;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.host.KeyVault;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;

/**
 * The wrapping key in the Secret Service (GNOME Keyring, KWallet). It never prompts: a locked keyring is an answer, and
 * asking without being seen would teach people to type passwords into anything.
 */
public final class SecretServiceVault implements KeyVault {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int KEY_BYTES = 32;
    private static final String SCHEMA = "org.oriel.WrappingKey";
    private static final String ATTRIBUTE = "name";
    private static final String COLLECTION = "default";

    /** What the default collection says. */
    enum Readiness {
        /** It is there and unlocked. */
        READY,
        /** It is there, and locked. */
        LOCKED,
        /** There is none, or nothing that could have one. */
        ABSENT
    }

    private @Nullable Libsecret library;

    /** Cheap: the library is loaded with the first call. */
    public SecretServiceVault() {}

    @Override
    public String name() {
        return "secret-service";
    }

    /** Whether the default collection could be used, within a time limit. */
    synchronized Readiness readiness(Duration limit) throws StoreException {
        Libsecret secret = library();
        try (Deadline deadline = new Deadline(secret, limit)) {
            return readiness(secret, deadline);
        }
    }

    private static Readiness readiness(Libsecret secret, Deadline deadline) throws StoreException {
        connect(secret, deadline);
        PointerByReference error = new PointerByReference();
        Pointer service = secret.secret_service_get_sync(0, deadline.cancellable(), error);
        String problem = take(secret, error);
        if (service == null) {
            throw failed(problem);
        }
        Pointer collection =
                secret.secret_collection_for_alias_sync(service, COLLECTION, 0, deadline.cancellable(), error);
        problem = take(secret, error);
        secret.g_object_unref(service);
        if (collection == null) {
            if (problem.isEmpty()) {
                return Readiness.ABSENT;
            }
            throw failed(problem);
        }
        int locked = secret.secret_collection_get_locked(collection);
        secret.g_object_unref(collection);
        return locked == 0 ? Readiness.READY : Readiness.LOCKED;
    }

    /** GLib ends the whole process when the session bus goes away, unless it is told not to. */
    private static void connect(Libsecret secret, Deadline deadline) throws StoreException {
        PointerByReference error = new PointerByReference();
        Pointer bus = secret.g_bus_get_sync(Libsecret.SESSION_BUS, deadline.cancellable(), error);
        String problem = take(secret, error);
        if (bus == null) {
            throw failed(problem);
        }
        secret.g_dbus_connection_set_exit_on_close(bus, 0);
        secret.g_object_unref(bus);
    }

    @Override
    public synchronized byte[] wrappingKey(String name) throws StoreException {
        Libsecret secret = library();
        try (Deadline deadline = new Deadline(secret, LIMIT);
                Attributes attributes = new Attributes(secret, name)) {
            Readiness readiness = readiness(secret, deadline);
            if (readiness != Readiness.READY) {
                throw failed(
                        readiness == Readiness.LOCKED
                                ? "the default keyring is locked"
                                : "there is no default keyring");
            }
            Optional<byte[]> known = find(secret, attributes, deadline);
            if (known.isPresent()) {
                return known.get();
            }
            byte[] created = create(secret, attributes, name, deadline);
            byte[] stored = find(secret, attributes, deadline)
                    .orElseThrow(() -> failed("the key that was stored is not there"));
            if (!MessageDigest.isEqual(created, stored)) {
                throw failed("the key that was stored is another one");
            }
            Arrays.fill(created, (byte) 0);
            return stored;
        }
    }

    /** In all collections and without unlocking: a key that is only locked must not be taken for one that is missing. */
    private static Optional<byte[]> find(Libsecret secret, Attributes attributes, Deadline deadline)
            throws StoreException {
        PointerByReference error = new PointerByReference();
        Pointer items = secret.secret_service_search_sync(
                null,
                attributes.schema(),
                attributes.table(),
                Libsecret.SEARCH_ALL | Libsecret.SEARCH_LOAD_SECRETS,
                deadline.cancellable(),
                error);
        String problem = take(secret, error);
        if (!problem.isEmpty()) {
            throw failed(problem);
        }
        if (items == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(secret, secret.g_list_nth_data(items, 0)));
        } finally {
            for (int i = secret.g_list_length(items) - 1; i >= 0; i--) {
                secret.g_object_unref(secret.g_list_nth_data(items, i));
            }
            secret.g_list_free(items);
        }
    }

    private static byte[] read(Libsecret secret, Pointer item) throws StoreException {
        if (secret.secret_item_get_locked(item) != 0) {
            throw failed("the keyring that holds the key is locked");
        }
        Pointer value = secret.secret_item_get_secret(item);
        if (value == null) {
            throw failed("the key was not handed over");
        }
        try {
            Pointer text = secret.secret_value_get_text(value);
            if (text == null || text.indexOf(0, (byte) 0) != 2 * KEY_BYTES) {
                throw failed("what is stored as the key is none");
            }
            byte[] hex = text.getByteArray(0, 2 * KEY_BYTES);
            byte[] key = HexFormat.of().parseHex(new String(hex, StandardCharsets.US_ASCII));
            Arrays.fill(hex, (byte) 0);
            return key;
        } catch (IllegalArgumentException e) {
            throw failed("what is stored as the key is none");
        } finally {
            secret.secret_value_unref(value);
        }
    }

    private static byte[] create(Libsecret secret, Attributes attributes, String name, Deadline deadline)
            throws StoreException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        PointerByReference error = new PointerByReference();
        try (Memory hex = new Memory(2 * KEY_BYTES + 1)) {
            hex.clear();
            hex.write(0, HexFormat.of().formatHex(key).getBytes(StandardCharsets.US_ASCII), 0, 2 * KEY_BYTES);
            secret.secret_password_storev_sync(
                    attributes.schema(),
                    attributes.table(),
                    COLLECTION,
                    "Oriel: key of the event store (" + name + ")",
                    hex,
                    deadline.cancellable(),
                    error);
            hex.clear();
        }
        String problem = take(secret, error);
        if (!problem.isEmpty()) {
            throw failed(problem);
        }
        return key;
    }

    private Libsecret library() throws StoreException {
        Libsecret loaded = library;
        if (loaded == null) {
            try {
                loaded = Native.load(Libsecret.FILE, Libsecret.class);
            } catch (UnsatisfiedLinkError e) {
                throw new StoreException(Reason.KEY, "no secret service: " + Libsecret.FILE + " is not installed", e);
            }
            library = loaded;
        }
        return loaded;
    }

    /** The message of a GError, empty where there is none; frees it. */
    private static String take(Libsecret secret, PointerByReference error) {
        Pointer raised = error.getValue();
        if (raised == null) {
            return "";
        }
        // struct GError { guint32 domain; gint code; gchar *message; }
        String message = raised.getPointer(8).getString(0, "UTF-8");
        secret.g_error_free(raised);
        return message.isEmpty() ? "unknown error" : message;
    }

    private static StoreException failed(String why) {
        return new StoreException(Reason.KEY, "the secret service gave no key: " + why);
    }

    /** Schema and attributes of one key; the strings live as long as this, because GLib does not copy them. */
    private static final class Attributes implements AutoCloseable {
        private final Libsecret secret;
        private final Memory key = string(ATTRIBUTE);
        private final Memory value;
        private final Pointer schema;
        private final Pointer table;

        Attributes(Libsecret secret, String name) {
            this.secret = secret;
            this.value = string(name);
            Pointer types = newTable();
            secret.g_hash_table_insert(types, key, null); // SECRET_SCHEMA_ATTRIBUTE_STRING is 0.
            this.schema = secret.secret_schema_newv(SCHEMA, 0, types);
            secret.g_hash_table_unref(types);
            this.table = newTable();
            secret.g_hash_table_insert(table, key, value);
        }

        private Pointer newTable() {
            NativeLibrary symbols = NativeLibrary.getInstance(Libsecret.FILE);
            return secret.g_hash_table_new(symbols.getFunction("g_str_hash"), symbols.getFunction("g_str_equal"));
        }

        private static Memory string(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            Memory memory = new Memory(utf8.length + 1L);
            memory.clear();
            memory.write(0, utf8, 0, utf8.length);
            return memory;
        }

        Pointer schema() {
            return schema;
        }

        Pointer table() {
            return table;
        }

        @Override
        public void close() {
            secret.g_hash_table_unref(table);
            secret.secret_schema_unref(schema);
            key.close();
            value.close();
        }
    }
}
