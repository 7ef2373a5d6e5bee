package org.oriel.control.shell;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.oriel.api.event.Frame;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Rect;

/** A picture with what was masked in it drawn over it: an outline for each mask, a colour for each type, a legend below. */
final class MaskMap {
    private static final int ROW = 24;
    private static final int SWATCH = 14;
    private static final int MARGIN = 10;
    private static final int LETTER_SCALE = 2;
    private static final String SHOWN_LABEL = "ADMITTED WINDOW";
    private static final Color SHOWN = new Color(0x60, 0x60, 0x60);

    /** Told apart on black and on white (after Okabe and Ito, Color Universal Design). */
    private static final List<Color> COLOURS = List.of(
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x009E73),
            new Color(0xF0E442),
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0xCC79A7),
            new Color(0xFF4040),
            new Color(0x9060FF),
            new Color(0x40FF80));

    private MaskMap() {}

    /** Draws it; {@code png} is the picture of {@code frame}. */
    static byte[] draw(byte[] png, Frame frame) throws IOException {
        ImageIO.setUseCache(false);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        if (picture == null) {
            throw new IOException("the picture is no PNG");
        }
        Map<String, Integer> counts = new TreeMap<>();
        frame.masks().forEach(mask -> counts.merge(mask.type(), 1, Integer::sum));
        List<String> types = List.copyOf(counts.keySet());
        int width = Math.max(picture.getWidth(), MARGIN * 2 + SWATCH * 2 + legendWidth(counts));
        int height = picture.getHeight() + MARGIN * 2 + ROW * (types.size() + 1);
        BufferedImage map = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = map.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.drawImage(picture, 0, 0, null);
        outlines(pen, frame, types);
        legend(pen, picture.getHeight() + MARGIN, counts, types);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream(png.length * 2);
        ImageIO.write(map, "png", out);
        return out.toByteArray();
    }

    private static int legendWidth(Map<String, Integer> counts) {
        int letters = counts.entrySet().stream()
                .mapToInt(entry -> label(entry.getKey(), entry.getValue()).length())
                .max()
                .orElse(0);
        return Math.max(letters, SHOWN_LABEL.length()) * Letters.WIDTH * LETTER_SCALE;
    }

    private static void outlines(Graphics2D pen, Frame frame, List<String> types) {
        pen.setStroke(new BasicStroke(1));
        for (Frame.Shown shown : frame.shown()) {
            outline(pen, shown.rect(), frame.area(), SHOWN);
        }
        pen.setStroke(new BasicStroke(2));
        for (FrameMask mask : frame.masks()) {
            outline(pen, mask.rect(), frame.area(), colour(types.indexOf(mask.type())));
        }
    }

    /** Rectangles of events are of the virtual desktop, the picture shows a part of it. */
    private static void outline(Graphics2D pen, Rect rect, Rect area, Color colour) {
        pen.setColor(colour);
        pen.drawRect(
                rect.x() - area.x(),
                rect.y() - area.y(),
                Math.max(1, rect.width() - 1),
                Math.max(1, rect.height() - 1));
    }

    private static void legend(Graphics2D pen, int top, Map<String, Integer> counts, List<String> types) {
        int y = top;
        entry(pen, y, SHOWN, SHOWN_LABEL);
        for (int i = 0; i < types.size(); i++) {
            y += ROW;
            entry(pen, y, colour(i), label(types.get(i), counts.getOrDefault(types.get(i), 0)));
        }
    }

    private static String label(String type, int count) {
        return type + " " + count;
    }

    private static void entry(Graphics2D pen, int y, Color colour, String label) {
        pen.setColor(colour);
        pen.fillRect(MARGIN, y, SWATCH, SWATCH);
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(1));
        pen.drawRect(MARGIN, y, SWATCH, SWATCH);
        Letters.draw(
                label,
                LETTER_SCALE,
                (x, row) -> pen.fillRect(MARGIN + SWATCH * 2 + x, y + row, LETTER_SCALE, LETTER_SCALE));
    }

    static Color colour(int type) {
        return COLOURS.get(Math.floorMod(type, COLOURS.size()));
    }
}
