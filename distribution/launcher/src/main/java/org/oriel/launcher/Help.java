package org.oriel.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What {@code --help} prints. */
final class Help {
    private static final Map<String, String> TEXTS = new LinkedHashMap<>();

    static {
        TEXTS.put("demo", """
                oriel demo [--data DIR] [--speed N]
                  Plays a recorded, made-up session through the whole pipeline and prints what became of it.
                  Nothing of this computer is captured; no display, no consent needed.
                  --data DIR   where its data goes (default: a new folder beside the usual data directory)
                  --speed N    how many times faster than it was typed (default 40, 0 = as fast as it goes)
                """);
        TEXTS.put("run", """
                oriel run [--set NAME|FILE] [--data DIR] [--policy FILE] [--display :N]
                  Captures the applications of the policy until stopped. Shows what it would capture and asks first.
                  While it captures, this terminal shows so; without a terminal nothing is captured.
                  --set        bundle set, by name or file (default minimal; see oriel set list)
                  --data DIR   data directory (default: $XDG_DATA_HOME/oriel)
                  --policy     which applications (default: policy.json in the data directory)
                  --display    X11 display (default: $DISPLAY)
                """);
        TEXTS.put("status", """
                oriel status [--json] [--data DIR]
                  Whether capture runs and why not, the counters, the store, the exporters.
                """);
        TEXTS.put("pause", """
                oriel pause [LENGTH] [--data DIR]
                  Stops capture at once and starts it again by itself. LENGTH such as 10s, 30m or 2h (default 30m).
                """);
        TEXTS.put("resume", """
                oriel resume [--data DIR]
                  Ends a pause.
                """);
        TEXTS.put("forget", """
                oriel forget LENGTH [--data DIR]
                  Deletes what was captured in the last LENGTH, such as 15m, also what is still held back.
                """);
        TEXTS.put("consent", """
                oriel consent show|accept|refuse|withdraw|list [--data DIR]
                  show      prints the notice for what is installed, and whether you agreed to it
                  accept    prints it and asks; only a person at a terminal can answer
                  refuse    says no: capture is off, and nothing else happens
                  withdraw  takes agreement back; capture ends, what is held back is discarded
                  list      everything you ever agreed to
                """);
        TEXTS.put("exempt", """
                oriel exempt ask all|application PATH|site ORIGIN|time HH:MM-HH:MM --reason R [--text]
                  Asks that something is never captured; while nobody has answered it is not. R: bandwidth, client-data,
                  sensitive-code, health, other. --text asks for a line that only reviewers can read.
                oriel exempt list [--json] | withdraw ID | appeal ID [--text]
                  withdraw takes a request back; appeal asks again after a refusal, and another reviewer answers
                oriel exempt decide ID grant|refuse --reviewer NAME --reason TEXT [--until DATE]
                oriel exempt decide --signed FILE
                oriel exempt read ID --key FILE          for a reviewer: the text, with their X25519 private key
                """);
        TEXTS.put("episode", """
                oriel episode start [TASK TEXT] [--data DIR]
                oriel episode stop [--outcome success|failure|abandoned] [--data DIR]
                  Says that a task begins and ends, what it is, and how it went. Only you can say so: data sets hold the
                  text as you typed it, after the filters, or none.
                """);
        TEXTS.put("review", """
                oriel review [list [--json]] [--data DIR]   what is stored and was not approved yet, by application
                oriel review approve [POSITION]             everything up to POSITION, or all of it, may leave
                oriel review delete --last 15m | --application X | --session ID | --positions 3,7-9 | --all
                  Where the settings ask for review (org.oriel.delivery: reviewRequired, holdHours), nothing leaves before.
                """);
        TEXTS.put("my-data", """
                oriel my-data answer [--json] [--data DIR]  is my data used, and for what: what left, where to, what for
                oriel my-data export --out DIR              everything that is held about you: events, pictures, ledger
                oriel my-data delete --last 15m | --application X | --session ID | --positions 3,7-9 | --all
                  Deletes for good. What had left before goes on the recall list (recall.jsonl), which data sets obey.
                """);
        TEXTS.put("governance", """
                oriel governance pack --out DIR [--data DIR]
                  Writes drafts for counsel from what the running instance has installed: notices, record of processing, DPIA,
                  works-council annex, threat model, data flow, filters.
                """);
        TEXTS.put("export", """
                oriel export FORMAT --out DIR [--session ID] [--data DIR] [--set NAME|FILE] [--json] [KEY=VALUE ...]
                  Writes what is stored into a data set, once, whether an instance is running or not; moves no position.
                  Asked again it goes on where it stopped. Only what you agreed may become files here is written.
                  FORMAT: jsonl steps agentnet agentnet-standard agentnet-bench osworld anthropic anthropic-20250124
                  anthropic-browser openai puppeteer parquet mcap
                  ID may be the beginning of a session's id; KEY=VALUE are settings of the exporter
                """);
        TEXTS.put("exporter", """
                oriel exporter list [--json]
                oriel exporter add JAR [KEY=VALUE ...]   installs an exporter, with settings, until the next restart
                oriel exporter replace NAME JAR          puts another version in its place; its position stays
                oriel exporter remove NAME               uninstalls it; its position stays
                oriel exporter pause|resume NAME         holds it, also over a restart
                oriel exporter rewind NAME oldest|POSITION
                oriel exporter retire NAME               drops the position of one that was removed
                oriel exporter try JAR|FORMAT [--last N] [--session ID] [--json] [KEY=VALUE ...]
                  shows the files that it would write for the last N stored events (default 100); delivers nothing
                  What a person did not agree to send somewhere is never sent there, also not by a rewind.
                """);
        TEXTS.put("replay", """
                oriel replay DATASET [--display :N] [--episode ID|NUMBER] [--list] [--json] [--patience SECONDS]
                  Does recorded steps again on an X display: it types and clicks there. DATASET is a .jsonl file of events
                  or a folder of them. Waits for windows and for a screen at rest, not for recorded times.
                  --list      only shows the steps
                  --patience  how long a window may take to come (default 10)
                """);
        TEXTS.put("frames", """
                oriel frames list|show|export|masks … [--data DIR]
                  Lets you look at the frames that were kept, whether an instance is running or not. Changes nothing.
                  list [--session ID] [--last N] [--json]    one line a frame: when, which windows, what was masked
                  show FRAME [--session ID] [--json]         everything that is stored about a frame, such as f12
                  export --out DIR [--session ID] [--last N] pictures as PNG with an index.jsonl; only those not yet there
                  masks FRAME --out FILE [--session ID]      the picture with an outline for each mask, and a legend
                  ID may be the beginning of a session's id; without it FRAME is looked for in the newest session.
                """);
        TEXTS.put("verify", """
                oriel verify DIR [--json]
                  Checks a data directory: every block decrypts, nothing is missing. Exit 1 and the reason otherwise.
                  Checks a data set: files, hashes, counts, losses, and that it holds nothing that was taken back.
                  Of a ledger, alone or in a data directory: every entry, its chain and every signed head.
                  --head FILE       heads kept elsewhere, such as the log's: shows what was cut off
                  --key BASE64      the key that must have signed
                  --prove INDEX     proves that an entry is under the newest head
                  --digest HEX      the same for the export whose lines have this SHA-256
                  --since SIZE      proves that the newest head continues the first SIZE entries
                """);
        TEXTS.put("coverage", """
                oriel coverage DATASET [--svg FILE] [--png FILE] [--json]
                  How much of what researchers want is in a data set of steps or of events: dropdowns, menu paths,
                  shortcuts, scrolls, drags, several applications, interventions; as a table, and as a picture.
                """);
        TEXTS.put("recall", """
                oriel recall DATASET --list FILE [--json]
                  Takes out of a data set what persons took back. FILE is the recall.jsonl of their data directory.
                  Exit 1 where files are left that only their exporter can rewrite; they are named.
                """);
        TEXTS.put("redact", """
                oriel redact [--json | --typed --json] [--set NAME|FILE] [FILE|FOLDER|-]
                  Shows what the filters would mask, and why. Captures nothing, keeps nothing, needs no running instance.
                  Reads text; of a .jsonl file, or of a folder of them, every text in every object.
                  --json            lines {"id","text"} in, {"id","masked","spans":[{"start","end","type","rule"}]} out
                  --typed --json    lines {"id","events":[…]} of raw key events in, what would be stored out
                  --set             other filters than those that are shipped (default redact; see oriel set list)
                """);
        TEXTS.put("set", """
                oriel set list | show NAME|FILE
                  The bundle sets that can be run, what is in one and what it captures; checks the digests.
                """);
        TEXTS.put("shell", """
                oriel shell [--data DIR] [COMMAND]
                  Gogo shell of the running instance: lb, install file:/…, start N, update N, uninstall N, …
                """);
        TEXTS.put("stop", """
                oriel stop [--data DIR]
                  Ends the running instance.
                """);
    }

    private Help() {}

    static Set<String> commands() {
        return TEXTS.keySet();
    }

    static String overview() {
        StringBuilder all = new StringBuilder("oriel: transparent capture of computer work\n\n");
        TEXTS.values()
                .forEach(text -> all.append("  ")
                        .append(text.lines().findFirst().orElse(""))
                        .append('\n'));
        return all.append("""

                oriel COMMAND --help says more.
                Exit codes: 0 fine, 1 a check failed, 2 usage, 3 not allowed, 4 environment.
                """).toString();
    }

    static String of(String command) {
        String text = TEXTS.get(command);
        if (text == null) {
            throw new Failure(
                    Failure.USAGE, "unknown command " + command + ", allowed: " + String.join(" ", commands()));
        }
        return text;
    }
}
