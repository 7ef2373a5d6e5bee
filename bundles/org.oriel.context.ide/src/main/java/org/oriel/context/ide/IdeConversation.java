package org.oriel.context.ide;

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
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Document;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Target;

/** What one editor says, line by line. Used by one thread. */
final class IdeConversation {
    static final String EXTENSION = "oriel.oriel-ide";
    /** What was longer ago is not what keys wait for. */
    private static final long OLDEST_NANOS = 10_000_000_000L;

    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9.+#_-]{0,49}");
    private static final Pattern FILE_KIND = Pattern.compile("source|test|config|docs|other|secret");
    private static final Map<String, String> BODIES = Map.of(
            "edit", Schemas.EDIT,
            "selection", Schemas.SELECTION,
            "command", Schemas.COMMAND,
            "authorship", Schemas.AUTHORSHIP,
            "content", Schemas.CONTENT);

    private final Settings settings;
    private final IdeTold told;
    private final Target holder;
    private final LongSupplier clock;
    private boolean greeted;

    IdeConversation(Settings settings, IdeTold told, Target holder, LongSupplier clock) {
        this.settings = settings;
        this.told = told;
        this.holder = holder;
        this.clock = clock;
    }

    /** Whether it said which extension it is. */
    boolean greeted() {
        return greeted;
    }

    /** Takes a line; {@code false} when it was not understood. */
    boolean said(String line) {
        try {
            JsonObject message = parse(line);
            String type = text(message, "type");
            if (!greeted) {
                greeted = type.equals("hello")
                        && text(message, "extension").equals(EXTENSION)
                        && number(message, "protocol") == 1;
                return greeted;
            }
            return switch (type) {
                case "field" -> field(message);
                case "document" -> document(message);
                default -> body(type, message);
            };
        } catch (IOException | RuntimeException e) {
            // The message of the exception quotes what was said: it goes nowhere.
            return false;
        }
    }

    private boolean field(JsonObject message) {
        long until = past(message, "until");
        long since = past(message, "since");
        String kind = text(message, "kind");
        boolean open = FILE_KIND.matcher(kind).matches() && settings.typing().contains(kind);
        String name = open ? "document-" + number(message, "document") : "guarded";
        told.field(new FieldState(
                holder, since, since, until, name, open ? FieldState.Privacy.OPEN : FieldState.Privacy.GUARDED, ""));
        return true;
    }

    private boolean document(JsonObject message) {
        String language = text(message, "language");
        String kind = text(message, "kind");
        String project = text(message, "project");
        if (!WORD.matcher(language).matches() || !FILE_KIND.matcher(kind).matches() || project.length() > 200) {
            return false;
        }
        told.tell(holder, past(message, "at"), new Document(settings.project(project), language, kind));
        return true;
    }

    private boolean body(String type, JsonObject message) {
        Optional<Extension> body = Schemas.read(BODIES.getOrDefault(type, ""), message);
        if (body.isEmpty()) {
            return false;
        }
        long at = past(message, "at");
        if (type.equals("content")) {
            content(at, body.get());
            return true;
        }
        told.tell(holder, at, body.get());
        if (type.equals("authorship")) {
            String act = text(message, "act");
            if (act.equals("undone") || act.equals("corrected")) {
                told.tell(holder, at, new Mark(Mark.Kind.INTERVENTION, "assistant-edit-" + act, Map.of()));
            }
        }
        return true;
    }

    private void content(long at, Extension said) {
        Sensitive line = said.fields().getOrDefault("text", Sensitive.empty());
        Sensitive text = settings.content(line.reveal());
        if (!text.isEmpty()) {
            told.tell(holder, at, new Extension(Schemas.CONTENT, Map.of("text", text)));
        }
    }

    /**
     * A time of the editor. Its clock is {@code CLOCK_MONOTONIC}, as that of {@link System#nanoTime} on Linux, in
     * microseconds; one that is not near ours is refused rather than guessed at.
     */
    private long past(JsonObject message, String name) {
        long nanos = Math.multiplyExact(number(message, name), 1_000L);
        long age = clock.getAsLong() - nanos;
        if (age < 0 || age > OLDEST_NANOS) {
            throw new IllegalArgumentException(name + " is not of the last 10 s");
        }
        return nanos;
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
