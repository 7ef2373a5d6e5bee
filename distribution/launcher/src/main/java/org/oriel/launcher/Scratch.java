package org.oriel.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for the time of one command. */
final class Scratch {
    private Scratch() {}

    static Path create(String command) {
        try {
            return Files.createTempDirectory("oriel-" + command.replaceAll("[^A-Za-z0-9.-]", "_"));
        } catch (IOException e) {
            throw new Failure(Failure.ENVIRONMENT, "no temporary folder can be made: " + e, e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("oriel: " + folder + " could not be deleted: " + e);
        }
    }
}
