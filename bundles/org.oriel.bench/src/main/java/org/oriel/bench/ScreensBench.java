package org.oriel.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.FrameRedactor;
import org.oriel.api.redact.Picture;
import org.oriel.api.redact.PictureView;
import org.oriel.api.redact.TextDetector;
import org.oriel.api.redact.TextPolicy;
import org.oriel.redact.frame.FrameParts;
import org.oriel.redact.rules.RulePack;
import org.oriel.redact.titles.TitleParts;

/**
 * Text policies on labelled screens that others made: {@code --data DIR}. What is still readable is judged by the
 * {@code tesseract} program on the whole masked screen, in four ways, so by nothing of the redactor's own.
 */
final class ScreensBench implements Benchmark {
    private static final List<String> PACKS = List.of("org.oriel.redact.text", "org.oriel.redact.secrets");
    private static final List<String> MODES = List.of("11", "6");
    private static final long SEED = 20261121;
    private static final int PAGE_LINES = 48;
    private static final int PAGE_STEPS = 10;
    private static final List<String> WORDS = List.of(
            ("the harbour was quiet when we arrived and nobody had opened the office yet so please send the report to our"
                            + " customers before noon because they are waiting for an answer about the new price of stone"
                            + " which changed after the last review of every contract with the Northwind company in Lisbon")
                    .split(" "));
    private static final int LEAST_LETTERS = 3;
    private static final double CLOSE = 0.5;

    private final Path data;
    private final Path root;

    ScreensBench(Path data, Path root) {
        this.data = data;
        this.root = root;
    }

    /** A word that the judge read. */
    private record Seen(Rectangle box, String text) {}

    private record Region(Rectangle box, String type, String text) {}

    /** The picture is decoded when it is wanted: all at once are too many for this heap. */
    private record Screen(String id, byte[] png, int scale, List<Region> regions) {
        BufferedImage image() throws IOException {
            return ImageIO.read(new ByteArrayInputStream(png));
        }
    }

    /** What was counted under one policy. */
    private static final class Count {
        private int regions;
        private int readable;
        private int touched;
        private int others;
        private int kept;
        private final List<Double> first = new ArrayList<>();
        private final List<Double> again = new ArrayList<>();
        private final List<String> left = new ArrayList<>();
    }

    @Override
    public Report run(Options options) throws Exception {
        List<TextDetector> detectors = new ArrayList<>(List.of(TitleParts.detector()));
        for (String pack : PACKS) {
            detectors.add(RulePack.read(root.resolve("bundles/" + pack + "/src/main/resources/OSGI-INF/oriel/rules"))
                    .detector());
        }
        List<Screen> screens = screens();
        List<List<Seen>> before = new ArrayList<>();
        for (Screen screen : screens) {
            before.add(judge(options, screen.image(), screen.scale()));
        }
        // Twice: the first round warms the JVM up; the readings begin anew.
        count(options, screens, before, detectors, TextPolicy.DEFAULT_DENY, false);
        Count deny = count(options, screens, before, detectors, TextPolicy.DEFAULT_DENY, true);
        Count detect = count(options, screens, before, detectors, TextPolicy.MASK_DETECTED, true);
        Table table = new Table(
                "policy",
                "regions",
                "readable whole %",
                "a word of them readable %",
                "other words kept %",
                "CPU first, ms a screen",
                "CPU again, ms a screen");
        row(table, "default-deny", deny);
        row(table, "mask-detected", detect);
        Report report = new Report().table(table);
        report.text("Still readable under default-deny: " + byType(deny.left) + ".");
        report.text("Still readable under mask-detected: " + byType(detect.left) + ".");
        page(report, detectors);
        return report.atMost("default-deny, regions readable", 100.0 * deny.readable / deny.regions, 1, " %")
                .atLeast("default-deny, other words kept", 100.0 * deny.kept / deny.others, 50, " %");
    }

