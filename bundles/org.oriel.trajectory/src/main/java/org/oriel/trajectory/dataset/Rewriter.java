package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How an exporter takes records out of files of its own format.
 *
 * <p><b>What:</b> asked by {@link Recall} for each file of kind {@link FileEntry.Kind#RECORDS} that a recall reaches into.
 * <b>Threading:</b> the caller's. <b>Errors:</b> an {@link IOException} takes the whole recall back.
 */
public interface Rewriter {
    /** Can rewrite nothing: the files are marked as to be made anew. */
    Rewriter NONE = new Rewriter() {};

    /** Whether it can rewrite this file. */
    default boolean rewrites(FileEntry file) {
        return false;
    }

    /**
     * Writes {@code from} to {@code to} without some of its records. Where no record is left it is not called: the file is
     * removed.
     *
     * @param removed numbers of the records to leave out, the first one is 0
     */
    default void rewrite(FileEntry file, Path from, Path to, BitSet removed) throws IOException {
        throw new IOException("no way to rewrite " + file.file());
    }

    /**
     * The state that the exporter kept ({@link DatasetFolder#state}) without what is recalled. Empty, which is the default,
     * gives it up: what it held back and did not write yet is then missing, which the manifest says.
     *
     * @param recalled whether something made of a scope must go
     */
    default Optional<byte[]> state(byte[] state, Predicate<Scope> recalled) throws IOException {
        return Optional.empty();
    }

    /** Names of the images that records to come will show, as far as {@code state} tells; they are kept. */
    default Set<String> images(byte[] state) throws IOException {
        return Set.of();
    }
}
