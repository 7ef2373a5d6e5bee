package org.oriel.ledger;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * As much JSON as a ledger needs: objects of texts, whole numbers and objects, without white space. Of its own, because
 * the verifier is one jar that nothing else has to be trusted for.
 */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Adds a text with its quotes. */
    static StringBuilder quote(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"');
    }

    /** Reads one object; values are {@code String}, {@code Long} or {@code Map}. */
    static Map<String, Object> object(String text) {
        Json json = new Json(text);
        Map<String, Object> read = json.object();
        if (json.at != text.length()) {
            throw json.wrong("nothing more");
        }
        return read;
    }

    static String text(Map<String, Object> object, String name) {
        if (object.get(name) instanceof String value) {
            return value;
        }
        throw new IllegalArgumentException(name + " is missing or no text");
    }

    static long number(Map<String, Object> object, String name) {
        if (object.get(name) instanceof Long value) {
            return value;
        }
        throw new IllegalArgumentException(name + " is missing or no number");
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        expect('{');
        while (peek() != '}') {
            if (!object.isEmpty()) {
                expect(',');
            }
            String name = string();
            expect(':');
            if (object.put(name, value()) != null) {
                throw wrong("a name once");
            }
        }
        at++;
        return object;
    }

    private Object value() {
        return switch (peek()) {
            case '"' -> string();
            case '{' -> object();
            default -> number();
        };
    }

    private Long number() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (from == at || at - from > 18) {
            throw wrong("a number");
        }
        return Long.valueOf(text.substring(from, at));
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        if (c != 'u') {
            return c;
        }
        if (at + 4 > text.length()) {
            throw wrong("four digits");
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong(String.valueOf(c));
        }
        at++;
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException("character " + at + ", expected: " + wanted);
    }
}
