package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.api.redact.Finding;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.Target;
import org.oriel.host.Admission.Rules;
import org.oriel.host.Grant;

/** One opening of the gate: what all its events share, and what is held of it. Pipeline thread only. */
final class Session {
    final UUID id = UUID.randomUUID();
    final Grant grant;
    final WindowRefs refs = new WindowRefs();
    final PointerPath path = new PointerPath();
    final TextMask mask;
    final SessionFrames frames = new SessionFrames();
    final Placeholders placeholders;
    /** Counters when it began, for the mark at its end. */
    final Map<String, Long> before;

    private final UUID device;
    private final SecretSet secrets = new SecretSet();
    private final Detection detection;
    private final Settings settings;
    final Context context;
    final Agency agency = new Agency();
    private final Counters counters;
    Quarantine quarantine;
    /** The newest event says that keys went to a grab. */
    boolean suppressing;

    private long maskedByFormer;
    private long madeByFormer;

    Session(Grant grant, Surroundings around, Detection detection, ContextCalls calls, Counters counters) {
        this.grant = grant;
        this.device = around.device();
        this.detection = detection;
        this.settings = around.settings();
        this.counters = counters;
        this.before = counters.values(null);
        context = new Context(calls);
        placeholders = around.placeholders().get();
        mask = new TextMask(detection, placeholders, secrets);
        quarantine = newQuarantine();
    }

    private Quarantine newQuarantine() {
        return new Quarantine(newHoldBack(), context, settings.contextNanos(), counters::drop);
    }

    private HoldBack newHoldBack() {
        return new HoldBack(detection, placeholders, secrets, settings.limits(), settings.timing());
    }

    /** The admitted window that {@code raw} is directed at. */
    FieldWindow window(RingFeed feed, Target target, RawRecord raw) {
        return context.window(feed.space, feed.desktop, target, raw.monotonicNanos());
    }

    /** {@code window} got the keyboard, or none that is admitted. */
    void focus(@Nullable FieldWindow window, long nanos) {
        if (window != null) {
            // What protected a field when it had the keyboard before is no longer in force then.
            quarantine.settle(waiting -> waiting == window, nanos);
        }
        context.focus(window, nanos);
    }

    CaptureEvent event(EventTime time, String source, Actor actor, Subject subject, Rules rules, EventBody body) {
        return new CaptureEvent(
                "",
                id,
                device,
                time,
                source,
                actor,
                subject,
                rules.hash(),
                grant.id(),
                grant.purpose(),
                List.of(),
                body);
    }

    /** The hold-back failed: nothing in it can be trusted. */
    void replaceHoldBack() {
        maskedByFormer += quarantine.masked();
        madeByFormer += quarantine.placeholdersTold();
        quarantine = newQuarantine();
    }

    /** What detectors find in a text, and what was masked elsewhere in this session. */
    List<Finding> find(String text) throws DetectionFailed {
        List<Finding> all = new ArrayList<>(detection.detect(text));
        all.addAll(secrets.find(text));
        return Findings.union(all, text.length());
    }

    /** A redactor masked it: from now on it is masked in every channel. */
    void remember(String type, Sensitive value) {
        secrets.add(type, value.reveal());
    }

    long masked() {
        return maskedByFormer + quarantine.masked();
    }

    /** Events that stand for masked ones. */
    long made() {
        return madeByFormer + quarantine.placeholdersTold();
    }

    /** Its keys are dropped: nothing links later values to its placeholders. */
    void forget() {
        placeholders.forget();
        secrets.forget();
    }
}
