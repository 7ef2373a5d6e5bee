package org.oriel.context.accessibility;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;
import org.oriel.api.source.Application;

/**
 * What the X server says of windows: their process, which no client can claim for itself, their title and their place.
 * Any thread; a call that cannot begin within its time fails.
 */
final class Windows implements AutoCloseable {
    private static final int GET_GEOMETRY = 14;
    private static final int QUERY_TREE = 15;
    private static final int GET_PROPERTY = 20;
    private static final int TRANSLATE_COORDINATES = 40;
    private static final int RES_QUERY_CLIENT_IDS = 4;
    private static final int PID_MASK = 2;
    private static final int HEADER = 32;
    private static final int TEXT_UNITS = 256;
    private static final int MOST_WINDOWS = 256;
    private static final long LOCK_MILLIS = 100;
    private static final long STOP_MILLIS = 40;

    private final XConnection connection;
    private final ReentrantLock use = new ReentrantLock();
    private final int resources;
    private final int clientList;
    private final int netWmPid;
    private final int netWmName;
    private final int wmName;
    private final int wmClass;
    private volatile boolean closed;

    /** A window and what is known of it. */
    record Facts(int window, int process, String title, Rect bounds, Application application) {
        /** Nothing of it: titles do not belong in logs. */
        @Override
        public String toString() {
            return "Facts[window=0x" + Integer.toHexString(window) + "]";
        }
    }

    private Windows(XConnection connection) {
        this.connection = connection;
        resources = connection.extension("X-Resource");
        clientList = connection.atom("_NET_CLIENT_LIST");
        netWmPid = connection.atom("_NET_WM_PID");
        netWmName = connection.atom("_NET_WM_NAME");
        wmName = connection.atom("WM_NAME");
        wmClass = connection.atom("WM_CLASS");
    }

