package org.oriel.control.shell;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.source.CaptureSource;
import org.oriel.host.ConsentGate;
import org.oriel.host.Delivery;
import org.oriel.host.EventStore;
import org.oriel.host.Ledger;
import org.oriel.host.PipelineStatus;
import org.oriel.host.StoreStatus;

/** What {@code oriel status} says. */
final class StatusReport {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Core core;

    StatusReport(Core core) {
        this.core = core;
    }

    Map<String, Object> values() {
        Map<String, Object> all = new LinkedHashMap<>();
        core.gate().ifPresentOrElse(gate -> all.putAll(state(gate.state())), () -> all.put("state", "blocked"));
        core.gate().flatMap(ConsentGate::grant).ifPresent(g -> {
            all.put("grant", g.id());
            all.put("purpose", g.purpose());
        });
        all.put("problems", problems());
        core.pipeline().ifPresent(p -> all.put("pipeline", pipeline(p.status())));
        core.store().ifPresent(s -> all.put("store", store(s.status())));
        core.delivery().ifPresent(d -> all.put("exporters", exporters(d)));
        all.put("sources", sources());
        core.admission()
                .ifPresent(a -> all.put(
                        "policy",
                        Map.of(
                                "hash",
                                a.current().hash(),
                                "allowed",
                                a.current().describe())));
        return all;
    }

    String json() {
        return GSON.toJson(values()) + "\n";
    }

