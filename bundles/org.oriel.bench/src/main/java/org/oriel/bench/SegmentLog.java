package org.oriel.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** The plainest durable store there is: frames of length, CRC32C and payload in segments of 8 MiB, forced each time. */
final class SegmentLog implements AutoCloseable {
    private static final long SEGMENT = 8 << 20;
    private static final int HEADER = 8;

    private final Path folder;
    private final CRC32C crc = new CRC32C();
    private FileChannel channel;
    private ByteBuffer frame = ByteBuffer.allocateDirect(64 << 10);
    private long size;
    private int segments;

    SegmentLog(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        channel = next();
    }

    private FileChannel next() throws IOException {
        size = 0;
        return FileChannel.open(
                folder.resolve(segments++ + ".log"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** When it returns the device has it. */
    void append(byte[] payload) throws IOException {
        if (size > SEGMENT) {
            channel.close();
            channel = next();
        }
        if (frame.capacity() < payload.length + HEADER) {
            frame = ByteBuffer.allocateDirect(payload.length * 2 + HEADER);
        }
        crc.reset();
        crc.update(payload);
        frame.clear()
                .putInt(payload.length)
                .putInt((int) crc.getValue())
                .put(payload)
                .flip();
        while (frame.hasRemaining()) {
            size += channel.write(frame);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
