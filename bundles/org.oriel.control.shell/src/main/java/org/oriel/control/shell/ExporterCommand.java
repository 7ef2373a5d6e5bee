package org.oriel.control.shell;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.host.Delivery;
import org.oriel.host.Delivery.ExporterStatus;
import org.oriel.host.StoreException;

/** {@code oriel exporter list|add|replace|remove|pause|resume|rewind|retire}: researchers swap exporters while it runs. */
final class ExporterCommand implements Command {
    private static final String ALLOWED =
            "allowed: list, add JAR [KEY=VALUE ...], replace NAME JAR, remove NAME, pause NAME,"
                    + " resume NAME, rewind NAME oldest|POSITION, retire NAME";

    private final Core core;

    ExporterCommand(Core core) {
        this.core = core;
    }

    @Override
    public int run(List<String> words, Conversation talk) throws CommandFailure, java.io.IOException {
        Delivery delivery = core.need(core.delivery(), "delivery");
        String verb = words.isEmpty() ? "" : words.get(0);
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        try {
            switch (verb) {
                case "list" -> talk.out(rest.equals(List.of("--json")) ? json(delivery) : list(delivery));
                case "pause" -> {
                    delivery.pause(only(verb, rest));
                    talk.out("Exporter " + rest.get(0) + " is paused, also after a restart: oriel exporter resume "
                            + rest.get(0) + "\n");
                }
                case "resume" -> {
                    delivery.resume(only(verb, rest));
                    talk.out("Exporter " + rest.get(0) + " goes on.\n");
                }
                case "rewind" -> {
                    long now = delivery.rewind(first(verb, rest, 2), position(rest.get(1)));
                    talk.out("Exporter " + rest.get(0) + " goes on after position " + now
                            + "; what its target has already comes again under the same ids.\n");
                }
                case "retire" -> {
                    delivery.retire(only(verb, rest));
                    talk.out("The position of exporter " + rest.get(0) + " is forgotten.\n");
                }
                case "add" -> talk.out(core.exporterBundles().add(first(verb, rest, -1), settings(rest)));
                case "replace" ->
                    talk.out(core.exporterBundles().replace(provider(delivery, first(verb, rest, 2)), rest.get(1)));
                case "remove" -> talk.out(core.exporterBundles().remove(provider(delivery, only(verb, rest))));
                default ->
                    throw new CommandFailure(
                            CommandFailure.USAGE,
                            "exporter: unexpected " + (verb.isEmpty() ? "end" : verb) + ", " + ALLOWED);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.USAGE, "exporter " + verb + ": " + e.getMessage());
        } catch (StoreException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private static String only(String verb, List<String> rest) throws CommandFailure {
        return first(verb, rest, 1);
    }

    private static String first(String verb, List<String> rest, int words) throws CommandFailure {
        if (rest.isEmpty() || (words > 0 && rest.size() != words)) {
            throw new CommandFailure(CommandFailure.USAGE, "exporter " + verb + ": " + ALLOWED);
        }
        return rest.get(0);
    }

    private static long position(String word) throws CommandFailure {
        if (word.equals("oldest")) {
            return 0;
        }
        try {
            long position = Long.parseLong(word);
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException e) {
            // As below.
        }
        throw new CommandFailure(
                CommandFailure.USAGE,
                "exporter rewind: position " + word + ", allowed: oldest, or a whole number from 0 on");
    }

    private static Map<String, String> settings(List<String> rest) throws CommandFailure {
        Map<String, String> settings = new TreeMap<>();
        for (String word : rest.subList(1, rest.size())) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new CommandFailure(
                        CommandFailure.USAGE, "exporter add: setting " + word + ", allowed: KEY=VALUE");
            }
            settings.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return settings;
    }

    /** The symbolic name and version of who provides an exporter. */
    private static String provider(Delivery delivery, String name) throws CommandFailure {
        return delivery.exporters().stream()
                .filter(status -> status.name().equals(name) && !status.bundle().isEmpty())
                .map(ExporterStatus::bundle)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        CommandFailure.USAGE,
                        "exporter " + name + " is not there, allowed: "
                                + String.join(
                                        ", ",
                                        delivery.exporters().stream()
                                                .filter(ExporterStatus::present)
                                                .map(ExporterStatus::name)
                                                .toList())));
    }

    static String list(Delivery delivery) {
        StringBuilder text = new StringBuilder();
        for (ExporterStatus status : delivery.exporters()) {
            text.append("%-16s %-10s at %,d, %,d behind, %,d delivered, %,d refused  %s%n"
                    .formatted(
                            status.name(),
                            status.state(),
                            status.position(),
                            status.behind(),
                            status.delivered(),
                            status.refused(),
                            status.bundle()));
            status.destinations()
                    .forEach(to ->
                            text.append("                 goes to ").append(to).append('\n'));
            if (!status.problem().isEmpty()) {
                text.append("                 ").append(status.problem()).append('\n');
            }
        }
        return text.isEmpty() ? "No exporter has a position or is installed.\n" : text.toString();
    }

    private String json(Delivery delivery) {
        return StatusReport.pretty(StatusReport.exporters(delivery));
    }
}
