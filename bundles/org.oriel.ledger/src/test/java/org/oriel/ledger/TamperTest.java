package org.oriel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;

/** Whatever is done to the files of a ledger is found, and the first entry that it reaches is named. */
class TamperTest {
    private static final int ENTRIES = 60;
    private static final Map<String, byte[]> ORIGINAL = new java.util.TreeMap<>();
    private static Path folder = Path.of("");

    @BeforeContainer
    static void create() throws Exception {
        folder = Files.createTempDirectory("oriel-tamper");
        try (FileLedger ledger = Ledgers.at(folder, "", 7)) {
            Ledgers.fill(ledger, ENTRIES - 1);
        }
        for (String name : List.of("ledger.jsonl", "head", "heads.jsonl")) {
            ORIGINAL.put(name, Files.readAllBytes(folder.resolve(name)));
        }
    }

    @AfterContainer
    static void remove() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Collections.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static List<String> problems(String changed, byte[] content) throws IOException {
        for (Map.Entry<String, byte[]> file : ORIGINAL.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        if (content.length == 0) {
            Files.deleteIfExists(folder.resolve(changed));
        } else {
            Files.write(folder.resolve(changed), content);
        }
        return problems();
    }

    private static List<String> problems() throws IOException {
        Check check = new Check(new LedgerFiles(folder));
        check.run(null);
        return check.problems().stream().map(Message::toString).toList();
    }

    private static byte[] original(String name) {
        return java.util.Objects.requireNonNull(ORIGINAL.get(name)).clone();
    }

    private static List<String> lines() {
        return new ArrayList<>(List.of(new String(original("ledger.jsonl"), StandardCharsets.UTF_8).split("\n")));
    }

    private static byte[] joined(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Property(tries = 1)
    void asItWasWrittenItIsFine() throws IOException {
        assertThat(problems("head", original("head"))).isEmpty();
    }

    @Property(tries = 800)
    void aFlippedBitIsFoundAndItsEntryNamed(
            @ForAll @IntRange(max = 1_000_000) int at, @ForAll @IntRange(max = 7) int bit) throws IOException {
        byte[] bytes = original("ledger.jsonl");
        int where = at % bytes.length;
        bytes[where] ^= (byte) (1 << bit);
        int entry = (int) new String(original("ledger.jsonl"), 0, where, StandardCharsets.ISO_8859_1)
                .chars()
                .filter(c -> c == '\n')
                .count();
        assertThat(problems("ledger.jsonl", bytes)).first().asString().contains("entry " + entry + ":");
    }

    @Property(tries = 300)
    void aFlippedBitInAHeadIsFound(@ForAll @IntRange(max = 1_000_000) int at, @ForAll @IntRange(max = 7) int bit)
            throws IOException {
        for (String name : List.of("head", "heads.jsonl")) {
            byte[] bytes = original(name);
            bytes[at % bytes.length] ^= (byte) (1 << bit);
            assertThat(problems(name, bytes)).as(name).isNotEmpty();
        }
    }

    @Property(tries = 100)
    void aRemovedEntryIsNamed(@ForAll @IntRange(max = ENTRIES - 1) int at) throws IOException {
        List<String> lines = lines();
        lines.remove(at);
        assertThat(problems("ledger.jsonl", joined(lines))).first().asString().contains("entry " + at + ":");
    }

    @Property(tries = 100)
    void anEntryThatStandsTwiceIsNamed(@ForAll @IntRange(max = ENTRIES - 1) int at) throws IOException {
        List<String> lines = lines();
        lines.add(at, lines.get(at));
        assertThat(problems("ledger.jsonl", joined(lines))).first().asString().contains("entry " + (at + 1) + ":");
    }

    @Property(tries = 200)
    void swappedEntriesAreNamed(
            @ForAll @IntRange(max = ENTRIES - 1) int one, @ForAll @IntRange(max = ENTRIES - 1) int other)
            throws IOException {
        List<String> lines = lines();
        Collections.swap(lines, one, other);
        List<String> found = problems("ledger.jsonl", joined(lines));
        if (one == other) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).first().asString().contains("entry " + Math.min(one, other) + ":");
        }
    }

