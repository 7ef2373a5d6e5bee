package org.oriel.source.x11.frames;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;

/**
 * Reads what stands where, level by level: all requests of a level are sent before the first answer is waited for. What
 * was read holds until the server tells that any window came, moved or went. Screen thread only.
 */
final class Tree {
    private static final int GET_WINDOW_ATTRIBUTES = 3;
    private static final int GET_GEOMETRY = 14;
    private static final int QUERY_TREE = 15;
    private static final int GET_INPUT_FOCUS = 43;
    private static final int HEADER = 32;
    private static final int INPUT_OUTPUT = 1;
    private static final int VIEWABLE = 2;
    private static final int POINTER_ROOT = 1;
    private static final int MOST_UP = 16;
    private static final int TRIES = 3;
    /** How far below the root window a managed window is looked for. */
    private static final int MANAGED_LEVELS = 5;
    /** More windows than a desktop has; beyond it nobody knows what stands where. */
    static final int MOST = 8192;

    private final Connection connection;
    private final Properties properties;
    private final Events events;
    private final int wmState;
    private List<Node> last = List.of();
    private long lastMoves;

    Tree(Connection connection, Properties properties, Events events) {
        this.connection = connection;
        this.properties = properties;
        this.events = events;
        wmState = connection.atom("WM_STATE");
        events.countChangesOf(wmState);
    }

    /**
     * The windows on the desktop that show something, lowest first, with all that is in them. When they move while they
     * are read, that is one more try.
     *
     * @param roundTrip waits for an answer of the server, behind which all events so far have arrived
     */
    List<Node> read(Runnable roundTrip) {
        roundTrip.run();
        for (int attempt = 0; attempt < TRIES && lastMoves != events.moves(); attempt++) {
            long moves = events.moves();
            last = read();
            lastMoves = moves;
            roundTrip.run();
        }
        return last;
    }

    private List<Node> read() {
        List<Node> tops = new ArrayList<>();
        List<@Nullable Node> parents = new ArrayList<>();
        parents.add(null);
        int count = 0;
        while (!parents.isEmpty()) {
            List<Node> level = read(parents, ask(parents));
            for (Node node : level) {
                (node.parent == null ? tops : node.parent.children).add(node);
            }
            count += level.size();
            if (count > MOST) {
                throw new IllegalStateException("more than " + MOST + " windows are on the desktop");
            }
            parents = new ArrayList<>(level);
        }
        return tops;
    }

    private int[] ask(List<@Nullable Node> parents) {
        int[] asked = new int[parents.size()];
        for (int i = 0; i < asked.length; i++) {
            Node parent = parents.get(i);
            if (parent != null) {
                // First listen, then look: what comes or moves in there from now on is told.
                events.listen(parent.id);
            }
            connection.begin(QUERY_TREE, 0).putInt(parent == null ? connection.root() : parent.id);
            asked[i] = connection.ask();
        }
        return asked;
    }

    private List<Node> read(List<@Nullable Node> parents, int[] asked) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < asked.length; i++) {
            ByteBuffer reply = connection.reply(asked[i]);
            Node parent = parents.get(i);
            if (reply == null && parent != null) {
                // It went meanwhile, with all that was in it; its number may come back for another window.
                events.forget(parent.id);
            }
            for (int child = 0; reply != null && child < (reply.getShort(16) & 0xffff); child++) {
                candidates.add(new Candidate(reply.getInt(HEADER + 4 * child), parent));
            }
        }
        candidates.forEach(this::look);
        List<Node> shown = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Node node = node(candidate);
            if (node != null) {
                shown.add(node);
            }
        }
        return shown;
    }

    private void look(Candidate candidate) {
        connection.begin(GET_WINDOW_ATTRIBUTES, 0).putInt(candidate.id);
        candidate.attributes = connection.ask();
        connection.begin(GET_GEOMETRY, 0).putInt(candidate.id);
        candidate.geometry = connection.ask();
        Node parent = candidate.parent;
        candidate.mayBeManaged = parent == null
                || (parent.level + 1 < MANAGED_LEVELS && !parent.inManaged())
                || connection.setup().foreign(candidate.id, parent.id);
        if (candidate.mayBeManaged) {
            candidate.state = properties.ask(candidate.id, wmState, 0);
        }
    }

    private @Nullable Node node(Candidate candidate) {
        ByteBuffer attributes = connection.reply(candidate.attributes);
        ByteBuffer geometry = connection.reply(candidate.geometry);
        boolean managed = candidate.mayBeManaged && properties.answer(candidate.state) != null;
        if (attributes == null
                || geometry == null
                || attributes.getShort(12) != INPUT_OUTPUT
                || attributes.get(26) != VIEWABLE) {
            return null;
        }
        Node parent = candidate.parent;
        int border = geometry.getShort(20) & 0xffff;
        Rect inner = new Rect(
                (parent == null ? 0 : parent.inner.x()) + geometry.getShort(12) + border,
                (parent == null ? 0 : parent.inner.y()) + geometry.getShort(14) + border,
                geometry.getShort(16) & 0xffff,
                geometry.getShort(18) & 0xffff);
        return new Node(candidate.id, parent, inner, border, geometry.get(1) & 0xff, managed);
    }

    /**
     * The managed window that has the keyboard, the outermost one when none is managed, 0 when nobody knows: the same
     * window that the hook of the same desktop names.
     */
    int focused() {
        connection.begin(GET_INPUT_FOCUS, 0);
        ByteBuffer focus = connection.reply(connection.ask());
        int window = focus == null ? 0 : focus.getInt(8);
        if (window == 0 || window == POINTER_ROOT || window == connection.root()) {
            return 0;
        }
        int top = window;
        for (int i = 0; i < MOST_UP && window != 0 && window != connection.root(); i++) {
            top = window;
            connection.begin(QUERY_TREE, 0).putInt(window);
            int up = connection.ask();
            int state = properties.ask(window, wmState, 0);
            ByteBuffer parent = connection.reply(up);
            if (properties.answer(state) != null) {
                return window;
            }
            window = parent == null ? 0 : parent.getInt(12);
        }
        return top;
    }

    /** A window that was asked about. */
    private static final class Candidate {
        final int id;
        final @Nullable Node parent;
        int attributes;
        int geometry;
        int state;
        boolean mayBeManaged;

        Candidate(int id, @Nullable Node parent) {
            this.id = id;
            this.parent = parent;
        }
    }
}
