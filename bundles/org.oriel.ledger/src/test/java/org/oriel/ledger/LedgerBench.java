package org.oriel.ledger;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Writes a ledger of many entries without one fsync each, and says how long checking it takes: {@code DIR ENTRIES}. */
final class LedgerBench {
    private LedgerBench() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        write(folder, Integer.parseInt(arguments[1]));
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            Check check = new Check(new LedgerFiles(folder));
            check.run(null);
            System.out.printf(
                    "%d entries checked in %d ms, %d problems%n",
                    check.chain().tree().size(),
                    (System.nanoTime() - start) / 1_000_000,
                    check.problems().size());
        }
        try (FileLedger ledger = Ledgers.at(folder)) {
            long start = System.nanoTime();
            Ledgers.fill(ledger, 1);
            System.out.printf("first append %d ms%n", (System.nanoTime() - start) / 1_000_000);
            start = System.nanoTime();
            Ledgers.fill(ledger, 200);
            System.out.printf("an append %.2f ms%n", (System.nanoTime() - start) / 200e6);
        }
    }

    static void write(Path folder, int entries) throws Exception {
        LedgerFiles files = new LedgerFiles(folder);
        Disk.createFolder(folder);
        Signer signer = new KeyFile(files.key(), Vaults.NONE, KeyFile.KeyStore.FILE).open();
        Digests digests = new Digests();
        Tree tree = new Tree(digests);
        byte[] last = new byte[Digests.BYTES];
        long bytes = 0;
        Map<String, String> facts = new TreeMap<>(Map.of(
                "exporter",
                "jsonl",
                "destination",
                "files",
                "purpose",
                "agent-training",
                "events",
                "512",
                "digest",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(files.entries()), 1 << 20)) {
            for (int i = 0; i < entries; i++) {
                facts.put("first", String.valueOf(512L * i));
                byte[] body = Line.bytes(Line.body(i, Instant.ofEpochMilli(1_700_000_000_000L + i), "export", facts));
                last = digests.link(last, body, 0, body.length);
                byte[] line = Line.bytes(Line.whole(new String(body, java.nio.charset.StandardCharsets.UTF_8), last));
                out.write(line);
                out.write('\n');
                tree.add(digests.leaf(line, 0, line.length));
                bytes += line.length + 1;
                if (i % 1000 == 999) {
                    Disk.append(
                            files.heads(),
                            signer.sign(tree, Instant.ofEpochMilli(1_700_000_000_000L))
                                    .line());
                }
            }
        }
        Disk.replace(
                files.head(),
                new HeadFile(signer.sign(tree, Instant.now()), bytes, Chain.hex(last), tree.frontier()).text());
    }
}
