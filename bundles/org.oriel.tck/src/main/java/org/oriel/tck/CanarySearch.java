package org.oriel.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.oriel.tck.Canaries.Canary;

/**
 * Looks for secrets where none may be: in every file of a directory tree, in its name, and in what is packed into it.
 *
 * <p>Forms it finds: plain, upper and lower case, without separators, UTF-16, base64 at any offset, hexadecimal,
 * percent-encoded, JSON escapes, reversed; one character an event ({@code "key":"a"}) and one physical key an event
 * ({@code "code":"KeyA"}); each of them inside gzip, zlib, raw deflate and zip. What it cannot find is what a key
 * protects: ciphertext is checked by opening it.
 */
public final class CanarySearch {
    /** A file larger than this is refused rather than searched in part. */
    static final long LARGEST_FILE = 256L << 20;

    /**
     * A secret that was found.
     *
     * @param where the file, or the name given to {@link #inBytes}
     * @param form how it was written, such as {@code gzip > base64}
     * @param canary which secret
     */
    public record Hit(String where, String form, Canary canary) {}

    private final List<Canary> canaries;
    private final Needles needles;

    private CanarySearch(List<Canary> canaries) {
        for (Canary canary : canaries) {
            if (canary.text().length() < 6) {
                throw new IllegalArgumentException("canary of type " + canary.type() + " has "
                        + canary.text().length() + " characters, allowed: 6 or more, else it is found by chance");
            }
        }
        this.canaries = List.copyOf(canaries);
        this.needles = new Needles(this.canaries);
    }

    /** A search for all of {@code canaries}. */
    public static CanarySearch of(Canaries canaries) {
        return new CanarySearch(canaries.all());
    }

    /** A search for texts of the caller's own. */
    public static CanarySearch of(Collection<String> texts) {
        return new CanarySearch(
                texts.stream().map(text -> new Canary("TEXT", text)).toList());
    }

    /** Every hit in every file under {@code root}, in the order of the file tree. Links are not followed. */
    public List<Hit> in(Path root) {
        if (!Files.exists(root)) {
            throw new UncheckedIOException(new java.nio.file.NoSuchFileException(root.toString()));
        }
        List<Path> files = new ArrayList<>();
        Set<Hit> hits = new LinkedHashSet<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }

                // A running program may delete a file between listing and reading it.
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof java.nio.file.NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
            for (Path file : files) {
                String name = root.relativize(file).toString();
                for (Hit hit : inText(file.toString(), name)) {
                    hits.add(new Hit(hit.where(), "name > " + hit.form(), hit.canary()));
                }
                if (Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                    hits.addAll(inBytes(file.toString(), read(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(hits);
    }

    /** Every hit in {@code text}, for instance the lines of a log. */
    public List<Hit> inText(String where, String text) {
        return inBytes(where, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Every hit in {@code bytes}. */
    public List<Hit> inBytes(String where, byte[] bytes) {
        Set<Hit> hits = new LinkedHashSet<>();
        Unpacked.visit(bytes, (form, content) -> {
            needles.search(content, (canary, how) -> hits.add(new Hit(where, form + how, canary)));
            KeyLines.search(content, canaries, (canary, how) -> hits.add(new Hit(where, form + how, canary)));
        });
        return List.copyOf(hits);
    }

    private static byte[] read(Path file) throws IOException {
        long size;
        try {
            size = Files.size(file);
            if (size <= LARGEST_FILE) {
                return Files.readAllBytes(file);
            }
        } catch (java.nio.file.NoSuchFileException e) {
            return new byte[0];
        }
        throw new IOException(file + " has " + size + " bytes, allowed for a search: " + LARGEST_FILE);
    }
}
