package org.oriel.control.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.spool.SpoolCodec;

/** Tokens, users, differences, the search in the store. */
class PiecesTest {
    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    @DisplayName("a boot token ends after minutes, a bearer after half a day without use; the oldest of many gives way")
    void tokens() {
        Tokens tokens = new Tokens(nanos::get);
        String late = tokens.boot();
        nanos.addAndGet(Tokens.BOOT_LIFE.toNanos() + 1);
        assertThat(tokens.exchange(late)).isEmpty();
        String bearer = tokens.exchange(tokens.boot()).orElseThrow();
        for (int i = 0; i < 3; i++) {
            nanos.addAndGet(Tokens.BEARER_IDLE.toNanos() - 1);
            assertThat(tokens.admits(bearer)).as("used again in time").isTrue();
        }
        nanos.addAndGet(Tokens.BEARER_IDLE.toNanos() + 1);
        assertThat(tokens.admits(bearer)).isFalse();
        String first = tokens.boot();
        Set<String> distinct = new HashSet<>(Set.of(first));
        for (int i = 0; i < 16; i++) {
            distinct.add(tokens.boot());
        }
        assertThat(distinct).hasSize(17);
        assertThat(tokens.exchange(first)).isEmpty();
    }

    @Test
    @DisplayName("the user at the other end is read from the kernel's table; unknown is not foreign")
    void peers() throws Exception {
        Path table = folder.resolve("tcp6");
        Files.writeString(
                table,
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
                        + "   0: 0000000000000000FFFF00000100007F:D431 0000000000000000FFFF00000100007F:1F90 01 00000000:00000000 00:00000000 00000000  4711        0 1 1\n");
        PeerUser peers = new PeerUser(List.of(folder.resolve("none"), table), Path.of("/proc/self"));
        InetSocketAddress client = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0xD431);
        InetSocketAddress server = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 8080);
        assertThat(peers.find(client, server)).hasValue(4711);
        assertThat(peers.foreign(client, server)).isTrue();
        assertThat(peers.foreign(new InetSocketAddress(client.getAddress(), 1), server))
                .isFalse();
    }

    @Test
    @DisplayName("differences are the shortest, in order")
    void differences() {
        List<String> said = new ArrayList<>();
        LineDiff.of("a\nb\nc\nd\n", "a\nc\nx\nd\n").forEach(line -> said.add(line.get("op") + " " + line.get("text")));
        assertThat(said).containsExactly("same a", "gone b", "same c", "new x", "same d");
        assertThat(LineDiff.of("", "")).isEmpty();
    }

    @Test
    @DisplayName("the search by time begins at or shortly before the first event of that time, also beside holes")
    void search() throws Exception {
        FakeCore.Store store = new FakeCore().store;
        StoreScan scan = new StoreScan(store, new SpoolCodec());
        for (int hour = 7; hour < 13; hour++) {
            Instant time = LocalDate.now()
                    .atTime(hour, 5)
                    .atZone(ZoneId.systemDefault())
                    .toInstant();
            long position = scan.since(time);
            long first = store.events.entrySet().stream()
                    .filter(one -> one.getValue().time().wallMillis() >= time.toEpochMilli())
                    .mapToLong(java.util.Map.Entry::getKey)
                    .min()
                    .orElse(store.last + 1);
            assertThat(position).as(hour + ":05").isLessThanOrEqualTo(first);
            long early = store.events.subMap(position, first).values().stream()
                    .filter(event -> event.time().wallMillis()
                            < time.minus(Duration.ofMinutes(3)).toEpochMilli())
                    .count();
            assertThat(early).as("too early").isLessThanOrEqualTo(1);
            store.events.keySet().removeIf(at -> at > first - 4 && at < first);
        }
    }
}
