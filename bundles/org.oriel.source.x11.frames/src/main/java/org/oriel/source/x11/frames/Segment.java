package org.oriel.source.x11.frames;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A piece of memory that the X server writes pictures into. */
final class Segment implements AutoCloseable {
    private static final int ATTACH = 1;
    private static final int DETACH = 2;
    private static final int OWNER_ONLY = 0600;

    private final Connection connection;
    private final int opcode;
    private final int id;
    private final long address;
    private final long bytes;

    private Segment(Connection connection, int opcode, int id, long address, long bytes) {
        this.connection = connection;
        this.opcode = opcode;
        this.id = id;
        this.address = address;
        this.bytes = bytes;
    }

    /** Makes one that the server has attached too; null when the system or the server refuses. */
    static @Nullable Segment make(Connection connection, int opcode, long bytes) {
        int shared = LibC.shmget(LibC.IPC_PRIVATE, bytes, LibC.IPC_CREAT | OWNER_ONLY);
        if (shared < 0) {
            return null;
        }
        long address = LibC.shmat(shared, 0, 0);
        boolean attached = false;
        int id = connection.newId();
        try {
            if (address != -1) {
                connection.begin(opcode, ATTACH).putInt(id).putInt(shared).putInt(0);
                attached = connection.insist();
            }
        } finally {
            // Both sides hold it now: it is gone when they let go, even if that is because they were killed.
            LibC.shmctl(shared, LibC.IPC_RMID, 0);
            if (!attached && address != -1) {
                LibC.shmdt(address);
            }
        }
        return attached ? new Segment(connection, opcode, id, address, bytes) : null;
    }

    int id() {
        return id;
    }

    long bytes() {
        return bytes;
    }

    ByteBuffer memory(long length) {
        return new Pointer(address).getByteBuffer(0, length);
    }

    void setInt(int value) {
        new Pointer(address).setInt(0, value);
    }

    int getInt() {
        return new Pointer(address).getInt(0);
    }

    /** Wipes what it shows: a picture does not stay in memory that is not in use. */
    @Override
    public void close() {
        new Pointer(address).clear(bytes);
        if (!connection.lost()) {
            connection.begin(opcode, DETACH).putInt(id);
            connection.tell();
        }
        LibC.shmdt(address);
    }
}
