package org.oriel.source.x11.frames;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Rect;

/** Which monitors are on (RandR 1.5), and the scale that the desktop draws at. Screen thread only. */
final class Monitors {
    private static final int QUERY_VERSION = 0;
    private static final int GET_MONITORS = 42;
    private static final int GET_ATOM_NAME = 17;
    private static final int GET_SELECTION_OWNER = 23;
    private static final int HEADER = 32;
    private static final int MONITOR = 24;
    private static final int UNITS = 16_384;
    private static final double NORMAL_DPI = 96;
    private static final double LARGEST_SCALE = 10;
    private static final String DPI = "Xft.dpi:";
    private static final String FACTOR = "Gdk/WindowScalingFactor";

    private final Connection connection;
    private final Properties properties;
    private final Extension randr;
    private final int resources;
    private final int settings;
    private final int settingsOwner;
    private final Map<Integer, String> names = new HashMap<>();
    private volatile double scale;

    Monitors(Connection connection, Properties properties) {
        this.connection = connection;
        this.properties = properties;
        resources = connection.atom("RESOURCE_MANAGER");
        settings = connection.atom("_XSETTINGS_SETTINGS");
        settingsOwner = connection.atom("_XSETTINGS_S" + connection.screen());
        randr = randr();
    }

    private Extension randr() {
        Extension extension = connection.extension("RANDR");
        if (!extension.present()) {
            return extension;
        }
        connection.begin(extension.opcode(), QUERY_VERSION).putInt(1).putInt(5);
        ByteBuffer version = connection.reply(connection.ask());
        boolean usable = version != null && (version.getInt(8) > 1 || version.getInt(12) >= 5);
        return usable ? extension : Extension.ABSENT;
    }

    /** A property of the root window changed. Any thread. */
    void changed(int property) {
        if (property == resources) {
            scale = 0;
        }
    }

    /** The monitors that are on; the whole desktop as one where the server does not tell. */
    List<Monitor> read(Rect desktop) {
        double now = scale();
        List<Monitor> monitors = new ArrayList<>();
        if (randr.present()) {
            connection
                    .begin(randr.opcode(), GET_MONITORS)
                    .putInt(connection.root())
                    .put((byte) 1);
            ByteBuffer reply = connection.reply(connection.ask());
            int at = HEADER;
            for (int i = reply == null ? 0 : reply.getInt(12); i > 0 && reply != null; i--) {
                Rect bounds = Rects.read(reply, at + 8, 1, 0, 0).get(0);
                if (!Rects.empty(bounds)) {
                    monitors.add(new Monitor(name(reply.getInt(at)), bounds, now));
                }
                at += MONITOR + 4 * (reply.getShort(at + 6) & 0xffff);
            }
        }
        return monitors.isEmpty() ? List.of(new Monitor("screen", desktop, now)) : monitors;
    }

    private String name(int atom) {
        return names.computeIfAbsent(atom, a -> {
            connection.begin(GET_ATOM_NAME, 0).putInt(a);
            ByteBuffer reply = connection.reply(connection.ask());
            return reply == null ? "monitor" : latin(reply, HEADER, reply.getShort(8) & 0xffff);
        });
    }

    private static String latin(ByteBuffer in, int at, int length) {
        return StandardCharsets.ISO_8859_1.decode(in.slice(at, length)).toString();
    }

    private double scale() {
        double known = scale;
        if (known == 0) {
            ByteBuffer text = properties.read(connection.root(), resources, UNITS);
            known = text == null ? 0 : ofResources(latin(text, 0, text.remaining()));
            if (known == 0) {
                known = ofSettings();
            }
            scale = known;
        }
        return known;
    }

    /** What the X resources say, 0 when nothing. */
    static double ofResources(String text) {
        for (String line : text.split("\n", -1)) {
            if (line.startsWith(DPI)) {
                try {
                    return sane(Double.parseDouble(line.substring(DPI.length()).strip()) / NORMAL_DPI);
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 0;
    }

    private static double sane(double factor) {
        return factor > 0 && factor <= LARGEST_SCALE ? factor : 0;
    }

    private double ofSettings() {
        connection.begin(GET_SELECTION_OWNER, 0).putInt(settingsOwner);
        ByteBuffer owner = connection.reply(connection.ask());
        int window = owner == null ? 0 : owner.getInt(8);
        ByteBuffer told = window == 0 ? null : properties.read(window, settings, UNITS);
        return ofSettings(told);
    }

    /** What XSETTINGS say, 1 when nothing. */
    static double ofSettings(@Nullable ByteBuffer property) {
        try {
            double factor = property == null ? 0 : sane(factor(property));
            return factor == 0 ? 1 : factor;
        } catch (IndexOutOfBoundsException e) {
            return 1;
        }
    }

    /** Settings of types 0 number, 1 text, 2 colour; names and texts are padded to 4 bytes. */
    private static int factor(ByteBuffer property) {
        ByteBuffer in = property.slice();
        in.order(in.get(0) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int at = 12;
        for (int i = in.getInt(8); i > 0; i--) {
            int type = in.get(at);
            int length = in.getShort(at + 2) & 0xffff;
            String name = latin(in, at + 4, length);
            int value = at + 4 + (length + 3) / 4 * 4 + 4;
            if (type == 0 && name.equals(FACTOR)) {
                return in.getInt(value);
            }
            at = value + (type == 0 ? 4 : type == 2 ? 8 : 4 + (in.getInt(value) + 3) / 4 * 4);
        }
        return 0;
    }
}