    @Property(tries = 200)
    void whatIsCutOffIsNamed(@ForAll @IntRange(max = 1_000_000) int at) throws IOException {
        byte[] bytes = original("ledger.jsonl");
        byte[] cut = java.util.Arrays.copyOf(bytes, 1 + at % (bytes.length - 1));
        long left = new String(cut, StandardCharsets.UTF_8)
                .chars()
                .filter(c -> c == '\n')
                .count();
        assertThat(problems("ledger.jsonl", cut)).first().asString().contains("entry " + left + ":");
    }

    /** Who writes may chain anew: what was signed does not fit then. */
    @Property(tries = 60)
    void anEntryThatWasRewrittenWithAllThatFollowIsFound(@ForAll @IntRange(max = ENTRIES - 1) int at)
            throws IOException {
        List<String> lines = lines();
        Digests digests = new Digests();
        byte[] last = new byte[Digests.BYTES];
        for (int i = 0; i < lines.size(); i++) {
            Line line = Line.of(lines.get(i));
            Map<String, String> facts = i == at ? Map.of("events", "0") : line.facts();
            byte[] body = Line.bytes(Line.body(i, line.time(), line.kind(), facts));
            last = digests.link(last, body, 0, body.length);
            lines.set(i, Line.whole(new String(body, StandardCharsets.UTF_8), last));
        }
        int after = at / 7 * 7;
        assertThat(problems("ledger.jsonl", joined(lines)))
                .first()
                .asString()
                .contains("the entries " + after + " to " + (Math.min(after + 7, ENTRIES) - 1));
    }

    @Property(tries = 1)
    void entriesThatNobodyAcknowledgedAreNamed() throws IOException {
        List<String> lines = lines();
        Line last = Line.of(lines.get(ENTRIES - 1));
        byte[] body = Line.bytes(Line.body(ENTRIES, last.time(), "export", Map.of()));
        byte[] link = new Digests().link(java.util.HexFormat.of().parseHex(last.hash()), body, 0, body.length);
        lines.add(Line.whole(new String(body, StandardCharsets.UTF_8), link));
        assertThat(problems("ledger.jsonl", joined(lines))).first().asString().contains("entries 60 to 60");
    }

    @Property(tries = 1)
    void aRemovedHeadIsFound() throws IOException {
        assertThat(problems("head", new byte[0])).first().asString().contains("head");
    }

    @Test
    void whatWasCutOffTogetherWithItsHeadsShowsAgainstAWitness(@org.junit.jupiter.api.io.TempDir Path temp)
            throws Exception {
        Path one = temp.resolve("one");
        Path witness = temp.resolve("elsewhere/heads.jsonl");
        Files.createDirectories(witness.getParent());
        try (FileLedger ledger = Ledgers.at(one, witness.toString(), 5)) {
            Ledgers.fill(ledger, 5);
        }
        Map<String, byte[]> old = new java.util.TreeMap<>();
        for (String name : List.of("ledger.jsonl", "head", "heads.jsonl")) {
            old.put(name, Files.readAllBytes(one.resolve(name)));
        }
        try (FileLedger ledger = Ledgers.at(one, witness.toString(), 5)) {
            Ledgers.fill(ledger, 20);
        }
        for (Map.Entry<String, byte[]> file : old.entrySet()) {
            Files.write(one.resolve(file.getKey()), file.getValue());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(Verify.run(new PrintStream(out), one.toString())).isZero();
        assertThat(Verify.run(new PrintStream(out), one.toString(), "--head", witness.toString()))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("entry 6: missing, and all that follow, of 26");
        try (FileLedger ledger = Ledgers.at(one, witness.toString(), 5)) {
            assertThat(ledger.verify()).contains("entry 6: missing");
        }
    }
}
