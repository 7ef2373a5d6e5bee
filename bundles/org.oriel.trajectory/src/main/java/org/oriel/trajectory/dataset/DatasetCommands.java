package org.oriel.trajectory.dataset;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.oriel.api.event.CaptureEvent;
import org.oriel.trajectory.Coverage;
import org.oriel.trajectory.dataset.Manifest.RecallNote;

/**
 * What {@code oriel verify}, {@code oriel coverage} and {@code oriel recall} do with a data set, in a Java of their own.
 *
 * <p><b>Threading:</b> one thread. <b>Errors:</b> one line that names the thing, and an exit code: 0 fine, 1 a check
 * failed, 2 usage, 4 environment. <b>Data:</b> prints counts, ids, names of files and keys; no text that was typed.
 */
public final class DatasetCommands {
    private static final int CHECK = 1;
    private static final int USAGE = 2;
    private static final int ENVIRONMENT = 4;

    private final PrintStream out;
    private final PrintStream err;
    private final Function<String, CaptureEvent> decoder;
    private final Function<String, byte[]> png;

    /**
     * For one command.
     *
     * @param decoder reads a line of {@code docs/events.md}
     * @param png draws an SVG of {@link Coverage#svg}
     */
    public DatasetCommands(
            PrintStream out, PrintStream err, Function<String, CaptureEvent> decoder, Function<String, byte[]> png) {
        this.out = out;
        this.err = err;
        this.decoder = decoder;
        this.png = png;
    }

    /** Whether {@code verify} is to check a data set there. */
    public static boolean isDataset(Path dir) {
        return DatasetCheck.isExportFolder(dir);
    }

