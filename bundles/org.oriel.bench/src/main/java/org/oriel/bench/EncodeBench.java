package org.oriel.bench;

import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.oriel.frames.EncodeParts;

/** PNG as frames are stored, beside ImageIO's, on screens of 1920 by 1080 that are drawn here. */
final class EncodeBench implements Benchmark {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final double MILLI = 1e6;
    private static final double KIBI = 1024;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** One encoding. */
    private record Sample(double millis, double bytes) {}

    @Override
    public Report run(Options options) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Map<String, BufferedImage> screens = new LinkedHashMap<>();
        screens.put("editor on black", editor(true));
        screens.put("editor on a desktop", editor(false));
        screens.put("dense page, coloured text", dense());
        Samples<Sample> samples = new Samples<>();
        for (int round = -2; round < options.pick(5, 15); round++) {
            for (Map.Entry<String, BufferedImage> screen : screens.entrySet()) {
                Sample peer = imageIo(screen.getValue());
                Sample ours = oriel(screen.getValue());
                if (round >= 0) {
                    samples.add(screen.getKey() + "/imageio", peer);
                    samples.add(screen.getKey() + "/oriel", ours);
                }
            }
        }
        return report(screens, samples);
    }

    private static Report report(Map<String, BufferedImage> screens, Samples<Sample> samples) {
        Table table = new Table("screen", "ImageIO CPU ms", "KiB", "Oriel CPU ms", "KiB", "CPU", "size");
        Report report = new Report();
        for (String name : screens.keySet()) {
            double peer = samples.median(name + "/imageio", Sample::millis);
            double ours = samples.median(name + "/oriel", Sample::millis);
            double peerBytes = samples.median(name + "/imageio", Sample::bytes);
            double bytes = samples.median(name + "/oriel", Sample::bytes);
            table.row(name, peer, peerBytes / KIBI, ours, bytes / KIBI, ours / peer, bytes / peerBytes);
        }
        report.table(table);
        for (String name : screens.keySet()) {
            double ours = samples.median(name + "/oriel", Sample::millis);
            double bytes = samples.median(name + "/oriel", Sample::bytes);
            report.atMost(
                    name + ": CPU, of ImageIO's",
                    ours / samples.median(name + "/imageio", Sample::millis),
                    1 / 3.0,
                    "×");
            report.atMost(
                    name + ": size, of ImageIO's", bytes / samples.median(name + "/imageio", Sample::bytes), 1, "×");
        }
        return report;
    }

    private static Sample imageIo(BufferedImage screen) throws IOException {
        long begun = THREADS.getCurrentThreadCpuTime();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(screen, "png", out);
        return new Sample((THREADS.getCurrentThreadCpuTime() - begun) / MILLI, out.size());
    }

    private static Sample oriel(BufferedImage screen) {
        int[] pixels = screen.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] &= 0xFFFFFF;
        }
        long begun = THREADS.getCurrentThreadCpuTime();
        byte[] png = EncodeParts.png(pixels, WIDTH, HEIGHT);
        double millis = (THREADS.getCurrentThreadCpuTime() - begun) / MILLI;
        if (!Arrays.equals(EncodeParts.read(png, WIDTH, HEIGHT), pixels)) {
            throw new IllegalStateException("a picture that does not read back");
        }
        return new Sample(millis, png.length);
    }

    private static BufferedImage editor(boolean black) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        if (!black) {
            graphics.setPaint(new GradientPaint(0, 0, new Color(0x1E3C5A), 0, HEIGHT, new Color(0x3C5A78)));
            graphics.fillRect(0, 0, WIDTH, HEIGHT);
        }
        graphics.setColor(Color.WHITE);
        graphics.fillRect(200, 150, 1000, 700);
        graphics.setColor(new Color(0xE6E6E6));
        graphics.fillRect(200, 150, 1000, 40);
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 14));
        Random random = new Random(1);
        for (int line = 0; line < 30; line++) {
            graphics.drawString(text(random, 60), 220, 220 + line * 20);
        }
        graphics.dispose();
        return image;
    }

    private static BufferedImage dense() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_LCD_HRGB);
        graphics.setColor(new Color(0xFAFAFC));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        Random random = new Random(2);
        for (int column = 0; column < 6; column++) {
            for (int line = 0; line < 60; line++) {
                int x = 10 + column * 320;
                graphics.setColor(new Color(random.nextInt(0x808080)));
                graphics.setFont(new Font(Font.SANS_SERIF, random.nextInt(2), 11 + random.nextInt(4)));
                graphics.drawString(text(random, 38), x, 18 + line * 18);
                if (random.nextInt(6) == 0) {
                    Color from = new Color(random.nextInt(0xFFFFFF));
                    Color to = new Color(random.nextInt(0xFFFFFF));
                    graphics.setPaint(new GradientPaint(0, line * 18, from, 300, line * 18 + 16, to));
                    graphics.fillRect(x, 4 + line * 18, random.nextInt(200), 15);
                }
            }
        }
        graphics.dispose();
        return image;
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            int word = 2 + random.nextInt(8);
            for (int i = 0; i < word; i++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(' ');
        }
        return text.toString();
    }
}
