package org.oriel.control.shell;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oriel.host.ConsentGate;
import org.oriel.host.NotAllowedException;
import org.oriel.host.StoreException;

/** The commands that need only the core: status, pause, resume, forget, stop. */
final class ControlCommands {
    private final Core core;
    private final Map<String, Command> commands = new LinkedHashMap<>();

    ControlCommands(Core core, Command shell) {
        this.core = core;
        commands.put("status", this::status);
        commands.put("pause", this::pause);
        commands.put("resume", this::resume);
        commands.put("forget", this::forget);
        commands.put("consent", new ConsentCommand(core));
        commands.put("episode", new EpisodeCommand(() -> core.need(core.pipeline(), "pipeline")));
        commands.put("exempt", new ExemptCommand(core));
        commands.put("exporter", new ExporterCommand(core));
        commands.put("review", new ReviewCommand(core));
        commands.put("my-data", new MyDataCommand(core));
        commands.put("governance", new GovernanceCommand(core));
        commands.put("shell", shell);
        commands.put("stop", this::stop);
    }

    int run(List<String> args, Conversation talk) throws CommandFailure, IOException, InterruptedException {
        Command command = args.isEmpty() ? null : commands.get(args.get(0));
        if (command == null) {
            throw new CommandFailure(
                    CommandFailure.USAGE,
                    "unknown command " + (args.isEmpty() ? "(none)" : args.get(0)) + ", allowed: "
                            + String.join(" ", commands.keySet()));
        }
        return command.run(args.subList(1, args.size()), talk);
    }

    private int status(List<String> words, Conversation talk) throws CommandFailure, IOException {
        StatusReport report = new StatusReport(core);
        if (words.equals(List.of("--json"))) {
            talk.out(report.json());
        } else if (words.isEmpty()) {
            talk.out(report.text());
        } else {
            throw new CommandFailure(CommandFailure.USAGE, "status: unexpected " + words.get(0) + ", allowed: --json");
        }
        return 0;
    }

    private int pause(List<String> words, Conversation talk) throws CommandFailure, IOException {
        if (words.size() > 1) {
            throw new CommandFailure(CommandFailure.USAGE, "pause: allowed: one length, such as 30m");
        }
        ConsentGate gate = core.need(core.gate(), "consent gate");
        Duration length = words.isEmpty() ? gate.defaultPause() : Lengths.parse("pause", words.get(0));
        try {
            gate.pause(length);
        } catch (NotAllowedException e) {
            throw new CommandFailure(CommandFailure.NOT_ALLOWED, String.valueOf(e.getMessage()));
        }
        talk.out(StatusReport.headline(gate.state()) + "\n");
        return 0;
    }

    private int resume(List<String> words, Conversation talk) throws CommandFailure, IOException {
        none("resume", words);
        ConsentGate gate = core.need(core.gate(), "consent gate");
        try {
            gate.resume();
        } catch (NotAllowedException e) {
            throw new CommandFailure(CommandFailure.NOT_ALLOWED, String.valueOf(e.getMessage()));
        }
        talk.out(StatusReport.headline(gate.state()) + "\n");
        return 0;
    }

    private int forget(List<String> words, Conversation talk) throws CommandFailure, IOException {
        if (words.size() != 1) {
            throw new CommandFailure(CommandFailure.USAGE, "forget: exactly one length, such as 15m");
        }
        Duration reach = Lengths.parse("forget", words.get(0));
        // The moment is taken first: what is captured while this runs was not meant.
        Instant since = Instant.now().minus(reach);
        core.need(core.pipeline(), "pipeline").forget(reach);
        try {
            long forgotten = core.need(core.store(), "store").forget(since);
            talk.out("Deleted %,d stored events of the last %s, and what was held back. Copies that left this store "
                            .formatted(forgotten, Lengths.print(reach))
                    + "before are not reached by this.\n");
            return 0;
        } catch (StoreException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, String.valueOf(e.getMessage()));
        }
    }

    private int stop(List<String> words, Conversation talk) throws CommandFailure, IOException {
        none("stop", words);
        talk.out("Stopping.\n");
        core.exit(0);
        return 0;
    }

    private static void none(String command, List<String> words) throws CommandFailure {
        if (!words.isEmpty()) {
            throw new CommandFailure(
                    CommandFailure.USAGE, command + ": unexpected " + words.get(0) + ", allowed: nothing");
        }
    }
}
