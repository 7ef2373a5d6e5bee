package org.oriel.consent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oriel.consent.Installed.Declared;
import org.oriel.consent.Installed.InstalledBundle;
import org.oriel.host.Admission;

/**
 * What the installed bundles declare and the policy allows, sorted.
 *
 * @param captures what is captured
 * @param exports where it goes
 * @param allow lines of the policy
 * @param timingMillis steps of event times
 * @param bundles {@code name version} of every bundle
 */
record Inventory(
        List<Capture> captures, List<Export> exports, List<String> allow, int timingMillis, List<String> bundles) {
    /** The one kind that is not of this person: something recorded earlier is played (docs/adr/0006). */
    static final String RECORDED = "recorded";

    /**
     * One declaration of a captured kind.
     *
     * @param bundle who
     * @param kind what
     * @param what in words
     * @param sensitivity {@code low}, {@code medium} or {@code high}
     * @param perHour most events an hour, 0 where it does not say
     */
    record Capture(String bundle, String kind, String what, String sensitivity, long perHour) {
        boolean ofPerson() {
            return !kind.equals(RECORDED);
        }

        /** A bundle that does not say how much is taken to mean any amount. */
        long amount() {
            return perHour == 0 ? Long.MAX_VALUE : perHour;
        }

        /** Anybody may call something {@code recorded}: beside real capture it matters who does. */
        String name() {
            return kind + (kind.equals(RECORDED) ? " (" + bundle + ")" : "") + ", " + sensitivity + ": " + what;
        }
    }

    /**
     * One declaration of a destination.
     *
     * @param bundle who
     * @param destination where to
     * @param purpose what for
     */
    record Export(String bundle, String destination, String purpose) {}

    static Inventory of(Installed installed, List<String> allow, int timingMillis) {
        List<Capture> captures = new ArrayList<>();
        List<Export> exports = new ArrayList<>();
        List<String> bundles = new ArrayList<>();
        for (InstalledBundle bundle : installed.bundles()) {
            bundles.add(Text.oneLine(bundle.name() + " " + bundle.version()));
            for (Declared declared : bundle.declared()) {
                if (declared.namespace().equals(Declared.CAPTURE)) {
                    captures.add(capture(bundle.name(), declared));
                } else if (declared.namespace().equals(Declared.EXPORT)) {
                    exports.add(new Export(bundle.name(), declared.text("destination"), declared.text("purpose")));
                }
            }
        }
        captures.sort(Comparator.comparing(Capture::kind).thenComparing(Capture::toString));
        exports.sort(Comparator.comparing(Export::toString));
        bundles.sort(Comparator.naturalOrder());
        return new Inventory(
                List.copyOf(captures),
                List.copyOf(exports),
                allow.stream().map(Text::oneLine).sorted().toList(),
                timingMillis,
                List.copyOf(bundles));
    }

    private static Capture capture(String bundle, Declared declared) {
        String sensitivity = declared.text("sensitivity");
        return new Capture(
                bundle,
                declared.text("kind"),
                declared.text("what"),
                sensitivity.isEmpty() ? "high" : sensitivity,
                declared.number("perHour"));
    }

    boolean capturesPerson() {
        return captures.stream().anyMatch(Capture::ofPerson);
    }

    SortedSet<String> kinds() {
        SortedSet<String> kinds = new TreeSet<>();
        captures.forEach(capture -> kinds.add(capture.kind()));
        return kinds;
    }

    /** What the recorded work would be used for: what people are asked, and what exporters declare. */
    SortedSet<String> purposes(String asked) {
        SortedSet<String> purposes = new TreeSet<>(java.util.Set.of(asked));
        exports.forEach(export -> purposes.add(export.purpose()));
        return purposes;
    }

    /** What a person agrees to. Versions of bundles are not part of it, what they declare is. */
    Surface surface(GateSettings settings, List<LawPack> laws) {
        Map<String, Long> amounts = new TreeMap<>();
        for (Capture capture : captures) {
            amounts.merge(capture.name(), capture.amount(), Inventory::sum);
        }
        SortedSet<Surface.Item> items = new TreeSet<>();
        amounts.forEach((name, amount) -> items.add(new Surface.Item("capture", name, amount)));
        for (Export export : exports) {
            items.add(new Surface.Item(Surface.EXPORT, Surface.export(export.destination(), export.purpose()), 0));
        }
        for (String line : allow) {
            items.add(new Surface.Item(Surface.ALLOW, line, 0));
        }
        items.add(new Surface.Item("timing", "finer event times", -timingMillis));
        items.add(new Surface.Item(
                "keep",
                "records for longer",
                settings.retentionDays() == 0 ? Long.MAX_VALUE : settings.retentionDays()));
        items.add(new Surface.Item("purpose", settings.purpose(), 0));
        for (LawPack law : laws) {
            items.add(new Surface.Item("law", law.jurisdiction() + " version " + law.version(), 0));
            for (String name : law.requires()) {
                String value = settings.law().references().getOrDefault(name, "");
                items.add(new Surface.Item("law", name + ": " + value, 0));
            }
        }
        return new Surface(items);
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    /** Without a policy nothing is allowed. */
    static Inventory of(Installed installed, Admission.Rules rules) {
        return of(installed, rules.describe(), rules.timingMillis());
    }
}
