package org.oriel.control.shell;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oriel.api.event.Sensitive;
import org.oriel.host.Exemptions;
import org.oriel.host.Exemptions.Exemption;
import org.oriel.host.Exemptions.Reason;
import org.oriel.host.Exemptions.Request;
import org.oriel.host.Exemptions.Scope;
import org.oriel.host.NotAllowedException;

/** {@code oriel exempt ask|list|withdraw|appeal|decide|read}. */
final class ExemptCommand implements Command {
    private static final int LONGEST_FILE = 64 * 1024;
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
    private static final String ALLOWED = "allowed: ask all|application PATH|site ORIGIN|time HH:MM-HH:MM --reason"
            + " bandwidth|client-data|sensitive-code|health|other [--text], list [--json], withdraw ID, appeal ID"
            + " [--text], decide ID grant|refuse --reviewer NAME --reason TEXT [--until DATE], decide --signed FILE,"
            + " read ID --key FILE";

    private final Core core;

    ExemptCommand(Core core) {
        this.core = core;
    }

    @Override
    public int run(List<String> words, Conversation talk) throws CommandFailure, IOException {
        Exemptions exemptions = core.need(core.exemptions(), "consent gate");
        String verb = words.isEmpty() ? "" : words.get(0);
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        try {
            switch (verb) {
                case "ask" -> ask(exemptions, Words.of(rest, Set.of("--reason"), Set.of("--text")), talk);
                case "list" -> list(exemptions, Words.of(rest, Set.of(), Set.of("--json")), talk);
                case "withdraw" -> withdraw(exemptions, Words.of(rest, Set.of(), Set.of()), talk);
                case "appeal" -> appeal(exemptions, Words.of(rest, Set.of(), Set.of("--text")), talk);
                case "decide" ->
                    decide(
                            exemptions,
                            Words.of(rest, Set.of("--reviewer", "--reason", "--until", "--signed"), Set.of()),
                            talk);
                case "read" -> read(exemptions, Words.of(rest, Set.of("--key"), Set.of()), talk);
                default -> throw usage("unexpected " + (verb.isEmpty() ? "end" : verb));
            }
        } catch (NotAllowedException e) {
            throw new CommandFailure(CommandFailure.NOT_ALLOWED, String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private static CommandFailure usage(String what) {
        return new CommandFailure(CommandFailure.USAGE, "exempt: " + what + ", " + ALLOWED);
    }

    private void ask(Exemptions exemptions, Words words, Conversation talk)
            throws CommandFailure, IOException, NotAllowedException {
        Scope scope = constant(Scope.class, words.at(0));
        String what = scope == Scope.ALL ? words.none(1) : words.only(1);
        Reason reason = constant(Reason.class, words.value("--reason"));
        Exemption asked = exemptions.ask(new Request(reason, scope, what, text(words, talk)));
        talk.out("Request " + asked.id() + " is open. Until it is answered nothing of this is captured: "
                + describe(asked) + ".\n" + state());
    }

    /** Asked for, not a word of the command: that would stay in the history of the shell. */
    private static Sensitive text(Words words, Conversation talk) throws IOException {
        return words.flag("--text")
                ? Sensitive.of(talk.ask("One line, which only reviewers can read: ", true)
                        .orElse("")
                        .strip())
                : Sensitive.empty();
    }

    private static void list(Exemptions exemptions, Words words, Conversation talk) throws CommandFailure, IOException {
        words.none(0);
        List<Exemption> all = exemptions.all();
        if (words.flag("--json")) {
            talk.out(GSON.toJson(all.stream().map(ExemptCommand::values).toList()) + "\n");
            return;
        }
        if (all.isEmpty()) {
            talk.out("No request was made.\n");
        }
        for (Exemption one : all) {
            talk.out("%s  %-9s %s, because of %s, asked %s%n"
                    .formatted(one.id(), lower(one.state()), describe(one), lower(one.reason()), one.asked()));
            if (!one.answer().isEmpty()) {
                talk.out("          " + one.reviewer() + " answered: " + one.answer()
                        + one.until().map(until -> " (until " + until + ")").orElse("") + "\n");
            }
        }
    }

    private static Map<String, Object> values(Exemption one) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", one.id());
        values.put("state", lower(one.state()));
        values.put("reason", lower(one.reason()));
        values.put("scope", lower(one.scope()));
        values.put("what", one.what());
        values.put("asked", one.asked().toString());
        values.put("reviewer", one.reviewer());
        values.put("answer", one.answer());
        one.until().ifPresent(until -> values.put("until", until.toString()));
        return values;
    }

    private void withdraw(Exemptions exemptions, Words words, Conversation talk)
            throws CommandFailure, IOException, NotAllowedException {
        exemptions.withdraw(words.only(0));
        talk.out("Request " + words.at(0) + " is taken back.\n" + state());
    }

    private void appeal(Exemptions exemptions, Words words, Conversation talk)
            throws CommandFailure, IOException, NotAllowedException {
        Exemption asked = exemptions.appeal(words.only(0), text(words, talk));
        talk.out("Request " + asked.id() + " is appealed. Until another reviewer answers, nothing of this is captured: "
                + describe(asked) + ".\n" + state());
    }

    private void decide(Exemptions exemptions, Words words, Conversation talk)
            throws CommandFailure, IOException, NotAllowedException {
        Exemption answered;
        if (words.has("--signed")) {
            words.none(0);
            answered = exemptions.decide(file(words.value("--signed")));
        } else {
            String decision = words.only(1);
            if (!decision.equals("grant") && !decision.equals("refuse")) {
                throw usage("unexpected " + decision);
            }
            answered = exemptions.decide(
                    words.at(0),
                    words.value("--reviewer"),
                    decision.equals("grant"),
                    words.value("--reason"),
                    words.has("--until") ? Optional.of(until(words.value("--until"))) : Optional.empty());
        }
        talk.out("Request " + answered.id() + " is " + lower(answered.state()) + ".\n" + state());
    }

    /** A day counts to its end, here. */
    private static Instant until(String text) throws CommandFailure {
        try {
            return text.length() == "2026-12-31".length()
                    ? LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw usage("--until " + text + " is neither a date such as 2026-12-31 nor a time such as"
                    + " 2026-12-31T18:00:00Z");
        }
    }

    private static void read(Exemptions exemptions, Words words, Conversation talk)
            throws CommandFailure, IOException, NotAllowedException {
        Sensitive text = exemptions.read(words.only(0), Sensitive.of(file(words.value("--key"))));
        talk.out(text.isEmpty() ? "There is no text.\n" : text.reveal() + "\n");
    }

    private static String file(String name) throws CommandFailure {
        try {
            Path path = Path.of(name);
            if (Files.size(path) > LONGEST_FILE) {
                throw new IOException("too long");
            }
            return Files.readString(path);
        } catch (IOException | RuntimeException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "file " + name + " cannot be read: " + e);
        }
    }

    private String state() {
        return core.gate()
                .map(gate -> StatusReport.headline(gate.state()) + "\n")
                .orElse("");
    }

    private static String describe(Exemption one) {
        return one.scope() == Scope.ALL ? "everything" : lower(one.scope()) + " " + one.what();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) throws CommandFailure {
        for (E constant : type.getEnumConstants()) {
            if (lower(constant).equals(text)) {
                return constant;
            }
        }
        throw usage("unexpected " + text);
    }

    /** Words and options of one verb. */
    private record Words(List<String> plain, Map<String, String> options) {
        static Words of(List<String> words, Set<String> withValue, Set<String> flags) throws CommandFailure {
            List<String> plain = new ArrayList<>();
            Map<String, String> options = new LinkedHashMap<>();
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                if (flags.contains(word)) {
                    options.put(word, "");
                } else if (withValue.contains(word) && i + 1 < words.size()) {
                    options.put(word, words.get(++i));
                } else if (word.startsWith("--")) {
                    throw usage("unexpected " + word);
                } else {
                    plain.add(word);
                }
            }
            return new Words(plain, options);
        }

        boolean has(String option) {
            return options.containsKey(option);
        }

        boolean flag(String option) {
            return options.containsKey(option);
        }

        String value(String option) throws CommandFailure {
            String value = options.get(option);
            if (value == null) {
                throw usage(option + " is missing");
            }
            return value;
        }

        String at(int index) throws CommandFailure {
            if (index >= plain.size()) {
                throw usage("unexpected end");
            }
            return plain.get(index);
        }

        /** The word there, which is the last. */
        String only(int index) throws CommandFailure {
            none(index + 1);
            return at(index);
        }

        String none(int index) throws CommandFailure {
            if (plain.size() > index) {
                throw usage("unexpected " + plain.get(index));
            }
            return "";
        }
    }
}
