package org.oriel.spool;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * The state, sealed, in two tables that are written in turn: one page goes to the device per change, and a damaged page
 * costs the last change at most.
 */
final class StateTable {
    private static final List<String> TABLES = List.of("state_a", "state_b");

    private final Seal seal;
    private final SecretKey root;
    private final String spoolId;

    /**
     * What was found.
     *
     * @param state the newest copy that opens
     * @param stale whether a copy that may have been newer does not
     */
    record Found(State state, boolean stale) {}

    StateTable(Seal seal, RootKey.Opened root) {
        this.seal = seal;
        this.root = root.key();
        this.spoolId = root.spoolId();
    }

    void create(Sql sql) throws SQLException {
        write(sql, State.EMPTY.at(0));
        write(sql, State.EMPTY.at(1));
    }

    /** Stores {@code changed} as the version after {@code before}, and returns it. */
    State save(Sql sql, State before, State changed) throws SQLException {
        State next = changed.at(before.version() + 1);
        write(sql, next);
        return next;
    }

    private void write(Sql sql, State state) throws SQLException {
        byte[] plain = state.encode();
        String table = table(state.version());
        byte[] sealed = seal.seal(root, plain, plain.length, associated(table, state.version()));
        sql.update("INSERT OR REPLACE INTO " + table + " VALUES(1,?,?)", state.version(), sealed);
    }

    Found load(Sql reader) throws SQLException {
        Optional<State> a = load(reader, 0);
        Optional<State> b = load(reader, 1);
        boolean stale = a.isEmpty() || b.isEmpty();
        State newest = a.orElse(State.EMPTY);
        if (b.isPresent() && (a.isEmpty() || b.get().version() > newest.version())) {
            newest = b.get();
        }
        return new Found(newest, stale);
    }

    private Optional<State> load(Sql reader, int index) throws SQLException {
        String table = TABLES.get(index);
        try {
            return reader.row("SELECT version, sealed FROM " + table + " WHERE id=1", row -> {
                        byte[] sealed = row.getBytes(2);
                        long version = row.getLong(1);
                        return sealed == null
                                ? Optional.<State>empty()
                                : Optional.ofNullable(seal.open(root, sealed, associated(table, version)))
                                        .map(State::decode);
                    })
                    .flatMap(state -> state);
        } catch (SQLException e) {
            if (SqlFailure.corrupt(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String table(long version) {
        return TABLES.get((int) (version & 1));
    }

    private byte[] associated(String table, long version) {
        return Keys.associated("oriel-state-1", spoolId, Keys.Label.NONE, table, version);
    }
}
