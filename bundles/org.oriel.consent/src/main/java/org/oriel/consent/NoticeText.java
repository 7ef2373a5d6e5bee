package org.oriel.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.oriel.host.Notice;

/**
 * Writes the notice. It says only what follows from what is installed and configured, and holds no time, so that the
 * same installation always gives the same text and hash.
 */
final class NoticeText {
    /** Kinds that exist; what of them nobody captures is said too. */
    private static final List<String> KINDS =
            List.of("key", "pointer", "window", "frame", "element", "page", "document", "message", "clipboard");

    private final List<String> lines = new ArrayList<>();
    private final Inventory inventory;
    private final GateSettings settings;
    private final Laws laws;
    private final Words words;

    private NoticeText(Inventory inventory, GateSettings settings, Laws laws) {
        this.inventory = inventory;
        this.settings = settings;
        this.laws = laws;
        this.words = new Words(settings.language());
    }

    static Notice of(Inventory inventory, GateSettings settings, Laws laws, String policyProblem) {
        NoticeText notice = new NoticeText(inventory, settings, laws);
        boolean person = inventory.capturesPerson();
        notice.opening(person);
        notice.why();
        notice.what();
        notice.where(policyProblem);
        if (person) {
            notice.when();
        }
        notice.never();
        notice.kept();
        notice.rights();
        notice.law();
        notice.installed();
        String text = String.join("\n", notice.lines) + "\n";
        return new Notice(Journal.hash(text), text, person);
    }

    private void opening(boolean person) {
        lines.add(words.get("title"));
        lines.add("");
        List<String> packs = laws.packs().stream().map(LawPack::describe).toList();
        text(words.get("edition", packs.isEmpty() ? words.get("no-law") : String.join("; ", packs)));
        lines.add("");
        List<String> drafts = laws.packs().stream()
                .filter(pack -> !pack.signed())
                .map(LawPack::jurisdiction)
                .toList();
        if (!drafts.isEmpty()) {
            text(words.get("draft", String.join(", ", drafts)));
            lines.add("");
        }
        text(words.get(person ? "opening" : "opening.recorded"));
    }

    private void why() {
        title("why");
        text(words.get("why.text", settings.purpose()));
    }

    private void what() {
        title("what");
        if (inventory.captures().isEmpty()) {
            text(words.get("what.nothing"));
        }
        for (Inventory.Capture capture : inventory.captures()) {
            item(words.get(
                    "what.item",
                    capture.kind(),
                    capture.what(),
                    capture.sensitivity(),
                    capture.perHour() == 0 ? words.get("what.unlimited") : words.get("what.limited", capture.perHour()),
                    capture.bundle()));
        }
        text(words.get("what.filters", inventory.timingMillis()));
    }

    private void where(String policyProblem) {
        title("where");
        if (inventory.allow().isEmpty()) {
            text(policyProblem.isEmpty() ? words.get("where.nothing") : words.get("where.problem", policyProblem));
            return;
        }
        inventory.allow().forEach(this::item);
        text(words.get("where.rest"));
    }

    private void when() {
        title("when");
        List<String> hours = settings.hours().hours().stream()
                .map(WorkingHours.Hours::describe)
                .toList();
        text(hours.isEmpty() ? words.get("when.always") : words.get("when.hours", String.join("; ", hours)));
        if (!settings.where().countries().isEmpty()) {
            text(words.get("when.countries", String.join(", ", settings.where().countries())));
        }
        text(settings.renewDays() == 0 ? words.get("when.forever") : words.get("when.renew", settings.renewDays()));
    }

    private void never() {
        title("never");
        TreeSet<String> captured = new TreeSet<>(inventory.kinds());
        for (String kind : KINDS) {
            if (!captured.contains(kind)) {
                item(words.get("never.kind", words.get("kind." + kind)));
            }
        }
        item(words.get("never.sound"));
        item(words.get("never.paused"));
        item(words.get("never.passwords"));
        if (inventory.capturesPerson()) {
            text(words.get("never.sign"));
        }
    }

    private void kept() {
        title("kept");
        text(
                settings.retentionDays() == 0
                        ? words.get("kept.unlimited")
                        : words.get("kept.limited", settings.retentionDays()));
        if (inventory.exports().isEmpty()) {
            text(words.get("kept.nowhere"));
        }
        for (Inventory.Export export : inventory.exports()) {
            item(words.get("kept.item", export.destination(), export.purpose(), export.bundle()));
        }
    }

    private void rights() {
        title("rights");
        command("oriel status", words.get("rights.status"));
        command("oriel pause", words.get("rights.pause", settings.pause().toMinutes()));
        command("oriel resume", words.get("rights.resume"));
        command("oriel forget 15m", words.get("rights.forget"));
        command("oriel exempt ask", words.get("rights.exempt"));
        command("oriel consent show", words.get("rights.show"));
        command("oriel consent withdraw", words.get("rights.withdraw"));
        text(words.get("rights.no"));
    }

    private void law() {
        title("law");
        for (LawPacks.Found found : laws.found()) {
            if (found.pack().isPresent()) {
                law(found.pack().get());
            } else {
                text(words.get("law.blocked", found.problem()));
            }
        }
    }

    private void law(LawPack law) {
        text(words.get("law.pack", law.title(), law.jurisdiction(), law.version(), law.status(), law.expires()));
        if (!law.language().equals(settings.language())) {
            text(words.get("law.language", settings.language(), String.join(", ", law.languages())));
        }
        for (String paragraph : law.text().strip().split("\\R\\s*\\R")) {
            lines.add("");
            text(paragraph);
        }
        lines.add("");
        for (String name : law.requires()) {
            text(words.get("law." + name, settings.law().references().getOrDefault(name, "-")));
        }
        text(words.get("law.sources"));
        law.sources().forEach(this::item);
        if (law.retentionFloorDays() > 0) {
            text(words.get("law.retention", law.retentionFloorDays()));
        }
        text(words.get("law.signatures", law.signatures()));
    }

    private void installed() {
        title("installed");
        inventory.bundles().forEach(this::item);
    }

    private void title(String title) {
        lines.add("");
        lines.add(words.get(title));
    }

    private void text(String text) {
        lines.addAll(Text.wrap("  ", text));
    }

    private void item(String text) {
        lines.addAll(Text.wrap("  - ", text));
    }

    private void command(String command, String does) {
        lines.add(String.format("  %-24s%s", command, does));
    }
}
