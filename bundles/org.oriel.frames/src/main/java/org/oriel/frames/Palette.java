package org.oriel.frames;

import java.util.Arrays;

/** The colours of a picture, when there are at most 256. */
final class Palette {
    private static final int MOST = 256;
    private static final int SLOTS = 1024;
    private static final int EMPTY = -1;

    private final int[] keys = new int[SLOTS];
    private final int[] indexes = new int[SLOTS];
    private final int[] colours = new int[MOST];
    private int count;
    private boolean exists = true;

    private Palette() {
        Arrays.fill(keys, EMPTY);
    }

    static Palette of(int[] pixels, int offset, int stride, int width, int height) {
        Palette palette = new Palette();
        int last = EMPTY;
        for (int y = 0; y < height && palette.exists; y++) {
            int end = offset + y * stride + width;
            for (int at = end - width; at < end; at++) {
                int colour = pixels[at] & 0xFFFFFF;
                if (colour != last) {
                    last = colour;
                    if (!palette.add(colour)) {
                        palette.exists = false;
                        break;
                    }
                }
            }
        }
        return palette;
    }

    private static int slot(int colour) {
        return colour * 0x9E3779B1 >>> 22;
    }

    private boolean add(int colour) {
        int slot = slot(colour);
        while (keys[slot] != EMPTY) {
            if (keys[slot] == colour) {
                return true;
            }
            slot = slot + 1 & SLOTS - 1;
        }
        if (count == MOST) {
            return false;
        }
        keys[slot] = colour;
        indexes[slot] = count;
        colours[count++] = colour;
        return true;
    }

    boolean exists() {
        return exists;
    }

    int index(int pixel) {
        int colour = pixel & 0xFFFFFF;
        int slot = slot(colour);
        while (keys[slot] != colour) {
            slot = slot + 1 & SLOTS - 1;
        }
        return indexes[slot];
    }

    /** As PNG has it; empty when there are too many. */
    byte[] bytes() {
        if (!exists) {
            return new byte[0];
        }
        byte[] all = new byte[count * 3];
        for (int i = 0; i < count; i++) {
            all[3 * i] = (byte) (colours[i] >> 16);
            all[3 * i + 1] = (byte) (colours[i] >> 8);
            all[3 * i + 2] = (byte) colours[i];
        }
        return all;
    }
}
