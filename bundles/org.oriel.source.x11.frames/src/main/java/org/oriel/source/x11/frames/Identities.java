package org.oriel.source.x11.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oriel.api.source.Application;

/**
 * Who owns a window: the process that the server names for its connection (X-Resource 1.2), by its executable. What the
 * client itself claims must not contradict it; if it does, nobody is believed. Answers are kept until the window is
 * closed, hidden or moved into another one.
 */
final class Identities {
    private static final int RES_QUERY_VERSION = 0;
    private static final int RES_QUERY_CLIENT_IDS = 4;
    private static final int PID_MASK = 2;
    private static final int HEADER = 32;
    private static final int CLASS_UNITS = 256;
    private static final int MOST = 1024;

    private final Connection connection;
    private final Properties properties;
    private final Extension resources;
    private final int wmClass;
    private final int netWmPid;
    private final Object lock = new Object();
    // Guarded by lock: the thread that reads events takes entries away.
    private final Map<Integer, Application> known = new HashMap<>();
    private long forgotten;

    Identities(Connection connection, Properties properties) {
        this.connection = connection;
        this.properties = properties;
        wmClass = connection.atom("WM_CLASS");
        netWmPid = connection.atom("_NET_WM_PID");
        resources = resources();
    }

    private Extension resources() {
        Extension extension = connection.extension("X-Resource");
        if (!extension.present()) {
            return extension;
        }
        connection.begin(extension.opcode(), RES_QUERY_VERSION).put((byte) 1).put((byte) 2);
        ByteBuffer version = connection.reply(connection.ask());
        boolean usable = version != null && (version.getShort(8) > 1 || version.getShort(10) >= 2);
        return usable ? extension : Extension.ABSENT;
    }

    /** Whether the server tells processes. */
    boolean verifies() {
        return resources.present();
    }

    /** The window is not what it was. Any thread. */
    void forget(int window) {
        synchronized (lock) {
            known.remove(window);
            forgotten++;
        }
    }

    /**
     * Applications of these windows. Screen thread only.
     *
     * @param drain handles the events that have arrived
     */
    Map<Integer, Application> of(Collection<Integer> windows, Runnable drain) {
        Map<Integer, Application> all = new HashMap<>();
        List<Asked> missing = new ArrayList<>();
        long before;
        synchronized (lock) {
            before = forgotten;
            for (int window : windows) {
                Application application = known.get(window);
                if (application != null) {
                    all.put(window, application);
                }
            }
        }
        for (int window : windows) {
            if (!all.containsKey(window)) {
                missing.add(ask(window));
            }
        }
        Map<Integer, Application> found = new HashMap<>();
        for (Asked asked : missing) {
            found.put(asked.window, answer(asked));
        }
        drain.run();
        keep(found, before);
        all.putAll(found);
        return all;
    }

    private void keep(Map<Integer, Application> found, long before) {
        synchronized (lock) {
            // Something was closed in between, and its number may stand for another window: ask again next time.
            if (forgotten == before) {
                if (known.size() + found.size() > MOST) {
                    known.clear();
                }
                known.putAll(found);
            }
        }
    }

    private record Asked(int window, int windowClass, int claimed, int process) {}

    private Asked ask(int window) {
        int windowClass = properties.ask(window, wmClass, CLASS_UNITS);
        int claimed = properties.ask(window, netWmPid, 1);
        if (!resources.present()) {
            return new Asked(window, windowClass, claimed, 0);
        }
        connection
                .begin(resources.opcode(), RES_QUERY_CLIENT_IDS)
                .putInt(1)
                .putInt(window)
                .putInt(PID_MASK);
        return new Asked(window, windowClass, claimed, connection.ask());
    }

    private Application answer(Asked asked) {
        String windowClass = windowClass(properties.answer(asked.windowClass));
        ByteBuffer claimed = properties.answer(asked.claimed);
        int process = resources.present() ? process(connection.reply(asked.process)) : 0;
        boolean contradicts = claimed != null && claimed.remaining() >= 4 && claimed.getInt(0) != process;
        String executable = process > 0 && !contradicts ? executable(process) : "";
        return new Application(executable, !executable.isEmpty(), windowClass);
    }

    private static int process(@Nullable ByteBuffer reply) {
        // One ClientIdValue: client, mask, length in bytes, value.
        return reply != null && reply.getInt(8) > 0 && reply.getInt(HEADER + 8) >= 4 ? reply.getInt(HEADER + 12) : 0;
    }

    private static String windowClass(@Nullable ByteBuffer property) {
        if (property == null) {
            return "";
        }
        String[] parts = StandardCharsets.ISO_8859_1.decode(property).toString().split("\0", -1);
        return parts.length > 1 ? parts[1] : parts[0];
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

    /** Executable of the process that owns a window, empty where unknown; not kept. */
    String owner(int window) {
        return answer(ask(window)).executable();
    }
}
