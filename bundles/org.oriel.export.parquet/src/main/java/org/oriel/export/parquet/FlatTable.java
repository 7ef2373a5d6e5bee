package org.oriel.export.parquet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table that is filled from flat JSON objects whose fields are named as its columns. What is not there, or {@code null},
 * has no value in its row.
 */
final class FlatTable {
    private final List<Column> columns = new ArrayList<>();
    private final JsonCursor cursor = new JsonCursor();
    private final Members members;
    private final Pictures pictures;
    private final Optional<Texts> imageFile;
    private final Optional<PictureBytes> imageBytes;
    private final Optional<Texts> imagePath;
    private String session = "";
    private String image = "";
    private int rows;

    /** A column: its name and what it holds. */
    record Field(String name, Kind kind) {}

    /** What a column holds. */
    enum Kind {
        /** Text that repeats. */
        WORD,
        /** Text that does not. */
        TEXT,
        /** Any JSON, as it is. */
        JSON,
        INT,
        LONG,
        MILLIS,
        REAL,
        FLAG,
        /** Session of the row, a WORD. */
        SESSION,
        /** Id of the picture of the row, a TEXT, from which the columns of the picture are made. */
        IMAGE
    }

    FlatTable(List<Field> fields, Pictures pictures, boolean inside) {
        this.pictures = pictures;
        Map<String, Taker> takers = new LinkedHashMap<>();
        for (Field field : fields) {
            takers.put(field.name(), taker(field));
        }
        members = new Members(takers);
        boolean shown = fields.stream().anyMatch(field -> field.kind() == Kind.IMAGE);
        imageFile = shown ? Optional.of(add(new Texts("image_file", true))) : Optional.empty();
        imageBytes = shown && inside ? Optional.of(add(new PictureBytes("image"))) : Optional.empty();
        imagePath = shown && inside ? Optional.of(add(new Texts(List.of("image", "path"), true))) : Optional.empty();
    }

    private <C extends Column> C add(C column) {
        columns.add(column);
        return column;
    }

    private Taker taker(Field field) {
        String name = field.name();
        return switch (field.kind()) {
            case WORD -> text(add(new Words(name, true)));
            case TEXT -> text(add(new Texts(name, true)));
            case JSON -> raw(add(new Texts(name, true)));
            case INT -> number(add(new Numbers(name, true, Column.Type.INT32, Column.Meaning.NONE)));
            case LONG -> number(add(new Numbers(name, true, Column.Type.INT64, Column.Meaning.NONE)));
            case MILLIS -> number(add(new Numbers(name, true, Column.Type.INT64, Column.Meaning.MILLIS_UTC)));
            case REAL -> real(add(new Reals(name, true)));
            case FLAG -> flag(add(new Flags(name, true)));
            case SESSION -> {
                Taker text = text(add(new Words(name, true)));
                yield (in, row) -> {
                    text.take(in, row);
                    session = string(in);
                };
            }
            case IMAGE -> {
                Taker text = text(add(new Texts(name, true)));
                yield (in, row) -> {
                    text.take(in, row);
                    image = string(in);
                };
            }
        };
    }

    private static Taker text(Texts column) {
        return (in, row) -> {
            in.string();
            column.add(row, in.text(), in.offset(), in.length());
        };
    }

    private static Taker raw(Texts column) {
        return (in, row) -> {
            int start = in.at();
            in.skip();
            column.add(row, in.bytes(), start, in.at() - start);
        };
    }

    private static Taker number(Numbers column) {
        return (in, row) -> column.add(row, in.number());
    }

    private static Taker real(Reals column) {
        return (in, row) -> column.add(row, in.real());
    }

    private static Taker flag(Flags column) {
        return (in, row) -> column.add(row, in.flag());
    }

    private static String string(JsonCursor in) {
        return new String(in.text(), in.offset(), in.length(), StandardCharsets.UTF_8);
    }

    List<Column> columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    long bytes() {
        return columns.stream().mapToLong(Column::bytes).sum();
    }

    /** Adds a row. */
    void add(byte[] json, int offset, int length) throws JsonCursor.FormatException, IOException {
        session = "";
        image = "";
        cursor.reset(json, offset, offset + length);
        members.take(cursor, rows);
        Optional<Path> file = image.isEmpty() ? Optional.empty() : pictures.find(session, image);
        if (file.isPresent() && imageFile.isPresent()) {
            String name = Pictures.name(session, image);
            if (imageBytes.isPresent() && imagePath.isPresent()) {
                imageBytes.get().add(rows, file.get());
                imagePath.get().add(rows, name);
            } else {
                imageFile.get().add(rows, name);
            }
        }
        rows++;
    }

    /** Writes the rows as a row group, and begins anew. */
    void writeTo(ParquetFile file) throws IOException {
        if (rows > 0) {
            file.group(rows);
            rows = 0;
        }
    }
}
