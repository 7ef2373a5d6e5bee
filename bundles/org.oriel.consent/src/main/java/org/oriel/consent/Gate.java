package org.oriel.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.CaptureState.Phase;
import org.oriel.api.consent.Indicator;
import org.oriel.host.Admission;
import org.oriel.host.CapturePipeline;
import org.oriel.host.CapturePipeline.Disposition;
import org.oriel.host.Grant;
import org.oriel.host.NotAllowedException;
import org.oriel.host.Notice;
import org.osgi.service.log.Logger;

/**
 * The gate's state. Everything runs on the control thread, but {@link #state}, {@link #notice} and {@link #grant}. It
 * decides from facts alone each time something happened, and then makes it so.
 */
final class Gate {
    static final Duration LOOK = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofSeconds(5);
    /** In steps: a timer does not count while the computer sleeps, the clock does. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Duration DAY = Duration.ofDays(1);

    /** What the gate is made of. */
    record Parts(
            GateSettings settings,
            Installed installed,
            GrantFile file,
            CaptureSwitch sources,
            Calls calls,
            InstantSource clock,
            Control control,
            StateListeners listeners,
            Cases cases,
            Journal journal,
            Logger log) {}

    private final Parts parts;
    private final Decisions decisions;
    private final Indicators indicators;
    private final Capture capture;
    private volatile CaptureState state;
    private volatile @Nullable Admission admission;
    private @Nullable CapturePipeline pipeline;
    private boolean replacing;
    private Exempt exempt = Exempt.NOTHING;
    private @Nullable Admission narrowed;
    private volatile boolean leftOut = true;
    private String laws = "";
    private Optional<Instant> ends = Optional.empty();
    private Runnable cancel = () -> {};
    private boolean down;

    Gate(Parts parts) {
        this.parts = parts;
        this.decisions = new Decisions(parts.file(), parts.journal(), parts.log());
        this.indicators = new Indicators(parts.calls());
        this.capture = new Capture(parts.sources(), parts.log());
        this.state = new CaptureState(Phase.BLOCKED, Reason.STARTING, "starts", now(), Optional.empty());
    }

    CaptureState state() {
        return state;
    }

    Notice notice() {
        return facts(rules()).notice();
    }

    Optional<Grant> grant() {
        return facts(rules()).grant();
    }

    /** Every grant there was, newest first. */
    List<Grant> grants() {
        List<Grant> grants = new ArrayList<>(decisions.stored().grants());
        Collections.reverse(grants);
        return grants;
    }

    /** A recorded session is of nobody here; it goes wherever its bundles say. */
    boolean covers(String grant, String destination, String purpose) {
        return grant.equals(Inventory.RECORDED)
                || decisions.stored().covers(grant, Surface.export(destination, purpose));
    }

    void pipeline(CapturePipeline present) {
        pipeline = present;
        evaluate();
    }

    void pipelineGone(CapturePipeline gone) {
        if (pipeline == gone) {
            pipeline = null;
        }
        evaluate();
    }

    void admission(Admission present) {
        admission = present;
        evaluate();
    }

    void admissionGone(Admission gone) {
        if (admission == gone) {
            admission = null;
        }
        evaluate();
    }

    /** Rules are about to come into force: a gate that they would widen beyond consent closes first. */
    void replacing(Admission.Rules next) {
        replacing = true;
        Decision decision = facts(next).decide();
        if (capture.on() && !decision.recording()) {
            apply(decision);
        }
    }

    void replaced() {
        replacing = false;
        evaluate();
    }

    void indicator(Indicator present) {
        indicators.add(present);
        evaluate();
    }

    void indicatorGone(Indicator gone) {
        indicators.remove(gone);
        evaluate();
    }

    Grant accept(String noticeHash, String how) throws NotAllowedException {
        Facts facts = facts(rules());
        Optional<Decision> obstacle = facts.obstacle();
        if (obstacle.isPresent()) {
            throw new NotAllowedException("there is nothing to agree to yet: "
                    + obstacle.get().reason() + ": " + obstacle.get().detail());
        }
        Notice notice = facts.notice();
        if (!notice.hash().equals(noticeHash)) {
            throw new NotAllowedException("the notice is not the one for what is installed now: read it again");
        }
        if (!notice.capturesPerson()) {
            return facts.grant().orElseThrow();
        }
        GateSettings settings = parts.settings();
        Grant grant = new Grant(
                UUID.randomUUID().toString(),
                noticeHash,
                settings.purpose(),
                settings.jurisdiction(),
                now(),
                Text.oneLine(how));
        decisions.accept(new Stored.Agreement(grant, facts.surface()), notice);
        evaluate();
        return grant;
    }

