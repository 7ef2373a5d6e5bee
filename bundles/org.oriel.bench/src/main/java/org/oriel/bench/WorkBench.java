package org.oriel.bench;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.oriel.api.event.Rect;
import org.oriel.source.x11.frames.X11Screen;

/**
 * A scripted working session with the set {@code research}, at a person's pace: what its pictures take on disk beside a
 * whole PNG after each action, what the agent costs the processor, and what typing feels like.
 */
final class WorkBench implements Benchmark {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final double HOUR_SECONDS = 3600;
    private static final double MEBIBYTE = 1 << 20;
    private static final int NOTCHES = 3;
    private static final String[] SENTENCES = {
        "please look at the second table again",
        "the order is not in the list",
        "we meet at noon in the small room",
        "nobody has read the draft so far",
        "this part is done and can go out"
    };

    private final BufferedImage canvas = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final int[] pixels = new int[WIDTH * HEIGHT];
    private long actions;
    private long wholeBytes;

    @Override
    public Report run(Options options) throws Exception {
        Path folder = options.work().resolve("work");
        Folders.delete(folder);
        try (Workplace place = new Workplace(folder.resolve("home"), WIDTH + "x" + HEIGHT + "x24");
                X11Screen screen = new X11Screen(place.display(), Set.of())) {
            Report report = new Report();
            for (String text : List.of("default-deny", "mask-detected")) {
                Path rules = Workplace.policy(folder.resolve(text + ".json"), text);
                session(options, place, screen, folder.resolve(text), rules, text, report);
            }
            Path policy = Workplace.policy(folder.resolve("policy.json"), "default-deny");
            TypingLatency latency = new TypingLatency(options, place, screen, folder, policy);
            latency.measure();
            return latency.report(report);
        }
    }

    private void session(
            Options options, Workplace place, X11Screen screen, Path data, Path policy, String text, Report report)
            throws Exception {
        try (Agent agent = agent(options, place, data, policy, "research")) {
            agent.awaitRecording();
            script(place, screen, System.nanoTime() + options.pick(30, 60) * 1_000_000_000L);
            actions = 0;
            wholeBytes = 0;
            JsonObject before = agent.status().getAsJsonObject("store");
            Load load = new Load(agent.proc());
            script(place, screen, System.nanoTime() + options.pick(60, 300) * 1_000_000_000L);
            double percent = load.percent();
            double seconds = load.seconds();
            Waits.millis(5_000);
            JsonObject after = agent.status().getAsJsonObject("store");
            long images = after.get("images").getAsLong() - before.get("images").getAsLong();
            long bytes = after.get("imageBytes").getAsLong()
                    - before.get("imageBytes").getAsLong();
            double hours = seconds / HOUR_SECONDS;
            report.table(new Table("scripted session, " + text + ", 1920x1080", "an hour", "MiB an hour")
                    .row(
                            "actions, and a whole PNG by ImageIO after each",
                            actions / hours,
                            wholeBytes / MEBIBYTE / hours)
                    .row("Oriel: stored images (changed tiles, masked)", images / hours, bytes / MEBIBYTE / hours));
            report.text(text + ", threads, percent of a core: " + busiest(load));
            report.atMost(text + ": bytes, of a whole PNG per action", (double) bytes / wholeBytes, 1.0 / 5, "×");
            report.atMost(text + ": processor of the whole agent, recognition included", percent, 10, " % of a core");
        }
    }

    private static String busiest(Load load) {
        List<String> threads = new ArrayList<>();
        load.threads().entrySet().stream()
                .sorted(java.util.Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(6)
                .forEach(entry -> threads.add(entry.getKey() + " " + Table.number(entry.getValue())));
        return String.join(", ", threads);
    }

    static Agent agent(Options options, Workplace place, Path data, Path policy, String set) throws IOException {
        // Sockets in it are for their user alone; the sets refuse another folder.
        Files.setPosixFilePermissions(Files.createDirectories(data), PosixFilePermissions.fromString("rwx------"));
        return Agent.start(
                options.home(), data, "--set", set, "--policy", policy.toString(), "--display", place.display());
    }

    /** Typing, scrolling, clicking and switching windows, about one action in two seconds. */
    private void script(Workplace place, X11Screen screen, long end) throws IOException {
        Random random = new Random(3);
        int program = 0;
        place.hands("windowactivate", "--sync", place.window(program));
        while (System.nanoTime() - end < 0) {
            switch (random.nextInt(6)) {
                case 0, 1 -> place.hands("type", "--delay", "130", SENTENCES[random.nextInt(SENTENCES.length)]);
                case 2 -> place.hands("key", "Return");
                case 3 -> {
                    program = 1 - program;
                    place.hands("windowactivate", "--sync", place.window(program));
                }
                case 4 -> {
                    for (int i = 0; i < NOTCHES; i++) {
                        place.hands("click", random.nextBoolean() ? "4" : "5", "sleep", "0.1");
                    }
                }
                default ->
                    place.hands(
                            "mousemove",
                            "--window",
                            place.window(program),
                            Integer.toString(300 + random.nextInt(500)),
                            Integer.toString(300 + random.nextInt(300)),
                            "click",
                            "1");
            }
            Waits.millis(1_300);
            actions++;
            wholeBytes += whole(screen);
        }
    }

    private long whole(X11Screen screen) throws IOException {
        screen.grab(new Rect(0, 0, WIDTH, HEIGHT), pixels, 0, WIDTH);
        canvas.setRGB(0, 0, WIDTH, HEIGHT, pixels, 0, WIDTH);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(canvas, "png", out);
        return out.size();
    }
}
