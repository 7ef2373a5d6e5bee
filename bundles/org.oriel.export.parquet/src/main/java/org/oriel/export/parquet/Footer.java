package org.oriel.export.parquet;

import java.util.List;
import java.util.Map;

/** The footer of a Parquet file: schema, places of the column chunks, free metadata. */
final class Footer {
    /** Where one column of one row group is. */
    record Chunk(
            Column column,
            long start,
            long dataStart,
            long length,
            long plainLength,
            int rows,
            int values,
            int encoding,
            boolean dictionary,
            List<byte[]> bounds) {}

    /** A row group. */
    record Group(int rows, List<Chunk> chunks) {}

    private static final int VERSION = 2;
    private static final int UNCOMPRESSED = 0;
    private static final int GZIP = 2;
    private static final int UTF8 = 0;
    private static final int TIMESTAMP_MILLIS = 9;

    private final Thrift thrift;

    Footer(Thrift thrift) {
        this.thrift = thrift;
    }

    void write(List<Column> columns, List<Group> groups, Map<String, String> metadata) {
        thrift.begin().i32(1, VERSION);
        schema(columns);
        thrift.i64(3, groups.stream().mapToLong(Group::rows).sum());
        thrift.list(4, Thrift.STRUCT, groups.size());
        groups.forEach(this::group);
        thrift.list(5, Thrift.STRUCT, metadata.size());
        metadata.forEach(
                (key, value) -> thrift.begin().text(1, key).text(2, value).end());
        // The form that readers parse: application, version, build.
        thrift.text(6, "org.oriel.export.parquet version 0.1.0 (build 1)");
        thrift.list(7, Thrift.STRUCT, columns.size());
        columns.forEach(column -> thrift.begin().begin(1).end().end());
        thrift.end();
    }

    private void schema(List<Column> columns) {
        long top = columns.stream().map(c -> c.path.get(0)).distinct().count();
        long nested = columns.stream()
                .filter(c -> c.path.size() > 1)
                .map(c -> c.path.get(0))
                .distinct()
                .count();
        thrift.list(2, Thrift.STRUCT, (int) (1 + nested + columns.size()));
        thrift.begin().text(4, "schema").i32(5, (int) top).end();
        String open = "";
        for (Column column : columns) {
            String first = column.path.get(0);
            if (column.path.size() > 1 && !first.equals(open)) {
                open = first;
                long children = columns.stream()
                        .filter(c -> c.path.get(0).equals(first))
                        .count();
                thrift.begin().i32(3, 1).text(4, first).i32(5, (int) children).end();
            }
            leaf(column);
        }
    }

    private void leaf(Column column) {
        thrift.begin().i32(1, column.type.code).i32(3, column.optional ? 1 : 0);
        thrift.text(4, column.path.get(column.path.size() - 1));
        switch (column.meaning) {
            case TEXT -> thrift.i32(6, UTF8).begin(10).begin(1).end().end();
            case MILLIS_UTC -> {
                thrift.i32(6, TIMESTAMP_MILLIS).begin(10).begin(8).bool(1, true);
                thrift.begin(2).begin(1).end().end().end().end();
            }
            case NONE -> {}
        }
        thrift.end();
    }

    private void group(Group group) {
        long plain = group.chunks().stream().mapToLong(Chunk::plainLength).sum();
        long packed = group.chunks().stream().mapToLong(Chunk::length).sum();
        thrift.begin().list(1, Thrift.STRUCT, group.chunks().size());
        group.chunks().forEach(this::chunk);
        thrift.i64(2, plain).i64(3, group.rows());
        thrift.i64(5, group.chunks().get(0).start()).i64(6, packed).end();
    }

    private void chunk(Chunk chunk) {
        Column column = chunk.column();
        thrift.begin().i64(2, 0).begin(3);
        thrift.i32(1, column.type.code);
        if (chunk.dictionary()) {
            thrift.list(2, Thrift.I32, 3).element(Column.PLAIN);
        } else {
            thrift.list(2, Thrift.I32, 2);
        }
        thrift.element(Column.RLE).element(chunk.encoding());
        thrift.list(3, Thrift.BINARY, column.path.size());
        column.path.forEach(thrift::element);
        thrift.i32(4, column.compressed() ? GZIP : UNCOMPRESSED).i64(5, chunk.rows());
        thrift.i64(6, chunk.plainLength()).i64(7, chunk.length()).i64(9, chunk.dataStart());
        if (chunk.dictionary()) {
            thrift.i64(11, chunk.start());
        }
        thrift.begin(12).i64(3, chunk.rows() - chunk.values());
        if (!chunk.bounds().isEmpty()) {
            thrift.binary(5, chunk.bounds().get(1)).binary(6, chunk.bounds().get(0));
        }
        thrift.end().end().end();
    }
}
