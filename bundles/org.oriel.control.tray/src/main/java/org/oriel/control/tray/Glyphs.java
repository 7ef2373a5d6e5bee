package org.oriel.control.tray;

import org.oriel.api.consent.CaptureState.Phase;

/**
 * The signs, drawn without a toolkit: a red disc in a ring (recording), two amber bars (paused), a grey square with a bar
 * across (blocked), an empty ring (off). Shapes differ, so that colour is not needed.
 */
final class Glyphs {
    static final int RED = 0xffe0202a;
    static final int AMBER = 0xfff2a000;
    static final int GREY = 0xff8a8f98;
    static final int WHITE = 0xffffffff;

    private static final int FINE = 4;

    private Glyphs() {}

    /** Pixels, ARGB, row by row. */
    static int[] pixels(Phase phase, int size) {
        int[] pixels = new int[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                pixels[y * size + x] = blend(phase, size, x, y);
            }
        }
        return pixels;
    }

    private static int blend(Phase phase, int size, int x, int y) {
        int a = 0;
        int r = 0;
        int g = 0;
        int b = 0;
        for (int i = 0; i < FINE * FINE; i++) {
            double px = (x + (i % FINE + 0.5) / FINE) / size * 2 - 1;
            double py = (y + (i / FINE + 0.5) / FINE) / size * 2 - 1;
            int argb = at(phase, px, py);
            int alpha = argb >>> 24;
            a += alpha;
            r += (argb >> 16 & 0xff) * alpha / 0xff;
            g += (argb >> 8 & 0xff) * alpha / 0xff;
            b += (argb & 0xff) * alpha / 0xff;
        }
        if (a == 0) {
            return 0;
        }
        int covered = a / 0xff == 0 ? 1 : a / 0xff;
        return a / (FINE * FINE) << 24 | r / covered << 16 | g / covered << 8 | b / covered;
    }

    /** Colour at a place in the square from -1 to 1. */
    private static int at(Phase phase, double x, double y) {
        double far = Math.hypot(x, y);
        return switch (phase) {
            case RECORDING -> far < 0.62 ? RED : far < 0.78 ? WHITE : far < 0.98 ? RED : 0;
            case PAUSED -> Math.abs(y) < 0.85 && Math.abs(x) > 0.2 && Math.abs(x) < 0.75 ? AMBER : 0;
            case BLOCKED -> Math.max(Math.abs(x), Math.abs(y)) > 0.85 ? 0 : Math.abs(x - y) < 0.28 ? WHITE : GREY;
            case OFF -> far > 0.62 && far < 0.9 ? GREY : 0;
        };
    }

    static int colour(Phase phase) {
        return switch (phase) {
            case RECORDING -> RED;
            case PAUSED -> AMBER;
            case BLOCKED, OFF -> GREY;
        };
    }
}
