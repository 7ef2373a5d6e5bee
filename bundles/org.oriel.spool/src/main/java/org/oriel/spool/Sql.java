package org.oriel.spool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One connection with its prepared statements. Not thread-safe: its owner holds a lock. */
final class Sql implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /** Reads one row. */
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    Sql(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    int update(String sql, Object... arguments) throws SQLException {
        return run(sql, PreparedStatement::executeUpdate, arguments);
    }

    <T> List<T> rows(String sql, Mapper<T> mapper, Object... arguments) throws SQLException {
        return run(
                sql,
                statement -> {
                    List<T> rows = new ArrayList<>();
                    try (ResultSet result = statement.executeQuery()) {
                        while (result.next()) {
                            rows.add(mapper.map(result));
                        }
                    }
                    return rows;
                },
                arguments);
    }

    /** The first row; later ones are not even read. */
    <T> Optional<T> row(String sql, Mapper<T> mapper, Object... arguments) throws SQLException {
        return run(
                sql,
                statement -> {
                    try (ResultSet result = statement.executeQuery()) {
                        return result.next() ? Optional.of(mapper.map(result)) : Optional.empty();
                    }
                },
                arguments);
    }

    long number(String sql, Object... arguments) throws SQLException {
        return row(sql, row -> row.getLong(1), arguments).orElse(0L);
    }

    private interface Use<T> {
        T apply(PreparedStatement statement) throws SQLException;
    }

    /** The driver closes a statement that failed, so it is prepared anew the next time. */
    private <T> T run(String sql, Use<T> use, Object... arguments) throws SQLException {
        PreparedStatement statement = prepared.remove(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
        }
        try {
            bind(statement, arguments);
            T result = use.apply(statement);
            prepared.put(sql, statement);
            return result;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(statement);
            throw e;
        }
    }

    private static void closeQuietly(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            // What made it fail is what counts.
        }
    }

    private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (arguments[i] instanceof Long number) {
                statement.setLong(i + 1, number);
            } else {
                statement.setObject(i + 1, arguments[i]);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        prepared.values().forEach(Sql::closeQuietly);
        connection.close();
    }
}
