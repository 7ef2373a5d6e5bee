package org.oriel.consent;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.oriel.api.event.Sensitive;
import org.oriel.host.Exemptions.Exemption;
import org.oriel.host.Exemptions.Request;
import org.oriel.host.Exemptions.State;
import org.oriel.host.NotAllowedException;
import org.osgi.service.log.Logger;

/** The requests there are. Everything that changes them runs on the control thread; reading is for any. */
final class Cases {
    private static final int MOST = 500;
    private static final int MOST_TEXT = 4000;
    private static final int ID_BYTES = 4;
    private static final String ORIGIN = "https?://[a-z0-9.-]{1,253}(:[0-9]{1,5})?";
    private static final String PATH = "/[^\\p{Cntrl}]{1,1000}";

    private final CaseFile file;
    private final Reviewers reviewers;
    private final InstantSource clock;
    private final Journal journal;
    private final Logger log;
    private final SecureRandom random = new SecureRandom();
    private volatile List<Case> cases;

    Cases(CaseFile file, Reviewers reviewers, InstantSource clock, Journal journal, Logger log) {
        this.file = file;
        this.reviewers = reviewers;
        this.clock = clock;
        this.journal = journal;
        this.log = log;
        CaseFile.Loaded loaded = file.load(clock.instant());
        this.cases = List.copyOf(loaded.cases());
        if (!loaded.problem().isEmpty()) {
            log.error("{}", loaded.problem());
        }
    }

    List<Exemption> all() {
        return cases.stream().map(Case::shown).toList();
    }

    Exempt now(ZoneId zone) {
        return Exempt.of(cases, clock.instant(), zone);
    }