    /** What a page full of text costs when it appears, when a word is typed on it, and when it is scrolled. */
    private static void page(Report report, List<TextDetector> detectors) {
        Random random = new Random(SEED);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < PAGE_LINES + 3 * PAGE_STEPS; i++) {
            StringBuilder line = new StringBuilder();
            while (line.length() < 110) {
                line.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextInt(8) == 0 ? ", " : " ");
            }
            lines.add(line.toString().trim());
        }
        FrameRedactor redactor = FrameParts.redactor(ErrorLog.create());
        PictureView view = texts -> find(detectors, texts);
        Table table = new Table("page of 1920x1080, " + PAGE_LINES + " lines, default-deny", "CPU, ms a frame");
        try {
            table.row("appears", cost(redactor, view, lines.subList(0, PAGE_LINES), ""));
            table.row("nothing changed", cost(redactor, view, lines.subList(0, PAGE_LINES), ""));
            double typed = 0;
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < PAGE_STEPS; i++) {
                text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
                typed += cost(redactor, view, lines.subList(0, PAGE_LINES), text.toString()) / PAGE_STEPS;
            }
            table.row("a word is typed", typed);
            double scrolled = 0;
            for (int i = 1; i <= PAGE_STEPS; i++) {
                scrolled += cost(redactor, view, lines.subList(3 * i, 3 * i + PAGE_LINES), "") / PAGE_STEPS;
            }
            table.row("scrolled by three lines", scrolled);
        } finally {
            FrameParts.close(redactor);
        }
        report.table(table);
    }

    private static double cost(FrameRedactor redactor, PictureView view, List<String> lines, String typed) {
        BufferedImage image = new BufferedImage(1920, 1080, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        for (int i = 0; i < lines.size(); i++) {
            graphics.drawString(lines.get(i), 40, 40 + 20 * i);
        }
        graphics.drawString(typed, 40, 40 + 20 * lines.size());
        graphics.dispose();
        Picture picture = picture(image, TextPolicy.DEFAULT_DENY);
        Proc cpu = Proc.self();
        long begun = cpu.cpuNanos();
        redactor.masks(picture, view);
        return (cpu.cpuNanos() - begun) / 1e6;
    }

    private static void row(Table table, String name, Count count) {
        table.row(
                name,
                count.regions,
                100.0 * count.readable / count.regions,
                100.0 * count.touched / count.regions,
                100.0 * count.kept / count.others,
                mean(count.first),
                mean(count.again));
    }

    private static String byType(List<String> left) {
        Map<String, Integer> counts = new TreeMap<>();
        left.forEach(type -> counts.merge(type, 1, Integer::sum));
        return counts.isEmpty() ? "nothing" : counts.toString();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private Count count(
            Options options,
            List<Screen> screens,
            List<List<Seen>> before,
            List<TextDetector> detectors,
            TextPolicy policy,
            boolean judged)
            throws IOException, InterruptedException {
        Count count = new Count();
        Proc cpu = Proc.self();
        FrameRedactor redactor = FrameParts.redactor(ErrorLog.create());
        try {
            for (int i = 0; i < screens.size(); i++) {
                Screen screen = screens.get(i);
                BufferedImage image = screen.image();
                Picture picture = picture(image, policy);
                PictureView view = texts -> find(detectors, texts);
                long begun = cpu.cpuNanos();
                List<FrameMask> masks = redactor.masks(picture, view);
                long middle = cpu.cpuNanos();
                redactor.masks(picture, view);
                count.first.add((middle - begun) / 1e6);
                count.again.add((cpu.cpuNanos() - middle) / 1e6);
                if (judged) {
                    BufferedImage masked = painted(image, masks);
                    String dump = System.getProperty("oriel.screens", "");
                    if (!dump.isEmpty()) {
                        ImageIO.write(
                                masked,
                                "png",
                                Path.of(dump, screen.id() + "-" + policy + ".png")
                                        .toFile());
                    }
                    compare(count, screen, before.get(i), judge(options, masked, screen.scale()));
                }
            }
        } finally {
            FrameParts.close(redactor);
        }
        return count;
    }

    private static List<List<Finding>> find(List<TextDetector> detectors, List<Sensitive> texts) {
        List<List<Finding>> all = new ArrayList<>();
        for (Sensitive text : texts) {
            List<Finding> found = new ArrayList<>();
            detectors.forEach(detector -> found.addAll(detector.detect(text)));
            all.add(found);
        }
        return all;
    }

    // ---- screens ----

    private List<Screen> screens() throws IOException {
        List<Screen> screens = new ArrayList<>();
        for (String line : Files.readAllLines(data.resolve("public_screenleak_images.jsonl"))) {
            JsonObject row = LabelledSet.object(line);
            byte[] png = Base64.getDecoder().decode(row.get("png_base64").getAsString());
            List<Region> regions = new ArrayList<>();
            for (JsonElement element : row.getAsJsonArray("spans")) {
                JsonObject span = element.getAsJsonObject();
                int[] box = new int[4];
                for (int i = 0; i < box.length; i++) {
                    box[i] = span.getAsJsonArray("bbox").get(i).getAsInt();
                }
                regions.add(new Region(
                        new Rectangle(box[0], box[1], box[2], box[3]),
                        span.get("type").getAsString(),
                        span.get("text").getAsString()));
            }
            screens.add(new Screen(
                    row.get("id").getAsString(), png, row.get("scale").getAsInt(), regions));
        }
        return screens;
    }

    private static Picture picture(BufferedImage image, TextPolicy policy) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] &= 0xFFFFFF;
        }
        Rect all = new Rect(0, 0, width, height);
        return new Picture(width, height, pixels, List.of(new Picture.Area(all, "w1", "bench", policy)), List.of(all));
    }

    private static BufferedImage painted(BufferedImage image, List<FrameMask> masks) {
        BufferedImage painted = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = painted.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.setColor(Color.BLACK);
        for (FrameMask mask : masks) {
            graphics.fillRect(
                    mask.rect().x(),
                    mask.rect().y(),
                    mask.rect().width(),
                    mask.rect().height());
        }
        graphics.dispose();
        return painted;
    }

    // ---- the judge ----

    /** Everything that the program reads, page modes 11 and 6, and at twice the size what was made for plain screens. */
    private static List<Seen> judge(Options options, BufferedImage image, int density)
            throws IOException, InterruptedException {
        List<Seen> seen = new ArrayList<>();
        for (int scale = 1; scale <= (density == 1 ? 2 : 1); scale++) {
            Path file = options.work().resolve("screen.png");
            ImageIO.write(scaled(image, scale), "png", file.toFile());
            for (String mode : MODES) {
                seen.addAll(words(file, mode, scale));
            }
            Files.delete(file);
        }
        return seen;
    }

    private static BufferedImage scaled(BufferedImage image, int scale) {
        BufferedImage scaled =
                new BufferedImage(image.getWidth() * scale, image.getHeight() * scale, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, 0, 0, scaled.getWidth(), scaled.getHeight(), null);
        graphics.dispose();
        return scaled;
    }

    private static List<Seen> words(Path file, String mode, int scale) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("tesseract", file.toString(), "-", "--psm", mode, "tsv");
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("tesseract failed");
        }
        List<Seen> words = new ArrayList<>();
        for (String line : text.lines().skip(1).toList()) {
            String[] cells = line.split("\t", -1);
            if (cells.length == 12 && cells[0].equals("5") && !cells[11].isBlank()) {
                words.add(new Seen(
                        new Rectangle(
                                Integer.parseInt(cells[6]) / scale,
                                Integer.parseInt(cells[7]) / scale,
                                Integer.parseInt(cells[8]) / scale + 1,
                                Integer.parseInt(cells[9]) / scale + 1),
                        cells[11]));
            }
        }
        return words;
    }

    /**
     * A region is readable whole when its text, letters and digits only, stands in what any way of reading finds within
     * it, in order; a word of it is readable when one of at least three letters does.
     */
    private static void compare(Count count, Screen screen, List<Seen> before, List<Seen> after) {
        for (Region region : screen.regions()) {
            count.regions++;
            StringBuilder within = new StringBuilder();
            List<String> words = new ArrayList<>();
            for (Seen seen : after) {
                if (inside(seen.box(), region.box())) {
                    within.append(plain(seen.text()));
                    words.add(plain(seen.text()));
                }
            }
            if (within.indexOf(plain(region.text())) >= 0) {
                count.readable++;
                count.touched++;
                count.left.add(region.type());
                continue;
            }
            for (String word : region.text().split("[^\\p{L}\\p{N}]+")) {
                if (word.length() >= LEAST_LETTERS && words.stream().anyMatch(seen -> seen.contains(plain(word)))) {
                    count.touched++;
                    count.left.add("a word of " + region.type());
                    break;
                }
            }
        }
        for (Seen seen : unique(before)) {
            if (screen.regions().stream().noneMatch(region -> region.box().intersects(seen.box()))) {
                count.others++;
                count.kept += after.stream().anyMatch(now -> same(seen, now)) ? 1 : 0;
            }
        }
    }

    /** What the ways of reading agree on counts once; a word has two letters at least. */
    private static List<Seen> unique(List<Seen> seen) {
        List<Seen> unique = new ArrayList<>();
        for (Seen word : seen) {
            boolean letters = plain(word.text()).length() >= 2;
            if (letters && unique.stream().noneMatch(other -> same(word, other))) {
                // Two readings of one place that differ are one word that was not read for certain: only one counts.
                if (unique.stream().noneMatch(other -> inside(word.box(), other.box()))) {
                    unique.add(word);
                }
            }
        }
        return unique;
    }

    private static boolean same(Seen a, Seen b) {
        return inside(a.box(), b.box()) && plain(a.text()).equals(plain(b.text()));
    }

    private static boolean inside(Rectangle word, Rectangle region) {
        Rectangle shared = word.intersection(region);
        return !shared.isEmpty() && shared.width * (double) shared.height >= CLOSE * word.width * word.height;
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
