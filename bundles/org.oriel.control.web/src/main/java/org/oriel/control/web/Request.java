package org.oriel.control.web;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked, read and bounded.
 *
 * @param bearer who asked; empty before a bearer was given
 * @param query values by name
 * @param body an empty object for GET
 */
record Request(String bearer, Map<String, String> query, JsonObject body) {
    static final int MOST_BODY = 64 * 1024;
    private static final int MOST_TEXT = 4_000;

    static Request read(HttpExchange exchange, String bearer) throws HttpProblem, IOException {
        return new Request(
                bearer,
                values(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestMethod().equals("GET") ? empty(exchange) : body(exchange));
    }

    private static JsonObject empty(HttpExchange exchange) throws HttpProblem {
        if (length(exchange.getRequestHeaders()) > 0) {
            throw new HttpProblem(400, "body", "GET has no body");
        }
        return new JsonObject();
    }

    private static JsonObject body(HttpExchange exchange) throws HttpProblem, IOException {
        Headers headers = exchange.getRequestHeaders();
        if (!String.valueOf(headers.getFirst("Content-Type")).matches("application/json(; ?charset=(utf|UTF)-8)?")) {
            throw new HttpProblem(415, "type", "allowed: application/json");
        }
        int length = length(headers);
        if (length < 0) {
            throw new HttpProblem(411, "length", "a body needs a Content-Length");
        }
        if (length > MOST_BODY) {
            throw new HttpProblem(413, "size", "allowed: " + MOST_BODY + " bytes");
        }
        byte[] bytes = exchange.getRequestBody().readNBytes(length);
        if (bytes.length < length) {
            throw new HttpProblem(400, "body", "the body ended early");
        }
        return object(bytes);
    }

    /** The length that is told; -1 where none is, the largest number where it cannot be believed. */
    private static int length(Headers headers) {
        List<String> told = headers.get("Content-Length");
        if (told == null) {
            return -1;
        }
        boolean plain = told.size() == 1 && told.get(0).matches("[0-9]{1,9}");
        return plain ? Integer.parseInt(told.get(0)) : Integer.MAX_VALUE;
    }

    private static JsonObject object(byte[] bytes) throws HttpProblem {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = JsonParser.parseReader(reader);
            if (element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return element.getAsJsonObject();
            }
        } catch (CharacterCodingException | JsonParseException e) {
            throw new HttpProblem(400, "json", "the body is not JSON in UTF-8");
        } catch (IOException e) {
            throw new HttpProblem(400, "json", "something follows the object");
        }
        throw new HttpProblem(400, "json", "the body is not one JSON object");
    }

    private static Map<String, String> values(@org.jspecify.annotations.Nullable String raw) throws HttpProblem {
        Map<String, String> values = new HashMap<>();
        if (raw == null || raw.isEmpty()) {
            return values;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            try {
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw wrong("query", "percent-encoded UTF-8");
            }
        }
        return values;
    }

    String query(String name) {
        return query.getOrDefault(name, "");
    }

    long queryNumber(String name, long otherwise, long least, long most) throws HttpProblem {
        String text = query(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("-?[0-9]{1,18}")) {
            throw wrong(name, least + " to " + most);
        }
        return within(name, Long.parseLong(text), least, most);
    }

    /** The day asked for; empty where none is. */
    Optional<LocalDate> day() throws HttpProblem {
        try {
            return query("day").isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(query("day")));
        } catch (DateTimeParseException e) {
            throw wrong("day", "a date such as 2026-11-21");
        }
    }

    String text(String name) throws HttpProblem {
        String text = optional(name);
        if (text.isEmpty()) {
            throw wrong(name, "a text");
        }
        return text;
    }

    String optional(String name) throws HttpProblem {
        JsonElement value = body.get(name);
        if (value == null) {
            return "";
        }
        if (!value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isString()
                || value.getAsString().length() > MOST_TEXT) {
            throw wrong(name, "a text of at most " + MOST_TEXT + " characters");
        }
        return value.getAsString().strip();
    }

    long number(String name, long least, long most) throws HttpProblem {
        JsonElement value = body.get(name);
        if (value == null || !value.isJsonPrimitive() || !value.getAsString().matches("-?[0-9]{1,18}")) {
            throw wrong(name, least + " to " + most);
        }
        return within(name, value.getAsLong(), least, most);
    }

    Instant instant(String name) throws HttpProblem {
        return Instant.ofEpochMilli(number(name, 0, Long.MAX_VALUE / 2_000_000));
    }

    private static long within(String name, long value, long least, long most) throws HttpProblem {
        if (value < least || value > most) {
            throw wrong(name, least + " to " + most);
        }
        return value;
    }

    static HttpProblem wrong(String name, String allowed) {
        return new HttpProblem(400, "value", name + ": allowed: " + allowed);
    }

    /** The body is the person's own; it must not reach a log. */
    @Override
    public String toString() {
        return "Request";
    }
}
