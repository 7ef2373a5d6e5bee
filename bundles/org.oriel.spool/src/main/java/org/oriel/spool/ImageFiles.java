package org.oriel.spool;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;
import org.oriel.host.Image;

/**
 * The patches of images, one file an image, in segments of 64 KiB that are sealed one by one: a reader needs one segment
 * in memory, and none can be left out, put elsewhere or taken to another image, store, grant, purpose or policy. A file
 * counts only while a row of the database has its key.
 */
final class ImageFiles {
    static final int SEGMENT_BYTES = 64 << 10;
    private static final int SEALED_BYTES = SEGMENT_BYTES + Seal.OVERHEAD_BYTES;
    private static final int NUMBERS_PER_PATCH = 5;

    private final Path folder;
    private final Seal seal;
    private final String spoolId;

    /** A file that is not what was written; its message says in what way. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    ImageFiles(Path folder, Seal seal, String spoolId) {
        this.folder = folder;
        this.seal = seal;
        this.spoolId = spoolId;
    }

    Path file(long row) {
        return folder.resolve(name(row));
    }

    static String name(long row) {
        return String.format("%016x", row);
    }

    /** What a file of that many bytes of patches is long. */
    static long size(long length) {
        return length + segments(length) * Seal.OVERHEAD_BYTES;
    }

    private static long segments(long length) {
        return Math.max(1, (length + SEGMENT_BYTES - 1) / SEGMENT_BYTES);
    }

    /** Writes the file of a new image under a new key; it is on the device once {@link #forceFolder} returned too. */
    ImageMeta write(long row, Keys.Label label, Image image) throws IOException {
        byte[] key = seal.random(Seal.KEY_BYTES);
        ImageMeta meta = new ImageMeta(
                Seal.key(key), image.id(), image.base(), image.width(), image.height(), length(image.patches()));
        Seal.wipe(key);
        Path file = file(row);
        Files.deleteIfExists(file);
        SpoolFiles.createFile(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                DataOutputStream out = new DataOutputStream(new Sealing(channel, meta, label))) {
            writePatches(out, image.patches());
            out.flush();
            channel.force(true);
        }
        return meta;
    }

    void forceFolder() throws IOException {
        SpoolFiles.forceFolder(folder);
    }

    private static long length(List<Image.Patch> patches) {
        long length = Integer.BYTES;
        for (Image.Patch patch : patches) {
            length += NUMBERS_PER_PATCH * Integer.BYTES
                    + Short.BYTES
                    + patch.format().length()
                    + patch.bytes().length;
        }
        return length;
    }

    private static void writePatches(DataOutputStream out, List<Image.Patch> patches) throws IOException {
        out.writeInt(patches.size());
        for (Image.Patch patch : patches) {
            Rect rect = patch.rect();
            out.writeInt(rect.x());
            out.writeInt(rect.y());
            out.writeInt(rect.width());
            out.writeInt(rect.height());
            out.writeUTF(patch.format());
            out.writeInt(patch.bytes().length);
            out.write(patch.bytes());
        }
    }

