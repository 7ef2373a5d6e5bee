package org.oriel.control.shell;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.oriel.host.EventStore;
import org.oriel.host.StoreException;

/** {@code oriel export jsonl --out DIR [--session ID]}: writes what is stored, once, beside any exporter's position. */
final class ExportCommand implements Command {
    private static final int BLOCKS = 8;

    private final Core core;

    ExportCommand(Core core) {
        this.core = core;
    }

    @Override
    public int run(List<String> words, Conversation talk) throws CommandFailure, IOException {
        String format = "";
        String out = "";
        String session = "";
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean more = i + 1 < words.size();
            if (word.equals("--out") && more) {
                out = words.get(++i);
            } else if (word.equals("--session") && more) {
                session = words.get(++i);
            } else if (format.isEmpty() && !word.startsWith("-")) {
                format = word;
            } else {
                throw new CommandFailure(
                        CommandFailure.USAGE,
                        "export: unexpected " + word + ", allowed: FORMAT --out DIR [--session ID]");
            }
        }
        if (!format.equals("jsonl")) {
            throw new CommandFailure(CommandFailure.USAGE, "export: unknown format " + format + ", allowed: jsonl");
        }
        if (out.isEmpty()) {
            throw new CommandFailure(CommandFailure.USAGE, "export: --out DIR is missing");
        }
        return write(core.need(core.store(), "store"), Path.of(out), session, talk);
    }

    private static int write(EventStore store, Path directory, String session, Conversation talk)
            throws CommandFailure, IOException {
        Path file = directory.resolve("events.jsonl");
        if (Files.exists(file)) {
            throw new CommandFailure(
                    CommandFailure.ENVIRONMENT, "export: " + file + " exists; choose an empty directory");
        }
        Path partial = directory.resolve(".events.jsonl.partial");
        String wanted = "\"session\":\"" + session + "\"";
        long count = 0;
        long damaged = 0;
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(partial);
            Files.createFile(
                    partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer writer = Files.newBufferedWriter(partial, StandardOpenOption.WRITE)) {
                long after = 0;
                List<EventStore.Block> blocks = store.read(after, BLOCKS);
                while (!blocks.isEmpty()) {
                    for (EventStore.Block block : blocks) {
                        after = block.last();
                        damaged += block.damaged().isEmpty() ? 0 : block.last() - block.first() + 1;
                        for (String line : block.lines()) {
                            if (session.isEmpty() || line.contains(wanted)) {
                                writer.write(line);
                                writer.write('\n');
                                count++;
                            }
                        }
                    }
                    blocks = store.read(after, BLOCKS);
                }
            }
            Files.move(partial, file);
        } catch (StoreException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "export: " + directory + " cannot be written: " + e);
        }
        talk.out("Wrote %,d events to %s%s%n"
                .formatted(count, file, damaged > 0 ? ", " + damaged + " are damaged" : ""));
        return damaged == 0 ? 0 : CommandFailure.CHECK;
    }
}
