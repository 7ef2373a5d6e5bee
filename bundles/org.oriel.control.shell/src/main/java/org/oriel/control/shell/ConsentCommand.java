package org.oriel.control.shell;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.oriel.host.ConsentGate;
import org.oriel.host.Grant;
import org.oriel.host.NotAllowedException;
import org.oriel.host.Notice;

/** {@code oriel consent show|accept|refuse|withdraw|list}. Only typed words of a person count; no flag answers for them. */
final class ConsentCommand implements Command {
    /** What must be typed; whole and in these words, so that nobody agrees by pressing Enter. */
    static final String ANSWER = "I agree";

    private final Core core;

    ConsentCommand(Core core) {
        this.core = core;
    }

    @Override
    public int run(List<String> words, Conversation talk) throws CommandFailure, IOException {
        ConsentGate gate = core.need(core.gate(), "consent gate");
        String verb = words.size() == 1 ? words.get(0) : "";
        switch (verb) {
            case "show":
                return show(gate, talk);
            case "accept":
                return accept(gate, talk, "terminal");
            case "refuse":
                return refuse(gate, talk);
            case "list":
                return list(gate, talk);
            case "withdraw":
                gate.withdraw();
                talk.out("Consent is withdrawn. Capture is off; what was held back is discarded.\n");
                return 0;
            default:
                throw new CommandFailure(
                        CommandFailure.USAGE,
                        "consent: allowed: show, accept, refuse, withdraw, list (one of them, no flags)");
        }
    }

    private static int refuse(ConsentGate gate, Conversation talk) throws CommandFailure, IOException {
        try {
            gate.refuse(gate.notice().hash(), "terminal");
        } catch (NotAllowedException e) {
            throw new CommandFailure(CommandFailure.NOT_ALLOWED, String.valueOf(e.getMessage()));
        }
        talk.out("You said no. Capture is off, and nothing else happens; that you said so stays on this computer.\n");
        return 0;
    }

    private static int list(ConsentGate gate, Conversation talk) throws IOException {
        String inForce = gate.grant().map(Grant::id).orElse("");
        for (Grant grant : gate.grants()) {
            talk.out("%s  agreed %s, for %s under %s, by %s%s%n          notice %s%n"
                    .formatted(
                            grant.id().substring(0, Math.min(8, grant.id().length())),
                            grant.given(),
                            grant.purpose(),
                            grant.jurisdiction(),
                            grant.how(),
                            grant.id().equals(inForce) ? " (in force)" : "",
                            grant.noticeHash()));
        }
        if (gate.grants().isEmpty()) {
            talk.out("You never agreed to anything here.\n");
        }
        return 0;
    }

    private static int show(ConsentGate gate, Conversation talk) throws IOException {
        Notice notice = gate.notice();
        talk.out(notice.text());
        Optional<Grant> grant = gate.grant();
        talk.out("\n"
                + grant.map(g -> "You agreed to this on " + g.given() + ".").orElse("You have not agreed to this.")
                + "\n");
        return 0;
    }

    /** Shows the notice, asks, and tells the gate. */
    static int accept(ConsentGate gate, Conversation talk, String how) throws CommandFailure, IOException {
        Notice notice = gate.notice();
        talk.out(notice.text());
        Optional<String> typed =
                talk.ask("\nType \"" + ANSWER + "\" to allow this; anything else leaves it off: ", true);
        if (gate.grant()
                .filter(given -> given.noticeHash().equals(notice.hash()))
                .isPresent()) {
            // On the page, while the question stood here.
            talk.out("You have agreed to this notice already.\n");
            return 0;
        }
        if (typed.isEmpty() || !typed.get().trim().equalsIgnoreCase(ANSWER)) {
            throw new CommandFailure(CommandFailure.NOT_ALLOWED, "you did not agree; nothing is captured");
        }
        try {
            gate.accept(notice.hash(), how);
        } catch (NotAllowedException e) {
            throw new CommandFailure(CommandFailure.NOT_ALLOWED, String.valueOf(e.getMessage()));
        }
        talk.out(
                "Recorded. You can pause, look or take it back at any time: oriel pause, oriel status, oriel consent withdraw.\n");
        return 0;
    }
}
