package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The commits since the manifest was written: a commit costs one line here instead of a new manifest. Each line has a sum,
 * so that what a power cut left of the last one is told from a whole one.
 */
final class Journal implements AutoCloseable {
    private final Disk disk;
    private final FileChannel channel;
    private long size;

    private Journal(Disk disk, FileChannel channel, long size) {
        this.disk = disk;
        this.channel = channel;
        this.size = size;
    }

    /** The whole commits in it, in order. */
    static List<Delta> read(Path dir) throws IOException {
        return read(Disk.resolve(dir, Names.JOURNAL), new long[1]);
    }

    private static List<Delta> read(Path file, long[] whole) throws IOException {
        List<Delta> deltas = new ArrayList<>();
        if (!Files.exists(file)) {
            return deltas;
        }
        byte[] all = Files.readAllBytes(file);
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n') {
                String line = new String(all, start, i - start, StandardCharsets.UTF_8);
                if (line.length() < 10 || !line.startsWith(sum(line.substring(9)) + " ")) {
                    break;
                }
                deltas.add(Delta.of(line.substring(9)));
                start = i + 1;
                whole[0] = start;
            }
        }
        return deltas;
    }

    /** Opens it for more, without what is not a whole line. */
    static Journal open(Path dir, Disk disk, List<Delta> into) throws IOException {
        Path file = Disk.resolve(dir, Names.JOURNAL);
        long[] whole = new long[1];
        into.addAll(read(file, whole));
        if (!Files.exists(file)) {
            disk.create(file).close();
            disk.forceFolder(file.resolveSibling("."));
        }
        return new Journal(disk, disk.grow(file, whole[0]), whole[0]);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** When it returns the commit is on the device. */
    void add(Delta delta) throws IOException {
        String text = delta.line();
        byte[] line = (sum(text) + " " + text + "\n").getBytes(StandardCharsets.UTF_8);
        disk.write(channel, ByteBuffer.wrap(line));
        disk.force(channel);
        size += line.length;
    }

    /** Empties it: the manifest has it all. */
    void clear() throws IOException {
        if (size > 0) {
            channel.truncate(0);
            disk.force(channel);
            size = 0;
        }
    }

    private static String sum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
