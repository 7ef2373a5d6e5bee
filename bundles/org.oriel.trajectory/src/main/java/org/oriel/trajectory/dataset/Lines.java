package org.oriel.trajectory.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The first lines of a file. Events have no other line ends within them: the canonical form escapes them. */
final class Lines implements AutoCloseable {
    private final Path file;
    private final BufferedReader reader;
    private final long limit;
    private long count;

    Lines(Path file, long limit) throws IOException {
        this.file = file;
        this.reader = Files.newBufferedReader(file);
        this.limit = limit;
    }

    @Nullable
    String next() throws IOException {
        if (count == limit) {
            return null;
        }
        try {
            String line = reader.readLine();
            if (line != null) {
                count++;
            }
            return line;
        } catch (CharacterCodingException e) {
            throw wrong(new DatasetException("not UTF-8", e));
        }
    }

    long count() {
        return count;
    }

    DatasetException wrong(DatasetException why) {
        return new DatasetException(file + " line " + count + ": " + why.getMessage(), why);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
