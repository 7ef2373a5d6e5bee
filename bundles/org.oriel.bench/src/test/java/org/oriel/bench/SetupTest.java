package org.oriel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.event.CaptureEvent;
import org.oriel.spool.SpoolCodec;

/** Each benchmark's parts work on something tiny; nothing is measured. */
class SetupTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"none", "ring", "eventadmin"})
    @DisplayName("a hand-off delivers what it was given")
    void handoff(String way) throws Exception {
        try (Handoff handoff = Handoff.of(way)) {
            assertThat(HandoffChild.run(handoff, 2000, 20)).isEqualTo(40);
            assertThat(handoff.sum()).isEqualTo(20 * (1 + 2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"codec", "log", "oriel"})
    @DisplayName("a sink stores what it was given")
    void sink(String name) throws Exception {
        try (Sink sink = Sink.of(name, folder.resolve("s"))) {
            sink.append(new BenchEvents().next(20));
            long stored = sink.storedBytes();
            sink.append(new BenchEvents().next(20));
            assertThat(stored).isPositive();
            assertThat(sink.storedBytes()).isGreaterThan(stored);
        }
    }

    @Test
    @DisplayName("the events are events: they read back as they were")
    void events() {
        SpoolCodec codec = new SpoolCodec();
        List<CaptureEvent> events = new BenchEvents().next(200);
        assertThat(events)
                .allSatisfy(
                        event -> assertThat(codec.decode(codec.encode(event))).isEqualTo(event));
    }

    @Test
    @DisplayName("the segment log writes frames of length, checksum and payload")
    void segmentLog() throws Exception {
        try (SegmentLog log = new SegmentLog(folder)) {
            log.append(new byte[] {1, 2, 3});
            log.append(new byte[] {4});
        }
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("0.log")));
        assertThat(file.getInt()).isEqualTo(3);
        file.position(4 + 4 + 3);
        assertThat(file.getInt()).isEqualTo(1);
        assertThat(file.remaining()).isEqualTo(4 + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oriel", "jnativehook"})
    @DisplayName("a hook in a process of its own hears injected keys")
    void hook(String name) throws Exception {
        assumeTrue(present("/usr/bin/Xvfb"), "no Xvfb here: install xvfb");
        assumeTrue(library("libXtst.so.6"), "no libXtst here: install libxtst6");
        try (Xvfb server = new Xvfb();
                Child injector = Child.start(InjectorChild.class, server.display());
                Child hook = Child.start(
                        Map.of("DISPLAY", server.display()), Child.FLAGS, HookChild.class, name, server.display())) {
            hook.ask("clear");
            injector.ask("focus", "on");
            assertThat(injector.numbers("keys", 200, 40)[0]).isEqualTo(40);
            assertThat(Waits.await(30_000, 20, () -> hook.numbers("count")[0] >= 40))
                    .isTrue();
        }
    }

    private static boolean present(String file) {
        return Files.exists(Path.of(file));
    }

    private static boolean library(String name) {
        return List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64").stream()
                .anyMatch(lib -> present(lib + "/" + name));
    }
}
