package org.oriel.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.oriel.host.StoreException;

/**
 * The opened file. What the newest head covers was acknowledged; what lies behind it was not, and is cut off when it
 * opens. A ledger that does not reach its own head cannot be continued: it is put aside as it is and a new one begins by
 * saying so. One thread; after an exception it has to be opened anew.
 */
final class OpenLedger implements Closeable {
    private static final DateTimeFormatter SUFFIX =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    private final LedgerFiles files;
    private final Signer signer;
    private final Clock clock;
    private final Digests digests = new Digests();
    private final FileChannel channel;
    private Tree tree = new Tree(digests);
    private byte[] last = new byte[Digests.BYTES];
    private long bytes;
    private SignedHead head;
    private String problem = "";

    private OpenLedger(LedgerFiles files, Signer signer, Clock clock, FileChannel channel) {
        this.files = files;
        this.signer = signer;
        this.clock = clock;
        this.channel = channel;
        this.head = signer.sign(tree, clock.instant());
    }

    static OpenLedger open(LedgerFiles files, KeyFile keys, Clock clock) throws IOException, StoreException {
        Disk.createFolder(files.folder());
        String broken = keys.exists() ? "" : "its signing key is gone";
        Signer signer = keys.open();
        if (broken.isEmpty() || isNew(files)) {
            broken = broken(files, signer.publicKey());
        }
        Map<String, String> former = broken.isEmpty() ? Map.of() : putAside(files, clock);
        OpenLedger ledger = new OpenLedger(files, signer, clock, channel(files.entries()));
        try {
            ledger.start(former);
        } catch (IOException | RuntimeException e) {
            ledger.close();
            throw e;
        }
        ledger.problem = broken;
        return ledger;
    }

    private static FileChannel channel(Path entries) throws IOException {
        Disk.createFile(entries);
        return FileChannel.open(entries, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void start(Map<String, String> former) throws IOException {
        cutTorn(files.heads());
        if (isNew(files)) {
            channel.truncate(0);
            append("began", former);
            return;
        }
        HeadFile state = HeadFile.read(files.head());
        tree = Tree.of(digests, state.head().size(), state.frontier());
        last = HexFormat.of().parseHex(state.last());
        bytes = state.bytes();
        head = state.head();
        long behind = channel.size() - bytes;
        if (behind > 0) {
            channel.truncate(bytes);
            channel.force(true);
            append("repaired", Map.of("bytes", String.valueOf(behind)));
        }
    }

    /** Whether nothing was ever acknowledged here. */
    private static boolean isNew(LedgerFiles files) throws IOException {
        return !Files.exists(files.head())
                && !Files.exists(files.heads())
                && (!Files.exists(files.entries()) || Files.size(files.entries()) <= Line.MOST_BYTES);
    }

    /** Why it cannot be continued; looks at the end alone. */
    private static String broken(LedgerFiles files, String key) throws IOException {
        if (isNew(files)) {
            return "";
        }
        try {
            HeadFile state = HeadFile.read(files.head());
            SignedHead head = state.head();
            Tree tree = Tree.of(new Digests(), head.size(), state.frontier());
            if (!head.sound() || !head.key().equals(key)) {
                return "its head is not signed by its key";
            }
            if (!Chain.hex(tree.root()).equals(head.root())) {
                return "its head was changed";
            }
            return endsAt(files.entries(), state) ? "" : "entries that its head covers are gone or changed";
        } catch (IOException | IllegalArgumentException | java.time.DateTimeException e) {
            return "its head cannot be read";
        }
    }

    private static boolean endsAt(Path entries, HeadFile state) throws IOException {
        int reach = (int) Math.min(state.bytes(), Line.MOST_BYTES);
        ByteBuffer end = ByteBuffer.allocate(reach);
        try (FileChannel channel = FileChannel.open(entries, StandardOpenOption.READ)) {
            if (channel.size() < state.bytes()) {
                return false;
            }
            while (end.hasRemaining() && channel.read(end, state.bytes() - reach + end.position()) > 0) {
                continue;
            }
        }
        String text = new String(end.array(), java.nio.charset.StandardCharsets.UTF_8);
        String line = text.substring(text.lastIndexOf('\n', text.length() - 2) + 1);
        return line.startsWith("{\"index\":" + (state.head().size() - 1) + ",")
                && line.endsWith(Line.HASH + state.last() + "\"}\n");
    }

    private static Map<String, String> putAside(LedgerFiles files, Clock clock) throws IOException {
        Path aside = files.damaged(SUFFIX.format(clock.instant()));
        Disk.createFolder(aside);
        Map<String, String> former =
                new java.util.TreeMap<>(Map.of("former", aside.getFileName().toString()));
        try {
            SignedHead head = HeadFile.read(files.head()).head();
            former.put("former-size", String.valueOf(head.size()));
            former.put("former-root", head.root());
        } catch (IOException | IllegalArgumentException | java.time.DateTimeException e) {
            former.put("former-size", "unknown");
        }
        for (Path file : List.of(files.entries(), files.heads(), files.head())) {
            if (Files.exists(file)) {
                Files.move(file, aside.resolve(file.getFileName()));
            }
        }
        Disk.forceFolder(files.folder());
        return former;
    }

    private static void cutTorn(Path heads) throws IOException {
        if (!Files.exists(heads)) {
            return;
        }
        byte[] all = Files.readAllBytes(heads);
        int end = all.length;
        while (end > 0 && all[end - 1] != '\n') {
            end--;
        }
        if (end < all.length) {
            try (FileChannel channel = FileChannel.open(heads, StandardOpenOption.WRITE)) {
                channel.truncate(end);
                channel.force(true);
            }
        }
    }

    /** Appends; on the device, and under a signed head, when it returns. Returns the entry's index. */
    long append(String kind, Map<String, String> facts) throws IOException {
        long index = tree.size();
        String body = Line.body(index, clock.instant(), kind, facts);
        byte[] hashed = Line.bytes(body);
        byte[] link = digests.link(last, hashed, 0, hashed.length);
        byte[] line = Line.bytes(Line.whole(body, link) + "\n");
        channel.position(bytes);
        Disk.write(channel, line);
        tree.add(digests.leaf(line, 0, line.length - 1));
        last = link;
        bytes += line.length;
        sign();
        return index;
    }

    /** Signs what is there. */
    SignedHead sign() throws IOException {
        SignedHead signed = signer.sign(tree, clock.instant());
        Disk.replace(files.head(), new HeadFile(signed, bytes, Chain.hex(last), tree.frontier()).text());
        head = signed;
        return signed;
    }

    SignedHead head() {
        return head;
    }

    /** What was wrong when it was opened, empty when nothing was. */
    String problem() {
        return problem;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
