package org.oriel.source.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.oriel.api.event.Rect;
import org.oriel.api.source.Application;

/** Asks the server about windows, over a connection of its own that gets no events. Pump thread only. */
final class WindowTree implements AutoCloseable {
    private static final int MAX_DEPTH = 16;
    private static final int CACHED = 512;
    private static final int SUCCESS = 0;
    /** Longest title that is read, in 32-bit units. */
    private static final long TEXT_UNITS = 256;

    private final Connection connection;
    private final int wmState;
    private final int wmName;
    private final int netWmName;
    private final int netWmPid;
    private final int wmClass;
    private final boolean resources;
    private final Map<Integer, Integer> clients = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
            return size() > CACHED;
        }
    };

    WindowTree(Connection connection) {
        this.connection = connection;
        wmState = connection.atom("WM_STATE");
        wmName = connection.atom("WM_NAME");
        netWmName = connection.atom("_NET_WM_NAME");
        netWmPid = connection.atom("_NET_WM_PID");
        wmClass = connection.atom("WM_CLASS");
        resources = Libraries.hasResources()
                && XRes.XResQueryVersion(connection.display(), connection.out(0), connection.out(1)) != 0;
    }

    boolean hasResources() {
        return resources;
    }

    Connection connection() {
        return connection;
    }

    /** The client window that {@code window} belongs to: itself or an ancestor with WM_STATE (ICCCM 4.1.3.1). */
    int clientOf(int window) {
        Integer known = clients.get(window);
        if (known != null) {
            return known;
        }
        int at = window;
        int top = window;
        for (int depth = 0; depth < MAX_DEPTH && at != 0 && at != (int) connection.root(); depth++) {
            if (has(at, wmState)) {
                clients.put(window, at);
                return at;
            }
            top = at;
            at = parent(at);
        }
        // A popup, which no window manager manages, or a window that vanished meanwhile: not worth remembering.
        return top;
    }

    /** The client window inside the top-level window that the pointer is on; the window itself for popups. */
    int clientUnder(int topLevel) {
        if (topLevel == 0) {
            return 0;
        }
        Integer known = clients.get(topLevel);
        if (known != null) {
            return known;
        }
        int found = descend(topLevel, 0);
        if (found != 0) {
            clients.put(topLevel, found);
            return found;
        }
        return topLevel;
    }

    void forget(int window) {
        clients.remove(window);
        clients.values().remove(window);
    }

    private int descend(int window, int depth) {
        if (has(window, wmState)) {
            return window;
        }
        if (depth == 4) {
            return 0;
        }
        if (Xlib.XQueryTree(
                        connection.display(),
                        window,
                        connection.out(0),
                        connection.out(1),
                        connection.out(2),
                        connection.out(3))
                == 0) {
            return 0;
        }
        long children = connection.outLong(2);
        int count = connection.outInt(3);
        int found = 0;
        if (children != 0) {
            Pointer list = new Pointer(children);
            for (int i = count - 1; i >= 0 && found == 0; i--) {
                found = descend((int) list.getLong(8L * i), depth + 1);
            }
            Xlib.XFree(children);
        }
        return found;
    }

    private int parent(int window) {
        connection.setOut(1, 0);
        int ok = Xlib.XQueryTree(
                connection.display(),
                window,
                connection.out(0),
                connection.out(1),
                connection.out(2),
                connection.out(3));
        if (ok == 0) {
            return 0;
        }
        long children = connection.outLong(2);
        if (children != 0) {
            Xlib.XFree(children);
        }
        return connection.outInt(1);
    }

    private boolean has(int window, int property) {
        return read(window, property, 0) != null;
    }

    /** Bytes of a property, null when it is not there or the window is gone. */
    private byte @org.jspecify.annotations.Nullable [] read(int window, int property, long units) {
        for (int slot = 4; slot < 9; slot++) {
            connection.setOut(slot, 0);
        }
        int result = Xlib.XGetWindowProperty(
                connection.display(),
                window,
                property,
                0,
                units,
                0,
                0,
                connection.out(4),
                connection.out(5),
                connection.out(6),
                connection.out(7),
                connection.out(8));
        long data = connection.outLong(8);
        if (result != SUCCESS || connection.outInt(4) == 0) {
            free(data);
            return null;
        }
        int format = connection.outInt(5);
        long items = connection.outLong(6);
        // Xlib hands out 32-bit items as longs.
        int size = (int) items * (format == 32 ? 8 : format / 8);
        byte[] bytes = data == 0 || size == 0 ? new byte[0] : new Pointer(data).getByteArray(0, size);
        free(data);
        return bytes;
    }

    private static void free(long data) {
        if (data != 0) {
            Xlib.XFree(data);
        }
    }

    String title(int window) {
        byte[] utf8 = read(window, netWmName, TEXT_UNITS);
        if (utf8 != null && utf8.length > 0) {
            return new String(utf8, StandardCharsets.UTF_8);
        }
        byte[] latin = read(window, wmName, TEXT_UNITS);
        return latin == null ? "" : new String(latin, StandardCharsets.ISO_8859_1);
    }

    /** Windows of a list property of the root, such as _NET_CLIENT_LIST_STACKING. */
    int[] windows(int property) {
        byte[] bytes = read((int) connection.root(), property, 1024);
        if (bytes == null) {
            return WindowFacts.NO_STACK;
        }
        var longs = java.nio.ByteBuffer.wrap(bytes)
                .order(java.nio.ByteOrder.nativeOrder())
                .asLongBuffer();
        int[] windows = new int[longs.remaining()];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = (int) longs.get(i);
        }
        return windows;
    }

    Rect bounds(int window) {
        if (Xlib.XGetGeometry(
                        connection.display(),
                        window,
                        connection.out(0),
                        connection.out(1),
                        connection.out(2),
                        connection.out(3),
                        connection.out(4),
                        connection.out(5),
                        connection.out(6))
                == 0) {
            return Rect.NONE;
        }
        int width = connection.outInt(3);
        int height = connection.outInt(4);
        Xlib.XTranslateCoordinates(
                connection.display(),
                window,
                connection.root(),
                0,
                0,
                connection.out(1),
                connection.out(2),
                connection.out(3));
        return new Rect(connection.outInt(1), connection.outInt(2), width, height);
    }

    /**
     * Who owns the window: the process that the server names for its connection. What the client itself claims must not
     * contradict it; if it does, nobody is believed.
     */
    Application application(int window) {
        String windowClass = windowClass(window);
        int process = process(window);
        byte[] claimed = read(window, netWmPid, 1);
        boolean contradicts = process > 0
                && claimed != null
                && claimed.length >= 8
                && java.nio.ByteBuffer.wrap(claimed)
                                .order(java.nio.ByteOrder.nativeOrder())
                                .getInt(0)
                        != process;
        String executable = process > 0 && !contradicts ? executable(process) : "";
        return new Application(executable, !executable.isEmpty(), windowClass);
    }

    private String windowClass(int window) {
        byte[] bytes = read(window, wmClass, TEXT_UNITS);
        if (bytes == null) {
            return "";
        }
        String[] parts = new String(bytes, StandardCharsets.ISO_8859_1).split("\0", -1);
        return parts.length > 1 ? parts[1] : parts[0];
    }

    private int process(int window) {
        if (!resources) {
            return 0;
        }
        // XResClientIdSpec: XID client, unsigned int mask. XResClientIdValue: that, long length, void *value.
        try (Memory spec = new Memory(16)) {
            spec.setLong(0, window & 0xffffffffL);
            spec.setLong(8, XRes.CLIENT_ID_PID_MASK);
            connection.setOut(0, 0);
            connection.setOut(1, 0);
            int result = XRes.XResQueryClientIds(
                    connection.display(), 1, Pointer.nativeValue(spec), connection.out(0), connection.out(1));
            long count = connection.outLong(0);
            long ids = connection.outLong(1);
            if (result != SUCCESS || ids == 0) {
                return 0;
            }
            int process = count > 0 ? XRes.XResGetClientPid(ids) : 0;
            XRes.XResClientIdsDestroy(count, ids);
            return process;
        }
    }

    private static String executable(int process) {
        try {
            String path =
                    Files.readSymbolicLink(Path.of("/proc/" + process + "/exe")).toString();
            // An updated program that still runs: the file it came from is gone, so its identity cannot be checked.
            return path.endsWith(" (deleted)") ? "" : path;
        } catch (IOException | SecurityException e) {
            return "";
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
