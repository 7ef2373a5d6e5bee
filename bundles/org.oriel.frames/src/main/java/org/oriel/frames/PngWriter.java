package org.oriel.frames;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes pictures of screens as PNG: exact, no metadata, a palette where 256 colours are enough.
 *
 * <p>Screens are flat areas and glyphs. Both are found by comparing pixels, many at once: with the one to the left, with
 * the row above, and with where the same two pixels were last seen. zlib looks for the same in three times as many
 * bytes, one by one.
 */
final class PngWriter {
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private static final int UP = 2;
    /** Places that are tried for two pixels that occurred before. */
    private static final int DEPTH = 12;

    private static final int LONG_ENOUGH = 48;
    private static final int HASH_BITS = 14;
    private static final int SINGLE_BITS = 10;
    /** Bytes of a small picture: most are the tiles that typing changed, and are kept for good. */
    private static final int SMALL = 1 << 18;
    /** Farther away, three literals are as short. */
    private static final int NEAR = 1_024;

    private final int[] pixels;
    private final int offset;
    private final int stride;
    private final int width;
    private final int height;
    private final Palette palette;
    private final int sample;
    /** Bytes of a row with its filter. */
    private final int rowBytes;

    private final Deflate deflate;

    private final int[] heads = new int[1 << HASH_BITS];
    /** By number of the pixel; reaches as far back as the window of the format. */
    private final int[] previous;

    private final int mask;
    private final int[] singles = new int[1 << SINGLE_BITS];

    private PngWriter(int[] pixels, int offset, int stride, int width, int height) {
        this.pixels = pixels;
        this.offset = offset;
        this.stride = stride;
        this.width = width;
        this.height = height;
        // Pixels are compared whole, so nothing may be in their top byte.
        palette = Palette.of(pixels, offset, stride, width, height);
        sample = palette.exists() ? 1 : 3;
        rowBytes = width * sample + 1;
        deflate = new Deflate(width * height / 16);
        int reach = Integer.highestOneBit(Math.max(2, Deflate.WINDOW / sample) * 2 - 1);
        previous = new int[reach];
        mask = reach - 1;
        Arrays.fill(heads, -1);
        Arrays.fill(singles, -1);
    }

    /** The picture of {@code width} to {@code height} pixels, {@code 0x00RRGGBB}, whose rows begin {@code stride} apart. */
    static byte[] write(int[] pixels, int offset, int stride, int width, int height) {
        if (width < 1 || height < 1 || offset + (long) stride * (height - 1) + width > pixels.length) {
            throw new IllegalArgumentException("picture of " + width + "x" + height + " out of " + pixels.length);
        }
        return new PngWriter(pixels, offset, stride, width, height).write();
    }

    private byte[] write() {
        int adler = rows();
        byte[] stream = deflate.finish();
        if (rowBytes * (long) height <= SMALL) {
            byte[] unfiltered = unfiltered();
            byte[] other = zlib(unfiltered, stream.length);
            if (other.length < stream.length) {
                stream = other;
                Adler32 sum = new Adler32();
                sum.update(unfiltered);
                adler = (int) sum.getValue();
            }
        }
        byte[] head = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .put((byte) (palette.exists() ? 3 : 2))
                .array();
        // zlib's header: deflate, window of 32 KiB (RFC 1950).
        byte[] data = ByteBuffer.allocate(stream.length + 6)
                .putShort((short) 0x7801)
                .put(stream)
                .putInt(adler)
                .array();
        byte[] colours = palette.bytes();
        int size = SIGNATURE.length + 12 * 4 + head.length + colours.length + data.length;
        ByteBuffer out = ByteBuffer.allocate(size).put(SIGNATURE);
        chunk(out, "IHDR", head);
        if (colours.length > 0) {
            chunk(out, "PLTE", colours);
        }
        chunk(out, "IDAT", data);
        chunk(out, "IEND", new byte[0]);
        return Arrays.copyOf(out.array(), out.position());
    }

    private byte[] unfiltered() {
        byte[] all = new byte[rowBytes * height];
        byte[] row = new byte[rowBytes];
        for (int y = 0; y < height; y++) {
            bytes(offset + y * stride, row);
            System.arraycopy(row, 0, all, y * rowBytes, rowBytes);
        }
        return all;
    }

