package org.oriel.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is in a ledger's folder.
 *
 * @param folder the folder
 */
record LedgerFiles(Path folder) {
    private static final String DAMAGED = "damaged-";

    /** The entries. */
    Path entries() {
        return folder.resolve("ledger.jsonl");
    }

    /** The newest head, and what appending needs to know. Written with every entry: what it covers was acknowledged. */
    Path head() {
        return folder.resolve("head");
    }

    /** Earlier heads: one a day, one every so many entries, and at every close. */
    Path heads() {
        return folder.resolve("heads.jsonl");
    }

    /** The signing key. */
    Path key() {
        return folder.resolve("signing-key");
    }

    /** Where a ledger goes that cannot be continued. */
    Path damaged(String suffix) {
        return folder.resolve(DAMAGED + suffix);
    }

    List<Path> damaged() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(one -> one.getFileName().toString().startsWith(DAMAGED))
                    .sorted()
                    .toList();
        }
    }
}
