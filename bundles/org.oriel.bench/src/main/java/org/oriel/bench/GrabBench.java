package org.oriel.bench;

import java.awt.Color;
import java.awt.Frame;
import java.awt.Graphics;
import java.awt.Rectangle;
import java.awt.Robot;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.oriel.api.event.Rect;
import org.oriel.source.x11.frames.X11Screen;

/** A picture of 1920x1080 pixels: the X11 screen beside {@code java.awt.Robot}, in one process, in turns. */
final class GrabBench implements Benchmark {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final List<String> GRABBERS = List.of("oriel", "robot", "layout", "changed");
    private static final double THIRD = 1.0 / 3;

    /** One turn of one grabber. */
    private record Sample(double wallMillis, double cpuMillis, double serverMillis) {}

    @Override
    public Report run(Options options) throws Exception {
        Samples<Sample> samples = new Samples<>();
        int times = options.pick(30, 100);
        try (Xvfb server = new Xvfb(WIDTH + "x" + HEIGHT + "x24");
                Child child = Child.start(
                        Map.of("DISPLAY", server.display()), Child.FLAGS, GrabBench.class, server.display())) {
            String same = child.ask("same", 1)[0];
            if (!same.equals("0")) {
                throw new IllegalStateException(same + " pixels differ between the two pictures");
            }
            GRABBERS.forEach(grabber -> child.ask(grabber, times));
            for (int round = 0; round < 3 * options.rounds(); round++) {
                for (String grabber : GRABBERS) {
                    long before = server.proc().cpuNanos();
                    long[] nanos = child.numbers(grabber, times);
                    double serverMillis = (server.proc().cpuNanos() - before) / 1e6 / times;
                    samples.add(grabber, new Sample(nanos[0] / 1e6, nanos[1] / 1e6 / times, serverMillis));
                }
            }
        }
        return report(samples);
    }

    private static Report report(Samples<Sample> samples) {
        Table table = new Table("1920x1080", "wall ms", "thread's CPU ms", "X server's CPU ms");
        row(table, samples, "oriel", "Oriel: Screen.grab into an int[]");
        row(table, samples, "robot", "java.awt.Robot: createScreenCapture");
        row(table, samples, "layout", "Oriel: Screen.layout, one window");
        row(table, samples, "changed", "Oriel: Screen.changed, nothing changed");
        return new Report()
                .table(table)
                .atMost("wall time of Robot's", ratio(samples, Sample::wallMillis), THIRD, "×")
                .atMost("thread's CPU of Robot's", ratio(samples, Sample::cpuMillis), THIRD, "×");
    }

    private static double ratio(Samples<Sample> samples, java.util.function.ToDoubleFunction<Sample> figure) {
        return samples.median("oriel", figure) / samples.median("robot", figure);
    }

    private static void row(Table table, Samples<Sample> samples, String key, String name) {
        table.row(
                name,
                samples.median(key, Sample::wallMillis),
                samples.median(key, Sample::cpuMillis),
                samples.median(key, Sample::serverMillis));
    }

    /** The measured process: {@code DISPLAY}. A command is a grabber and how often; the answer median and processor time. */
    public static void main(String[] args) throws Exception {
        show();
        Robot robot = new Robot();
        Rectangle whole = new Rectangle(0, 0, WIDTH, HEIGHT);
        Rect area = new Rect(0, 0, WIDTH, HEIGHT);
        int[] pixels = new int[WIDTH * HEIGHT];
        try (X11Screen screen = new X11Screen(args[0], Set.of())) {
            screen.changed();
            Server.serve(words -> {
                int times = Integer.parseInt(words[1]);
                return switch (words[0]) {
                    case "oriel" -> time(times, () -> screen.grab(area, pixels, 0, WIDTH));
                    case "robot" -> time(times, () -> robot.createScreenCapture(whole));
                    case "layout" -> time(times, screen::layout);
                    case "changed" -> time(times, screen::changed);
                    default -> {
                        screen.grab(area, pixels, 0, WIDTH);
                        yield Integer.toString(different(robot, whole, pixels));
                    }
                };
            });
        }
        System.exit(0);
    }

    private static String time(int times, Runnable work) {
        long[] nanos = new long[times];
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            work.run();
            nanos[i] = System.nanoTime() - begun;
        }
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        return (long) Stats.percentile(nanos, 50) + " " + cpu;
    }

    private static int different(Robot robot, Rectangle whole, int[] pixels) {
        int[] others = robot.createScreenCapture(whole).getRGB(0, 0, WIDTH, HEIGHT, new int[pixels.length], 0, WIDTH);
        int different = 0;
        for (int i = 0; i < pixels.length; i++) {
            different += pixels[i] == (others[i] & 0xffffff) ? 0 : 1;
        }
        return different;
    }

    /** Fills the screen with many colours. */
    private static void show() throws InterruptedException {
        CountDownLatch painted = new CountDownLatch(1);
        Frame frame = new Frame() {
            private static final long serialVersionUID = 1L;

            @Override
            public void paint(Graphics graphics) {
                Random random = new Random(4711);
                for (int i = 0; i < 20_000; i++) {
                    graphics.setColor(new Color(random.nextInt(0x1000000)));
                    graphics.fillRect(random.nextInt(WIDTH), random.nextInt(HEIGHT), 40, 12);
                }
                getToolkit().sync();
                painted.countDown();
            }
        };
        frame.setUndecorated(true);
        frame.setBounds(0, 0, WIDTH, HEIGHT);
        frame.setVisible(true);
        painted.await();
        Waits.millis(500);
    }
}