    private static Map<String, Object> state(CaptureState state) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("state", state.phase().name().toLowerCase(java.util.Locale.ROOT));
        values.put("reason", state.reason());
        values.put("detail", state.detail());
        values.put("since", state.since().toString());
        state.until().ifPresent(until -> values.put("until", until.toString()));
        return values;
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>(core.failures());
        core.pipeline().map(p -> p.status().problem()).filter(p -> !p.isEmpty()).ifPresent(problems::add);
        core.store().map(s -> s.status().problem()).filter(p -> !p.isEmpty()).ifPresent(problems::add);
        core.ledger()
                .map(Ledger::problem)
                .filter(p -> !p.isEmpty())
                .ifPresent(problem -> problems.add("ledger: " + problem));
        core.pipeline().ifPresent(p -> p.status().suspended().forEach(s -> problems.add("suspended: " + s)));
        return problems;
    }

    private static Map<String, Object> pipeline(PipelineStatus status) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("received", status.received());
        values.put("admitted", status.admitted());
        values.put("held", status.held());
        values.put("stored", status.stored());
        values.put("masked", status.masked());
        values.put("redacted", new java.util.TreeMap<>(status.redacted()));
        values.put("dropped", new java.util.TreeMap<>(status.dropped()));
        values.put("gaps", status.gaps());
        values.put("suspended", status.suspended());
        values.put("lastStoredMillis", status.lastStoredMillis());
        return values;
    }

    private static Map<String, Object> store(StoreStatus status) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("file", status.file());
        values.put("events", status.events());
        values.put("last", status.last());
        values.put("bytes", status.bytes());
        values.put("quarantined", status.quarantined());
        values.put("keyProtection", status.keyProtection());
        values.put("images", status.images());
        values.put("imageBytes", status.imageBytes());
        values.put("lastFrameMillis", status.lastFrameMillis());
        return values;
    }

    static String pretty(Object values) {
        return GSON.toJson(values) + "\n";
    }

    static List<Map<String, Object>> exporters(Delivery delivery) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Delivery.ExporterStatus status : delivery.exporters()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("name", status.name());
            values.put("state", status.state());
            values.put("bundle", status.bundle());
            values.put("destinations", status.destinations());
            values.put("position", status.position());
            values.put("behind", status.behind());
            values.put("delivered", status.delivered());
            values.put("refused", status.refused());
            values.put("problem", status.problem());
            all.add(values);
        }
        return all;
    }

    private List<Map<String, Object>> sources() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (CaptureSource source : core.sources()) {
            var health = source.health();
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("name", source.getClass().getPackageName());
            values.put("state", health.state().name().toLowerCase(java.util.Locale.ROOT));
            values.put("detail", health.detail());
            values.put("records", health.records());
            values.put("dropped", health.dropped());
            all.add(values);
        }
        return all;
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        core.gate()
                .ifPresentOrElse(
                        gate -> text.append(headline(gate.state())).append('\n'),
                        () -> text.append("BLOCKED  the consent gate is not running\n"));
        problems().forEach(problem -> text.append("problem    ").append(problem).append('\n'));
        for (CaptureSource source : core.sources()) {
            text.append("source     ")
                    .append(source.getClass().getPackageName())
                    .append(": ")
                    .append(source.health().detail())
                    .append('\n');
        }
        core.pipeline().ifPresent(p -> pipelineText(p.status(), text));
        core.store()
                .map(EventStore::status)
                .ifPresent(s -> text.append("store      %,d events, %,d KiB in %s, keys by %s%s%n"
                        .formatted(
                                s.events(),
                                s.bytes() / 1024,
                                s.file(),
                                s.keyProtection(),
                                s.quarantined() > 0 ? ", " + s.quarantined() + " damaged and set aside" : "")));
        core.store()
                .map(EventStore::status)
                .filter(s -> s.images() > 0 || s.lastFrameMillis() > 0)
                .ifPresent(s -> text.append(frames(s)));
        core.delivery()
                .ifPresent(d -> d.exporters()
                        .forEach(e -> text.append("exporter   %s: %s, at %,d, %,d behind%s%n"
                                .formatted(
                                        e.name(),
                                        e.state(),
                                        e.position(),
                                        e.behind(),
                                        e.problem().isEmpty() ? "" : ", " + e.problem()))));
        return text.toString();
    }

    private static String frames(StoreStatus status) {
        String last = status.lastFrameMillis() == 0
                ? "none kept"
                : TIME.format(Instant.ofEpochMilli(status.lastFrameMillis()).atZone(ZoneId.systemDefault()));
        return "frames     %,d images, %,d KiB, last %s%n".formatted(status.images(), status.imageBytes() / 1024, last);
    }

    private static void pipelineText(PipelineStatus status, StringBuilder text) {
        text.append("events     %,d received, %,d admitted, %,d stored, %,d held back, %,d masked, %,d gaps%n"
                .formatted(
                        status.received(),
                        status.admitted(),
                        status.stored(),
                        status.held(),
                        status.masked(),
                        status.gaps()));
        if (!status.redacted().isEmpty()) {
            text.append("redacted   ").append(counts(status.redacted())).append('\n');
        }
        if (!status.dropped().isEmpty()) {
            text.append("dropped    ").append(counts(status.dropped())).append('\n');
        }
    }

    static String counts(Map<String, Long> counts) {
        List<String> parts = new ArrayList<>();
        new java.util.TreeMap<>(counts).forEach((name, count) -> parts.add(name + " " + "%,d".formatted(count)));
        return String.join(", ", parts);
    }

    static String headline(CaptureState state) {
        String mark = switch (state.phase()) {
            case RECORDING -> "● RECORDING";
            case PAUSED -> "❚❚ PAUSED";
            case BLOCKED -> "■ BLOCKED";
            case OFF -> "○ OFF";
        };
        StringBuilder line = new StringBuilder(mark);
        state.until().ifPresent(until -> {
            Duration left = Duration.between(Instant.now(), until);
            line.append("  for another ").append(Lengths.print(left.isNegative() ? Duration.ZERO : left));
        });
        if (!state.detail().isEmpty()) {
            line.append("  ").append(state.detail());
        }
        if (!state.reason().isEmpty()) {
            line.append(" (").append(state.reason()).append(')');
        }
        return line.toString();
    }
}