    /**
     * Connects.
     *
     * @throws IllegalStateException when that is not possible, saying why
     */
    static Windows open(String display) {
        XConnection connection = XConnection.open(display);
        try {
            return new Windows(connection);
        } catch (RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /** Whether the server tells which process a window belongs to. */
    boolean verifies() {
        return resources != 0;
    }

    /** Whether nothing more is to be had from it. */
    boolean lost() {
        return closed || connection.lost();
    }

    /** Facts of a window; process 0 when the server does not say, or the client claims another one. */
    Facts facts(int window) {
        return using(() -> {
            int owner = askOwner(window);
            int claimed = askProperty(window, netWmPid, 1);
            int title = askProperty(window, netWmName, TEXT_UNITS);
            int oldTitle = askProperty(window, wmName, TEXT_UNITS);
            int named = askProperty(window, wmClass, TEXT_UNITS);
            connection.begin(GET_GEOMETRY, 0).putInt(window);
            int geometry = connection.ask();
            connection
                    .begin(TRANSLATE_COORDINATES, 0)
                    .putInt(window)
                    .putInt(connection.root())
                    .putInt(0);
            int place = connection.ask();

            int process = process(owner, claimed);
            String windowTitle = title(property(title), property(oldTitle));
            String windowClass = windowClass(property(named));
            Rect bounds = bounds(connection.reply(geometry), connection.reply(place));
            String executable = executable(process);
            return new Facts(
                    window,
                    process,
                    windowTitle,
                    bounds,
                    new Application(executable, !executable.isEmpty(), windowClass));
        });
    }

    /** Top-level windows of a process. */
    List<Integer> of(int process) {
        return using(() -> {
            List<Integer> windows = clients();
            List<Integer> owners = new ArrayList<>();
            List<Integer> claims = new ArrayList<>();
            for (int window : windows) {
                owners.add(askOwner(window));
                claims.add(askProperty(window, netWmPid, 1));
            }
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < windows.size(); i++) {
                if (process(owners.get(i), claims.get(i)) == process) {
                    found.add(windows.get(i));
                }
            }
            return found;
        });
    }

    /** What the window manager manages; without one, what is on the root window. */
    private List<Integer> clients() {
        ByteBuffer told = property(askProperty(connection.root(), clientList, MOST_WINDOWS));
        if (told == null) {
            connection.begin(QUERY_TREE, 0).putInt(connection.root());
            ByteBuffer tree = connection.reply(connection.ask());
            told = tree == null ? ByteBuffer.allocate(0) : tree.position(HEADER);
        }
        List<Integer> windows = new ArrayList<>();
        while (told.remaining() >= Integer.BYTES && windows.size() < MOST_WINDOWS) {
            windows.add(told.getInt());
        }
        return windows;
    }

    private int askOwner(int window) {
        if (resources == 0) {
            return 0;
        }
        connection
                .begin(resources, RES_QUERY_CLIENT_IDS)
                .putInt(1)
                .putInt(window)
                .putInt(PID_MASK);
        return connection.ask();
    }

    private int process(int owner, int claim) {
        // One ClientIdValue: client, mask, length in bytes, value.
        ByteBuffer reply = resources == 0 ? null : connection.reply(owner);
        int process = reply != null && reply.getInt(8) > 0 && reply.getInt(HEADER + 8) >= Integer.BYTES
                ? reply.getInt(HEADER + 12)
                : 0;
        ByteBuffer claimed = property(claim);
        boolean contradicts = claimed != null
                && claimed.remaining() >= Integer.BYTES
                && claimed.getInt(claimed.position()) != process;
        return contradicts ? 0 : process;
    }

    private int askProperty(int window, int property, int units) {
        connection
                .begin(GET_PROPERTY, 0)
                .putInt(window)
                .putInt(property)
                .putInt(0)
                .putInt(0)
                .putInt(units);
        return connection.ask();
    }

    private @Nullable ByteBuffer property(int asked) {
        ByteBuffer reply = connection.reply(asked);
        if (reply == null || reply.getInt(8) == 0) {
            return null;
        }
        int bytes = reply.getInt(16) * (reply.get(1) & 0xff) / 8;
        return reply.slice(HEADER, bytes).order(ByteOrder.nativeOrder());
    }

    private static String title(@Nullable ByteBuffer utf8, @Nullable ByteBuffer latin) {
        if (utf8 != null && utf8.hasRemaining()) {
            return StandardCharsets.UTF_8.decode(utf8).toString();
        }
        return latin == null ? "" : StandardCharsets.ISO_8859_1.decode(latin).toString();
    }

    private static String windowClass(@Nullable ByteBuffer property) {
        if (property == null) {
            return "";
        }
        String[] parts = StandardCharsets.ISO_8859_1.decode(property).toString().split("\0", -1);
        return parts.length > 1 ? parts[1] : parts[0];
    }

    private static Rect bounds(@Nullable ByteBuffer geometry, @Nullable ByteBuffer place) {
        if (geometry == null || place == null) {
            return Rect.NONE;
        }
        return new Rect(
                place.getShort(12), place.getShort(14), geometry.getShort(16) & 0xffff, geometry.getShort(18) & 0xffff);
    }

    /** Path of a process's executable, empty where it cannot be known. */
    static String executable(int process) {
        if (process <= 0) {
            return "";
        }
        try {
            String path =
                    Files.readSymbolicLink(Path.of("/proc/" + process + "/exe")).toString();
            // An updated program that still runs: the file it came from is gone, so its identity cannot be checked.
            return path.endsWith(" (deleted)") ? "" : path;
        } catch (IOException | SecurityException e) {
            return "";
        }
    }

    private <T> T using(Supplier<T> work) {
        if (!lock(LOCK_MILLIS)) {
            throw new IllegalStateException("the X server does not answer");
        }
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            return work.get();
        } finally {
            use.unlock();
        }
    }

    private boolean lock(long millis) {
        try {
            return use.tryLock(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it; a call under way fails. */
    @Override
    public void close() {
        boolean mine = use.tryLock();
        closed = true;
        if (!mine) {
            connection.abort();
            mine = lock(STOP_MILLIS);
        }
        if (mine) {
            try {
                connection.close();
            } finally {
                use.unlock();
            }
        }
    }
}