    Exemption ask(Request request) throws NotAllowedException {
        String what = checked(request);
        if (cases.stream().filter(c -> c.shown().state() != State.ENDED).count() >= MOST) {
            throw new NotAllowedException("there are " + MOST + " requests; take one back first");
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Case made =
                Case.asked(id, request.reason(), request.scope(), what, clock.instant(), sealed(id, 0, request.text()));
        List<Case> next = new ArrayList<>(cases);
        next.add(0, made);
        // In force at once; a disk that is full must not keep capture on.
        cases = List.copyOf(next.size() > MOST ? withoutOldest(next) : next);
        record(made, "ask", "");
        saveOrSay();
        return made.shown();
    }

    private static List<Case> withoutOldest(List<Case> all) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).shown().state() == State.ENDED) {
                all.remove(i);
                break;
            }
        }
        return all;
    }

    private static String checked(Request request) throws NotAllowedException {
        String what = request.what().strip();
        String allowed = switch (request.scope()) {
            case APPLICATION -> what.matches(PATH) ? "" : "the absolute path of an executable";
            case SITE -> what.matches(ORIGIN) ? "" : "an origin such as https://example.org";
            case TIME -> HoursOfDay.parse(what).isPresent() ? "" : "hours such as 12:00-13:00";
            case ALL -> what.isEmpty() ? "" : "nothing more";
        };
        if (!allowed.isEmpty()) {
            throw new NotAllowedException("the scope is not clear, allowed: " + allowed);
        }
        return what;
    }

    private List<SealedText> sealed(String id, int number, Sensitive text) throws NotAllowedException {
        if (text.isEmpty()) {
            return List.of();
        }
        if (text.reveal().length() > MOST_TEXT) {
            throw new NotAllowedException("the text is too long, allowed: " + MOST_TEXT + " characters");
        }
        if (reviewers.readers().isEmpty()) {
            throw new NotAllowedException(
                    "no reviewer is in the settings, so nobody could read the text; ask without one");
        }
        return List.of(SealedText.of(text, about(id, number), reviewers.readers()));
    }

    private static String about(String id, int number) {
        return "exemption " + id + " text " + number;
    }

    Exemption withdraw(String id) throws NotAllowedException {
        Case found = find(id);
        if (found.shown().state() == State.ENDED) {
            throw new NotAllowedException("request " + id + " is over already");
        }
        return change(found, Case::ended, "withdraw", "");
    }

    Exemption appeal(String id, Sensitive text) throws NotAllowedException {
        Case found = find(id);
        if (found.shown().state() != State.REFUSED) {
            throw new NotAllowedException(
                    "request " + id + " is " + found.shown().state() + "; only a refusal can be appealed");
        }
        List<SealedText> more = sealed(id, found.texts().size(), text);
        return change(found, c -> c.appealed(more), "appeal", "");
    }

    Exemption decide(String id, String reviewer, boolean granted, String reason, Optional<Instant> until)
            throws NotAllowedException {
        if (reviewers.signedOnly()) {
            throw new NotAllowedException("only signed decisions count here (setting signedDecisions)");
        }
        return decide(new SignedDecision(id, reviewer, granted, reason, until, ""));
    }

    Exemption decide(String signed) throws NotAllowedException {
        return decide(SignedDecision.verified(signed, reviewers));
    }

    private Exemption decide(SignedDecision decision) throws NotAllowedException {
        String reviewer = decision.reviewer();
        String problem = reviewers.problem(reviewer);
        if (!problem.isEmpty()) {
            record("refused-reviewer", decision.id(), Map.of("reviewer", Journal.person(reviewer)));
            throw new NotAllowedException(problem);
        }
        Case found = find(decision.id());
        if (!decision.nonce().isEmpty() && found.used().contains(decision.nonce())) {
            throw new NotAllowedException("this signed decision was used already");
        }
        if (!found.waits()) {
            throw new NotAllowedException("request " + found.id() + " is "
                    + found.shown().state() + "; only OPEN and APPEALED wait for an answer");
        }
        if (found.refusedBy().contains(reviewer)) {
            throw new NotAllowedException(reviewer + " refused it before; another reviewer answers the appeal");
        }
        String answer = Text.oneLine(decision.reason());
        if (answer.isEmpty()) {
            throw new NotAllowedException("a reason is needed: it is what the person is told");
        }
        boolean badEnd = decision.until()
                .filter(end -> !decision.granted() || !end.isAfter(clock.instant()))
                .isPresent();
        if (badEnd) {
            throw new NotAllowedException("an end goes with a grant only, and lies in the future");
        }
        return change(
                found,
                c -> c.decided(reviewer, decision.granted(), answer, decision.until(), decision.nonce()),
                decision.granted() ? "grant" : "refuse",
                reviewer);
    }

    /** Each text on a line of its own, the request's first. */
    Sensitive read(String id, Sensitive privateKey) throws NotAllowedException {
        Case found = find(id);
        PrivateKey key;
        try {
            key = Keys.privateKey(Keys.X25519, privateKey.reveal());
        } catch (IllegalArgumentException e) {
            throw new NotAllowedException("the key file holds " + e.getMessage());
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.texts().size(); i++) {
            texts.add(open(found.texts().get(i), about(id, i), key));
        }
        return Sensitive.of(String.join("\n", texts));
    }

    private String open(SealedText text, String about, PrivateKey key) throws NotAllowedException {
        for (Map.Entry<String, Reviewers.ReviewerKeys> reviewer :
                reviewers.keys().entrySet()) {
            Optional<Sensitive> opened =
                    text.open(about, reviewer.getKey(), key, reviewer.getValue().reading());
            if (opened.isPresent()) {
                return opened.get().reveal();
            }
        }
        throw new NotAllowedException("this text is not for the owner of that key");
    }

    /** Ends what is over; whether there was any. */
    void expire() {
        Instant now = clock.instant();
        for (Case one : cases) {
            if (one.expired(now)) {
                change(one, Case::ended, "expire", "");
            }
        }
    }

    private Case find(String id) throws NotAllowedException {
        return cases.stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotAllowedException("there is no request " + Text.oneLine(id)));
    }

    private Exemption change(Case found, UnaryOperator<Case> change, String step, String reviewer) {
        Case changed = change.apply(found);
        cases = cases.stream().map(c -> c == found ? changed : c).toList();
        record(changed, step, reviewer);
        saveOrSay();
        return changed.shown();
    }

    private void record(Case one, String step, String reviewer) {
        Map<String, String> facts = new java.util.TreeMap<>(Map.of(
                "reason", one.shown().reason().name(),
                "scope", one.shown().scope().name()));
        if (!reviewer.isEmpty()) {
            facts.put("reviewer", Journal.person(reviewer));
        }
        record(step, one.id(), facts);
    }

    private void record(String step, String id, Map<String, String> more) {
        Map<String, String> facts = new java.util.TreeMap<>(more);
        facts.put("step", step);
        facts.put("id", id);
        journal.append("exemption", facts);
    }

    private void saveOrSay() {
        try {
            file.save(cases);
        } catch (IOException e) {
            log.error("a request could not be recorded in {} and would not survive a restart", file, e);
        }
    }
}
