package org.oriel.governance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oriel.governance.Facts.Declared;
import org.oriel.governance.Facts.InstalledBundle;

/** The facts as Markdown, for the places that templates leave for them. */
final class Tables {
    private final Facts facts;

    Tables(Facts facts) {
        this.facts = facts;
    }

    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        all.put("captures", captures());
        all.put("kinds", kinds());
        all.put("exports", exports());
        all.put("purposes", purposes());
        all.put("law", law());
        all.put("filters", filters());
        all.put("rules", rules());
        all.put("bundles", bundles());
        all.put("settings", settings());
        all.put("allowed", allowed());
        all.put("policy", facts.policyHash().isEmpty() ? "(none in force)" : "`" + facts.policyHash() + "`");
        all.put("set", "`" + hash() + "`");
        all.put("retention", setting("org.oriel.spool", "retentionDays", "30"));
        all.put("review", setting("org.oriel.delivery", "reviewRequired", "false"));
        all.put("hold", setting("org.oriel.delivery", "holdHours", "0"));
        all.put(
                "ledger",
                has("org.oriel.ledger") ? "installed" : "NOT installed: exports and deletions leave no record");
        all.put("frames", has("org.oriel.source.x11.frames") ? "yes" : "no");
        return all;
    }

    private boolean has(String bundle) {
        return facts.bundles().stream().anyMatch(one -> one.name().equals(bundle));
    }

    private String setting(String pid, String name, String otherwise) {
        return facts.settings().getOrDefault(pid, Map.of()).getOrDefault(name, otherwise);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }

    private static String table(String head, List<String> rows, String none) {
        return rows.isEmpty()
                ? none
                : head + "\n" + "|---".repeat(head.replaceAll("[^|]", "").length() - 1) + "|\n"
                        + String.join("\n", rows);
    }

    private List<String> rows(String namespace, Row row) {
        TreeSet<String> rows = new TreeSet<>();
        for (InstalledBundle bundle : facts.bundles()) {
            bundle.declared().stream()
                    .filter(one -> one.namespace().equals(namespace))
                    .forEach(one -> rows.add(row.of(bundle, one)));
        }
        return List.copyOf(rows);
    }

    /** A line of a table. */
    private interface Row {
        String of(InstalledBundle bundle, Declared declared);
    }

    private String captures() {
        return table(
                "| kind | what | sensitivity | most an hour | by |",
                rows(
                        "oriel.capture",
                        (bundle, one) -> "| %s | %s | %s | %s | `%s` %s |"
                                .formatted(
                                        one.text("kind"),
                                        cell(one.text("what")),
                                        one.attributes().getOrDefault("sensitivity", "high"),
                                        one.text("perHour"),
                                        bundle.name(),
                                        bundle.version())),
                "Nothing of a person's computer is captured by this set.");
    }

    private String kinds() {
        List<String> kinds = rows("oriel.capture", (bundle, one) -> cell(one.text("what")));
        return kinds.isEmpty() ? "nothing" : String.join("; ", kinds);
    }

    private String exports() {
        return table(
                "| destination | purpose | by |",
                rows(
                        "oriel.export",
                        (bundle, one) -> "| %s | %s | `%s` %s |"
                                .formatted(
                                        cell(one.text("destination")),
                                        cell(one.text("purpose")),
                                        bundle.name(),
                                        bundle.version())),
                "Nothing leaves the store of this set.");
    }

    private String purposes() {
        TreeSet<String> purposes = new TreeSet<>(rows("oriel.export", (bundle, one) -> cell(one.text("purpose"))));
        return purposes.isEmpty() ? "(none declared)" : String.join(", ", purposes);
    }

    private String law() {
        return table(
                "| jurisdiction | law pack | expires | permits |",
                rows(
                        "oriel.law",
                        (bundle, one) -> "| %s | `%s` %s | %s | %s |"
                                .formatted(
                                        one.text("jurisdiction"),
                                        bundle.name(),
                                        bundle.version(),
                                        one.text("expires"),
                                        permits(bundle))),
                "No law pack is installed: nothing that captures a person resolves.");
    }

    private static String permits(InstalledBundle bundle) {
        StringJoiner kinds = new StringJoiner(", ");
        bundle.declared().stream()
                .filter(one -> one.namespace().equals("capture.permit"))
                .map(one -> one.text("kind"))
                .sorted()
                .forEach(kinds::add);
        return kinds.toString();
    }

    private String filters() {
        List<String> rows = facts.bundles().stream()
                .filter(bundle -> bundle.name().startsWith("org.oriel.redact."))
                .map(bundle ->
                        "| `%s` %s | %s |".formatted(bundle.name(), bundle.version(), cell(bundle.description())))
                .toList();
        return table("| bundle | what it does |", rows, "NO FILTER is installed.");
    }

    private String rules() {
        Map<String, List<String>> rules = new TreeMap<>();
        facts.bundles()
                .forEach(bundle -> bundle.rules()
                        .forEach((type, ids) -> rules.computeIfAbsent(type, any -> new java.util.ArrayList<>())
                                .addAll(ids)));
        List<String> rows = rules.entrySet().stream()
                .map(one -> "| %s | %d | %s |"
                        .formatted(one.getKey(), one.getValue().size(), String.join(", ", one.getValue())))
                .toList();
        return table("| class | rules | which |", rows, "No rule pack is installed.");
    }

    private String bundles() {
        List<String> rows = facts.bundles().stream()
                .map(bundle ->
                        "| `%s` | %s | %s |".formatted(bundle.name(), bundle.version(), cell(bundle.description())))
                .toList();
        return table("| bundle | version | what it is |", rows, "None.");
    }

    private String settings() {
        List<String> rows = new java.util.ArrayList<>();
        facts.settings()
                .forEach((pid, values) -> values.forEach(
                        (name, value) -> rows.add("| `%s` | `%s` | %s |".formatted(pid, name, cell(value)))));
        return table(
                "| component | setting | value |", rows, "All are at their defaults (docs/reference/settings.md).");
    }

    private String allowed() {
        return facts.allowed().isEmpty()
                ? "- nothing: the policy allows no application"
                : "- " + String.join("\n- ", facts.allowed());
    }

    private String hash() {
        StringJoiner names = new StringJoiner("\n");
        facts.bundles().forEach(bundle -> names.add(bundle.name() + " " + bundle.version()));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(names.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
