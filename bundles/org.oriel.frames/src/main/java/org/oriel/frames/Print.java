package org.oriel.frames;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.oriel.api.event.Rect;

/**
 * Hashes of the tiles of a picture: says where two pictures differ without keeping either. In picture coordinates.
 */
final class Print {
    /** Small enough that a changed line of text does not take its neighbours along. */
    static final int TILE = 16;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long MIX = 0xBF58476D1CE4E5B9L;

    private final int width;
    private final int height;
    private final int columns;
    private final long[] tiles;

    private Print(int width, int height, int columns, long[] tiles) {
        this.width = width;
        this.height = height;
        this.columns = columns;
        this.tiles = tiles;
    }

    static Print of(int[] pixels, int width, int height) {
        int columns = (width + TILE - 1) / TILE;
        int rows = (height + TILE - 1) / TILE;
        long[] tiles = new long[columns * rows];
        for (int y = 0; y < height; y++) {
            int row = y / TILE * columns;
            int from = y * width;
            for (int column = 0; column < columns; column++) {
                int end = from + Math.min(width, (column + 1) * TILE);
                long hash = tiles[row + column];
                for (int at = from + column * TILE; at < end; at++) {
                    hash = (hash ^ pixels[at]) * MULTIPLIER;
                    hash ^= hash >>> 29;
                }
                tiles[row + column] = hash * MIX + 1;
            }
        }
        return new Print(width, height, columns, tiles);
    }

    boolean isLike(Print other) {
        return width == other.width && height == other.height && Arrays.equals(tiles, other.tiles);
    }

    /** The tiles that differ, joined to rectangles; everything, when the sizes do. */
    Region changed(Print before) {
        if (width != before.width || height != before.height) {
            return Region.of(new Rect(0, 0, width, height));
        }
        List<Rect> runs = new ArrayList<>();
        for (int row = 0; row * TILE < height; row++) {
            int start = -1;
            for (int column = 0; column <= columns; column++) {
                boolean differs =
                        column < columns && tiles[row * columns + column] != before.tiles[row * columns + column];
                if (differs && start < 0) {
                    start = column;
                } else if (!differs && start >= 0) {
                    runs.add(run(start, column, row));
                    start = -1;
                }
            }
        }
        return Region.ofDisjoint(runs);
    }

    private Rect run(int start, int end, int row) {
        int x = start * TILE;
        int y = row * TILE;
        return new Rect(x, y, Math.min(width, end * TILE) - x, Math.min(height, y + TILE) - y);
    }
}