    /**
     * Runs a command.
     *
     * @param command {@code verify}, {@code coverage} or {@code recall}
     * @param dir the data set
     * @param options by name without dashes: {@code json} (any value), {@code list} (repeatable as lines), {@code svg},
     *     {@code png}, {@code quiet} (says only what is wrong)
     * @return the exit code
     */
    public int run(String command, Path dir, Map<String, String> options) {
        try {
            if (!DatasetCheck.isExportFolder(dir)) {
                return fail(command, ENVIRONMENT, dir + " is not a data set, allowed: a folder that an export wrote");
            }
            boolean json = options.containsKey("json");
            return switch (command) {
                case "verify" -> verify(dir, json, options.containsKey("quiet"));
                case "coverage" -> coverage(dir, options, json);
                case "recall" -> recall(dir, options.getOrDefault("list", ""), json);
                default -> fail(command, USAGE, "unknown, allowed: verify coverage recall");
            };
        } catch (DatasetException e) {
            return fail(command, CHECK, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return fail(command, ENVIRONMENT, e.toString());
        }
    }

    private int fail(String command, int code, String why) {
        err.println("oriel " + command + ": " + why);
        return code;
    }

    private int verify(Path dir, boolean json, boolean quiet) {
        DatasetCheck.Report report = DatasetCheck.report(dir, List.of());
        Manifest manifest = report.manifest();
        if (json) {
            JsonObject o = new JsonObject();
            o.addProperty("what", "dataset");
            o.addProperty("directory", dir.toString());
            o.addProperty("format", manifest == null ? "" : manifest.kind().format());
            o.add("counts", manifest == null ? new JsonObject() : Json.map(manifest.counts()));
            o.add("problems", Json.array(report.problems()));
            o.add("notes", Json.array(report.notes()));
            out.print(Json.pretty(o));
        } else if (!quiet) {
            if (manifest != null) {
                out.println(summary(dir, manifest));
            }
            report.notes().forEach(note -> out.println("  note: " + note));
            report.problems().forEach(problem -> out.println("  problem: " + problem));
        }
        if (!report.problems().isEmpty()) {
            int more = report.problems().size() - 1;
            return fail(
                    "verify",
                    CHECK,
                    dir + ": " + report.problems().get(0) + (more > 0 ? " (and " + more + " more)" : ""));
        }
        if (!json && !quiet) {
            out.println("Everything is as the manifest says.");
        }
        return 0;
    }

    private static String summary(Path dir, Manifest manifest) {
        List<String> counts = new ArrayList<>();
        manifest.counts().forEach((name, n) -> counts.add("%,d %s".formatted(n, n == 1 ? one(name) : name)));
        int sessions = manifest.sessions().size();
        int files = manifest.files().size();
        return "%s: %s for %s, %s, %,d session%s, %,d file%s, %,d gaps, %,d losses, %,d recalls"
                .formatted(
                        dir,
                        manifest.kind().format(),
                        manifest.kind().purpose(),
                        counts.isEmpty() ? "no events" : String.join(", ", counts),
                        sessions,
                        sessions == 1 ? "" : "s",
                        files,
                        files == 1 ? "" : "s",
                        manifest.gaps().size(),
                        manifest.losses().stream()
                                .mapToLong(Manifest.LossCount::steps)
                                .sum(),
                        manifest.recalls().size());
    }

    private static String one(String name) {
        return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    }

    private int coverage(Path dir, Map<String, String> options, boolean json) throws IOException {
        Coverage coverage = Counts.coverage(dir, decoder);
        write(options.get("svg"), () -> coverage.svg().getBytes(StandardCharsets.UTF_8));
        write(options.get("png"), () -> png.apply(coverage.svg()));
        out.print(json ? Json.pretty(json(coverage)) : coverage.table());
        return 0;
    }

    private static void write(@org.jspecify.annotations.Nullable String file, java.util.function.Supplier<byte[]> bytes)
            throws IOException {
        if (file != null) {
            Files.write(Path.of(file), bytes.get());
        }
    }

    private static JsonObject json(Coverage coverage) {
        JsonObject o = new JsonObject();
        o.addProperty("episodes", coverage.episodes());
        o.addProperty("with_task", coverage.withTask());
        o.addProperty("steps", coverage.steps());
        JsonObject skills = new JsonObject();
        for (Coverage.Skill skill : Coverage.Skill.values()) {
            skills.addProperty(skill.name().toLowerCase(java.util.Locale.ROOT), coverage.of(skill));
        }
        o.add("skills", skills);
        o.add("actions", numbers(coverage.kinds()));
        o.add("shortcuts", numbers(coverage.shortcuts()));
        o.add("menu_depth", numbers(coverage.menuDepth()));
        o.add("roles", numbers(coverage.roles()));
        o.add("episode_lengths_from", numbers(coverage.lengths()));
        return o;
    }

    private static JsonObject numbers(Map<?, Integer> counts) {
        JsonObject o = new JsonObject();
        counts.forEach((name, n) -> o.addProperty(String.valueOf(name), n));
        return o;
    }

    private int recall(Path dir, String file, boolean json) throws IOException {
        if (file.isEmpty()) {
            return fail("recall", USAGE, "--list FILE is missing");
        }
        if (!Files.isRegularFile(Path.of(file))) {
            return fail("recall", ENVIRONMENT, file + " is not there, allowed: a recall list");
        }
        RecallNote note = Recall.apply(dir, RecallList.read(Path.of(file)));
        if (json) {
            JsonObject o = new JsonObject();
            o.addProperty("recall", note.recall());
            o.addProperty("entries", note.entries());
            o.addProperty("removed_records", note.removedRecords());
            o.addProperty("removed_images", note.removedImages());
            o.add("stale_files", Json.array(note.staleFiles()));
            o.add("sessions", Json.array(note.sessions()));
            out.print(Json.pretty(o));
        } else {
            int sessions = note.sessions().size();
            out.println("Recall %s: removed %,d records and %,d images of %,d session%s from %s"
                    .formatted(
                            note.recall(),
                            note.removedRecords(),
                            note.removedImages(),
                            sessions,
                            sessions == 1 ? "" : "s",
                            dir));
        }
        if (!note.staleFiles().isEmpty()) {
            return fail(
                    "recall",
                    CHECK,
                    "still there, because only their exporter can rewrite them: " + Recovery.some(note.staleFiles())
                            + "; delete them, or the folder, and export again");
        }
        return 0;
    }
}
