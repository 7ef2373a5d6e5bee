package org.oriel.export.parquet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of events: one row an event, one column for each field of the envelope and of the kinds, and the whole body as
 * JSON, so that nothing is lost. Filled from the canonical JSON of {@code docs/events.md}, byte by byte.
 *
 * <p>Columns are only ever added, at the end; a change of meaning gives the table another number in {@link #SCHEMA}.
 */
final class EventTable {
    /** Name and version of the table, in the metadata of every file. */
    static final String SCHEMA = "org.oriel.events/1";
    /** Name of its folder. */
    static final String NAME = "events";

    private final List<Column> columns = new ArrayList<>();
    private final BitSet required = new BitSet();
    private final BitSet seen = new BitSet();
    private final JsonCursor cursor = new JsonCursor();
    private final Numbers position;
    private final Texts id = new Texts("id", false);
    private final Texts imageFile;
    private final Optional<PictureBytes> imageBytes;
    private final Optional<Texts> imagePath;
    private final Members envelope;
    private final Pictures pictures;
    private String session = "";
    private String image = "";
    private String type = "";
    private String lastId = "";
    private final Kept device = new Kept();
    private final Kept policy = new Kept();
    private final Kept grant = new Kept();
    private final Kept purpose = new Kept();
    private long millis;
    private int rows;
    private long lastPosition;

    /** With {@code inside} the pictures stand in a column of their own. */
    EventTable(Pictures pictures, boolean inside) {
        this.pictures = pictures;
        position = number("position", false, Column.Type.INT64, Column.Meaning.NONE);
        Map<String, Taker> top = new LinkedHashMap<>();
        Taker keepId = text(add(id));
        top.put("id", (in, row) -> {
            keepId.take(in, row);
            lastId = row >= 0 ? string(in) : lastId;
        });
        Taker keepSession = text(words("session", false));
        top.put("session", (in, row) -> {
            keepSession.take(in, row);
            session = string(in);
        });
        top.put("device", device.of(text(words("device", false))));
        top.put("time", time());
        top.put("source", text(words("source", false)));
        top.put("actor", text(words("actor", false)));
        top.put("subject", subject());
        top.put("policyHash", policy.of(text(words("policy_hash", false))));
        top.put("grant", grant.of(text(words("grant_id", false))));
        top.put("purpose", purpose.of(text(words("purpose", false))));
        top.put("redactions", raw(words("redactions", false)));
        top.put("before", text(words("before_frame", true)));
        top.put("after", text(words("after_frame", true)));
        Words typeColumn = words("type", false);
        Map<String, Members> kinds = kinds();
        imageFile = add(new Texts("image_file", true));
        Texts body = add(new Texts("body", false));
        top.put("body", (in, row) -> body(in, row, typeColumn, kinds, body));
        envelope = new Members(top);
        imageBytes = inside ? Optional.of(add(new PictureBytes("image"))) : Optional.empty();
        imagePath = inside ? Optional.of(add(new Texts(List.of("image", "path"), true))) : Optional.empty();
    }

    List<Column> columns() {
        return columns;
    }

    /** Session of the event read last. */
    String session() {
        return session;
    }

    /** Image of the event read last; empty where it is no frame, or has none. */
    String image() {
        return image;
    }

    /** {@link Ids#sum} of the last row. */
    int sum() {
        return id.sum(rows - 1, Ids.of(lastPosition));
    }

    int rows() {
        return rows;
    }

    long bytes() {
        long bytes = 0;
        for (Column column : columns) {
            bytes += column.bytes();
        }
        return bytes;
    }

    /** That {@code json} can become a row. */
    void check(byte[] json, int from, int to) throws JsonCursor.FormatException {
        parse(json, from, to, -1);
    }

    /** Adds a row. */
    void add(long at, byte[] json, int from, int to) throws JsonCursor.FormatException, IOException {
        position.add(rows, at);
        lastPosition = at;
        parse(json, from, to, rows);
        if (!image.isEmpty()) {
            picture();
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

    private void picture() throws IOException {
        Optional<Path> file = pictures.find(session, image);
        if (file.isPresent()) {
            String name = Pictures.name(session, image);
            if (imageBytes.isPresent() && imagePath.isPresent()) {
                imageBytes.get().add(rows, file.get());
                imagePath.get().add(rows, name);
            } else {
                imageFile.add(rows, name);
            }
        }
    }

    private void parse(byte[] json, int from, int to, int row) throws JsonCursor.FormatException {
        seen.clear();
        image = "";
        // The position does not stand in the JSON.
        seen.set(0);
        cursor.reset(json, from, to);
        envelope.take(cursor, row);
        if (!cursor.atEnd()) {
            throw cursor.wrong("the end");
        }
        for (int i = required.nextSetBit(0); i >= 0; i = required.nextSetBit(i + 1)) {
            if (!seen.get(i)) {
                throw cursor.wrong("field " + columns.get(i).name());
            }
        }
    }

    private void body(JsonCursor in, int row, Words typeColumn, Map<String, Members> kinds, Texts body)
            throws JsonCursor.FormatException {
        int start = in.at();
        in.expect('{');
        in.string();
        if (!string(in).equals("type")) {
            throw in.wrong("type, as the first field of the body,");
        }
        in.expect(':');
        text(typeColumn).take(in, row);
        type = string(in);
        Members kind = kinds.get(type);
        if (kind == null) {
            throw in.wrong("a known type");
        }
        kind.rest(in, row, false);
        once(body, in);
        if (row >= 0) {
            body.add(row, in.bytes(), start, in.at() - start);
        }
    }

    /** A text that is nearly always the same as in the row before: comparing its bytes is cheaper than making a text. */
    private static final class Kept {
        private byte[] bytes = {};
        private String text = "";

        Taker of(Taker taker) {
            return (in, row) -> {
                taker.take(in, row);
                int from = in.offset();
                if (!Arrays.equals(bytes, 0, bytes.length, in.text(), from, from + in.length())) {
                    bytes = Arrays.copyOfRange(in.text(), from, from + in.length());
                    text = new String(bytes, StandardCharsets.UTF_8);
                }
            };
        }
    }

    /** Of the row that was added last, as the next ones. */
    String id() {
        return lastId;
    }

    String type() {
        return type;
    }

    String device() {
        return device.text;
    }

    String policy() {
        return policy.text;
    }

    String grant() {
        return grant.text;
    }

    String purpose() {
        return purpose.text;
    }

    long millis() {
        return millis;
    }

    private static String string(JsonCursor in) {
        return new String(in.text(), in.offset(), in.length(), StandardCharsets.UTF_8);
    }

    private Taker time() {
        Numbers column = number("wall_time", false, Column.Type.INT64, Column.Meaning.MILLIS_UTC);
        Taker wall = (in, row) -> {
            millis = in.number();
            once(column, in);
            if (row >= 0) {
                column.add(row, millis);
            }
        };
        Taker monotonic = number(number("monotonic_nanos", false, Column.Type.INT64, Column.Meaning.NONE));
        return members("wallMillis", wall, "monotonicNanos", monotonic);
    }

    private Taker subject() {
        return members(
                "window", text(words("window", false)),
                "application", text(words("application", false)),
                "origin", text(words("origin", false)));
    }

    private Map<String, Members> kinds() {
        Map<String, Members> kinds = new LinkedHashMap<>();
        Taker modifiers = joined(words("modifiers", true));
        Numbers x = integer("x");
        Numbers y = integer("y");
        Taker point = members("x", number(x), "y", number(y));
        Taker rect = members(
                "x", number(integer("rect_x")),
                "y", number(integer("rect_y")),
                "width", number(integer("rect_width")),
                "height", number(integer("rect_height")));
        Taker title = text(words("title", true));
        kinds.put(
                "key",
                members(
                        "phase", text(words("phase", true)),
                        "code", text(words("code", true)),
                        "key", text(words("key", true)),
                        "modifiers", modifiers,
                        "count", number(integer("count"))));
        kinds.put("pointer.move", members("path", path(add(new Texts("pointer_path", true)), x, y)));
        kinds.put(
                "pointer.button",
                members(
                        "down",
                        flag(add(new Flags("down", true))),
                        "button",
                        number(integer("button")),
                        "at",
                        point,
                        "modifiers",
                        modifiers));
        kinds.put(
                "scroll",
                members(
                        "notchesX", real("notches_x"),
                        "notchesY", real("notches_y"),
                        "pixelsX", real("pixels_x"),
                        "pixelsY", real("pixels_y"),
                        "at", point));
        kinds.put(
                "window",
                members(
                        "change", text(words("change", true)),
                        "title", title,
                        "windowClass", text(words("window_class", true)),
                        "bounds", rect,
                        "scale", real("scale"),
                        "stack", joined(words("stack", true))));
        kinds.put("frame", frame(rect));
        kinds.put(
                "element",
                members(
                        "role", text(words("role", true)),
                        "name", text(words("name", true)),
                        "bounds", rect,
                        "editable", flag(add(new Flags("editable", true))),
                        "guarded", flag(add(new Flags("guarded", true)))));
        kinds.put(
                "page",
                members(
                        "origin", text(words("page_origin", true)),
                        "path", text(words("page_path", true)),
                        "title", title));
        kinds.put(
                "document",
                members(
                        "project", text(words("project", true)),
                        "language", text(words("language", true)),
                        "fileKind", text(words("file_kind", true))));
        kinds.put(
                "message",
                members(
                        "action", text(words("action", true)),
                        "counterpart", text(words("counterpart", true))));
        kinds.put("clipboard", members("operation", text(words("operation", true))));
        kinds.put(
                "mark",
                members(
                        "mark", text(words("mark", true)),
                        "reason", text(words("reason", true)),
                        "counts", raw(words("counts", true))));
        kinds.put(
                "extension",
                members(
                        "schema", text(words("schema", true)),
                        "fields", raw(add(new Texts("fields", true)))));
        return kinds;
    }

    private Members frame(Taker rect) {
        Taker imageId = text(add(new Texts("image_id", true)));
        return members(
                "frame", text(add(new Texts("frame", true))),
                "image",
                        (Taker) (in, row) -> {
                            imageId.take(in, row);
                            image = string(in);
                        },
                "area", rect,
                "trigger", text(words("trigger", true)),
                "monitors", raw(words("monitors", true)),
                "shown", raw(words("shown", true)),
                "masks", raw(words("masks", true)),
                "missing", text(words("missing", true)));
    }

    private static Members members(Object... namesAndTakers) {
        Map<String, Taker> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTakers.length; i += 2) {
            members.put((String) namesAndTakers[i], (Taker) namesAndTakers[i + 1]);
        }
        return new Members(members);
    }

    private <C extends Column> C add(C column) {
        if (!column.optional) {
            required.set(columns.size());
        }
        column.index(columns.size());
        columns.add(column);
        return column;
    }

    private Words words(String name, boolean optional) {
        return add(new Words(name, optional));
    }

    private Numbers number(String name, boolean optional, Column.Type type, Column.Meaning meaning) {
        return add(new Numbers(name, optional, type, meaning));
    }

    private Numbers integer(String name) {
        return number(name, true, Column.Type.INT32, Column.Meaning.NONE);
    }

    /** Twice the same name would put two values into one row. */
    private void once(Column column, JsonCursor in) throws JsonCursor.FormatException {
        if (seen.get(column.index())) {
            throw in.wrong("no second " + column.name());
        }
        seen.set(column.index());
    }

    private Taker text(Texts column) {
        return (in, row) -> {
            in.string();
            once(column, in);
            if (row >= 0) {
                column.add(row, in.text(), in.offset(), in.length());
            }
        };
    }

    private Taker raw(Texts column) {
        return (in, row) -> {
            int start = in.at();
            in.skip();
            once(column, in);
            if (row >= 0) {
                column.add(row, in.bytes(), start, in.at() - start);
            }
        };
    }

    /** A list of names, with commas between them. */
    private Taker joined(Texts column) {
        Bytes list = new Bytes(64);
        return (in, row) -> {
            list.clear();
            in.expect('[');
            for (boolean first = true; in.more(']', first); first = false) {
                in.string();
                if (!first) {
                    list.put(',');
                }
                list.put(in.text(), in.offset(), in.length());
            }
            once(column, in);
            if (row >= 0) {
                column.add(row, list.array(), 0, list.size());
            }
        };
    }

    private Taker number(Numbers column) {
        return (in, row) -> {
            long value = in.number();
            if (column.type == Column.Type.INT32 && value != (int) value) {
                throw in.wrong("a number of 32 bits");
            }
            once(column, in);
            if (row >= 0) {
                column.add(row, value);
            }
        };
    }

    private Taker real(String name) {
        Reals column = add(new Reals(name, true));
        return (in, row) -> {
            double value = in.real();
            once(column, in);
            if (row >= 0) {
                column.add(row, value);
            }
        };
    }

    private Taker flag(Flags column) {
        return (in, row) -> {
            boolean value = in.flag();
            once(column, in);
            if (row >= 0) {
                column.add(row, value);
            }
        };
    }

    /** The path as it is, and its last point as the place of the event. */
    private Taker path(Texts column, Numbers x, Numbers y) {
        long[] last = new long[2];
        Members point = members(
                "x", (Taker) (in, row) -> last[0] = in.number(),
                "y", (Taker) (in, row) -> last[1] = in.number());
        return (in, row) -> {
            int start = in.at();
            in.expect('[');
            boolean any = false;
            for (; in.more(']', !any); any = true) {
                point.take(in, row);
            }
            once(column, in);
            if (last[0] != (int) last[0] || last[1] != (int) last[1]) {
                throw in.wrong("a number of 32 bits");
            }
            if (row >= 0) {
                column.add(row, in.bytes(), start, in.at() - start);
                if (any) {
                    x.add(row, last[0]);
                    y.add(row, last[1]);
                }
            }
        };
    }
}
