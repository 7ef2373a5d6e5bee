package org.oriel.context.accessibility;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A method call to send, with the few types of arguments that AT-SPI needs. One thread. */
final class Call {
    /** Nobody has to answer. */
    static final int NO_REPLY = 1;

    private final String destination;
    private final String path;
    private final String interfaceName;
    private final String member;
    private final StringBuilder signature = new StringBuilder();
    private final ByteBuffer body = ByteBuffer.allocate(2048).order(ByteOrder.LITTLE_ENDIAN);

    Call(String destination, String path, String interfaceName, String member) {
        this.destination = destination;
        this.path = path;
        this.interfaceName = interfaceName;
        this.member = member;
    }

    static Call to(Reference object, String interfaceName, String member) {
        return new Call(object.owner(), object.path(), interfaceName, member);
    }

    /** A property of an object. */
    static Call property(Reference object, String interfaceName, String property) {
        return to(object, "org.freedesktop.DBus.Properties", "Get")
                .with(interfaceName)
                .with(property);
    }

    String destination() {
        return destination;
    }

    Call with(String text) {
        signature.append('s');
        put(body, text);
        return this;
    }

    Call with(int value) {
        signature.append('i');
        align(body, 4);
        body.putInt(value);
        return this;
    }

    Call withUnsigned(int value) {
        with(value);
        signature.setCharAt(signature.length() - 1, 'u');
        return this;
    }

    /** A variant that holds a boolean. */
    Call withVariant(boolean value) {
        signature.append('v');
        body.put((byte) 1).put((byte) 'b').put((byte) 0);
        align(body, 4);
        body.putInt(value ? 1 : 0);
        return this;
    }

    /** In wire format; the buffer is flipped. */
    ByteBuffer bytes(int serial, int flags) {
        ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 'l').put((byte) Message.CALL).put((byte) flags).put((byte) 1);
        out.putInt(body.position()).putInt(serial).putInt(0);
        field(out, 1, 'o', path);
        field(out, 2, 's', interfaceName);
        field(out, 3, 's', member);
        field(out, 6, 's', destination);
        if (signature.length() > 0) {
            align(out, 8);
            out.put((byte) 8).put((byte) 1).put((byte) 'g').put((byte) 0);
            out.put((byte) signature.length());
            out.put(signature.toString().getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        }
        out.putInt(12, out.position() - 16);
        align(out, 8);
        return out.put(body.duplicate().flip()).flip();
    }

    private static void field(ByteBuffer out, int code, char type, String value) {
        align(out, 8);
        out.put((byte) code).put((byte) 1).put((byte) type).put((byte) 0);
        put(out, value);
    }

    private static void put(ByteBuffer out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        align(out, 4);
        out.putInt(utf8.length).put(utf8).put((byte) 0);
    }

    private static void align(ByteBuffer out, int size) {
        while (out.position() % size != 0) {
            out.put((byte) 0);
        }
    }
}
