package org.oriel.frames;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads what {@link PngWriter} writes, and no other PNG. AWT, which could, is not loaded into the agent. */
final class PngReader {
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504C5445;
    private static final int IDAT = 0x49444154;
    private static final int UP = 2;
    private static final int MOST_PIXELS = 1 << 28;

    private int width;
    private int height;
    private int[] palette = new int[0];
    private byte[] data = new byte[0];

    private PngReader() {}

    /** The pixels of a picture of {@code width} to {@code height}. */
    static int[] read(byte[] png, int width, int height) {
        try {
            PngReader reader = new PngReader();
            reader.chunks(ByteBuffer.wrap(png));
            if (reader.width != width || reader.height != height) {
                throw new IllegalArgumentException("the picture has another size");
            }
            return reader.pixels();
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("not a picture of this program: " + e.getMessage(), e);
        }
    }

    private void chunks(ByteBuffer in) {
        byte[] signature = new byte[PngWriter.SIGNATURE.length];
        in.get(signature);
        if (!Arrays.equals(signature, PngWriter.SIGNATURE)) {
            throw new IllegalArgumentException("no PNG");
        }
        while (in.remaining() >= 12) {
            int length = in.getInt();
            int name = in.getInt();
            if (length < 0 || length > in.remaining() - 4) {
                throw new IllegalArgumentException("cut off");
            }
            byte[] body = new byte[length];
            in.get(body);
            in.getInt();
            chunk(name, body);
        }
    }

    private void chunk(int name, byte[] body) {
        switch (name) {
            case IHDR -> head(ByteBuffer.wrap(body));
            case PLTE -> {
                palette = new int[body.length / 3];
                for (int i = 0; i < palette.length; i++) {
                    palette[i] = (body[3 * i] & 0xFF) << 16 | (body[3 * i + 1] & 0xFF) << 8 | body[3 * i + 2] & 0xFF;
                }
            }
            case IDAT -> data = body;
            default -> {
                // The end.
            }
        }
    }

    private void head(ByteBuffer head) {
        width = head.getInt();
        height = head.getInt();
        if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
            throw new IllegalArgumentException("size");
        }
    }

    private int[] pixels() throws DataFormatException {
        int sample = palette.length > 0 ? 1 : 3;
        byte[] row = new byte[width * sample + 1];
        byte[] above = new byte[row.length];
        int[] pixels = new int[width * height];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data);
            for (int y = 0; y < height; y++) {
                fill(inflater, row);
                unfilter(row, above);
                for (int x = 0; x < width; x++) {
                    pixels[y * width + x] = sample == 1 ? palette[row[x + 1] & 0xFF] : colour(row, 1 + 3 * x);
                }
                byte[] swap = above;
                above = row;
                row = swap;
            }
        } finally {
            inflater.end();
        }
        return pixels;
    }

    private static void fill(Inflater inflater, byte[] row) throws DataFormatException {
        for (int at = 0; at < row.length; ) {
            int got = inflater.inflate(row, at, row.length - at);
            if (got == 0) {
                throw new DataFormatException("cut off");
            }
            at += got;
        }
    }

    private static void unfilter(byte[] row, byte[] above) throws DataFormatException {
        if (row[0] == UP) {
            for (int i = 1; i < row.length; i++) {
                row[i] += above[i];
            }
        } else if (row[0] != 0) {
            throw new DataFormatException("filter " + row[0]);
        }
    }

    private static int colour(byte[] row, int at) {
        return (row[at] & 0xFF) << 16 | (row[at + 1] & 0xFF) << 8 | row[at + 2] & 0xFF;
    }
}