    /** Where something is in force, no is taking it back. */
    void refuse(String noticeHash, String how) throws NotAllowedException {
        if (!noticeHash.matches("[0-9a-f]{64}")) {
            throw new NotAllowedException("that is no hash of a notice");
        }
        if (decisions.stored().agreement().isPresent()) {
            withdraw();
        }
        decisions.refuse(now(), noticeHash, Text.oneLine(how));
        evaluate();
    }

    void withdraw() {
        if (capture.ofPerson()) {
            capture.end(Disposition.DISCARD, Reason.WITHDRAW);
        }
        try {
            decisions.withdraw(now());
        } finally {
            evaluate();
        }
    }

    /** The sources go first: writing the pause down takes time. */
    void pause(Duration length, Instant asked) throws NotAllowedException {
        if (length.compareTo(GateSettings.SHORTEST_PAUSE) < 0 || length.compareTo(GateSettings.LONGEST_PAUSE) > 0) {
            throw new NotAllowedException(
                    "a pause of " + length.toSeconds() + " s is not possible, allowed: 1 s to 24 h");
        }
        capture.end(Disposition.KEEP, Reason.PAUSE);
        decisions.pause(asked, asked.plus(length));
        evaluate();
    }

    /** Also says that the computer is back where it may be. */
    void resume() throws NotAllowedException {
        decisions.resume(now(), "resume");
        if (decisions.stored().abroad().isPresent()
                && parts.settings().where().elsewhere().isEmpty()) {
            decisions.home(now());
        }
        evaluate();
        CaptureState is = state;
        if (is.phase() != Phase.RECORDING) {
            throw new NotAllowedException("capture stays off: " + is.reason() + ": " + is.detail());
        }
    }

    /** Something was asked, answered or taken back. What is asked is in force when this returns. */
    void exempted() {
        if (capture.ofPerson() && parts.cases().now(parts.settings().zone()).leavesOutMoreThan(exempt)) {
            capture.end(Disposition.KEEP, Reason.EXEMPT);
        }
        evaluate();
    }

    void shutdown() {
        down = true;
        cancel.run();
        capture.end(Disposition.KEEP, Reason.SHUTDOWN);
        become(Decision.blocked(Reason.SHUTDOWN, "Oriel stops"));
    }

    /** Looks at everything and makes it so. */
    void evaluate() {
        if (down) {
            return;
        }
        Instant now = now();
        if (decisions.stored().pausedUntil().filter(now::isBefore).isEmpty()) {
            decisions.resume(now, "pause-over");
        }
        parts.cases().expire();
        leaveOut();
        parts.settings().where().elsewhere().ifPresent(country -> {
            if (!decisions.stored().abroad().equals(Optional.of(country))) {
                decisions.abroad(now, country);
            }
        });
        apply(decide());
    }

    /** Tells the policy what the person has exempted. One that cannot leave it out leaves nothing that may be captured. */
    private void leaveOut() {
        Exempt next = parts.cases().now(parts.settings().zone());
        Admission present = admission;
        if (present != null && (present != narrowed || !next.leavesOutTheSameAs(exempt))) {
            try {
                leftOut = present.leaveOut(next.executables(), next.origins());
                narrowed = present;
            } catch (RuntimeException e) {
                parts.log().error("the policy did not leave out what is exempt", e);
                leftOut = false;
                narrowed = null;
            }
        }
        exempt = next;
    }

    /** What cannot be looked at is not known to be allowed. */
    private Decision decide() {
        try {
            Facts facts = facts(rules());
            note(facts.laws());
            return facts.decide();
        } catch (RuntimeException e) {
            parts.log().error("the gate cannot tell whether capture is allowed", e);
            return Decision.blocked(Reason.GATE_FAILED, "the gate cannot tell whether capture is allowed");
        }
    }

    /** Which law applies is in the ledger, once for each time that it changes. */
    private void note(Laws now) {
        String packs =
                String.join("; ", now.packs().stream().map(LawPack::describe).toList());
        if (!packs.equals(laws)) {
            laws = packs;
            parts.journal().append("law", Map.of("packs", packs));
        }
    }

