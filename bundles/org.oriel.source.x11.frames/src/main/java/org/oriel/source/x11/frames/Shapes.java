package org.oriel.source.x11.frames;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;

/**
 * What of a window shows: its shape inside of those around it (SHAPE), and whether something shines through. Valid from
 * one {@link #read} to the next. Screen thread only.
 */
final class Shapes {
    private static final int QUERY_VERSION = 0;
    private static final int QUERY_EXTENTS = 5;
    private static final int GET_RECTANGLES = 8;
    private static final int HEADER = 32;
    private static final int ALPHA_DEPTH = 32;
    private static final int OPAQUE = -1;
    /** Of rectangles of 4 units each. */
    private static final int OPAQUE_UNITS = 256;

    private final Connection connection;
    private final Properties properties;
    private final Extension shape;
    private final int opacity;
    private final int opaqueRegion;
    private final Map<Node, List<Rect>> bounding = new HashMap<>();
    private final Map<Node, List<Rect>> regions = new HashMap<>();
    private final Map<Node, List<Rect>> opaque = new HashMap<>();
    private final Map<Node, Boolean> faded = new HashMap<>();
    private List<Rect> desktop = List.of();

    Shapes(Connection connection, Properties properties) {
        this.connection = connection;
        this.properties = properties;
        opacity = connection.atom("_NET_WM_WINDOW_OPACITY");
        opaqueRegion = connection.atom("_NET_WM_OPAQUE_REGION");
        shape = connection.extension("SHAPE");
        if (shape.present()) {
            connection.begin(shape.opcode(), QUERY_VERSION);
            connection.reply(connection.ask());
        }
    }

    private record Asked(Node node, int extents, int opacity, int opaque) {}

    /** Looks at these windows and those around them. */
    void read(List<Node> nodes, Rect bounds) {
        Stream.of(bounding, regions, opaque).forEach(Map::clear);
        faded.clear();
        desktop = List.of(bounds);
        Set<Node> all = new LinkedHashSet<>();
        for (Node node : nodes) {
            for (Node at = node; at != null; at = at.parent) {
                all.add(at);
            }
        }
        List<Asked> asked = all.stream().map(this::ask).toList();
        List<Node> shaped = asked.stream().filter(this::answer).map(Asked::node).toList();
        rectangles(shaped);
    }

    private Asked ask(Node node) {
        int extents = 0;
        if (shape.present()) {
            connection.begin(shape.opcode(), QUERY_EXTENTS).putInt(node.id);
            extents = connection.ask();
        }
        int region = node.depth == ALPHA_DEPTH ? properties.ask(node.id, opaqueRegion, OPAQUE_UNITS) : 0;
        return new Asked(node, extents, properties.ask(node.id, opacity, 1), region);
    }

    /** Returns whether the window is not a rectangle. */
    private boolean answer(Asked asked) {
        ByteBuffer extents = shape.present() ? connection.reply(asked.extents) : null;
        ByteBuffer told = properties.answer(asked.opacity);
        faded.put(asked.node, told != null && told.remaining() >= 4 && told.getInt(0) != OPAQUE);
        if (asked.node.depth == ALPHA_DEPTH) {
            opaque.put(asked.node, opaque(asked.node, properties.answer(asked.opaque)));
        }
        return extents != null && extents.get(8) != 0;
    }

    private static List<Rect> opaque(Node node, @Nullable ByteBuffer property) {
        List<Rect> rects = new java.util.ArrayList<>();
        for (int at = 0; property != null && at + 16 <= property.remaining(); at += 16) {
            Rect rect = new Rect(
                    property.getInt(at), property.getInt(at + 4), property.getInt(at + 8), property.getInt(at + 12));
            Rect own = Rects.intersect(rect, new Rect(0, 0, node.inner.width(), node.inner.height()));
            rects.add(new Rect(own.x() + node.inner.x(), own.y() + node.inner.y(), own.width(), own.height()));
        }
        return rects;
    }

    private void rectangles(List<Node> shaped) {
        int[] asked = new int[shaped.size()];
        for (int i = 0; i < asked.length; i++) {
            connection
                    .begin(shape.opcode(), GET_RECTANGLES)
                    .putInt(shaped.get(i).id)
                    .put((byte) 0);
            asked[i] = connection.ask();
        }
        for (int i = 0; i < asked.length; i++) {
            ByteBuffer reply = connection.reply(asked[i]);
            Node node = shaped.get(i);
            if (reply != null) {
                List<Rect> rects = Rects.read(reply, HEADER, reply.getInt(8), node.inner.x(), node.inner.y());
                bounding.put(node, rects);
            }
        }
    }

    /** Where the window shows, its border included, not clipped by what is above it. */
    List<Rect> region(Node node) {
        List<Rect> region = regions.get(node);
        if (region == null) {
            Node parent = node.parent;
            List<Rect> own = Rects.intersect(bounding.getOrDefault(node, List.of(node.outer())), List.of(node.outer()));
            region = Rects.intersect(own, parent == null ? desktop : inside(parent));
            regions.put(node, region);
        }
        return region;
    }

    /** {@link #region} without its border. */
    List<Rect> inside(Node node) {
        return Rects.intersect(region(node), List.of(node.inner));
    }

    /** Whether what is below may shine through it, outside of {@link #opaque}. */
    boolean translucent(Node node) {
        for (Node at = node; at != null; at = at.parent) {
            if (at.depth == ALPHA_DEPTH || faded.getOrDefault(at, false)) {
                return true;
            }
        }
        return false;
    }

    /** Where the window says that it is opaque; a compositor does not draw what is below there. */
    List<Rect> opaque(Node node) {
        for (Node at = node; at != null; at = at.parent) {
            if (faded.getOrDefault(at, false)) {
                return List.of();
            }
        }
        return opaque.getOrDefault(node, List.of());
    }
}
