package org.oriel.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks everything in a ledger's folder, changing nothing: every entry, every head, and heads from elsewhere. It may run
 * beside an instance that appends.
 */
final class Check {
    /** How a head begins, also within a line of a log. */
    private static final String HEAD = "{\"size\":";

    private final LedgerFiles files;
    private final List<Message> problems = new ArrayList<>();
    private final List<Message> notes = new ArrayList<>();
    private final List<Marked> heads = new ArrayList<>();
    private final Chain chain = new Chain();
    private @Nullable HeadFile newest;
    private int fitting;
    private int at;

    /**
     * A head and where it stands.
     *
     * @param witnessed whether it was kept elsewhere
     */
    private record Marked(SignedHead head, String where, boolean witnessed) {}

    Check(LedgerFiles files) {
        this.files = files;
    }

    /** What is wrong, first entry first; empty when nothing is. */
    List<Message> problems() {
        return problems;
    }

    /** What is worth saying and not wrong. */
    List<Message> notes() {
        return notes;
    }

    Chain chain() {
        return chain;
    }

    Optional<HeadFile> newest() {
        return Optional.ofNullable(newest);
    }

    int headsThatFit() {
        return fitting;
    }

    /** A head that was kept elsewhere: what it covers must be here. */
    void witness(Path file) throws IOException {
        readHeads(file, true);
    }

    /** The key that must have signed. */
    void run(@Nullable String key) throws IOException {
        if (!Files.exists(files.entries())) {
            problems.add(Message.of("ledger.none", files.entries()));
            return;
        }
        readNewest();
        if (Files.exists(files.heads())) {
            readHeads(files.heads(), false);
        }
        checkKeys(key);
        heads.sort(Comparator.comparingLong(marked -> marked.head.size()));
        chain.watch((index, leaf, line, walked) -> compare(walked));
        HeadFile last = newest;
        chain.watch((index, leaf, line, walked) -> {
            if (last != null && index == last.head().size() - 1) {
                walked.lastTime(Chain.time(line.text()));
            }
        });
        chain.walk(files.entries());
        chain.problem().ifPresent(problem -> problems.add(0, problem));
        end();
        for (Path damaged : files.damaged()) {
            problems.add(Message.of("ledger.aside", damaged.getFileName()));
        }
    }

    private void readNewest() {
        try {
            HeadFile read = HeadFile.read(files.head());
            newest = read;
            heads.add(new Marked(read.head(), name(files.head()), false));
        } catch (IOException | RuntimeException e) {
            problems.add(Message.of("head.unreadable", name(files.head())));
        }
    }

    private void readHeads(Path file, boolean witnessed) throws IOException {
        // Latin 1 takes any byte: a damaged line is a line that fits nothing, and no exception.
        String[] lines = Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1);
        int before = heads.size() + problems.size();
        for (int i = 0; i < lines.length; i++) {
            String where = name(file) + ":" + (i + 1);
            if (witnessed) {
                int from = lines[i].indexOf(HEAD);
                if (from >= 0) {
                    head(lines[i].substring(from, lines[i].lastIndexOf('}') + 1), where, true);
                }
            } else if (i < lines.length - 1) {
                head(lines[i], where, false);
            } else if (!lines[i].isEmpty()) {
                problems.add(Message.of("head.cut", where));
            }
        }
        if (witnessed && heads.size() + problems.size() == before) {
            problems.add(Message.of("head.unreadable", name(file)));
        }
    }

    private void head(String line, String where, boolean witnessed) {
        try {
            heads.add(new Marked(SignedHead.of(line), where, witnessed));
        } catch (RuntimeException e) {
            problems.add(Message.of("head.unreadable", where));
        }
    }

    private void checkKeys(@Nullable String key) {
        String expected =
                key != null ? key : newest == null ? null : newest.head().key();
        for (Marked marked : heads) {
            if (!marked.head.sound()) {
                problems.add(Message.of("head.signature", marked.where));
            } else if (expected != null && !marked.head.key().equals(expected)) {
                problems.add(Message.of("head.key", marked.where));
            }
        }
    }

    /** Compares the heads of the size that the tree has now. */
    private void compare(Chain walked) {
        long size = walked.tree().size();
        while (at < heads.size() && heads.get(at).head.size() <= size) {
            Marked marked = heads.get(at++);
            if (marked.head.size() == size
                    && marked.head.root().equals(Chain.hex(walked.tree().root()))) {
                fitting++;
            } else {
                long after = at < 2 ? 0 : heads.get(at - 2).head.size();
                problems.add(Message.of("head.root", marked.where, size, Math.min(after, size - 1), size - 1));
            }
        }
        HeadFile head = newest;
        if (head != null && size == head.head().size() && !fits(head, walked)) {
            problems.add(Message.of("head.state", name(files.head())));
        }
    }

    private static boolean fits(HeadFile head, Chain walked) {
        return head.bytes() == walked.bytes()
                && head.last().equals(Chain.hex(walked.last()))
                && head.frontier().equals(walked.tree().frontier());
    }

    private void end() {
        long size = chain.tree().size();
        // After a damaged entry it is known already that the rest does not fit.
        if (at < heads.size() && chain.problem().isEmpty()) {
            Marked last = heads.get(heads.size() - 1);
            problems.add(
                    0,
                    Message.of(
                            last.witnessed ? "ledger.truncated.witness" : "ledger.truncated",
                            size,
                            last.head.size(),
                            last.where,
                            last.head.time().toString()));
        }
        HeadFile head = newest;
        if (head == null || chain.problem().isPresent() || size < head.head().size()) {
            return;
        }
        if (size > head.head().size() && !movedOn(head)) {
            problems.add(Message.of("entry.unsigned", head.head().size(), size - 1));
        } else if (chain.torn()) {
            notes.add(Message.of("entry.torn", size));
        }
    }

    /** Whether an instance appended while this ran. */
    private boolean movedOn(HeadFile before) {
        try {
            SignedHead now = HeadFile.read(files.head()).head();
            return now.size() > before.head().size()
                    && now.sound()
                    && now.key().equals(before.head().key());
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
