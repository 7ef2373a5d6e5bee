package org.oriel.control.tray;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Values of the D-Bus protocol (specification 0.38) as bytes, by signature: {@code y b n q i u x t d} as numbers,
 * {@code s o g} as strings, {@code ay} as bytes, other arrays and structures as lists, dictionaries as maps, {@code v} as
 * {@link Variant}. Little endian is written, both are read.
 */
final class Wire {
    private static final int DEEPEST = 16;

    /** A value that brings its type. */
    record Variant(String signature, Object value) {}

    private Wire() {}

    /** Writes. */
    static final class Writer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

        Writer all(String signature, List<?> values) {
            int at = 0;
            for (Object value : values) {
                at = one(signature, at, value);
            }
            return this;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        void align(int size) {
            while (bytes.size() % size != 0) {
                bytes.write(0);
            }
        }

        private void number(long value, int size) {
            align(size);
            for (int i = 0; i < size; i++) {
                bytes.write((int) (value >> 8 * i));
            }
        }

        private void text(String text, int lengthSize) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            number(encoded.length, lengthSize);
            bytes.writeBytes(encoded);
            bytes.write(0);
        }

        private int one(String signature, int at, Object value) {
            char type = signature.charAt(at);
            switch (type) {
                case 'y' -> bytes.write(((Number) value).intValue());
                case 'b' -> number((Boolean) value ? 1 : 0, 4);
                case 'n', 'q' -> number(((Number) value).longValue(), 2);
                case 'i', 'u' -> number(((Number) value).longValue(), 4);
                case 'x', 't' -> number(((Number) value).longValue(), 8);
                case 's', 'o' -> text((String) value, 4);
                case 'g' -> text((String) value, 1);
                case 'v' -> {
                    Variant variant = (Variant) value;
                    text(variant.signature(), 1);
                    one(variant.signature(), 0, variant.value());
                }
                case 'a' -> array(signature, at + 1, value);
                case '(' -> {
                    align(8);
                    int next = at + 1;
                    for (Object field : (List<?>) value) {
                        next = one(signature, next, field);
                    }
                }
                default -> throw new IllegalArgumentException("type " + type);
            }
            return end(signature, at);
        }

        private void array(String signature, int element, Object value) {
            Writer inner = new Writer();
            // Alignment counts from the start of the message, so the inner bytes begin where these will.
            align(4);
            int start = (bytes.size() + 4) % 8;
            inner.bytes.writeBytes(new byte[start]);
            inner.align(alignment(signature.charAt(element)));
            int pad = inner.bytes.size() - start;
            if (value instanceof byte[] raw) {
                inner.bytes.writeBytes(raw);
            } else if (value instanceof Map<?, ?> map) {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    inner.align(8);
                    int second = inner.one(signature, element + 1, entry.getKey());
                    inner.one(signature, second, entry.getValue());
                }
            } else {
                for (Object one : (List<?>) value) {
                    inner.one(signature, element, one);
                }
            }
            byte[] all = inner.bytes();
            number(all.length - start - pad, 4);
            bytes.write(all, start, all.length - start);
        }
    }

    /** Reads; what does not fit throws {@link IllegalArgumentException}. */
    static List<Object> read(String signature, ByteBuffer bytes) {
        List<Object> values = new ArrayList<>();
        try {
            for (int at = 0; at < signature.length(); at = end(signature, at)) {
                values.add(one(signature, at, bytes, 0));
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a message that is too short", e);
        }
        return values;
    }

    private static Object one(String signature, int at, ByteBuffer bytes, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("types nested too deeply");
        }
        switch (signature.charAt(at)) {
            case 'y':
                return bytes.get();
            case 'b':
                return aligned(bytes, 4).getInt() != 0;
            case 'n', 'q':
                return aligned(bytes, 2).getShort();
            case 'i', 'u':
                return aligned(bytes, 4).getInt();
            case 'x', 't':
                return aligned(bytes, 8).getLong();
            case 'd':
                return aligned(bytes, 8).getDouble();
            case 's', 'o':
                return text(bytes, aligned(bytes, 4).getInt());
            case 'g':
                return text(bytes, bytes.get() & 0xff);
            case 'v':
                String inner = text(bytes, bytes.get() & 0xff);
                return new Variant(inner, one(inner, 0, bytes, depth + 1));
            case 'a':
                return array(signature, at + 1, bytes, depth);
            case '(', '{':
                aligned(bytes, 8);
                List<Object> fields = new ArrayList<>();
                int next = at + 1;
                while (signature.charAt(next) != ')' && signature.charAt(next) != '}') {
                    fields.add(one(signature, next, bytes, depth + 1));
                    next = end(signature, next);
                }
                return fields;
            default:
                throw new IllegalArgumentException("type " + signature.charAt(at));
        }
    }

    /** Dictionaries come as lists of pairs: nobody here looks into one that was received. */
    private static Object array(String signature, int element, ByteBuffer bytes, int depth) {
        int length = aligned(bytes, 4).getInt();
        aligned(bytes, alignment(signature.charAt(element)));
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("an array of " + length + " bytes");
        }
        if (signature.charAt(element) == 'y') {
            byte[] raw = new byte[length];
            bytes.get(raw);
            return raw;
        }
        int end = bytes.position() + length;
        List<Object> values = new ArrayList<>();
        while (bytes.position() < end) {
            values.add(one(signature, element, bytes, depth + 1));
        }
        return values;
    }

    private static String text(ByteBuffer bytes, int length) {
        if (length < 0 || length >= bytes.remaining()) {
            throw new IllegalArgumentException("a string of " + length + " bytes");
        }
        byte[] raw = new byte[length];
        bytes.get(raw);
        bytes.get();
        return new String(raw, StandardCharsets.UTF_8);
    }

    static ByteBuffer aligned(ByteBuffer bytes, int size) {
        return bytes.position((bytes.position() + size - 1) / size * size);
    }

    static ByteOrder order(byte first) {
        return first == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static int alignment(char type) {
        return switch (type) {
            case 'y', 'g', 'v' -> 1;
            case 'n', 'q' -> 2;
            case 'x', 't', 'd', '(', '{' -> 8;
            default -> 4;
        };
    }

    /** Where the type that begins at {@code at} ends. */
    private static int end(String signature, int at) {
        int next = at;
        while (signature.charAt(next) == 'a') {
            next++;
        }
        int open = 0;
        do {
            char c = signature.charAt(next++);
            open += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
        } while (open > 0);
        return next;
    }
}
