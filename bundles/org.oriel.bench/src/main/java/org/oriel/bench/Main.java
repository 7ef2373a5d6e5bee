package org.oriel.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code bench.sh [NAME...] [--quick] [--write]}. */
final class Main {
    private static final List<String> ALL = List.of("hook", "agent", "spool", "handoff");
    private static final int USAGE = 2;
    private static final int FAILED = 4;

    private Main() {}

    private static Benchmark create(String name) {
        return switch (name) {
            case "hook" -> new HookBench();
            case "agent" -> new AgentBench();
            case "spool" -> new SpoolBench();
            case "handoff" -> new HandoffBench();
            default -> throw new IllegalArgumentException(name + ", allowed: " + ALL);
        };
    }

    public static void main(String[] args) throws Exception {
        Path root = Path.of(System.getProperty("oriel.root"));
        List<String> names = new ArrayList<>();
        boolean quick = false;
        boolean write = false;
        for (String arg : args) {
            switch (arg) {
                case "--quick" -> quick = true;
                case "--write" -> write = true;
                default -> names.add(arg);
            }
        }
        for (String name : names) {
            if (!ALL.contains(name)) {
                System.err.println("oriel: bench " + name + " is not known, allowed: " + ALL + ", --quick, --write");
                System.exit(USAGE);
            }
        }
        Path work = root.resolve("bundles/org.oriel.bench/target/bench");
        Folders.delete(work);
        Files.createDirectories(work);
        Options options = new Options(quick, work, root.resolve("distribution/target/oriel"));
        System.exit(run(names.isEmpty() ? ALL : names, options, write, root));
    }

    private static int run(List<String> names, Options options, boolean write, Path root) throws Exception {
        Readme readme = new Readme(root.resolve("bundles/org.oriel.bench/README.md"));
        boolean failed = false;
        for (String name : names) {
            System.err.println("bench " + name + " ...");
            long begun = System.nanoTime();
            try {
                String text =
                        Machine.now(options).describe() + "\n\n" + create(name).run(options);
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
