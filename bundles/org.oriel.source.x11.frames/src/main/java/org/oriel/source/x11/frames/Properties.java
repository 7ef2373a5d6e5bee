package org.oriel.source.x11.frames;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads properties of windows. Screen thread only. */
final class Properties {
    private static final int GET_PROPERTY = 20;
    private static final int HEADER = 32;

    private final Connection connection;

    Properties(Connection connection) {
        this.connection = connection;
    }

    /** Asks for the first {@code units} of 32 bits of a property. */
    int ask(int window, int property, int units) {
        connection
                .begin(GET_PROPERTY, 0)
                .putInt(window)
                .putInt(property)
                .putInt(0)
                .putInt(0)
                .putInt(units);
        return connection.ask();
    }

    /** The bytes of the property, null when it is not there or the window is gone. */
    @Nullable
    ByteBuffer answer(int asked) {
        ByteBuffer reply = connection.reply(asked);
        if (reply == null || reply.getInt(8) == 0) {
            return null;
        }
        int bytes = reply.getInt(16) * (reply.get(1) & 0xff) / 8;
        return reply.slice(HEADER, bytes).order(ByteOrder.nativeOrder());
    }

    @Nullable
    ByteBuffer read(int window, int property, int units) {
        return answer(ask(window, property, units));
    }
}
