package org.oriel.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.oriel.tck.CapturingLogger;

/** Ledgers for tests. */
final class Ledgers {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07.008Z"), ZoneOffset.UTC);

    private Ledgers() {}

    static FileLedger at(Path folder) {
        return at(folder, "", 1000);
    }

    static FileLedger at(Path folder, String witness, int headEntries) {
        return new FileLedger(
                folder,
                KeyFile.KeyStore.FILE,
                witness,
                headEntries,
                Vaults.NONE,
                CLOCK,
                new CapturingLogger().logger());
    }

    static void fill(FileLedger ledger, int entries) throws Exception {
        for (int i = 0; i < entries; i++) {
            ledger.append("export", Map.of("exporter", "jsonl", "events", String.valueOf(i), "digest", "d" + i));
        }
    }
}
