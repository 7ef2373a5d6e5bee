package org.oriel.source.x11.frames;

import java.nio.ByteBuffer;
import java.util.List;
import org.oriel.api.event.Rect;

/**
 * What was drawn to, as the server gathers it (XDamage on the root window). The server sends one event when something is
 * drawn to after nothing was, and none until it was asked: a busy screen costs nothing. Screen thread only.
 */
final class Damage {
    private static final int QUERY_VERSION = 0;
    private static final int DAMAGE_CREATE = 1;
    private static final int DAMAGE_SUBTRACT = 3;
    private static final int NON_EMPTY = 3;
    private static final int CREATE_REGION = 5;
    private static final int FETCH_REGION = 19;
    private static final int FIXES_MAJOR = 5;
    private static final int HEADER = 32;

    private final Connection connection;
    private final Extension damage;
    private final Extension fixes;
    private final int id;
    private final int region;

    Damage(Connection connection) {
        this.connection = connection;
        Extension fixesFound = connection.extension("XFIXES");
        Extension damageFound = connection.extension("DAMAGE");
        boolean usable = version(fixesFound, FIXES_MAJOR, 0) && version(damageFound, 1, 1);
        fixes = usable ? fixesFound : Extension.ABSENT;
        damage = usable ? damageFound : Extension.ABSENT;
        id = connection.newId();
        region = connection.newId();
        if (usable) {
            connection.begin(fixes.opcode(), CREATE_REGION).putInt(region);
            connection.tell();
            connection
                    .begin(damage.opcode(), DAMAGE_CREATE)
                    .putInt(id)
                    .putInt(connection.root())
                    .put((byte) NON_EMPTY);
            connection.tell();
        }
    }

    /** Also tells the server which version we speak, without which it refuses the rest. */
    private boolean version(Extension extension, int major, int minor) {
        if (!extension.present()) {
            return false;
        }
        connection.begin(extension.opcode(), QUERY_VERSION).putInt(major).putInt(minor);
        return connection.reply(connection.ask()) != null;
    }

    boolean usable() {
        return damage.present();
    }

    /** Number of the event, -1 when there is none. */
    int event() {
        return damage.present() ? damage.event() : -1;
    }

    /** Takes what has gathered; the number of the request that did, for events that are older than it. */
    int subtract() {
        connection.begin(damage.opcode(), DAMAGE_SUBTRACT).putInt(id).putInt(0).putInt(region);
        return connection.tell();
    }

    /** What {@link #subtract} took. */
    List<Rect> taken() {
        connection.begin(fixes.opcode(), FETCH_REGION).putInt(region);
        ByteBuffer reply = connection.reply(connection.ask());
        if (reply == null) {
            throw new IllegalStateException("the X server does not tell what has changed");
        }
        return Rects.read(reply, HEADER, reply.getInt(4) / 2, 0, 0);
    }
}
