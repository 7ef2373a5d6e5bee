package org.oriel.redact.frame;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Rect;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.Picture;
import org.oriel.api.redact.PictureView;
import org.oriel.api.redact.TextPolicy;

/** A screen drawn for a test, which knows where its words stand. */
final class TestScreen {
    static final PictureView NOTHING =
            texts -> texts.stream().map(text -> List.<Finding>of()).toList();

    private final BufferedImage image;
    private final Graphics2D graphics;
    private final Color ink;
    private final Map<String, Box> words = new LinkedHashMap<>();

    TestScreen(int width, int height, Color ground, Color ink) {
        this.ink = ink;
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setColor(ground);
        graphics.fillRect(0, 0, width, height);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    }

    static TestScreen light() {
        return new TestScreen(800, 400, Color.WHITE, Color.BLACK);
    }

    /** Draws words with single spaces; {@code y} is the base line. */
    TestScreen write(String text, int x, int y, Font font) {
        graphics.setFont(font);
        graphics.setColor(ink);
        graphics.drawString(text, x, y);
        int at = 0;
        for (String word : text.split(" ")) {
            int left = x + graphics.getFontMetrics().stringWidth(text.substring(0, at));
            int width = graphics.getFontMetrics().stringWidth(word);
            words.put(word, new Box(left, y - font.getSize() * 3 / 4, left + width, y));
            at += word.length() + 1;
        }
        return this;
    }

    TestScreen write(String text, int x, int y) {
        return write(text, x, y, new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    }

    Graphics2D graphics() {
        return graphics;
    }

    int[] pixels() {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] &= 0xFFFFFF;
        }
        return pixels;
    }

    Box box() {
        return new Box(0, 0, image.getWidth(), image.getHeight());
    }

    Picture picture(TextPolicy policy) {
        Rect all = box().rect();
        return new Picture(
                image.getWidth(),
                image.getHeight(),
                pixels(),
                List.of(new Picture.Area(all, "w1", "app", policy)),
                List.of(all));
    }

    /** How much of each word is covered, 0 to 1. */
    Map<String, Double> covered(List<FrameMask> masks) {
        boolean[] black = new boolean[image.getWidth() * image.getHeight()];
        for (FrameMask mask : masks) {
            Box box = Box.of(mask.rect());
            for (int y = box.top(); y < box.bottom(); y++) {
                Arrays.fill(black, y * image.getWidth() + box.left(), y * image.getWidth() + box.right(), true);
            }
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        words.forEach((word, box) -> {
            int count = 0;
            for (int y = box.top(); y < box.bottom(); y++) {
                for (int x = box.left(); x < box.right(); x++) {
                    count += black[y * image.getWidth() + x] ? 1 : 0;
                }
            }
            shares.put(word, count / (double) (box.width() * box.height()));
        });
        return shares;
    }

    /** Words that are covered, all but their rim. */
    List<String> masked(List<FrameMask> masks) {
        List<String> masked = new ArrayList<>();
        covered(masks).forEach((word, share) -> {
            if (share > 0.9) {
                masked.add(word);
            }
        });
        return masked;
    }

    /** Words of which hardly anything is covered. */
    List<String> kept(List<FrameMask> masks) {
        List<String> kept = new ArrayList<>();
        covered(masks).forEach((word, share) -> {
            if (share < 0.1) {
                kept.add(word);
            }
        });
        return kept;
    }
}
