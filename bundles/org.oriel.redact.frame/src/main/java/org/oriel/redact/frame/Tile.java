package org.oriel.redact.frame;

/**
 * The pixels of a word in grey, dark on light whatever its colours: 255 is the ground, 0 what differs most from it. The
 * same word looks the same here when it is selected, hovered over or moved.
 */
record Tile(int width, int height, byte[] grey) {
    private static final int BINS = 4096;

    /** The tile of {@code box}, which lies within the picture. */
    static Tile of(int[] pixels, int stride, Box picture, Box box) {
        int ground = ground(pixels, stride, box.grown(1, 1).within(picture));
        int width = box.width();
        byte[] grey = new byte[width * box.height()];
        int most = 1;
        for (int y = 0; y < box.height(); y++) {
            int at = (box.top() + y) * stride + box.left();
            for (int x = 0; x < width; x++) {
                int difference = difference(pixels[at + x], ground);
                most = Math.max(most, difference);
                grey[y * width + x] = (byte) difference;
            }
        }
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) (255 - (grey[i] & 0xFF) * 255 / most);
        }
        return new Tile(width, box.height(), grey);
    }

    /** Whether many colours are in {@code box}; drawings and text have a few and the shades between them. */
    static boolean isPhoto(int[] pixels, int stride, Box box) {
        int[] counts = new int[512];
        for (int y = box.top(); y < box.bottom(); y++) {
            for (int x = box.left(); x < box.right(); x++) {
                int colour = pixels[y * stride + x];
                counts[colour >> 15 & 0x1C0 | colour >> 10 & 0x38 | colour >> 5 & 7]++;
            }
        }
        int least = Math.max(2, box.width() * box.height() / 50);
        int many = 0;
        for (int count : counts) {
            many += count >= least ? 1 : 0;
        }
        return many > 10;
    }

    /** The colour that is commonest along the edge of {@code box}. */
    private static int ground(int[] pixels, int stride, Box box) {
        int[] counts = new int[BINS];
        int[] colours = new int[BINS];
        int best = 0;
        for (int x = box.left(); x < box.right(); x++) {
            best = count(counts, colours, best, pixels[box.top() * stride + x]);
            best = count(counts, colours, best, pixels[(box.bottom() - 1) * stride + x]);
        }
        for (int y = box.top(); y < box.bottom(); y++) {
            best = count(counts, colours, best, pixels[y * stride + box.left()]);
            best = count(counts, colours, best, pixels[y * stride + box.right() - 1]);
        }
        return colours[best];
    }

    private static int count(int[] counts, int[] colours, int best, int colour) {
        int bin = colour >> 12 & 0xF00 | colour >> 8 & 0xF0 | colour >> 4 & 0xF;
        colours[bin] = colour;
        return ++counts[bin] > counts[best] ? bin : best;
    }

    private static int difference(int a, int b) {
        int blue = Math.abs((a & 0xFF) - (b & 0xFF));
        int green = Math.abs((a >> 8 & 0xFF) - (b >> 8 & 0xFF));
        int red = Math.abs((a >> 16 & 0xFF) - (b >> 16 & 0xFF));
        return Math.max(red, Math.max(green, blue));
    }
}