    /** What zlib makes of {@code bytes} with all its effort, where that is at most {@code most} bytes; else more. */
    private static byte[] zlib(byte[] bytes, int most) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = new byte[most];
            int size = deflater.deflate(out);
            return deflater.finished() ? Arrays.copyOf(out, size) : out;
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteBuffer out, String name, byte[] data) {
        out.putInt(data.length);
        int from = out.position();
        out.put(name.getBytes(StandardCharsets.US_ASCII)).put(data);
        CRC32 sum = new CRC32();
        sum.update(out.array(), from, out.position() - from);
        out.putInt((int) sum.getValue());
    }

    /** All rows; returns the checksum of what they are unpacked. */
    private int rows() {
        Adler32 adler = new Adler32();
        byte[] same = new byte[rowBytes];
        same[0] = UP;
        byte[] row = new byte[rowBytes];
        boolean aboveIsPlain = false;
        for (int y = 0; y < height; y++) {
            int from = offset + y * stride;
            if (y > 0 && Arrays.equals(pixels, from, from + width, pixels, from - stride, from - stride + width)) {
                deflate.literal(UP);
                run();
                adler.update(same);
                aboveIsPlain = false;
            } else {
                deflate.literal(0);
                plain(y, from, aboveIsPlain);
                bytes(from, row);
                adler.update(row);
                aboveIsPlain = true;
            }
        }
        return (int) adler.getValue();
    }

    /** Zeros, at the distance that flat areas have in rows without a filter: one code less. */
    private void run() {
        int first = Math.min(sample, rowBytes - 1);
        for (int i = 0; i < first; i++) {
            deflate.literal(0);
        }
        int left = rowBytes - 1 - first;
        if (left >= Deflate.SHORTEST) {
            deflate.match(left, sample);
        } else {
            for (int i = 0; i < left; i++) {
                deflate.literal(0);
            }
        }
    }

    private void bytes(int from, byte[] row) {
        if (sample == 1) {
            for (int x = 0; x < width; x++) {
                row[x + 1] = (byte) palette.index(pixels[from + x]);
            }
            return;
        }
        for (int x = 0, at = 1; x < width; x++, at += 3) {
            int pixel = pixels[from + x];
            row[at] = (byte) (pixel >> 16);
            row[at + 1] = (byte) (pixel >> 8);
            row[at + 2] = (byte) pixel;
        }
    }

    /** One row without a filter. */
    private void plain(int y, int from, boolean aboveIsPlain) {
        int x = 0;
        while (x < width) {
            int at = from + x;
            int left = x > 0 && pixels[at] == pixels[at - 1] ? same(at, at - 1, width - x) : 0;
            int length = left;
            int distance = sample;
            if (left < LONG_ENOUGH) {
                if (aboveIsPlain && rowBytes <= Deflate.WINDOW) {
                    int above = same(at, at - stride, width - x);
                    // The longer distance costs bits of its own.
                    if (above > length + 1) {
                        length = above;
                        distance = rowBytes;
                    }
                }
                if (length < LONG_ENOUGH && x + 2 <= width) {
                    long found = search(x, y, at, length + 1);
                    if (found != 0) {
                        length = (int) (found >>> 32);
                        distance = (int) found;
                    }
                }
            }
            if (length * sample < Deflate.SHORTEST || (length < 2 && distance != sample)) {
                single(x, y, at);
                length = 1;
            } else {
                deflate.match(length * sample, distance);
            }
            int end = Math.min(x + length, width - 1);
            // Of a long flat run only its ends are worth finding again.
            for (int i = x; i < end; i++) {
                if (i < x + 8 || i > end - 4) {
                    insert(i, y, from + i);
                }
            }
            x += length;
        }
    }

    /** A pixel: as it was not far before, or as it is. */
    private void single(int x, int y, int at) {
        int pixel = pixels[at];
        if (sample == 1) {
            deflate.literal(palette.index(pixel));
            return;
        }
        int slot = pixel * 0x9E3779B1 >>> (32 - SINGLE_BITS);
        int number = y * width + x;
        int candidate = singles[slot];
        singles[slot] = number;
        if (candidate >= 0) {
            int row = candidate / width;
            int column = candidate - row * width;
            int distance = (y - row) * rowBytes + (x - column) * sample;
            if (distance < NEAR && pixels[offset + row * stride + column] == pixel) {
                deflate.match(sample, distance);
                return;
            }
        }
        deflate.literal(pixel >> 16 & 0xFF);
        deflate.literal(pixel >> 8 & 0xFF);
        deflate.literal(pixel & 0xFF);
    }

    private int same(int at, int before, int most) {
        int differs = Arrays.mismatch(pixels, at, at + most, pixels, before, before + most);
        return differs < 0 ? most : differs;
    }

    private int hash(int at) {
        int hash = pixels[at] * 0x9E3779B1 + pixels[at + 1];
        return hash * 0xC2B2AE35 >>> (32 - HASH_BITS);
    }

    private void insert(int x, int y, int at) {
        int number = y * width + x;
        int hash = hash(at);
        previous[number & mask] = heads[hash];
        heads[hash] = number;
    }

    /** Length and distance in bytes of the best match that is longer than {@code least}, or 0. */
    private long search(int x, int y, int at, int least) {
        int number = y * width + x;
        int candidate = heads[hash(at)];
        long best = 0;
        int longest = Math.max(sample == 1 ? 2 : 1, least);
        int most = width - x;
        for (int i = 0; i < DEPTH && candidate >= 0 && number - candidate <= mask; i++) {
            int row = candidate / width;
            int column = candidate - row * width;
            int distance = (y - row) * rowBytes + (x - column) * sample;
            if (distance > Deflate.WINDOW) {
                break;
            }
            int there = offset + row * stride + column;
            int length = same(at, there, Math.min(most, width - column));
            if (length > longest) {
                longest = length;
                best = (long) length << 32 | distance;
                if (length >= LONG_ENOUGH) {
                    break;
                }
            }
            int next = previous[candidate & mask];
            candidate = next < candidate ? next : -1;
        }
        return best;
    }
}
