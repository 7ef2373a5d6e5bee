package org.oriel.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code oriel} command. */
public final class Main {
    private static final Set<String> REMOTE = Set.of(
            "status",
            "pause",
            "resume",
            "forget",
            "episode",
            "exporter",
            "consent",
            "exempt",
            "review",
            "my-data",
            "governance",
            "shell",
            "stop");

    /** Options of those commands whose value is a file or folder. */
    private static final Set<String> PATHS = Set.of("--out", "--key", "--signed");

    private final Home home;

    private Main(Home home) {
        this.home = home;
    }

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> args) {
        try {
            return new Main(Home.find()).command(args);
        } catch (Failure failure) {
            System.err.println("oriel: " + failure.getMessage());
            return failure.exitCode();
        }
    }

    private int command(List<String> args) {
        String name = args.isEmpty() ? "--help" : args.get(0);
        List<String> words = args.isEmpty() ? List.of() : args.subList(1, args.size());
        if (name.equals("--help") || name.equals("help") || name.equals("-h")) {
            System.out.print(words.isEmpty() ? Help.overview() : Help.of(words.get(0)));
            return 0;
        }
        if (name.equals("--version")) {
            System.out.println("oriel " + version());
            return 0;
        }
        if (words.contains("--help") || words.contains("-h")) {
            System.out.print(Help.of(name));
            return 0;
        }
        switch (name) {
            case "run":
                return start(words);
            case "demo":
                return demo(words);
            case "redact":
                return redact(words);
            case "replay":
                return replay(words);
            case "frames":
                return Frames.run(home, words);
            case "verify":
                return Verify.run(home, words);
            case "export":
                return Exports.export(home, words);
            case "exporter":
                return !words.isEmpty() && words.get(0).equals("try")
                        ? Exports.tryOut(home, words.subList(1, words.size()))
                        : remote(name, words);
            case "coverage":
                return Datasets.coverage(home, words);
            case "recall":
                return Datasets.recall(home, words);
            case "set":
                return Sets.run(home, words);
            default:
                if (REMOTE.contains(name)) {
                    return remote(name, words);
                }
                throw new Failure(
                        Failure.USAGE, "unknown command " + name + ", allowed: " + String.join(" ", Help.commands()));
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(unpacked)" : version;
    }

    private int start(List<String> words) {
        Arguments arguments =
                Arguments.parse("run", words, Set.of("--set", "--data", "--policy", "--display"), Set.of());
        noMore("run", arguments);
        Map<String, String> more = new HashMap<>();
        more.put("oriel.terminal", String.valueOf(Terminal.attached()));
        more.put("oriel.display", arguments.value("--display").orElse(""));
        BundleSet set = BundleSet.read(home, arguments.value("--set").orElse("minimal"));
        Path data = arguments.value("--data").map(Path::of).orElseGet(DataDirectory::standard);
        return launch(set, data, arguments.value("--policy").map(Path::of), more);
    }

    private int demo(List<String> words) {
        Arguments arguments = Arguments.parse("demo", words, Set.of("--data", "--speed"), Set.of());
        noMore("demo", arguments);
        Map<String, String> more = new HashMap<>();
        more.put("oriel.terminal", "false");
        more.put("oriel.display", "");
        more.put("oriel.speed", number("--speed", arguments.value("--speed").orElse("40")));
        BundleSet set = BundleSet.read(home, "demo");
        Path data = arguments.value("--data").map(Path::of).orElseGet(Main::demoDirectory);
        return launch(set, data, java.util.Optional.of(home.path().resolve("conf/demo-policy.json")), more);
    }

    /** Needs no data directory: what the framework keeps goes into a folder that is deleted at the end. */
    private int redact(List<String> words) {
        Arguments arguments = Arguments.parse("redact", words, Set.of("--set"), Set.of("--json", "--typed"));
        if (arguments.rest().size() > 1) {
            throw new Failure(
                    Failure.USAGE,
                    "oriel redact: unexpected word " + arguments.rest().get(1) + ", allowed: one file or folder, or -");
        }
        if (arguments.flag("--typed") && !arguments.flag("--json")) {
            throw new Failure(Failure.USAGE, "oriel redact: --typed goes with --json");
        }
        String input = arguments.rest().isEmpty() ? "-" : arguments.rest().get(0);
        Map<String, String> more = new HashMap<>();
        more.put("oriel.redact.mode", mode(arguments, input));
        more.put(
                "oriel.redact.input",
                input.equals("-") ? input : Path.of(input).toAbsolutePath().toString());
        return scratch(home, BundleSet.read(home, arguments.value("--set").orElse("redact")), more);
    }

    /** In a process of its own: it needs neither the store nor consent, for it captures nothing. */
    private int replay(List<String> words) {
        Arguments arguments = Arguments.parse(
                "replay", words, Set.of("--display", "--episode", "--patience"), Set.of("--json", "--list"));
        if (arguments.rest().size() != 1) {
            throw new Failure(Failure.USAGE, "oriel replay: exactly one DATASET, a .jsonl file or a folder of them");
        }
        Map<String, String> more = new HashMap<>();
        more.put(
                "oriel.replay.input",
                Path.of(arguments.rest().get(0)).toAbsolutePath().toString());
        more.put("oriel.replay.display", arguments.value("--display").orElse(""));
        more.put("oriel.replay.episode", arguments.value("--episode").orElse(""));
        more.put(
                "oriel.replay.patience",
                number("--patience", arguments.value("--patience").orElse("10")));
        more.put("oriel.replay.json", Boolean.toString(arguments.flag("--json")));
        more.put("oriel.replay.list", Boolean.toString(arguments.flag("--list")));
        return scratch(home, BundleSet.read(home, "replay"), more);
    }

    static int scratch(Home home, BundleSet set, Map<String, String> more) {
        more.put("oriel.policy", "");
        Path folder = Scratch.create(set.name());
        try (DataDirectory directory = DataDirectory.at(folder).createAndLock()) {
            return new Instance(set, home, directory, more).run();
        } finally {
            Scratch.delete(folder);
        }
    }

    private static String mode(Arguments arguments, String input) {
        if (arguments.flag("--typed")) {
            return "typed";
        }
        if (arguments.flag("--json")) {
            return "json";
        }
        return input.endsWith(".jsonl") || Files.isDirectory(Path.of(input)) ? "session" : "text";
    }

    private static String number(String option, String value) {
        try {
            int parsed = Integer.parseInt(value);
            if (parsed >= 0 && parsed <= 10_000) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same message as a number out of range.
        }
        throw new Failure(
                Failure.USAGE, "oriel demo: " + option + " " + value + " is not a speed, allowed: 0 to 10000");
    }

    private static Path demoDirectory() {
        Path parent = DataDirectory.standard().resolveSibling("oriel-demo");
        return parent.resolve(LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")));
    }

    private int launch(BundleSet set, Path data, java.util.Optional<Path> policy, Map<String, String> more) {
        try (DataDirectory directory = DataDirectory.at(data).createAndLock()) {
            more.put("oriel.set", set.name());
            new SetHistory(directory.path()).note(set);
            more.put("oriel.policy", policy(directory, policy).toString());
            return new Instance(set, home, directory, more).run();
        }
    }

    /** The named policy, else the one in the data directory, which starts as a copy of the shipped one. */
    private Path policy(DataDirectory directory, java.util.Optional<Path> named) {
        if (named.isPresent()) {
            return named.get().toAbsolutePath();
        }
        Path own = directory.path().resolve("policy.json");
        try {
            if (!Files.exists(own)) {
                Files.copy(home.path().resolve("conf/policy.json"), own);
            }
            return own;
        } catch (IOException e) {
            throw new Failure(Failure.ENVIRONMENT, "policy " + own + " cannot be written: " + e, e);
        }
    }

    private static int remote(String name, List<String> words) {
        List<String> args = new ArrayList<>(List.of(name));
        Path data = DataDirectory.standard();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("--data")) {
                if (++i == words.size()) {
                    throw new Failure(Failure.USAGE, "oriel " + name + ": --data needs a value");
                }
                data = Path.of(words.get(i));
            } else if (name.equals("exporter") && words.get(i).endsWith(".jar")) {
                args.add(Path.of(words.get(i)).toAbsolutePath().toString());
            } else if (PATHS.contains(words.get(i)) && i + 1 < words.size()) {
                args.add(words.get(i++));
                // The instance has another working directory, so a relative path means the caller's.
                args.add(Path.of(words.get(i)).toAbsolutePath().toString());
            } else {
                args.add(words.get(i));
            }
        }
        return new Client(DataDirectory.at(data)).call(args);
    }

    private static void noMore(String command, Arguments arguments) {
        if (!arguments.rest().isEmpty()) {
            throw new Failure(
                    Failure.USAGE,
                    "oriel " + command + ": unexpected word " + arguments.rest().get(0));
        }
    }
}