    private void apply(Decision decided) {
        Decision decision = complete(decided);
        Grant wanted = decision.grant().orElse(null);
        if (wanted == null) {
            capture.end(Disposition.KEEP, decision.reason());
        } else if (!capture.runs(pipeline, wanted)) {
            capture.end(Disposition.KEEP, Reason.REOPENED);
            CapturePipeline present = pipeline;
            if (present != null) {
                decision = capture.begin(present, wanted).orElse(decision);
            }
        }
        ends = decision.ends();
        become(decision);
        lookAgain();
    }

    /** What facts do not know: whether it can be opened at all. */
    private Decision complete(Decision decision) {
        Grant wanted = decision.grant().orElse(null);
        String stuck = parts.sources().stuck();
        if (wanted == null) {
            return decision.phase() == Phase.PAUSED ? decision.and(stuck) : decision;
        }
        if (replacing && !capture.on()) {
            return Decision.blocked(Reason.NO_POLICY, "the policy is being replaced");
        }
        if (pipeline == null) {
            return Decision.blocked(Reason.NO_PIPELINE, "the pipeline is not there");
        }
        if (!stuck.isEmpty()) {
            return Decision.blocked(Reason.PLUGIN_HANGS, stuck + "; nothing is recorded until it lets go");
        }
        if (Capture.ofPerson(wanted) && !indicators.confirmed()) {
            return Decision.blocked(
                    Reason.NO_INDICATOR,
                    indicators.none() ? "there is no indicator" : "no indicator confirms that it shows");
        }
        return decision;
    }

    /** Comes back when time alone may change something. */
    private void lookAgain() {
        cancel.run();
        Duration next = next();
        cancel = next.isZero() ? () -> {} : parts.control().schedule(next, this::tick);
    }

    private Duration next() {
        if (state.phase() == Phase.PAUSED) {
            // In steps: a timer does not count while the computer sleeps, the clock does.
            return shorter(state.until().orElse(now()), RETRY);
        }
        if (capture.on()) {
            return shorter(ends.orElse(Instant.MAX), capture.ofPerson() ? LOOK : DAY);
        }
        if (state.until().isPresent()) {
            return shorter(state.until().get(), MINUTE);
        }
        return switch (state.reason()) {
            case Reason.NO_INDICATOR -> indicators.none() ? Duration.ZERO : LOOK;
            case Reason.OTHER_COUNTRY -> MINUTE;
            case Reason.PIPELINE_FAILED, Reason.PLUGIN_HANGS, Reason.GATE_FAILED -> RETRY;
            default -> Duration.ZERO;
        };
    }

    private Duration shorter(Instant until, Duration most) {
        Instant now = now();
        if (until.isBefore(now)) {
            return Duration.ofMillis(1);
        }
        return until.isBefore(now.plus(most)) ? Duration.between(now, until).plusMillis(1) : most;
    }

    /** Every {@link #LOOK} while a person is captured: as little as possible. */
    private void tick() {
        boolean fine = capture.on()
                && now().isBefore(ends.orElse(Instant.MIN))
                && (!capture.ofPerson() || parts.settings().where().elsewhere().isEmpty() && indicators.confirmed());
        if (fine) {
            lookAgain();
        } else {
            evaluate();
        }
    }

    private void become(Decision decision) {
        CaptureState before = state;
        boolean same = before.phase() == decision.phase() && before.reason().equals(decision.reason());
        if (same && before.detail().equals(decision.detail()) && before.until().equals(decision.until())) {
            return;
        }
        CaptureState now = new CaptureState(
                decision.phase(),
                decision.reason(),
                decision.detail(),
                same ? before.since() : now(),
                decision.until());
        state = now;
        parts.log().info("capture is {} {}: {}", now.phase(), now.reason(), now.detail());
        // After whoever asked for the change has got the answer.
        parts.control().execute(() -> parts.listeners().changed(now));
    }

    private Instant now() {
        return parts.clock().instant();
    }

    private Admission.Rules rules() {
        Admission present = admission;
        return present == null ? NoRules.NONE : present.current();
    }

    private Facts facts(Admission.Rules rules) {
        Admission present = admission;
        GateSettings settings = parts.settings();
        return new Facts(
                now(),
                settings,
                Inventory.of(parts.installed(), rules),
                Laws.of(parts.installed(), settings),
                decisions.stored(),
                decisions.problem(),
                present == null ? "there is no policy" : present.problem(),
                parts.cases().now(settings.zone()),
                leftOut);
    }
}
