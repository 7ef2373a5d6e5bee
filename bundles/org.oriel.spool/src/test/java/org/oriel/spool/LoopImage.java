package org.oriel.spool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A file system in a file, for power cuts without a virtual machine: stop the writer, copy the image, mount the copy.
 * What the file system had not yet given to its device is missing from the copy, as it would be after a power cut. It
 * does not show what a device's own cache would lose or tear. Needs root and loop devices.
 */
public final class LoopImage implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Path image;
    private final Path root;

    private LoopImage(Path image, Path root) {
        this.image = image;
        this.root = root;
    }

    /** Why it cannot work on this machine; empty when it can. */
    public static Optional<String> unavailable() {
        try {
            if (!output("id", "-u").strip().equals("0")) {
                return Optional.of("mounting an image needs root");
            }
            output("mkfs.ext4", "-V");
            output("losetup", "-f");
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("no loop-mounted ext4 here: " + e.getMessage());
        }
    }

    /** A new ext4 file system, mounted. */
    public static LoopImage create(Path image, int mebibytes) throws IOException {
        output("truncate", "-s", mebibytes + "M", image.toString());
        output("mkfs.ext4", "-q", "-F", image.toString());
        return mount(image);
    }

    private static LoopImage mount(Path image) throws IOException {
        Path root = image.resolveSibling(image.getFileName() + ".mounted");
        Files.createDirectories(root);
        output("mount", "-o", "loop", image.toString(), root.toString());
        return new LoopImage(image, root);
    }

    /** Its top folder. */
    public Path root() {
        return root;
    }

    /** What the device holds now; call it while the writer is stopped. The copy is not mounted yet. */
    public void copyTo(Path copy) throws IOException {
        output("cp", "--sparse=always", image.toString(), copy.toString());
    }

    /** Mounts a copy: the file system recovers as it would after a power cut. */
    public static LoopImage afterPowerCut(Path copy) throws IOException {
        return mount(copy);
    }

    /** Unmounts it and keeps the image. */
    public void unmount() throws IOException {
        output("umount", root.toString());
        Files.delete(root);
    }

    /** Unmounts it and deletes the image. */
    @Override
    public void close() throws IOException {
        unmount();
        Files.delete(image);
    }

    /** Runs a program; returns what it printed, throws what it printed when it failed. */
    static String output(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", words) + ": " + text.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return text;
    }
}