    /** Reads and checks all of it. An {@link IOException} says that it cannot be told now. */
    Image read(long row, Keys.Label label, ImageMeta meta) throws IOException, DamagedException {
        Path file = file(row);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel, label, meta);
        } catch (NoSuchFileException e) {
            throw new DamagedException("its file is missing", e);
        }
    }

    private Image read(FileChannel channel, Keys.Label label, ImageMeta meta) throws DamagedException {
        try (DataInputStream in = new DataInputStream(new Opening(channel, meta, label))) {
            if (channel.size() != size(meta.length())) {
                throw new DamagedException("its file is " + channel.size() + " bytes long", null);
            }
            List<Image.Patch> patches = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                Rect rect = new Rect(in.readInt(), in.readInt(), in.readInt(), in.readInt());
                String format = in.readUTF();
                byte[] bytes = new byte[in.readInt()];
                in.readFully(bytes);
                patches.add(new Image.Patch(rect, format, bytes));
            }
            return new Image(meta.id(), meta.base(), meta.width(), meta.height(), patches);
        } catch (IOException e) {
            // It was opened: what fails now is this file, and asking again would fail again.
            throw new DamagedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Without its row it is worth nothing; if it cannot be removed now, it is when the store is opened next. */
    void remove(long row) {
        try {
            Files.deleteIfExists(file(row));
        } catch (IOException e) {
            // Its key is gone all the same.
        }
    }

    boolean exists(long row, long bytes) {
        return SpoolFiles.size(file(row)) == bytes;
    }

    /** Removes what no row knows: left by a power cut between a file and its row, or a row and its file. */
    void removeOthers(Set<Long> rows) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!rows.contains(row(file))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static long row(Path file) {
        try {
            return Long.parseUnsignedLong(String.valueOf(file.getFileName()), 16);
        } catch (NumberFormatException e) {
            return ImageTable.NONE;
        }
    }

    private byte[] associated(Keys.Label label, ImageMeta meta, long segment) {
        return Keys.associated("oriel-segment-1", spoolId, label.anyDay(), meta.id(), segment, segments(meta.length()));
    }

    /** Seals what is written in segments; the last one when it is flushed, which ends the file. */
    private final class Sealing extends OutputStream {
        private final FileChannel channel;
        private final ImageMeta meta;
        private final Keys.Label label;
        private final byte[] buffer = new byte[SEGMENT_BYTES];
        private int filled;
        private long segment;

        Sealing(FileChannel channel, ImageMeta meta, Keys.Label label) {
            this.channel = channel;
            this.meta = meta;
            this.label = label;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int part = Math.min(length - done, SEGMENT_BYTES - filled);
                System.arraycopy(bytes, offset + done, buffer, filled, part);
                filled += part;
                done += part;
                if (filled == SEGMENT_BYTES) {
                    sealOne();
                }
            }
        }

        @Override
        public void flush() throws IOException {
            if (filled > 0) {
                sealOne();
            }
        }

        private void sealOne() throws IOException {
            ByteBuffer sealed =
                    ByteBuffer.wrap(seal.seal(meta.key(), buffer, filled, associated(label, meta, segment++)));
            while (sealed.hasRemaining()) {
                channel.write(sealed);
            }
            Arrays.fill(buffer, (byte) 0);
            filled = 0;
        }
    }

    /** The bytes that the segments hold; fails at the first that does not open. */
    private final class Opening extends InputStream {
        private final FileChannel channel;
        private final ImageMeta meta;
        private final Keys.Label label;
        private byte[] open = new byte[0];
        private int at;
        private long segment;

        Opening(FileChannel channel, ImageMeta meta, Keys.Label label) {
            this.channel = channel;
            this.meta = meta;
            this.label = label;
        }

        @Override
        public int read() throws IOException {
            return ready() ? open[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!ready()) {
                return -1;
            }
            int part = Math.min(length, open.length - at);
            System.arraycopy(open, at, bytes, offset, part);
            at += part;
            return part;
        }

        private boolean ready() throws IOException {
            while (at == open.length) {
                if (segment == segments(meta.length())) {
                    return false;
                }
                next();
            }
            return true;
        }

        private void next() throws IOException {
            long left = size(meta.length()) - segment * SEALED_BYTES;
            ByteBuffer sealed = ByteBuffer.allocate((int) Math.min(left, SEALED_BYTES));
            while (sealed.hasRemaining() && channel.read(sealed) >= 0) {
                // Until it is whole or the file ends.
            }
            byte[] opened = seal.open(meta.key(), sealed.array(), associated(label, meta, segment));
            if (opened == null) {
                throw new IOException("segment " + segment + " does not open");
            }
            segment++;
            open = opened;
            at = 0;
        }
    }
}
