package org.oriel.consent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.oriel.host.Notice;

/**
 * Writes the notice. It says only what follows from what is installed and configured, and holds no time, so that the
 * same installation always gives the same text and hash.
 */
final class NoticeText {
    /** Kinds that exist; what of them nobody captures is said too. */
    private static final List<String> KINDS = List.of(
            "key: what you type",
            "pointer: mouse movement, clicks and scrolling",
            "window: which window is in front, its title and place",
            "frame: pictures of the screen",
            "element: names of buttons and fields",
            "page: addresses of web pages",
            "document: names of documents",
            "message: what you do in a mail program",
            "clipboard: that you copy and paste");

    private final List<String> lines = new ArrayList<>();
    private final Inventory inventory;
    private final GateSettings settings;

    private NoticeText(Inventory inventory, GateSettings settings) {
        this.inventory = inventory;
        this.settings = settings;
    }

    static Notice of(Inventory inventory, GateSettings settings, LawPacks.Found law, String policyProblem) {
        NoticeText notice = new NoticeText(inventory, settings);
        boolean person = inventory.capturesPerson();
        notice.opening(person);
        notice.why();
        notice.what();
        notice.where(policyProblem);
        notice.never();
        notice.kept();
        notice.rights();
        notice.law(law.pack(), law.problem());
        notice.installed();
        String text = String.join("\n", notice.lines) + "\n";
        return new Notice(hash(text), text, person);
    }

    private void opening(boolean person) {
        lines.add("WHAT ORIEL RECORDS ON THIS COMPUTER");
        lines.add("");
        if (person) {
            text("Oriel records work done on this computer. This notice was made from what is installed; the list is at"
                    + " the end. Nothing is recorded until you agree, and only you can agree.");
        } else {
            text("What is installed records nothing of you. It only plays back a recorded session that came with it.");
        }
    }

    private void why() {
        title("WHY");
        text("Purpose: " + settings.purpose() + ". Every record carries this purpose and becomes unreadable when"
                + " it is changed. Judging your performance, your pay or your conduct is not part of it.");
    }

    private void what() {
        title("WHAT IS RECORDED");
        if (inventory.captures().isEmpty()) {
            text("Nothing: no installed bundle records anything.");
        }
        for (Inventory.Capture capture : inventory.captures()) {
            item(capture.kind() + ": " + capture.what() + ". Sensitivity: " + capture.sensitivity() + ". "
                    + (capture.perHour() == 0 ? "No limit is declared." : "At most " + capture.perHour() + " an hour.")
                    + " By " + capture.bundle() + ".");
        }
        text("Times are rounded down to steps of " + inventory.timingMillis()
                + " milliseconds. Installed filters mask what they recognise, such as e-mail addresses, before"
                + " anything is written. No filter recognises everything.");
    }

    private void where(String policyProblem) {
        title("IN WHICH PROGRAMS");
        if (inventory.allow().isEmpty()) {
            text("In none" + (policyProblem.isEmpty() ? ": the policy allows nothing." : ": " + policyProblem + "."));
            return;
        }
        inventory.allow().forEach(this::item);
        text("Every other program is left out.");
    }

    private void never() {
        title("WHAT IS NEVER RECORDED");
        TreeSet<String> captured = new TreeSet<>(inventory.kinds());
        for (String kind : KINDS) {
            if (!captured.contains(kind.substring(0, kind.indexOf(':')))) {
                item("not installed: " + kind.substring(kind.indexOf(':') + 2));
            }
        }
        item("sound and camera");
        item("anything while recording is paused");
        item("what you type into fields that are known to be for passwords, and at the lock screen");
        if (inventory.capturesPerson()) {
            text(
                    "A sign on this computer shows that it records. When the sign is gone, recording stops within seconds.");
        }
    }

    private void kept() {
        title("WHERE IT IS KEPT, AND FOR HOW LONG");
        text("Encrypted on this computer. "
                + (settings.retentionDays() == 0
                        ? "There is no limit of time."
                        : "Deleted after " + settings.retentionDays()
                                + " days, later only where it still waits to be delivered."));
        if (inventory.exports().isEmpty()) {
            text("It goes nowhere else: no exporter is installed.");
        }
        for (Inventory.Export export : inventory.exports()) {
            item("also goes to: " + export.destination() + ", for: " + export.purpose() + ". By " + export.bundle()
                    + ".");
        }
    }

    private void rights() {
        title("WHAT YOU CAN DO, AT ANY TIME AND WITHOUT A REASON");
        command("oriel status", "see whether anything is recorded now");
        command("oriel pause", "stop recording for " + settings.pause().toMinutes() + " minutes");
        command("oriel resume", "end a pause");
        command("oriel forget 15m", "delete the last 15 minutes from this computer");
        command("oriel consent show", "read this notice again");
        command("oriel consent withdraw", "take your consent back: recording ends");
        text("If you say no, nothing is recorded, and nothing else happens. When an installation comes to record more"
                + " than stands here, recording stops until you have agreed again.");
    }

    private void law(Optional<LawPack> pack, String problem) {
        title("THE LAW");
        if (pack.isEmpty()) {
            text("Recording is blocked: " + problem + ".");
            return;
        }
        LawPack law = pack.get();
        text(law.title() + " (" + law.jurisdiction() + ", version " + law.version() + ", " + law.status()
                + "), counts until " + law.expires() + ".");
        if (!law.language().equals(settings.language())) {
            text("This part does not exist in your language (" + settings.language() + "), only in: "
                    + String.join(", ", law.languages()) + ".");
        }
        for (String paragraph : law.text().strip().split("\\R\\s*\\R")) {
            lines.add("");
            text(paragraph);
        }
        lines.add("");
        text("Sources:");
        law.sources().forEach(this::item);
        if (law.retentionFloorDays() > 0) {
            text("It asks to keep records for at least " + law.retentionFloorDays() + " days.");
        }
        text("Signatures: " + law.signatures());
    }

    private void installed() {
        title("WHAT IS INSTALLED");
        inventory.bundles().forEach(this::item);
    }

    private void title(String title) {
        lines.add("");
        lines.add(title);
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

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
