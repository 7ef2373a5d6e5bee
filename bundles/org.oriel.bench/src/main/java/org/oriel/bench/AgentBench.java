package org.oriel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.oriel.source.replay.LoadSession;

/** The whole agent: start, memory, and processor time at rest and at work. */
final class AgentBench implements Benchmark {
    private static final String SET = "minimal";
    private static final int PER_SECOND = 200;
    private static final int MOVES = 1000;
    private static final int STROKES = 10;
    private static final int LOAD_WINDOWS = 4;
    private static final long MIB = 1 << 20;

    private final AgentReport report = new AgentReport();

    @Override
    public Report run(Options options) throws Exception {
        Path folder = options.work().resolve("agent");
        Folders.delete(folder);
        Files.createDirectories(folder);
        try (Xvfb server = new Xvfb();
                Child injector = Child.start(InjectorChild.class, server.display())) {
            injector.ask("focus", "on");
            Desktop desktop =
                    new Desktop(server, injector, folder.resolve("x11"), policy(folder.resolve("policy.json"), java()));
            starts(options, desktop);
            measure(options, desktop, folder);
        }
        return report.write();
    }

    /** @param data the instance's folder, in which consent was given once */
    private record Desktop(Xvfb server, Child injector, Path data, Path policy) {
        Agent start(Options options) throws IOException {
            return Agent.start(
                    options.home(), data, "--set", SET, "--policy", policy.toString(), "--display", server.display());
        }
    }

    /** Where the injector's window belongs to. */
    private static String java() throws IOException {
        return Path.of(System.getProperty("java.home"), "bin", "java")
                .toRealPath()
                .toString();
    }

    private static Path policy(Path file, String executable) throws IOException {
        return Files.writeString(file, "{\"version\": 1, \"allow\": [{\"executable\": \"%s\"}]}".formatted(executable));
    }

    private void starts(Options options, Desktop desktop) throws Exception {
        for (int i = 0; i <= options.pick(3, 7); i++) {
            try (Agent agent = desktop.start(options)) {
                double millis = agent.awaitRecording();
                // The first one includes the person's answer.
                if (i > 0) {
                    report.starts.add(millis);
                }
            }
        }
    }

    private void measure(Options options, Desktop desktop, Path folder) throws Exception {
        Path session = folder.resolve("load.orec");
        new LoadSession(
                        options.pick(60_000, 300_000),
                        LOAD_WINDOWS,
                        options.pick(25_000, 60_000),
                        1_000_000_000 / PER_SECOND)
                .write(session);
        String load = BundleSets.load(options.home(), folder, session).toString();
        String allowed = policy(folder.resolve("load-policy.json"), LoadSession.EXECUTABLE)
                .toString();
        Path replayed = folder.resolve("replay");
        try (Agent agent = desktop.start(options);
                // It plays all the while, so that it is warm when its turn comes; it takes half a percent of a core.
                Agent replay = Agent.start(options.home(), replayed, "--set", load, "--policy", allowed);
                Child felix = Child.start(PlainFelix.class, options.home(), SET, folder.resolve("felix"))) {
            report.bundles = Integer.parseInt(felix.answer()[0]);
            agent.awaitRecording();
            replay.awaitRecording();
            idle(options, agent, felix);
            typing(options, desktop, agent);
            mouse(options, desktop, agent);
            replayed(options, replay, replayed);
        }
    }

    private void idle(Options options, Agent agent, Child felix) {
        int settle = options.pick(5, 60);
        int seconds = options.pick(25, 120);
        Waits.millis(settle * 1000L);
        Load ours = new Load(agent.proc());
        Load plain = new Load(felix.proc());
        Waits.millis((seconds - 5) * 1000L);
        report.residentMiB = (double) agent.proc().residentBytes() / MIB;
        report.felixMiB = (double) felix.proc().residentBytes() / MIB;
        Waits.millis(5 * 1000L);
        report.residentSeconds = seconds;
        report.idle = ours.percent();
        report.idleThreads = ours.threads();
        report.felixIdle = plain.percent();
    }

    private void typing(Options options, Desktop desktop, Agent agent) throws IOException {
        desktop.injector.ask("work", 1000, options.pick(10_000, 60_000));
        Waits.millis(2000);
        report.typing = work(agent, () -> desktop.injector.ask("work", PER_SECOND, PER_SECOND * options.pick(15, 30)));
        captured(agent, report.typing, PER_SECOND);
    }

    private void mouse(Options options, Desktop desktop, Agent agent) throws IOException {
        desktop.injector.ask("mouse", MOVES, STROKES, options.pick(3_000, 30_000));
        int millis = options.pick(15, 30) * 1000;
        report.mouse = work(agent, () -> desktop.injector.ask("mouse", MOVES, STROKES, millis));
        captured(agent, report.mouse, STROKES * 2);
    }

    private static AgentReport.Work work(Agent agent, Runnable load) throws IOException {
        long received = agent.count("received");
        long stored = agent.count("stored");
        Load cpu = new Load(agent.proc());
        load.run();
        double percent = cpu.percent();
        double seconds = cpu.seconds();
        return new AgentReport.Work(
                percent,
                (agent.count("received") - received) / seconds,
                (agent.count("stored") - stored) / seconds,
                cpu.threads());
    }

    /** A cheap agent that captures nothing proves nothing. */
    private static void captured(Agent agent, AgentReport.Work work, double expected) throws IOException {
        if (work.received() < expected * 0.9) {
            throw new IllegalStateException(
                    work + ", expected about " + expected + " events a second: " + agent.status());
        }
    }

    /** The same events, at the same rate, at the same time: through the agent, and through the codec alone. */
    private void replayed(Options options, Agent replay, Path data) throws Exception {
        int seconds = options.pick(15, 30);
        try (Child codec = Child.start(SpoolChild.class, "codec", data)) {
            codec.ask("load", exported(data));
            codec.numbers("warm", PER_SECOND, options.pick(200, 400));
            Waits.millis(2000);
            report.replay = work(replay, () -> {
                long[] alone = codec.numbers("paced", PER_SECOND, seconds);
                report.codec = new AgentReport.Work(alone[1] / 1e7 / seconds, PER_SECOND, PER_SECOND, Map.of());
            });
        }
        captured(replay, report.replay, PER_SECOND);
    }

    private static Path exported(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("export"))) {
            List<Path> found = new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".jsonl")).toList());
            return found.stream()
                    .max(java.util.Comparator.comparingLong(
                            file -> file.toFile().length()))
                    .orElseThrow(() -> new IllegalStateException("nothing was exported to " + data));
        }
    }
}
