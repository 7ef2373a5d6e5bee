package org.oriel.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
            Logger log) {}

    private final Parts parts;
    private final Decisions decisions;
    private final Indicators indicators;
    private final Capture capture;
    private volatile CaptureState state;
    private volatile @Nullable Admission admission;
    private @Nullable CapturePipeline pipeline;
    private boolean replacing;
    private Optional<Instant> lawEnds = Optional.empty();
    private Runnable cancel = () -> {};
    private boolean down;

    Gate(Parts parts) {
        this.parts = parts;
        this.decisions = new Decisions(parts.file(), parts.log());
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

    void resume() throws NotAllowedException {
        decisions.resume(now(), "resume");
        evaluate();
        CaptureState is = state;
        if (is.phase() != Phase.RECORDING) {
            throw new NotAllowedException("capture stays off: " + is.reason() + ": " + is.detail());
        }
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
        apply(decide());
    }

    /** What cannot be looked at is not known to be allowed. */
    private Decision decide() {
        try {
            return facts(rules()).decide();
        } catch (RuntimeException e) {
            parts.log().error("the gate cannot tell whether capture is allowed", e);
            return Decision.blocked(Reason.GATE_FAILED, "the gate cannot tell whether capture is allowed");
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
        lawEnds = decision.lawEnds();
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
            return capture.ofPerson() ? LOOK : shorter(lawEnds.orElse(Instant.MAX), DAY);
        }
        return switch (state.reason()) {
            case Reason.NO_INDICATOR -> indicators.none() ? Duration.ZERO : LOOK;
            case Reason.PIPELINE_FAILED, Reason.PLUGIN_HANGS, Reason.GATE_FAILED -> RETRY;
            default -> Duration.ZERO;
        };
    }

    private Duration shorter(Instant until, Duration most) {
        Instant now = now();
        return until.isBefore(now.plus(most)) ? Duration.between(now, until).plusMillis(1) : most;
    }

    /** Every {@link #LOOK} while a person is captured: as little as possible. */
    private void tick() {
        boolean fine = capture.on()
                && now().isBefore(lawEnds.orElse(Instant.MIN))
                && (!capture.ofPerson() || indicators.confirmed());
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
                LawPacks.find(parts.installed(), settings.jurisdiction(), settings.language()),
                decisions.stored(),
                decisions.problem(),
                present == null ? "there is no policy" : present.problem());
    }
}
