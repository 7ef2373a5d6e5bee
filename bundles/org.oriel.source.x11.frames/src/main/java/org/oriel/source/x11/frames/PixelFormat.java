package org.oriel.source.x11.frames;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** How the server lays out pixels, and their way to {@code 0x00RRGGBB}. */
record PixelFormat(int bits, int pad, ByteOrder order, int red, int green, int blue) {
    private static final int RGB = 0xffffff;

    PixelFormat {
        boolean masks = red != 0 && green != 0 && blue != 0;
        if (!masks || (bits != 16 && bits != 24 && bits != 32)) {
            throw new IllegalStateException("pixels of " + bits + " bits with the colour masks "
                    + Integer.toHexString(red) + ", " + Integer.toHexString(green) + ", " + Integer.toHexString(blue)
                    + " cannot be read, allowed: 16, 24 or 32 bits of true colour");
        }
    }

    /** Bytes of a row of {@code width} pixels. */
    int rowBytes(int width) {
        return (int) (((long) width * bits + pad - 1) / pad * pad / 8);
    }

    private boolean fast() {
        return bits == 32 && order == ByteOrder.nativeOrder() && red == 0xff0000 && green == 0xff00 && blue == 0xff;
    }

    /** Copies {@code rows} rows of {@code width} pixels. */
    void copy(ByteBuffer from, int width, int rows, int[] to, int offset, int stride) {
        int rowBytes = rowBytes(width);
        if (fast()) {
            IntBuffer ints = from.duplicate().order(order).asIntBuffer();
            for (int row = 0; row < rows; row++) {
                int at = offset + row * stride;
                ints.get(row * (rowBytes / 4), to, at, width);
                for (int i = at; i < at + width; i++) {
                    to[i] &= RGB;
                }
            }
            return;
        }
        ByteBuffer bytes = from.duplicate().order(order);
        for (int row = 0; row < rows; row++) {
            for (int x = 0; x < width; x++) {
                int pixel = pixel(bytes, row * rowBytes + x * (bits / 8));
                to[offset + row * stride + x] =
                        channel(pixel, red) << 16 | channel(pixel, green) << 8 | channel(pixel, blue);
            }
        }
    }

    private int pixel(ByteBuffer bytes, int at) {
        return switch (bits) {
            case 16 -> bytes.getShort(at) & 0xffff;
            case 24 -> {
                int low = bytes.get(order == ByteOrder.LITTLE_ENDIAN ? at : at + 2) & 0xff;
                int high = bytes.get(order == ByteOrder.LITTLE_ENDIAN ? at + 2 : at) & 0xff;
                yield high << 16 | (bytes.get(at + 1) & 0xff) << 8 | low;
            }
            default -> bytes.getInt(at);
        };
    }

    /** The channel under {@code mask}, stretched to 8 bits so that all ones become 255. */
    private static int channel(int pixel, int mask) {
        int shift = Integer.numberOfTrailingZeros(mask);
        long most = Integer.toUnsignedLong(mask) >>> shift;
        long value = Integer.toUnsignedLong(pixel & mask) >>> shift;
        return (int) ((value * 255 + most / 2) / most);
    }
}
