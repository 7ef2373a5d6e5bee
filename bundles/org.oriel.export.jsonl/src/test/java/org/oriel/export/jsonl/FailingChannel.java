package org.oriel.export.jsonl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/** A file on a disk that can be full, in the middle of a line too, or fail to force. */
final class FailingChannel extends FileChannel {
    /** The disk. */
    static final class Disk implements Folder.Opener {
        long room = Long.MAX_VALUE;
        boolean forceFails;
        long written;
        long unforced;
        int forces;

        @Override
        public FileChannel open(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            return new FailingChannel(this, FileChannel.open(path, options, attributes));
        }
    }

    private final Disk disk;
    private final FileChannel file;

    private FailingChannel(Disk disk, FileChannel file) {
        this.disk = disk;
        this.file = file;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (disk.room == 0) {
            throw new IOException("No space left on device");
        }
        int count = (int) Math.min(source.remaining(), disk.room);
        ByteBuffer part = source.slice(source.position(), count);
        int done = file.write(part);
        source.position(source.position() + done);
        disk.room -= disk.room == Long.MAX_VALUE ? 0 : done;
        disk.written += done;
        disk.unforced += done;
        return done;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        if (disk.forceFails) {
            throw new IOException("Input/output error");
        }
        file.force(metaData);
        disk.forces += disk.unforced > 0 ? 1 : 0;
        disk.unforced = 0;
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        file.position(newPosition);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return file.read(target);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return file.read(targets, offset, length);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
