package org.oriel.export.parquet;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** DuckDB, as a reader of Parquet that shares no code with the writer. */
final class Duck {
    private Duck() {}

    /** Rows of {@code sql}, in which {@code FILES} stands for a reading of {@code files}; values as DuckDB gives them. */
    static List<Map<String, Object>> rows(String sql, List<Path> files) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (files.isEmpty()) {
            return rows;
        }
        String names = String.join(
                ",",
                files.stream()
                        .map(f -> "'" + f.toString().replace("'", "''") + "'")
                        .toList());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql.replace("FILES", "read_parquet([" + names + "])"))) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns; i++) {
                    row.put(found.getMetaData().getColumnName(i), found.getObject(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
