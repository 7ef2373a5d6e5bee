package org.oriel.trajectory.dataset;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oriel.trajectory.dataset.Manifest.Gap;
import org.oriel.trajectory.dataset.Manifest.Session;

/** The data card: the manifest in plain words, for those who find the folder. */
public final class DataCard {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Manifest manifest;
    private final StringBuilder text = new StringBuilder();

    private DataCard(Manifest manifest) {
        this.manifest = manifest;
    }

    /** Markdown; the same manifest gives the same text. */
    public static String of(Manifest manifest) {
        DataCard card = new DataCard(manifest);
        card.whatItIs();
        card.consent();
        card.redaction();
        card.missing();
        card.recalled();
        card.check();
        return card.text.toString();
    }

    private void whatItIs() {
        line("# Data card");
        line("");
        line(
                "Computer work as it was done: what was typed, clicked and seen in applications that were approved, captured with");
        line("the consent of the person who did it, by Oriel. Made from `" + Manifest.FILE
                + "`, which has all of it for programs.");
        line("");
        line("| | |");
        line("|---|---|");
        row("format", manifest.kind().format() + ", version " + manifest.kind().formatVersion());
        row("written by", "exporter " + manifest.kind().exporter() + " " + software());
        row("data set", manifest.dataset());
        row("sessions", "" + manifest.sessions().size());
        manifest.counts().forEach((name, n) -> row(name, "" + n));
        row("from, to (UTC)", days());
        row(
                "files",
                manifest.files().size() + ", "
                        + manifest.files().stream().mapToLong(FileEntry::bytes).sum() + " bytes");
        row("screens", screens());
        line("");
    }

    private String software() {
        return list(manifest.provenance().stream()
                .map(w -> w.by().software())
                .filter(s -> !s.isEmpty())
                .distinct()
                .toList());
    }

    private String days() {
        long first = manifest.sessions().stream()
                .mapToLong(Session::firstMillis)
                .min()
                .orElse(0);
        long last = manifest.sessions().stream()
                .mapToLong(Session::lastMillis)
                .max()
                .orElse(0);
        return manifest.sessions().isEmpty()
                ? "nothing yet"
                : DAY.format(Instant.ofEpochMilli(first)) + ", " + DAY.format(Instant.ofEpochMilli(last));
    }

    private String screens() {
        return manifest.screens().isEmpty()
                ? "not told"
                : list(manifest.screens().stream()
                        .map(s -> s.width() + "x" + s.height() + " at scale " + s.scale())
                        .toList());
    }

    private void consent() {
        TreeSet<String> grants = new TreeSet<>();
        TreeSet<String> policies = new TreeSet<>();
        manifest.sessions().forEach(session -> {
            grants.addAll(session.grants());
            policies.addAll(session.policyHashes());
        });
        line("## Consent and purpose");
        line("");
        line("The person agreed to the purpose `" + manifest.kind().purpose()
                + "`. The data must not be used for anything else.");
        line("Consents (ids): " + list(grants) + ".");
        line("Rules that said what may be captured (SHA-256): " + list(policies) + ".");
        line("");
        line(
                "Sessions have random ids. There is no name, no account, no host name, and no number per person: this data does");
        line("not say how fast, how long or how well anybody works, and must not be made to.");
        line("");
    }

    private void redaction() {
        line("## Redaction");
        line("");
        line(
                "What was found to be personal or secret was masked before it was first written. No method finds all of it: treat");
        line("the data as personal.");
        line("");
        line("| events at positions | profile | detectors | bundle set |");
        line("|---|---|---|---|");
        for (Manifest.Written written : manifest.provenance()) {
            Provenance by = written.by();
            line("| " + written.firstPosition() + "-" + written.lastPosition() + " | "
                    + (by.redactionProfile().isEmpty() ? "not told" : by.redactionProfile()) + " | "
                    + list(by.detectors()) + " | " + (by.bundleSetHash().isEmpty() ? "not told" : by.bundleSetHash())
                    + " |");
        }
        line("");
    }

    private void missing() {
        line("## What is missing");
        line("");
        if (manifest.gaps().isEmpty() && manifest.losses().isEmpty()) {
            line("Nothing that is known.");
        }
        TreeMap<String, long[]> reasons = new TreeMap<>();
        for (Gap gap : manifest.gaps()) {
            long[] sums = reasons.computeIfAbsent(gap.reason(), r -> new long[2]);
            sums[0]++;
            sums[1] += gap.counts().isEmpty()
                    ? gap.lastPosition() - gap.firstPosition() + 1
                    : gap.counts().values().stream().mapToLong(Long::longValue).sum();
        }
        reasons.forEach((reason, sums) ->
                line("- gap `" + reason + "`: " + sums[0] + " times, " + sums[1] + " events or records"));
        for (Manifest.LossCount loss : manifest.losses()) {
            line("- `" + loss.dialect() + "` cannot say `" + loss.reason() + "`: " + loss.steps()
                    + " steps, listed in `" + Manifest.LOSSES + "`");
        }
        line("");
    }

    private void recalled() {
        if (manifest.recalls().isEmpty()) {
            return;
        }
        line("## Taken back");
        line("");
        for (Manifest.RecallNote note : manifest.recalls()) {
            line("- recall `" + note.recall() + "`: " + note.removedRecords() + " records and " + note.removedImages()
                    + " pictures removed");
            if (!note.staleFiles().isEmpty()) {
                line("  - **still in " + list(note.staleFiles())
                        + "**: these must be made anew, and not be used before");
            }
        }
        line("");
    }

    private void check() {
        line("## Check");
        line("");
        line(
                "`oriel verify DIR` compares every file with the manifest. `oriel recall DIR` takes out what a person took back.");
    }

    private void row(String name, String value) {
        line("| " + name + " | " + value + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** The first of them; the manifest has all. */
    private static String list(Iterable<String> names) {
        List<String> all = new java.util.ArrayList<>();
        names.forEach(name -> all.add("`" + name + "`"));
        return all.isEmpty()
                ? "not told"
                : String.join(", ", all.subList(0, Math.min(20, all.size())))
                        + (all.size() > 20 ? " and " + (all.size() - 20) + " more" : "");
    }
}
