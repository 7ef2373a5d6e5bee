package org.oriel.source.x11.frames;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Whether a program draws the screen anew from the windows' contents. It may show a window where it does not stand, in an
 * overview or a preview, so only those that never do may be trusted. Screen thread only.
 */
final class Compositor {
    private static final int GET_SELECTION_OWNER = 23;

    private final Connection connection;
    private final Identities identities;
    private final Set<String> trusted;
    private final int selection;
    private int owner;
    private String executable = "";

    Compositor(Connection connection, Identities identities, Set<String> trusted) {
        this.connection = connection;
        this.identities = identities;
        this.trusted = Set.copyOf(trusted);
        selection = connection.atom("_NET_WM_CM_S" + connection.screen());
    }

    /** Looks again. */
    void read() {
        connection.begin(GET_SELECTION_OWNER, 0).putInt(selection);
        ByteBuffer reply = connection.reply(connection.ask());
        int now = reply == null ? 0 : reply.getInt(8);
        executable = now == 0 ? "" : identities.owner(now);
        owner = now;
    }

    boolean runs() {
        return owner != 0;
    }

    /** Whether nobody knows what is shown where. */
    boolean hides() {
        return runs() && !trusted.contains(executable);
    }

    /** Its program, for people. */
    String name() {
        return executable.isEmpty() ? "an unknown program" : executable;
    }
}
