package org.oriel.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code oriel export} and {@code oriel exporter try}: an exporter runs once in a small framework of its own, also beside a
 * running instance, whose memory and positions it leaves alone. The store is opened for reading only.
 */
final class Exports {
    /** In the data directory: what was taken back after it had left. */
    static final String RECALL = "recall.jsonl";

    private Exports() {}

    static int export(Home home, List<String> words) {
        Arguments arguments =
                Arguments.parse("export", words, Set.of("--out", "--session", "--data", "--set"), Set.of("--json"));
        if (arguments.rest().isEmpty()) {
            throw new Failure(Failure.USAGE, "oriel export: FORMAT is missing, see oriel export --help");
        }
        Path out = Path.of(arguments
                        .value("--out")
                        .orElseThrow(() -> new Failure(Failure.USAGE, "oriel export: --out DIR is missing")))
                .toAbsolutePath()
                .normalize();
        Path data = data(arguments);
        Map<String, String> variables = variables("export", arguments, data);
        variables.put("oriel.export.out", out.toString());
        variables.put("oriel.export.last", "0");
        recall(home, data, out);
        int code =
                Main.scratch(home, BundleSet.read(home, arguments.value("--set").orElse("export")), variables);
        if (code == 0 && Datasets.is(out)) {
            // Nobody reads what an exporter says when it is stopped: whether it is whole is looked up.
            code = Datasets.check(home, out);
        }
        return code;
    }

    /** What was taken back must not stay in a folder that is gone on with. */
    private static void recall(Home home, Path data, Path out) {
        Path list = data.resolve(RECALL);
        if (Files.isRegularFile(list) && Datasets.is(out)) {
            int code = Datasets.run(home, "recall", out, Map.of("list", list.toString()));
            if (code != 0) {
                throw new Failure(code, "oriel export: " + out + " was not gone on with, because of the recall");
            }
        }
    }

    static int tryOut(Home home, List<String> words) {
        Arguments arguments = Arguments.parse(
                "exporter try", words, Set.of("--last", "--session", "--data", "--set"), Set.of("--json"));
        if (arguments.rest().isEmpty()) {
            throw new Failure(Failure.USAGE, "oriel exporter try: JAR or NAME is missing, see oriel exporter --help");
        }
        String last = arguments.value("--last").orElse("100");
        if (!last.matches("[1-9][0-9]{0,5}")) {
            throw new Failure(Failure.USAGE, "oriel exporter try: --last " + last + ", allowed: 1 to 999999");
        }
        Map<String, String> variables = variables("try", arguments, data(arguments));
        variables.put("oriel.export.last", last);
        Path folder = Scratch.create("try");
        try {
            variables.put("oriel.export.out", folder.resolve("out").toString());
            return Main.scratch(
                    home, BundleSet.read(home, arguments.value("--set").orElse("export")), variables);
        } finally {
            Scratch.delete(folder);
        }
    }

    private static Map<String, String> variables(String command, Arguments arguments, Path data) {
        String name = command.equals("try") ? "oriel exporter try" : "oriel export";
        String session = arguments.value("--session").orElse("");
        if (!session.matches("[0-9a-fA-F-]{0,36}")) {
            throw new Failure(
                    Failure.USAGE, name + ": --session " + session + ", allowed: a session's id or its beginning");
        }
        Path store = data.resolve("spool");
        if (!Files.isDirectory(store)) {
            throw new Failure(Failure.ENVIRONMENT, name + ": " + data + " holds no store");
        }
        List<String> settings = arguments.rest().subList(1, arguments.rest().size());
        for (String setting : settings) {
            if (setting.indexOf('=') < 1 || setting.contains("\n")) {
                throw new Failure(Failure.USAGE, name + ": unexpected word " + setting + ", allowed: KEY=VALUE");
            }
        }
        String format = arguments.rest().get(0);
        Map<String, String> variables = new HashMap<>();
        variables.put("oriel.export.command", command);
        variables.put(
                "oriel.export.format",
                format.endsWith(".jar") ? Path.of(format).toAbsolutePath().toString() : format);
        variables.put("oriel.export.session", session.toLowerCase(Locale.ROOT));
        variables.put("oriel.export.settings", String.join("\n", settings));
        variables.put("oriel.export.json", String.valueOf(arguments.flag("--json")));
        // Not of the set that exports: of those that captured and masked.
        SetHistory history = new SetHistory(data);
        variables.put("oriel.set.hash", history.sets());
        variables.put("oriel.redaction.profile", history.profiles());
        variables.put("oriel.export.store", store.toString());
        variables.put("oriel.export.consent", data.resolve("consent").toString());
        return variables;
    }

    private static Path data(Arguments arguments) {
        Path data = arguments
                .value("--data")
                .map(Path::of)
                .orElseGet(DataDirectory::standard)
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(data)) {
            throw new Failure(Failure.ENVIRONMENT, "oriel export: there is no data directory " + data);
        }
        return data;
    }
}
