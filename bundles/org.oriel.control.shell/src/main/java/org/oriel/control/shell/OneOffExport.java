package org.oriel.control.shell;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.api.export.Exports;
import org.oriel.api.export.RetryableException;
import org.oriel.host.EventStore;
import org.oriel.host.StoreException;
import org.oriel.host.Transfer;

/** {@code oriel export} and {@code oriel exporter try}: runs an exporter once over what is stored, beside all positions. */
@Exports(destination = OneOffExport.DESTINATION, purpose = "ai-training")
final class OneOffExport {
    /** Part of every notice, because whoever has the command can run it. */
    static final String DESTINATION = "Files on this computer, when somebody at it runs oriel export";

    private static final String TRAJECTORIES = "org.oriel.export.trajectory";
    private static final Runnable NOTHING = () -> {};

    private final ExportFormats formats;
    private final EventStore store;
    private final Transfer transfer;
    private final ExporterStart exporters;
    private final PrintStream out;

    /**
     * What is asked for.
     *
     * @param command {@code export} or {@code try}
     * @param format name of a format; for {@code try} also the file of a bundle
     * @param out folder
     * @param session beginning of a session's id, empty for all
     * @param last only so many events, the newest; 0 for all
     * @param settings of the exporter, on top of those of the format
     * @param json whether machines read what is printed
     */
    record Request(
            String command,
            String format,
            Path out,
            String session,
            long last,
            Map<String, String> settings,
            boolean json) {
        Request {
            settings = Map.copyOf(settings);
        }
    }

    OneOffExport(ExportFormats formats, EventStore store, Transfer transfer, ExporterStart exporters, PrintStream out) {
        this.formats = formats;
        this.store = store;
        this.transfer = transfer;
        this.exporters = exporters;
        this.out = out;
    }

