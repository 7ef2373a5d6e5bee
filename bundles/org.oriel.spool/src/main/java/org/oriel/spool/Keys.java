package org.oriel.spool;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.crypto.SecretKey;
import org.oriel.api.event.CaptureEvent;

/**
 * The data keys: one per session, day, grant, purpose and policy, so that a block cannot be opened under another
 * label. Each is wrapped by the root key and stored twice, because a damaged key would cost every block it seals. Key
 * ids grow with positions: a key serves the positions from its {@code since} to the next key's.
 */
final class Keys {
    /** Names of the two tables. */
    static final List<String> TABLES = List.of("key", "key_spare");

    /** Wrapped by the root key. */
    static final String BY_ROOT = "root";

    /**
     * What a key is for; part of what every block is authenticated with.
     *
     * @param session capture session
     * @param day UTC date of its first event
     * @param grant consent
     * @param purpose purpose agreed to
     * @param policy hash of the allow rules
     */
    record Label(String session, String day, String grant, String purpose, String policy) {
        static final Label NONE = new Label("", "", "", "", "");

        static Label of(CaptureEvent event) {
            String day = Instant.ofEpochMilli(event.time().wallMillis())
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .toString();
            return new Label(event.session().toString(), day, event.grant(), event.purpose(), event.policyHash());
        }

        /** The same for every key that may serve it: keys made on another day do. */
        Label anyDay() {
            return new Label(session, "", grant, purpose, policy);
        }

        /** Whether a key with this label may seal an event with the other; a clock set back makes no new key. */
        boolean serves(Label other) {
            return session.equals(other.session)
                    && grant.equals(other.grant)
                    && purpose.equals(other.purpose)
                    && policy.equals(other.policy)
                    && other.day.compareTo(day) <= 0;
        }
    }

    /** A stored key. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Row(long id, long since, Label label, String kind, byte[] wrapped) {}

    /** A key that can be used. */
    record DataKey(long id, long since, Label label, SecretKey key) {}

    private final Seal seal;
    private final SecretKey root;
    private final String spoolId;
    private final NavigableMap<Long, List<Row>> rows = new ConcurrentSkipListMap<>();
    private final Map<Long, DataKey> opened = new java.util.concurrent.ConcurrentHashMap<>();

    Keys(Seal seal, SecretKey root, String spoolId) {
        this.seal = seal;
        this.root = root;
        this.spoolId = spoolId;
    }

    static List<Row> load(Sql sql, String table, long from) throws SQLException {
        return sql.rows(
                "SELECT id, since, session, day, grant_id, purpose, policy, kind, wrapped FROM " + table
                        + " WHERE id >= ? ORDER BY id",
                row -> new Row(
                        row.getLong(1),
                        row.getLong(2),
                        new Label(text(row, 3), text(row, 4), text(row, 5), text(row, 6), text(row, 7)),
                        text(row, 8),
                        bytes(row, 9)),
                from);
    }

    /** A flipped byte in a record's header can turn a value into NULL. */
    private static String text(java.sql.ResultSet row, int column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }

    private static byte[] bytes(java.sql.ResultSet row, int column) throws SQLException {
        byte[] value = row.getBytes(column);
        return value == null ? new byte[0] : value;
    }

    static void insert(Sql sql, Row row) throws SQLException {
        for (String table : TABLES) {
            sql.update(
                    "INSERT OR REPLACE INTO " + table + " VALUES(?,?,?,?,?,?,?,?,?)",
                    row.id(),
                    row.since(),
                    row.label().session(),
                    row.label().day(),
                    row.label().grant(),
                    row.label().purpose(),
                    row.label().policy(),
                    row.kind(),
                    row.wrapped());
        }
    }

    static void delete(Sql sql, long id) throws SQLException {
        for (String table : TABLES) {
            sql.update("DELETE FROM " + table + " WHERE id=?", id);
        }
    }

    void add(Row row) {
        rows.merge(row.id(), List.of(row), (before, more) -> {
            List<Row> both = new ArrayList<>(before);
            both.addAll(more);
            return both;
        });
    }

    void remove(long id) {
        rows.remove(id);
        opened.remove(id);
    }

    Optional<DataKey> get(long id) {
        DataKey known = opened.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        for (Row row : rows.getOrDefault(id, List.of())) {
            byte[] bytes = row.kind().equals(BY_ROOT) ? seal.open(root, row.wrapped(), associated(spoolId, row)) : null;
            if (bytes != null) {
                DataKey key = new DataKey(id, row.since(), row.label(), Seal.key(bytes));
                Seal.wipe(bytes);
                opened.put(id, key);
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** The newest key, if it may seal an event with that label. */
    Optional<DataKey> current(Label label) {
        return rows.isEmpty()
                ? Optional.empty()
                : get(rows.lastKey()).filter(key -> key.label().serves(label));
    }

    /** A new key as it is to be stored; {@link #add} makes it known once it is. */
    Row create(Label label, long id, long since) {
        byte[] bytes = seal.random(Seal.KEY_BYTES);
        Row open = new Row(id, since, label, BY_ROOT, new byte[0]);
        byte[] wrapped = seal.seal(root, bytes, bytes.length, associated(spoolId, open));
        Seal.wipe(bytes);
        return new Row(id, since, label, BY_ROOT, wrapped);
    }

    /** Opens a key that is not known yet, for the transaction that stores it. */
    DataKey use(Row row) {
        byte[] bytes = seal.open(root, row.wrapped(), associated(spoolId, row));
        if (bytes == null) {
            throw new IllegalStateException("a new key does not open");
        }
        DataKey key = new DataKey(row.id(), row.since(), row.label(), Seal.key(bytes));
        Seal.wipe(bytes);
        return key;
    }

    /** After the newest key that opens: the id of a damaged row says nothing. */
    long nextId() {
        for (long id : rows.descendingKeySet()) {
            if (get(id).isPresent()) {
                return id + 1;
            }
        }
        return 1;
    }

    /** Ids of the keys that may serve positions from {@code first} to {@code last}. */
    List<Long> serving(long first, long last) {
        List<Long> ids = new ArrayList<>();
        for (long id : rows.keySet()) {
            Optional<DataKey> key = get(id);
            if (key.isPresent() && key.get().since() <= last && until(id) >= first) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** Last position that the key serves. */
    long until(long id) {
        for (long later : rows.tailMap(id, false).keySet()) {
            Optional<DataKey> next = get(later);
            if (next.isPresent()) {
                return next.get().since() - 1;
            }
        }
        return Long.MAX_VALUE;
    }

    /** How many keys there are, and how many copies of them do not open. */
    int[] check() {
        int bad = 0;
        for (List<Row> copies : rows.values()) {
            int good = 0;
            for (Row row : copies) {
                boolean opens =
                        row.kind().equals(BY_ROOT) && seal.open(root, row.wrapped(), associated(spoolId, row)) != null;
                good += opens ? 1 : 0;
            }
            bad += TABLES.size() - good;
        }
        return new int[] {rows.size(), bad};
    }

    /** What a wrapped key is bound to. */
    static byte[] associated(String spoolId, Row row) {
        return associated("oriel-key-1", spoolId, row.label(), row.kind(), row.id(), row.since());
    }

    /** Binary and unambiguous: every string with its length. */
    static byte[] associated(String what, String spoolId, Label label, String kind, long... numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String text : new String[] {
                what, spoolId, label.session(), label.day(), label.grant(), label.purpose(), label.policy(), kind
            }) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
            for (long number : numbers) {
                out.writeLong(number);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
