package org.oriel.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.oriel.api.redact.TextDetector;
import org.oriel.pipeline.TypedMeasure;
import org.oriel.redact.rules.RulePack;

/**
 * The filters on labelled data that others wrote: {@code --data DIR}. Quality is that of {@code oriel redact --json}, the
 * product; speed is that of the detectors in this process; the typed stream is the simulator's.
 */
final class RedactBench implements Benchmark {
    private static final Set<String> STRUCTURED =
            Set.of("EMAIL", "PHONE", "CREDIT_CARD", "IBAN", "IP_ADDRESS", "US_SSN", "DOMAIN");

    private static final List<String> PACKS = List.of("org.oriel.redact.text", "org.oriel.redact.secrets");
    private static final long SEED = 20261121;
    private static final int LATENCY_CHARACTERS = 200;

    private final Path data;
    private final Path root;

    RedactBench(Path data, Path root) {
        this.data = data;
        this.root = root;
    }

    @Override
    public Report run(Options options) throws Exception {
        Report report = new Report();
        quality(options, report);
        speed(options, report);
        typed(options, report);
        return report;
    }

    // ---- quality ----

    private void quality(Options options, Report report) throws IOException, InterruptedException {
        Table table = new Table("set", "rows", "spans covered whole", "rows without spans hit");
        LabelledSet synth = set(options, table, "presidio_synth", STRUCTURED);
        LabelledSet unit = set(options, table, "presidio_unit", Set.of());
        LabelledSet gitleaks = set(options, table, "gitleaks", Set.of());
        LabelledSet detect = set(options, table, "detect_secrets", Set.of());
        LabelledSet clean = set(options, table, "negatives", Set.of());
        LabelledSet titles = set(options, table, "screenleak_text", Set.of());
        set(options, table, "phileas_unit", Set.of());
        set(options, table, "openadapt_phi", Set.of());
        report.table(table)
                .atLeast("seven structured types, recall", synth.recall(), 0.98, "")
                .atLeast("presidio_unit, recall", unit.recall(), 0.95, "")
                .atMost("presidio_unit, negative rows hit", unit.hit() * 100, 2, " %")
                .atLeast("gitleaks, positives", gitleaks.recall(), 0.97, "")
                .atMost("gitleaks, negatives hit", gitleaks.hit() * 100, 3, " %")
                .atLeast("detect-secrets, positives", detect.recall(), 0.90, "")
                .atMost("clean prose and code, rows hit", clean.hit() * 100, 0.3, " %")
                .atLeast("screenleak titles, spans covered", titles.recall(), 0.60, "");
    }

    private LabelledSet set(Options options, Table table, String name, Set<String> types)
            throws IOException, InterruptedException {
        LabelledSet set = LabelledSet.measure(options.home(), data.resolve("public_" + name + ".jsonl"), types);
        table.row(name, set.rows(), set.recall(), set.hit() * 100 + " %");
        return set;
    }

    // ---- speed ----

    private List<TextDetector> packs() throws IOException {
        List<TextDetector> detectors = new ArrayList<>();
        for (String pack : PACKS) {
            detectors.add(RulePack.read(root.resolve("bundles/" + pack + "/src/main/resources/OSGI-INF/oriel/rules"))
                    .detector());
        }
        return detectors;
    }

    private void speed(Options options, Report report) throws IOException {
        List<TextDetector> detectors = packs();
        Table table = new Table("both packs, one core", "MB/s");
        double mail = throughput(options, detectors, texts("presidio_synth", ""));
        double prose = throughput(options, detectors, texts("negatives", "prose_negative"));
        double code = throughput(options, detectors, texts("negatives", "code_negative"));
        table.row("mail (presidio_synth)", mail);
        table.row("prose (negatives)", prose);
        table.row("code (negatives)", code);
        List<String> short200 = pieces(texts("negatives", ""));
        double p99 = Throughput.p99Millis(detectors, short200, options.pick(3, 10));
        report.table(table)
                .atLeast("mail", mail, 5, " MB/s")
                .atLeast("prose", prose, 5, " MB/s")
                .atLeast("code", code, 2, " MB/s")
                .atMost("200 characters, p99", p99, 0.3, " ms");
    }

    private static double throughput(Options options, List<TextDetector> detectors, List<String> texts) {
        return Throughput.megabytesPerSecond(detectors, texts, options.pick(2, 6));
    }

    private List<String> texts(String set, String kind) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String line : Files.readAllLines(data.resolve("public_" + set + ".jsonl"))) {
            JsonObject row = LabelledSet.object(line);
            if (kind.isEmpty() || row.get("kind").getAsString().equals(kind)) {
                texts.add(row.get("text").getAsString());
            }
        }
        return texts;
    }

    private static List<String> pieces(List<String> texts) {
        String all = String.join(" ", texts);
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i + LATENCY_CHARACTERS <= all.length(); i += LATENCY_CHARACTERS) {
            pieces.add(all.substring(i, i + LATENCY_CHARACTERS));
        }
        return pieces;
    }

    // ---- typed ----

    private void typed(Options options, Report report) throws IOException {
        List<TypedMeasure.Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(data.resolve("public_presidio_synth.jsonl"))) {
            JsonObject row = LabelledSet.object(line);
            rows.add(new TypedMeasure.Row(row.get("text").getAsString(), spans(row.getAsJsonArray("spans"))));
        }
        Table table = new Table(
                "typed stream", "clicks", "difficulty", "events", "recoverable", "false redaction %", "µs/event");
        for (TypedMeasure.Line line : TypedMeasure.run(rows, packs(), SEED)) {
            table.row(
                    line.detectors(),
                    line.clicks(),
                    line.difficulty(),
                    line.events(),
                    line.recoverable(),
                    line.falseRedaction() * 100,
                    line.microsPerEvent());
            judge(report, line);
        }
        report.table(table).atMost("bytes a session", TypedMeasure.bytesPerSession() / 1048576.0, 2, " MiB");
    }

    private static void judge(Report report, TypedMeasure.Line line) {
        String what = line.detectors() + ", clicks " + line.clicks() + ", difficulty " + line.difficulty();
        boolean perfect = line.detectors().equals("perfect");
        if (perfect) {
            report.atMost(what + ", characters recoverable", line.recovered(), 0, "");
        } else {
            report.atMost(what + ", recoverable", line.recoverable() * 100, 2, " %");
        }
        if (perfect && line.difficulty() == 1 && !line.clicks().equals("none")) {
            boolean caret = line.clicks().equals("explained");
            report.atMost(what + ", false redaction", line.falseRedaction() * 100, caret ? 2 : 16, " %");
        }
        report.atMost(what + ", cost", line.microsPerEvent(), 5, " µs");
    }

    private static List<TypedMeasure.Span> spans(JsonArray array) {
        List<TypedMeasure.Span> spans = new ArrayList<>();
        for (JsonElement element : array) {
            JsonObject span = element.getAsJsonObject();
            spans.add(new TypedMeasure.Span(
                    span.get("start").getAsInt(),
                    span.get("end").getAsInt(),
                    span.get("type").getAsString()));
        }
        return spans;
    }
}