    /** Returns the exit code. */
    int run(Request request) throws CommandFailure, InterruptedException {
        try {
            return request.command().equals("try") ? tryOut(request) : export(request);
        } catch (StoreException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, request.command() + ": " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, request.command() + ": " + e);
        }
    }

    private int export(Request request) throws CommandFailure, InterruptedException, StoreException, IOException {
        ExportFormats.Format format = known(request.format());
        ExportFolder folder = ExportFolder.open(request.out(), format.name(), request.session());
        ExportManifest before = ExportManifest.of(request.out());
        Transfer.Result result =
                transfer(format.with(request.settings()), request.out(), 0, request.session(), folder::begun, "export");
        if (!request.session().isEmpty() && result.delivered() + result.notCovered() + result.refused() == 0) {
            throw new CommandFailure(CommandFailure.CHECK, "export: no session " + request.session() + " is stored");
        }
        ExportManifest after = ExportManifest.of(request.out());
        ExportManifest added = after.since(before);
        if (request.json()) {
            JsonObject told = json(result);
            added.into(told);
            out.println(told);
        } else {
            tell(format, request.out(), result, after, added);
            left(result);
        }
        if (!before.isThere() && after.events() < result.delivered()) {
            throw new CommandFailure(
                    CommandFailure.CHECK,
                    "export: " + request.out()
                            + " holds %,d of %,d events: it could not be finished, see the log; run it again"
                                    .formatted(after.events(), result.delivered()));
        }
        return judge("export", result);
    }

    private void tell(
            ExportFormats.Format format, Path to, Transfer.Result result, ExportManifest after, ExportManifest added) {
        boolean trajectories = format.pid().equals(TRAJECTORIES);
        if (added.events() == 0 && result.delivered() > 0 && after.isThere()) {
            out.printf("Nothing new: %s held all of it, %s%n", to, after.written(format.name(), trajectories));
            lost(after);
            return;
        }
        String written = added.written(format.name(), trajectories);
        String from = written.contains(" event") ? "" : ", from %,d events".formatted(added.events());
        out.printf("Wrote %s as %s to %s%s%n", written, format.name(), to, from);
        lost(added);
    }

    private void lost(ExportManifest added) {
        if (added.lossCount() > 0) {
            out.printf(
                    "  %,d losses, where the format cannot say it: %s; each is a line in losses.jsonl%n",
                    added.lossCount(), added.losses());
        }
    }

    private int tryOut(Request request) throws CommandFailure, InterruptedException, StoreException, IOException {
        boolean jar = request.format().endsWith(".jar");
        ExportFormats.Format format = jar
                ? new ExportFormats.Format("jar", exporters.install(Path.of(request.format())), Map.of())
                : known(request.format());
        Files.createDirectories(request.out());
        long after = Math.max(0, store.status().last() - request.last());
        Transfer.Result result =
                transfer(format.with(request.settings()), request.out(), after, request.session(), NOTHING, "try");
        ExportHeads heads = new ExportHeads(request.out());
        ExportManifest written = ExportManifest.of(request.out());
        if (request.json()) {
            JsonObject told = json(result);
            written.into(told);
            told.add("files", heads.json());
            out.println(told);
        } else {
            out.printf(
                    "%s would write this for %,d of the last %,d events; nothing was delivered, no position moved:%n%n",
                    format.pid(), result.delivered(), request.last());
            heads.print(out);
            lost(written);
            left(result);
        }
        return judge("try", result);
    }

    private Transfer.Result transfer(
            ExportFormats.Format format, Path to, long after, String session, Runnable began, String command)
            throws CommandFailure, InterruptedException, StoreException {
        try (ExporterStart.Running running = exporters.start(format.pid(), format.settings(), to)) {
            Set<String> destinations = new TreeSet<>(running.destinations());
            destinations.add(DESTINATION);
            return transfer.run(
                    running.exporter(), new Transfer.Request(after, session, running.purposes(), destinations, began));
        } catch (RetryableException e) {
            throw failed(command, e);
        }
    }

    /** A data set that is not what it must be is a failed check; anything else is the machine. */
    private static CommandFailure failed(String command, RetryableException e) {
        Throwable cause = e.getCause();
        boolean dataset = cause != null && cause.getClass().getSimpleName().equals("DatasetException");
        return new CommandFailure(
                dataset ? CommandFailure.CHECK : CommandFailure.ENVIRONMENT, command + ": " + e.getMessage());
    }

    private ExportFormats.Format known(String name) throws CommandFailure {
        ExportFormats.Format format = formats.find(name);
        if (format == null) {
            throw new CommandFailure(
                    CommandFailure.USAGE,
                    "unknown format " + name + ", allowed: " + String.join(" ", formats.names())
                            + "; what sends over a network cannot write files");
        }
        return format;
    }

    private void left(Transfer.Result result) {
        line(result.notCovered(), "were captured under a consent or for a purpose that does not cover this");
        line(result.gone(), "positions are empty: taken back, or expired");
        line(result.damaged(), "cannot be read");
        line(result.refused(), "were refused by the exporter: " + result.problem());
    }

    private void line(long many, String what) {
        if (many > 0) {
            out.printf("  %,d %s%n", many, what);
        }
    }

    private static int judge(String command, Transfer.Result result) throws CommandFailure {
        if (result.delivered() == 0 && result.notCovered() > 0) {
            throw new CommandFailure(
                    CommandFailure.NOT_ALLOWED,
                    command + ": nothing may go there: no consent that is in force names \"" + DESTINATION
                            + "\" for what is stored");
        }
        return result.refused() + result.damaged() > 0 ? CommandFailure.CHECK : 0;
    }

    private static JsonObject json(Transfer.Result result) {
        JsonObject told = new JsonObject();
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("delivered", result.delivered());
        counts.put("not_covered", result.notCovered());
        counts.put("refused", result.refused());
        counts.put("damaged", result.damaged());
        counts.put("gone", result.gone());
        counts.forEach(told::addProperty);
        return told;
    }

    /** The beginnings of the files that an exporter wrote. */
    static final class ExportHeads {
        private static final int FILES = 20;
        private static final int LINES = 5;
        private static final int LINE = 400;

        private final Path folder;

        ExportHeads(Path folder) {
            this.folder = folder;
        }

        private List<Path> files() throws IOException {
            try (var all = Files.walk(folder)) {
                return all.filter(Files::isRegularFile)
                        .filter(file -> !folder.relativize(file).startsWith(".oriel"))
                        .sorted(Comparator.comparing(this::isAbout).thenComparing(Comparator.naturalOrder()))
                        .toList();
            }
        }

        /** What describes a data set comes after it. */
        private boolean isAbout(Path file) {
            return folder.relativize(file).getNameCount() == 1
                    && file.toString().matches(".*/(manifest\\.json|losses\\.jsonl|[A-Za-z-]+\\.md)");
        }

        void print(PrintStream out) throws IOException {
            List<Path> files = files();
            for (Path file : files.subList(0, Math.min(FILES, files.size()))) {
                out.printf("== %s, %,d bytes%n", folder.relativize(file), Files.size(file));
                head(file).forEach(out::println);
                out.println();
            }
            if (files.size() > FILES) {
                out.printf("and %,d more files%n", files.size() - FILES);
            }
        }

        JsonArray json() throws IOException {
            JsonArray array = new JsonArray();
            for (Path file : files()) {
                JsonObject one = new JsonObject();
                one.addProperty("file", folder.relativize(file).toString());
                one.addProperty("bytes", Files.size(file));
                JsonArray head = new JsonArray();
                head(file).forEach(head::add);
                one.add("head", head);
                array.add(one);
            }
            return array;
        }

        /** Of a file of text: its first lines; of any other, none. */
        private static List<String> head(Path file) throws IOException {
            if (!file.toString().matches(".*\\.(jsonl|json|md|txt|csv|py)")) {
                return List.of();
            }
            try (var lines = Files.lines(file)) {
                return lines.limit(LINES)
                        .map(line -> line.length() > LINE ? line.substring(0, LINE) + "…" : line)
                        .toList();
            }
        }
    }
}
