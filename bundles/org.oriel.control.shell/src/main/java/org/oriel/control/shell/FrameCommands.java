package org.oriel.control.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.oriel.host.EventCodec;
import org.oriel.host.EventStore;
import org.oriel.host.Image;
import org.oriel.host.Pictures;
import org.oriel.host.StoreException;

/** {@code oriel frames}: lets a person look at what was kept, and at what was masked in it. */
final class FrameCommands {
    private final EventStore store;
    private final EventCodec codec;
    private final Supplier<Optional<Pictures>> pictures;
    private final PrintStream out;
    private final Map<String, Long> sizes = new HashMap<>();

    /**
     * What is asked for.
     *
     * @param command {@code list}, {@code show}, {@code export} or {@code masks}
     * @param frame id of a frame, for those that are about one
     * @param session beginning of a session's id, empty for all
     * @param last how many frames, 0 for all
     * @param out folder or file
     * @param json whether machines read what is printed
     */
    record Request(String command, String frame, String session, int last, String out, boolean json) {}

    FrameCommands(EventStore store, EventCodec codec, Supplier<Optional<Pictures>> pictures, PrintStream out) {
        this.store = store;
        this.codec = codec;
        this.pictures = pictures;
        this.out = out;
    }

    void run(Request request) throws CommandFailure {
        try {
            switch (request.command()) {
                case "list" -> list(request);
                case "show" -> show(request);
                case "export" -> export(request);
                case "masks" -> masks(request);
                default ->
                    throw new CommandFailure(
                            CommandFailure.USAGE,
                            "frames: unknown " + request.command() + ", allowed: list show export masks");
            }
        } catch (StoreException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "frames: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.ENVIRONMENT, "frames: " + request.out() + " cannot be written: " + e);
        }
    }

    private List<FrameScan.Found> find(Request request) throws StoreException, CommandFailure {
        FrameScan scan = new FrameScan(store, codec);
        List<FrameScan.Found> found = scan.find(request.session(), request.last());
        if (!request.session().isEmpty() && !scan.sessionSeen()) {
            throw new CommandFailure(CommandFailure.CHECK, "frames: no session " + request.session() + " is stored");
        }
        return found;
    }

    private void list(Request request) throws StoreException, CommandFailure {
        List<FrameScan.Found> found = find(request);
        if (request.json()) {
            for (FrameScan.Found one : found) {
                out.println(FrameReport.json(one, bytes(one)));
            }
        } else if (found.isEmpty()) {
            out.println("no frames");
        } else {
            out.print(FrameReport.header());
            for (FrameScan.Found one : found) {
                out.print(FrameReport.line(one, bytes(one)));
            }
        }
    }

    private void show(Request request) throws StoreException, CommandFailure {
        FrameScan.Found found = one(request);
        if (request.json()) {
            out.println(FrameReport.json(found, bytes(found)));
        } else {
            out.print(FrameReport.details(found, bytes(found)));
        }
    }

    /** Of several sessions that have such a frame, the newest. */
    private FrameScan.Found one(Request request) throws StoreException, CommandFailure {
        List<FrameScan.Found> found = find(request).stream()
                .filter(candidate -> candidate.frame().frame().equals(request.frame()))
                .toList();
        if (found.isEmpty()) {
            String where = request.session().isEmpty() ? "" : " of session " + request.session();
            throw new CommandFailure(
                    CommandFailure.CHECK,
                    "frames: no frame " + request.frame() + where + " is stored; oriel frames list shows which are");
        }
        return found.get(found.size() - 1);
    }

    private void export(Request request) throws StoreException, CommandFailure, IOException {
        List<FrameScan.Found> found = find(request);
        if (found.isEmpty()) {
            throw new CommandFailure(CommandFailure.CHECK, "frames: no frames are stored");
        }
        Pictures source = source();
        FrameFolder folder = FrameFolder.open(Path.of(request.out()));
        long written = 0;
        long there = 0;
        long without = 0;
        for (FrameScan.Found one : found) {
            String file = one.fileName();
            if (folder.has(file)) {
                there++;
            } else {
                Optional<byte[]> png = png(source, one);
                if (png.isEmpty()) {
                    without++;
                    continue;
                }
                folder.write(file, png.get());
                written++;
            }
            folder.index(file, FrameReport.json(one, bytes(one)));
        }
        out.println("Wrote %,d pictures to %s; %,d were there, %,d frames have none."
                .formatted(written, request.out(), there, without));
    }

    private void masks(Request request) throws StoreException, CommandFailure, IOException {
        FrameScan.Found found = one(request);
        Path file = Path.of(request.out());
        if (Files.exists(file)) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "frames: " + file + " exists; choose another file");
        }
        if (!found.frame().missing().isEmpty()) {
            throw new CommandFailure(
                    CommandFailure.CHECK,
                    "frames: " + request.frame() + " has no picture: "
                            + found.frame().missing());
        }
        byte[] png = png(source(), found)
                .orElseThrow(() -> new CommandFailure(
                        CommandFailure.CHECK,
                        "frames: the picture of " + request.frame() + " is gone (forgotten, expired or damaged)"));
        FrameFolder.write(file.toAbsolutePath(), MaskMap.draw(png, found.frame()));
        out.println("Wrote " + file + ": " + FrameReport.masks(found.frame()));
    }

    private static Optional<byte[]> png(Pictures source, FrameScan.Found found) throws StoreException {
        String image = found.frame().image();
        return image.isEmpty() ? Optional.empty() : source.png(image);
    }

    private Pictures source() throws CommandFailure {
        return pictures.get()
                .orElseThrow(() -> new CommandFailure(
                        CommandFailure.ENVIRONMENT,
                        "frames: this bundle set has nobody who puts pictures together (org.oriel.frames)"));
    }

    /** What the image takes, of what it is based on nothing. Frames that look the same share it. */
    private long bytes(FrameScan.Found found) throws StoreException {
        String image = found.frame().image();
        if (image.isEmpty()) {
            return FrameReport.GONE;
        }
        Long known = sizes.get(image);
        if (known == null) {
            known = store.image(image).map(Image::bytes).orElse(FrameReport.GONE);
            sizes.put(image, known);
        }
        return known;
    }
}
