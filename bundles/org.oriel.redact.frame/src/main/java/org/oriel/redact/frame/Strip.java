package org.oriel.redact.frame;

import java.util.Arrays;

/** A line of words on white, in the size that is read best: what the reader gets to see. */
final class Strip {
    /** Room around the text. */
    static final int PAD = 10;

    private final Box source;
    private final double scale;
    private final int width;
    private final int height;
    private final byte[] grey;

    /**
     * An empty strip.
     *
     * @param source what it shows of the picture
     * @param scale pixels of the strip for one of the picture
     */
    Strip(Box source, double scale) {
        this.source = source;
        this.scale = scale;
        this.width = (int) Math.ceil(source.width() * scale) + 2 * PAD;
        this.height = (int) Math.ceil(source.height() * scale) + 2 * PAD;
        this.grey = new byte[width * height];
        Arrays.fill(grey, (byte) 255);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    byte[] grey() {
        return grey;
    }

    /** Where in the picture column {@code x} of the strip lies. */
    double sourceX(double x) {
        return source.left() + (x - PAD) / scale;
    }

    /** Draws a tile whose place in the picture is {@code box}. */
    void draw(Tile tile, Box box) {
        int left = PAD + (int) Math.floor((box.left() - source.left()) * scale);
        int top = PAD + (int) Math.floor((box.top() - source.top()) * scale);
        int right = Math.min(width, PAD + (int) Math.ceil((box.right() - source.left()) * scale));
        int bottom = Math.min(height, PAD + (int) Math.ceil((box.bottom() - source.top()) * scale));
        for (int y = top; y < bottom; y++) {
            double sy = (y + 0.5 - PAD) / scale + source.top() - box.top() - 0.5;
            for (int x = left; x < right; x++) {
                double sx = (x + 0.5 - PAD) / scale + source.left() - box.left() - 0.5;
                grey[y * width + x] = (byte) (scale < 1 ? mean(tile, sx, sy) : between(tile, sx, sy));
            }
        }
    }

    private static int between(Tile tile, double sx, double sy) {
        int x = (int) Math.floor(sx);
        int y = (int) Math.floor(sy);
        double fx = sx - x;
        double fy = sy - y;
        double above = at(tile, x, y) * (1 - fx) + at(tile, x + 1, y) * fx;
        double below = at(tile, x, y + 1) * (1 - fx) + at(tile, x + 1, y + 1) * fx;
        return (int) Math.round(above * (1 - fy) + below * fy);
    }

    /** Mean over what one pixel of a smaller strip shows. */
    private int mean(Tile tile, double sx, double sy) {
        double reach = 0.5 / scale;
        int sum = 0;
        int count = 0;
        for (int y = (int) Math.round(sy - reach); y <= Math.round(sy + reach - 1); y++) {
            for (int x = (int) Math.round(sx - reach); x <= Math.round(sx + reach - 1); x++) {
                sum += at(tile, x, y);
                count++;
            }
        }
        return count == 0 ? at(tile, (int) Math.round(sx), (int) Math.round(sy)) : sum / count;
    }

    private static int at(Tile tile, int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < tile.width() && y < tile.height();
        return inside ? tile.grey()[y * tile.width() + x] & 0xFF : 255;
    }
}
