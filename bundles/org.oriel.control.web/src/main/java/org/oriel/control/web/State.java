package org.oriel.control.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.Indicator;
import org.oriel.api.source.CaptureSource;
import org.oriel.host.Admission;
import org.oriel.host.CapturePipeline;
import org.oriel.host.ConsentGate;
import org.oriel.host.EventStore;
import org.oriel.host.NotAllowedException;
import org.oriel.host.PipelineStatus;
import org.oriel.host.StoreException;
import org.oriel.host.StoreStatus;

/** The page Now: state, counters, pause, resume, forget. */
final class State {
    private static final long MOST_MINUTES = Duration.ofHours(24).toMinutes();

    private final Parts parts;
    private final Notes notes;

    State(Parts parts, Notes notes) {
        this.parts = parts;
        this.notes = notes;
    }

    /** Everything but the time it is. */
    Map<String, Object> values() {
        Map<String, Object> all = new LinkedHashMap<>();
        ConsentGate gate = parts.gate;
        if (gate == null) {
            all.put("phase", "blocked");
            all.put("reason", "no-gate");
            all.put("detail", "");
        } else {
            gate(gate, all);
        }
        all.put(
                "indicators",
                list(parts.indicators).stream().map(Indicator::name).toList());
        all.put("sources", sources());
        all.put("missing", missing());
        all.put("task", notes.json());
        CapturePipeline pipeline = parts.pipeline;
        if (pipeline != null) {
            all.put("pipeline", pipeline(pipeline.status()));
        }
        EventStore store = parts.store;
        if (store != null) {
            all.put("store", store(store.status()));
        }
        Admission admission = parts.admission;
        if (admission != null) {
            all.put("allowed", admission.current().describe());
            all.put("policyProblem", admission.problem());
        }
        return all;
    }

    Map<String, Object> now() {
        Map<String, Object> all = values();
        all.put("now", System.currentTimeMillis());
        return all;
    }

    private static void gate(ConsentGate gate, Map<String, Object> all) {
        CaptureState state = gate.state();
        all.put("phase", state.phase().name().toLowerCase(Locale.ROOT));
        all.put("reason", state.reason());
        all.put("detail", state.detail());
        all.put("since", state.since().toEpochMilli());
        state.until().ifPresent(until -> all.put("until", until.toEpochMilli()));
        all.put("defaultPauseMinutes", gate.defaultPause().toMinutes());
        gate.grant().ifPresent(grant -> all.put("purpose", grant.purpose()));
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        Map<String, Boolean> there = new LinkedHashMap<>();
        there.put("gate", parts.gate != null);
        there.put("pipeline", parts.pipeline != null);
        there.put("store", parts.store != null);
        there.put("delivery", parts.delivery != null);
        there.put("ledger", parts.ledger != null);
        there.put("exemptions", parts.exemptions != null);
        there.put("pictures", parts.pictures != null);
        there.forEach((part, present) -> {
            if (!present) {
                missing.add(part);
            }
        });
        return missing;
    }

    private List<Map<String, Object>> sources() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (CaptureSource source : list(parts.sources)) {
            var health = source.health();
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("name", source.getClass().getPackageName());
            values.put("state", health.state().name().toLowerCase(Locale.ROOT));
            values.put("detail", health.detail());
            all.add(values);
        }
        return all;
    }

    /** Declarative Services may hand null for a list that nobody is in. */
    private static <T> List<T> list(@org.jspecify.annotations.Nullable List<T> services) {
        return services == null ? List.of() : services;
    }

    private static Map<String, Object> pipeline(PipelineStatus status) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("stored", status.stored());
        values.put("held", status.held());
        values.put("masked", status.masked());
        values.put("redacted", new TreeMap<>(status.redacted()));
        values.put("dropped", new TreeMap<>(status.dropped()));
        values.put("gaps", status.gaps());
        values.put("suspended", status.suspended());
        values.put("problem", status.problem());
        values.put("lastStored", status.lastStoredMillis());
        return values;
    }

    private static Map<String, Object> store(StoreStatus status) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("events", status.events());
        values.put("last", status.last());
        values.put("bytes", status.bytes());
        values.put("images", status.images());
        values.put("keyProtection", status.keyProtection());
        values.put("problem", status.problem());
        return values;
    }

    Reply read(Request request) {
        return Reply.json(now());
    }

    Reply pause(Request request) throws HttpProblem, NotAllowedException {
        ConsentGate gate = parts.needGate();
        boolean told = request.body().has("minutes");
        gate.pause(told ? Duration.ofMinutes(request.number("minutes", 1, MOST_MINUTES)) : gate.defaultPause());
        return Reply.json(now());
    }

    Reply resume(Request request) throws HttpProblem, NotAllowedException {
        parts.needGate().resume();
        return Reply.json(now());
    }

    Reply forget(Request request) throws HttpProblem, StoreException {
        Duration reach = Duration.ofMinutes(request.number("minutes", 1, MOST_MINUTES));
        // The moment is taken first: what is captured while this runs was not meant.
        Instant since = Instant.now().minus(reach);
        parts.needPipeline().forget(reach);
        return Reply.json(Map.of("events", parts.needStore().forget(since)));
    }
}
