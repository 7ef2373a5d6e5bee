package org.oriel.spool;

/** Writes one line of JSON. Lone surrogates are escaped, so that the line survives UTF-8. */
final class JsonText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out;

    JsonText(StringBuilder out) {
        this.out = out;
    }

    JsonText open() {
        comma();
        out.append('{');
        return this;
    }

    JsonText open(String name) {
        name(name);
        out.append('{');
        return this;
    }

    JsonText close() {
        out.append('}');
        return this;
    }

    JsonText openList(String name) {
        name(name);
        out.append('[');
        return this;
    }

    JsonText closeList() {
        out.append(']');
        return this;
    }

    JsonText field(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    JsonText field(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    JsonText field(String name, boolean value) {
        name(name);
        out.append(value);
        return this;
    }

    JsonText field(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("field " + name + " is not a finite number");
        }
        name(name);
        out.append(value);
        return this;
    }

    JsonText item(String value) {
        comma();
        quote(value);
        return this;
    }

    private void name(String name) {
        comma();
        quote(name);
        out.append(':');
    }

    private void comma() {
        if (out.length() == 0) {
            return;
        }
        char before = out.charAt(out.length() - 1);
        if (before != '{' && before != '[' && before != ':' && before != '\n') {
            out.append(',');
        }
    }

    private void quote(String text) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && c < '\u2028') {
                continue;
            }
            if (c > '\u2029' && !loneSurrogate(text, i)) {
                continue;
            }
            out.append(text, plain, i);
            escape(c);
            plain = i + 1;
        }
        out.append(text, plain, text.length()).append('"');
    }

    private static boolean loneSurrogate(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
                out.append("\\u")
                        .append(HEX[c >> 12])
                        .append(HEX[(c >> 8) & 15])
                        .append(HEX[(c >> 4) & 15])
                        .append(HEX[c & 15]);
        }
    }
}
