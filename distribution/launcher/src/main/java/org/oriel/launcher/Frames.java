package org.oriel.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code oriel frames}: looks at a store in a small framework of its own, also beside a running instance, so that drawing
 * pictures takes no memory from what captures. Needs no lock: the store is opened for reading only.
 */
final class Frames {
    private static final List<String> COMMANDS = List.of("list", "show", "export", "masks");

    private Frames() {}

    static int run(Home home, List<String> words) {
        String command = words.isEmpty() ? "(none)" : words.get(0);
        if (!COMMANDS.contains(command)) {
            throw new Failure(
                    Failure.USAGE, "oriel frames: unknown " + command + ", allowed: " + String.join(" ", COMMANDS));
        }
        Arguments arguments = Arguments.parse(
                "frames " + command,
                words.subList(1, words.size()),
                options(command),
                command.equals("list") || command.equals("show") ? Set.of("--json") : Set.of());
        Map<String, String> variables = variables(command, arguments);
        variables.put("oriel.frames.store", store(arguments).toString());
        return Main.scratch(home, BundleSet.read(home, "frames"), variables);
    }

    private static Set<String> options(String command) {
        return switch (command) {
            case "list" -> Set.of("--data", "--session", "--last");
            case "show" -> Set.of("--data", "--session");
            case "export" -> Set.of("--data", "--session", "--last", "--out");
            default -> Set.of("--data", "--session", "--out");
        };
    }

    static Map<String, String> variables(String command, Arguments arguments) {
        boolean one = command.equals("show") || command.equals("masks");
        if (arguments.rest().size() != (one ? 1 : 0)) {
            throw new Failure(
                    Failure.USAGE,
                    "oriel frames " + command + ": "
                            + (one ? "exactly one frame, such as f12" : "no words, only options"));
        }
        boolean writes = command.equals("export") || command.equals("masks");
        if (writes && arguments.value("--out").isEmpty()) {
            throw new Failure(Failure.USAGE, "oriel frames " + command + ": --out is missing");
        }
        String session = arguments.value("--session").orElse("");
        if (!session.matches("[0-9a-fA-F-]{0,36}")) {
            throw new Failure(
                    Failure.USAGE,
                    "oriel frames " + command + ": --session " + session
                            + ", allowed: a session's id or its beginning");
        }
        Map<String, String> variables = new HashMap<>();
        variables.put("oriel.frames.command", command);
        variables.put("oriel.frames.frame", one ? arguments.rest().get(0) : "");
        variables.put("oriel.frames.session", session.toLowerCase(java.util.Locale.ROOT));
        variables.put("oriel.frames.last", last(arguments));
        variables.put(
                "oriel.frames.out",
                writes
                        ? Path.of(arguments.value("--out").orElse(""))
                                .toAbsolutePath()
                                .toString()
                        : "");
        variables.put("oriel.frames.json", String.valueOf(arguments.flag("--json")));
        return variables;
    }

    private static String last(Arguments arguments) {
        String text = arguments.value("--last").orElse("0");
        if (text.matches("[0-9]{1,6}")
                && (Integer.parseInt(text) > 0 || arguments.value("--last").isEmpty())) {
            return text;
        }
        throw new Failure(Failure.USAGE, "oriel frames: --last " + text + ", allowed: 1 to 999999");
    }

    private static Path store(Arguments arguments) {
        Path data = arguments
                .value("--data")
                .map(Path::of)
                .orElseGet(DataDirectory::standard)
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(data)) {
            throw new Failure(Failure.ENVIRONMENT, "oriel frames: there is no data directory " + data);
        }
        Path store = data.resolve("spool");
        if (!Files.isDirectory(store)) {
            throw new Failure(Failure.ENVIRONMENT, "oriel frames: " + data + " holds no store");
        }
        return store;
    }
}
