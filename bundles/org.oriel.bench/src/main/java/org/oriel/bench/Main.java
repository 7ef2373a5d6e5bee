package org.oriel.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code bench.sh [NAME...] [--quick] [--write] [--data DIR]}. */
final class Main {
    private static final List<String> ALL =
            List.of("hook", "agent", "spool", "handoff", "grab", "encode", "work", "trajectory", "export");
    private static final int USAGE = 2;
    private static final int FAILED = 4;

    private Main() {}

    /** Needs labelled data that is not part of the project, so it runs only when it is named. */
    private static final String REDACT = "redact";

    /** Takes minutes, and as many events as it is told to. */
    private static final String PARQUET = "parquet";

    private static int events;
    private static final String SCREENS = "screens";
    private static final Map<String, String> LABELLED =
            Map.of(REDACT, "public_presidio_synth.jsonl", SCREENS, "public_screenleak_images.jsonl");

    private static Benchmark create(String name, Path root, Path data) {
        return switch (name) {
            case REDACT -> new RedactBench(data, root);
            case PARQUET -> new ParquetBench(events);
            case SCREENS -> new ScreensBench(data, root);
            case "hook" -> new HookBench();
            case "agent" -> new AgentBench();
            case "spool" -> new SpoolBench();
            case "handoff" -> new HandoffBench();
            case "grab" -> new GrabBench();
            case "encode" -> new EncodeBench();
            case "work" -> new WorkBench();
            case "trajectory" -> new TrajectoryBench();
            case "export" -> new ExportBench();
            default -> throw new IllegalArgumentException(name + ", allowed: " + ALL);
        };
    }

    public static void main(String[] args) throws Exception {
        Path root = Path.of(System.getProperty("oriel.root"));
        List<String> names = new ArrayList<>();
        boolean quick = false;
        boolean write = false;
        Path data = Path.of("");
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> quick = true;
                case "--write" -> write = true;
                case "--data" -> data = Path.of(i + 1 < args.length ? args[++i] : "");
                case "--events" -> events = Integer.parseInt(i + 1 < args.length ? args[++i] : "0");
                default -> names.add(args[i]);
            }
        }
        for (String name : names) {
            if (!ALL.contains(name) && !LABELLED.containsKey(name) && !name.equals(PARQUET)) {
                System.err.println("oriel: bench " + name + " is not known, allowed: " + ALL
                        + ", parquet --events N, redact --data DIR, screens --data DIR, --quick, --write");
                System.exit(USAGE);
            }
        }
        for (String name : names) {
            String wanted = LABELLED.get(name);
            if (wanted != null && !Files.exists(data.resolve(wanted))) {
                System.err.println("oriel: bench " + name + ": --data " + data + " holds no " + wanted
                        + ", allowed: the folder of the labelled sets");
                System.exit(USAGE);
            }
        }
        Path work = root.resolve("bundles/org.oriel.bench/target/bench");
        Folders.delete(work);
        Files.createDirectories(work);
        Options options = new Options(quick, work, root.resolve("distribution/target/oriel"));
        System.exit(run(names.isEmpty() ? ALL : names, options, write, root, data.toAbsolutePath()));
    }

    private static int run(List<String> names, Options options, boolean write, Path root, Path data) throws Exception {
        Readme readme = new Readme(root.resolve("bundles/org.oriel.bench/README.md"));
        boolean failed = false;
        for (String name : names) {
            System.err.println("bench " + name + " ...");
            long begun = System.nanoTime();
            try {
                String text = Machine.now(options).describe() + "\n\n"
                        + create(name, root, data).run(options);
                System.out.println("\n## " + name + "\n\n" + text);
                if (write) {
                    readme.replace(name, text);
                }
            } catch (Exception e) {
                failed = true;
                System.err.println("bench " + name + " failed:");
                e.printStackTrace();
            }
            System.err.println("bench " + name + " took " + (System.nanoTime() - begun) / 1_000_000_000L + " s");
        }
        Folders.delete(options.work());
        return failed ? FAILED : 0;
    }
}
