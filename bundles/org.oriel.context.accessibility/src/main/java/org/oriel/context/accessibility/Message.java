package org.oriel.context.accessibility;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A received message of the D-Bus protocol (specification 0.38), read from its bytes. Whoever sends one may be anybody on
 * the bus: what does not fit throws a {@link RuntimeException} of the buffer. It has no content in {@link #toString}.
 */
final class Message {
    static final int CALL = 1;
    static final int RETURN = 2;
    static final int ERROR = 3;
    static final int SIGNAL = 4;

    private static final int DEEPEST = 8;

    private final ByteBuffer bytes;
    private final int bodyAt;
    private int replyTo;
    private String path = "";
    private String interfaceName = "";
    private String member = "";
    private String sender = "";
    private String errorName = "";
    private String signature = "";

    /** Reads the header; {@code bytes} begin at position 0 and are the message's own. */
    Message(byte[] raw, int length) {
        bytes = ByteBuffer.wrap(raw, 0, length);
        bytes.order(raw[0] == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int end = 16 + bytes.getInt(12);
        bytes.position(16);
        while (bytes.position() < end) {
            align(8);
            int field = bytes.get();
            String signature = signature();
            switch (field) {
                case 1 -> path = string();
                case 2 -> interfaceName = string();
                case 3 -> member = string();
                case 4 -> errorName = string();
                case 5 -> replyTo = int32();
                case 7 -> sender = string();
                case 8 -> this.signature = signature();
                default -> skip(signature);
            }
        }
        bytes.position(end);
        align(8);
        bodyAt = bytes.position();
    }

    int type() {
        return bytes.get(1);
    }

    int replyTo() {
        return replyTo;
    }

    String path() {
        return path;
    }

    String interfaceName() {
        return interfaceName;
    }

    String member() {
        return member;
    }

    String sender() {
        return sender;
    }

    String errorName() {
        return errorName;
    }

    /**
     * To the first argument. What follows is checked by the bus against the signature, so a known signature is a known
     * shape, with names and paths that are valid.
     */
    Message body(String expected) {
        if (type() == ERROR || !signature.equals(expected)) {
            throw new IllegalArgumentException("not the answer that was asked for");
        }
        bytes.position(bodyAt);
        return this;
    }

    String bodySignature() {
        return signature;
    }

    /** To the first argument, whatever they are. */
    Message body() {
        bytes.position(bodyAt);
        return this;
    }

    int int32() {
        align(4);
        return bytes.getInt();
    }

    String string() {
        return text(int32());
    }

    String signature() {
        return text(bytes.get() & 0xff);
    }

    private String text(int length) {
        if (length < 0 || length >= bytes.remaining()) {
            throw new IllegalArgumentException("a string of " + length + " bytes");
        }
        String text = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
        bytes.position(bytes.position() + length + 1);
        return text;
    }

    /** A reference to an accessible object: its application's name on the bus and its path. */
    Reference reference() {
        align(8);
        return new Reference(string(), string());
    }

    /** Begins an array; returns the position where it ends. */
    int array(int alignment) {
        int length = int32();
        align(alignment);
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("an array of " + length + " bytes");
        }
        return bytes.position() + length;
    }

    boolean before(int end) {
        return bytes.position() < end;
    }

    void align(int size) {
        bytes.position((bytes.position() + size - 1) / size * size);
    }

    /** Skips one value of each type in {@code signature}. */
    void skip(String signature) {
        int at = 0;
        while (at < signature.length()) {
            at = skip(signature, at, 0);
        }
    }

    private int skip(String signature, int at, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("types nested too deeply");
        }
        switch (signature.charAt(at)) {
            case 'y' -> bytes.get();
            case 'n', 'q' -> {
                align(2);
                bytes.getShort();
            }
            case 'b', 'i', 'u', 'h' -> int32();
            case 'x', 't', 'd' -> {
                align(8);
                bytes.getLong();
            }
            case 's', 'o' -> string();
            case 'g' -> signature();
            case 'v' -> {
                String inner = signature();
                if (skip(inner, 0, depth + 1) != inner.length()) {
                    throw new IllegalArgumentException("a variant of several types");
                }
            }
            case 'a' -> {
                char element = signature.charAt(at + 1);
                int end = array(
                        "xtd({".indexOf(element) >= 0
                                ? 8
                                : "nq".indexOf(element) >= 0 ? 2 : "ygv".indexOf(element) >= 0 ? 1 : 4);
                bytes.position(end);
                return endOfType(signature, at + 1);
            }
            case '(', '{' -> {
                align(8);
                int next = at + 1;
                while (signature.charAt(next) != ')' && signature.charAt(next) != '}') {
                    next = skip(signature, next, depth + 1);
                }
                return next + 1;
            }
            default -> throw new IllegalArgumentException("an unknown type");
        }
        return at + 1;
    }

    private static int endOfType(String signature, int at) {
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

    @Override
    public String toString() {
        return "Message[type=" + type() + "]";
    }
}
