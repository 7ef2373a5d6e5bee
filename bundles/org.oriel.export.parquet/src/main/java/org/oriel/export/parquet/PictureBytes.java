package org.oriel.export.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code bytes} of a Hugging Face image: read from its file when its page is written, so that memory holds one page. */
final class PictureBytes extends Column {
    private static final long PAGE_BYTES = 4 << 20;

    private final List<Path> files = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();

    PictureBytes(String group) {
        super(List.of(group, "bytes"), Type.BYTES, Meaning.NONE, true);
    }

    void add(int row, Path file) throws IOException {
        files.add(file);
        sizes.add(Files.size(file));
        at(row);
    }

    @Override
    boolean compressed() {
        return false;
    }

    @Override
    int encoding() {
        return PLAIN;
    }

    @Override
    int pageEnd(int row, int value, int rowCount) {
        int end = super.pageEnd(row, value, rowCount);
        long size = 0;
        for (int i = value; i < count() && row(i) < end; i++) {
            size += sizes.get(i);
            if (size > PAGE_BYTES) {
                return row(i) + 1;
            }
        }
        return end;
    }

    @Override
    void values(Bytes out, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            byte[] picture = Files.readAllBytes(files.get(i));
            out.putInt(picture.length);
            out.put(picture);
        }
    }

    @Override
    long bytes() {
        // A path and its size.
        return super.bytes() + 200L * files.size();
    }

    @Override
    void clear() {
        super.clear();
        files.clear();
        sizes.clear();
    }
}
