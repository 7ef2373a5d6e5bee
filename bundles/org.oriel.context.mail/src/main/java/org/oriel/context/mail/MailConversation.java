package org.oriel.context.mail;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Message;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Target;

/** What one mail program says, line by line. Used by one thread. */
final class MailConversation {
    static final String EXTENSION = "mail@oriel.org";
    static final String ACT = "org.oriel.mail.act/1";
    /** What was longer ago is not what keys wait for. */
    private static final long OLDEST_MILLIS = 10_000;

    private static final Pattern HASHES = Pattern.compile("[0-9a-f]{32}(,[0-9a-f]{32}){0,49}");

    /** Fields by name; the same as in the manifest (bnd.bnd). */
    static final Map<String, Pattern> DECLARED = Map.of(
            "action",
            Pattern.compile(
                    "read|compose|reply|forward|draft|redirect|send|move|archive|delete|junk|copy|search|browse"),
            "attachmentKinds",
            Pattern.compile(
                    "(archive|audio|calendar|document|image|message|other|text|video):\\d{1,4}(,[a-z]+:\\d{1,4}){0,8}"),
            "attachments",
            Pattern.compile("\\d{1,4}"),
            "counterpart",
            Pattern.compile("internal|external|mixed|unknown"),
            "counterparts",
            HASHES,
            "folder",
            Pattern.compile("inbox|sent|drafts|archive|trash|junk|templates|outbox|other"),
            "people",
            Pattern.compile("\\d{1,4}"));

    private final Settings settings;
    private final MailTold told;
    private final Target holder;
    private final LongSupplier clock;
    private final LongSupplier wallClock;
    private boolean relayed;
    private boolean greeted;

    MailConversation(Settings settings, MailTold told, Target holder, LongSupplier clock, LongSupplier wallClock) {
        this.settings = settings;
        this.told = told;
        this.holder = holder;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /** Whether the relay and the extension said who they are. */
    boolean greeted() {
        return greeted;
    }

    /** Takes a line; {@code false} when it was not understood. */
    boolean said(String line) {
        try {
            JsonObject message = parse(line);
            String type = text(message, "type");
            if (!greeted) {
                return greet(type, message);
            }
            return switch (type) {
                case "field" -> field(message);
                case "act" -> act(message);
                default -> false;
            };
        } catch (IOException | RuntimeException e) {
            // The message of the exception quotes what was said: it goes nowhere.
            return false;
        }
    }

    /** First the relay, which knows from the mail program which extension started it; then the extension. */
    private boolean greet(String type, JsonObject message) {
        if (!relayed) {
            relayed = type.equals("relay") && text(message, "extension").equals(EXTENSION);
            return relayed;
        }
        greeted = type.equals("hello") && number(message, "protocol") == 1;
        return greeted;
    }

    private boolean field(JsonObject message) {
        long wall = wallClock.getAsLong();
        long now = clock.getAsLong();
        long until = past(message, "until", wall, now);
        long since = past(message, "since", wall, now);
        boolean open = settings.typing() && text(message, "kind").equals("body");
        told.field(new FieldState(
                holder,
                since,
                since,
                until,
                open ? "message-" + number(message, "message") : "guarded",
                open ? FieldState.Privacy.OPEN : FieldState.Privacy.GUARDED,
                ""));
        return true;
    }

    private boolean act(JsonObject message) {
        Map<String, Sensitive> fields = new TreeMap<>();
        for (Map.Entry<String, Pattern> field : DECLARED.entrySet()) {
            JsonElement value = message.get(field.getKey());
            if (value == null) {
                continue;
            }
            if (!value.isJsonPrimitive()
                    || !field.getValue().matcher(value.getAsString()).matches()) {
                return false;
            }
            if (!field.getKey().equals("counterparts") || settings.hashed()) {
                fields.put(field.getKey(), Sensitive.of(value.getAsString()));
            }
        }
        String action = fields.getOrDefault("action", Sensitive.empty()).reveal();
        String counterpart =
                fields.getOrDefault("counterpart", Sensitive.empty()).reveal();
        if (action.isEmpty() || counterpart.isEmpty()) {
            return false;
        }
        long at = past(message, "at", wallClock.getAsLong(), clock.getAsLong());
        told.tell(holder, at, new Message(action, counterpart));
        told.tell(holder, at, new Extension(ACT, fields));
        return true;
    }

    /**
     * A time of the mail program, which has the wall clock only: its age on that clock, on ours. One of long ago or of
     * the future is refused rather than guessed at.
     */
    private static long past(JsonObject message, String name, long wall, long now) {
        long age = Math.subtractExact(wall, number(message, name));
        if (age < 0 || age > OLDEST_MILLIS) {
            throw new IllegalArgumentException(name + " is not of the last 10 s");
        }
        return now - age * 1_000_000L;
    }

    private static String text(JsonObject message, String name) {
        JsonElement value = message.get(name);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isString()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return value.getAsString();
    }

    private static long number(JsonObject message, String name) {
        JsonElement value = message.get(name);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isNumber()) {
            throw new IllegalArgumentException(name + " is no number");
        }
        return value.getAsLong();
    }

    private static JsonObject parse(String line) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(line));
        reader.setStrictness(Strictness.STRICT);
        JsonElement element = JsonParser.parseReader(reader);
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new JsonParseException("more than one value");
        }
        return element.getAsJsonObject();
    }
}
