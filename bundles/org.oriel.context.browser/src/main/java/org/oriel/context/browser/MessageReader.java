package org.oriel.context.browser;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads a message strictly: flat, no field too many, none missing, nothing too long. Refusals name no value. */
final class MessageReader {
    private static final int FIELDS = 20;
    private static final int LABEL = 128;
    private static final int TEXT = 512;
    private static final int STEPS = 8;
    private static final int PIXELS = 1_000_000;
    private static final long DAY_MILLIS = 86_400_000;
    private static final Pattern REFERENCE = Pattern.compile("[0-9a-f]{8,32}(\\.[0-9]{1,9})?");
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/\\s]{1,255}");
    private static final Pattern WORD = Pattern.compile("[a-z0-9-]{0,32}");

    /** A message that is not one. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String why) {
            super(why);
        }
    }

    private final Map<String, Object> fields = new HashMap<>();

    private MessageReader() {}

    static Message read(byte[] json) throws Malformed {
        MessageReader reader = new MessageReader();
        reader.parse(json);
        Message message = reader.message();
        if (!reader.fields.isEmpty()) {
            throw new Malformed("unknown field");
        }
        return message;
    }

    private void parse(byte[] json) throws Malformed {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (fields.size() >= FIELDS || fields.put(name, value(reader)) != null) {
                    throw new Malformed("too many fields, or one twice");
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new Malformed("more than one value");
            }
        } catch (CharacterCodingException e) {
            throw new Malformed("not UTF-8");
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            // Their messages quote the input.
            throw new Malformed("not the JSON that is wanted");
        }
    }

    private static Object value(JsonReader reader) throws IOException, Malformed {
        return switch (reader.peek()) {
            case STRING -> reader.nextString();
            case BOOLEAN -> reader.nextBoolean();
            case NUMBER -> reader.nextLong();
            case BEGIN_ARRAY -> strings(reader);
            default -> throw new Malformed("a value of a type that no field has");
        };
    }

    private static List<String> strings(JsonReader reader) throws IOException, Malformed {
        List<String> all = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            if (all.size() >= STEPS || reader.peek() != JsonToken.STRING) {
                throw new Malformed("a list that is too long or holds more than text");
            }
            String one = reader.nextString();
            if (one.length() > LABEL) {
                throw new Malformed("a text too long");
            }
            all.add(one);
        }
        reader.endArray();
        return all;
    }

    private Message message() throws Malformed {
        String type = text("t", 16);
        return switch (type) {
            case "relay" -> new Message.Relay(number("v", 1, 1000), text("caller", LABEL));
            case "hello" -> new Message.Hello(number("v", 1, 1000), word("browser"), text("version", 32));
            case "private" -> new Message.Private(time("first"), time("last"));
            case "tab" -> new Message.Tab(origin(), time("at"), reference("tab"), number("active", 0, DAY_MILLIS));
            default -> framed(type);
        };
    }

    /** What comes from a frame of a tab. */
    private Message framed(String type) throws Malformed {
        reference("tab");
        String origin = origin();
        return switch (type) {
            case "span" -> span(origin);
            case "click" -> click(origin);
            case "choice" -> new Message.Choice(origin, time("at"), word("control"), path());
            case "page" -> new Message.Page(origin, time("at"), text("path", TEXT), text("title", TEXT));
            case "mail" -> new Message.Mail(origin, time("at"), word("action"));
            default -> throw new Malformed("unknown type");
        };
    }

    private Message.Span span(String origin) throws Malformed {
        Message.Span span = new Message.Span(
                origin,
                reference("field"),
                flag("guarded"),
                word("signal"),
                time("first"),
                time("last"),
                time("focus"));
        if (span.last() < span.first()) {
            throw new Malformed("times out of order");
        }
        return span;
    }

    private Message.Click click(String origin) throws Malformed {
        return new Message.Click(
                origin,
                time("at"),
                word("role"),
                text("name", LABEL),
                (int) number("x", -PIXELS, PIXELS),
                (int) number("y", -PIXELS, PIXELS),
                (int) number("w", 0, PIXELS),
                (int) number("h", 0, PIXELS),
                flag("editable"),
                flag("guarded"),
                text("id", LABEL),
                text("test", LABEL),
                text("css", TEXT));
    }

    private List<String> path() throws Malformed {
        if (fields.remove("path") instanceof List<?> list && !list.isEmpty()) {
            return list.stream().map(String::valueOf).toList();
        }
        throw new Malformed("no path");
    }

    private String origin() throws Malformed {
        return matching("origin", ORIGIN);
    }

    private String reference(String name) throws Malformed {
        return matching(name, REFERENCE);
    }

    private String word(String name) throws Malformed {
        return matching(name, WORD);
    }

    private String matching(String name, Pattern pattern) throws Malformed {
        String text = text(name, TEXT);
        if (!pattern.matcher(text).matches()) {
            throw new Malformed(name + " of another form");
        }
        return text;
    }

    private String text(String name, int longest) throws Malformed {
        if (fields.remove(name) instanceof String text && text.length() <= longest) {
            return text;
        }
        throw new Malformed(name + " missing, too long or of another type");
    }

    private boolean flag(String name) throws Malformed {
        if (fields.remove(name) instanceof Boolean flag) {
            return flag;
        }
        throw new Malformed(name + " missing or of another type");
    }

    private long time(String name) throws Malformed {
        return number(name, 0, 1L << 53);
    }

    private long number(String name, long least, long most) throws Malformed {
        if (fields.remove(name) instanceof Long number && number >= least && number <= most) {
            return number;
        }
        throw new Malformed(name + " missing, out of range or of another type");
    }
}
