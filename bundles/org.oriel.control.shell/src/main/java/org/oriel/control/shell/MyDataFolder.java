package org.oriel.control.shell;

import com.google.gson.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.oriel.host.EventStore;
import org.oriel.host.Ledger;
import org.oriel.host.Pictures;
import org.oriel.host.StoreException;

/** Everything that is held about a person, in files: events, pictures, what was agreed and what left. */
final class MyDataFolder {
    private static final int BLOCKS = 4;
    private static final int PAGE = 1000;

    /** Canonical JSON: an image's id is a hash, and quotes within texts are escaped. */
    private static final Pattern IMAGE = Pattern.compile("\"image\":\"([A-Za-z0-9_-]{1,128})\"");

    private static final String README = """
            What Oriel holds about you on this computer, as of the time in answer.json.

            events.jsonl   one event a line, as it is stored: what was masked is masked here too
            images/        the pictures that events name, as PNG
            ledger.jsonl   what was done, entry by entry (index, time, kind, facts, hash)
            answer.json    what left, where to, what for, and what you agreed to
            notices/       the texts that you agreed to
            """;

    private final Core core;
    private final Path folder;

    MyDataFolder(Core core, Path folder) {
        this.core = core;
        this.folder = folder;
    }

    void write(Conversation talk) throws CommandFailure, IOException, StoreException {
        EventStore store = core.need(core.store(), "store");
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new CommandFailure(
                        CommandFailure.ENVIRONMENT, "my-data export: " + folder + " is not empty; choose another");
            }
        }
        Set<String> images = new HashSet<>();
        long events = events(store, images);
        long pictures = pictures(images);
        long entries = core.ledger().isPresent() ? ledger(core.ledger().get()) : 0;
        notices();
        put("answer.json", StatusReport.pretty(new UseReport(core).values()).getBytes(StandardCharsets.UTF_8));
        put("README.txt", README.getBytes(StandardCharsets.UTF_8));
        talk.out("Wrote %,d events, %,d of %,d pictures and %,d ledger entries to %s%n"
                .formatted(events, pictures, images.size(), entries, folder));
    }

    private BufferedWriter open(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.newBufferedWriter(file, StandardOpenOption.WRITE);
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(
                file.toAbsolutePath().resolveSibling("."),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FrameFolder.write(file, content);
    }

    private long events(EventStore store, Set<String> images) throws IOException, StoreException {
        long count = 0;
        try (BufferedWriter writer = open("events.jsonl")) {
            long after = 0;
            List<EventStore.Block> blocks = store.read(after, BLOCKS);
            while (!blocks.isEmpty()) {
                for (EventStore.Block block : blocks) {
                    after = block.last();
                    for (String line : block.lines()) {
                        writer.write(line);
                        writer.write('\n');
                        count++;
                        Matcher image = IMAGE.matcher(line);
                        while (image.find()) {
                            images.add(image.group(1));
                        }
                    }
                }
                blocks = store.read(after, BLOCKS);
            }
        }
        return count;
    }

    private long pictures(Set<String> images) throws IOException, StoreException {
        Optional<Pictures> pictures = core.pictures();
        long count = 0;
        for (String image : images) {
            Optional<byte[]> png = pictures.isPresent() ? pictures.get().png(image) : Optional.empty();
            if (png.isPresent()) {
                put("images/" + image + ".png", png.get());
                count++;
            }
        }
        return count;
    }

    private long ledger(Ledger ledger) throws IOException, StoreException {
        long size = ledger.head().size();
        try (BufferedWriter writer = open("ledger.jsonl")) {
            for (long first = 0; first < size; first += PAGE) {
                for (Ledger.Entry entry : ledger.entries(first, PAGE)) {
                    writer.write(json(entry));
                    writer.write('\n');
                }
            }
        }
        return size;
    }

    private static String json(Ledger.Entry entry) {
        JsonObject line = new JsonObject();
        line.addProperty("index", entry.index());
        line.addProperty("time", entry.time().toString());
        line.addProperty("kind", entry.kind());
        JsonObject facts = new JsonObject();
        entry.facts().forEach(facts::addProperty);
        line.add("facts", facts);
        line.addProperty("hash", entry.hash());
        return line.toString();
    }

    private void notices() throws IOException {
        var gate = core.gate();
        if (gate.isEmpty()) {
            return;
        }
        for (var grant : gate.get().grants()) {
            Optional<String> text = gate.get().agreed(grant.noticeHash());
            if (text.isPresent() && grant.noticeHash().matches("[0-9a-f]{1,64}")) {
                put("notices/" + grant.noticeHash() + ".txt", text.get().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
