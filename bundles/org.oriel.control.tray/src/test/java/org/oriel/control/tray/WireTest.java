package org.oriel.control.tray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oriel.api.consent.CaptureState.Phase;

class WireTest {
    @Test
    void whatIsWrittenIsRead() {
        String signature = "ybsu(ia{sv}av)a(iiay)as";
        List<Object> layout = List.of(
                7,
                Map.of("label", new Wire.Variant("s", "ä")),
                List.of(new Wire.Variant("(ia{sv}av)", List.of(1, Map.of(), List.of()))));
        byte[] bytes = new Wire.Writer()
                .all(
                        signature,
                        List.of(
                                5,
                                true,
                                "text",
                                9,
                                layout,
                                List.of(List.of(1, 1, new byte[] {1, 2, 3, 4})),
                                List.of("a")))
                .bytes();
        List<Object> read = Wire.read(signature, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));

        assertThat(read.subList(0, 4)).isEqualTo(List.of((byte) 5, true, "text", 9));
        assertThat(read.get(4))
                .isEqualTo(List.of(
                        7,
                        List.of(List.of("label", new Wire.Variant("s", "ä"))),
                        List.of(new Wire.Variant("(ia{sv}av)", List.of(1, List.of(), List.of())))));
        assertThat((byte[]) ((List<?>) ((List<?>) read.get(5)).get(0)).get(2)).containsExactly(1, 2, 3, 4);
        assertThat(read.get(6)).isEqualTo(List.of("a"));
    }

    @Test
    void shortAndWildMessagesAreRefused() {
        for (byte[] bytes : List.of(new byte[0], new byte[] {(byte) 0xff, 0, 0, 0}, new byte[] {-1, -1, -1, -1, 0})) {
            assertThatThrownBy(() -> Wire.read("s", ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'unix:path=/run/user/1000/bus', /run/user/1000/bus",
        "'unix:abstract=/tmp/x,guid=1;unix:path=/a%20b,guid=2', '/a b'",
    })
    void addresses(String address, Path path) throws Exception {
        assertThat(Bus.path(Map.of("DBUS_SESSION_BUS_ADDRESS", address))).isEqualTo(path);
    }

    @Test
    void noAddress() {
        assertThatThrownBy(() -> Bus.path(Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:abstract=/tmp/x")))
                .hasMessageContaining("no session bus");
    }

    @Test
    void signsDifferInShape() {
        java.util.Set<String> shapes = new java.util.HashSet<>();
        for (Phase phase : Phase.values()) {
            StringBuilder shape = new StringBuilder();
            for (int pixel : Glyphs.pixels(phase, 16)) {
                shape.append(pixel >>> 24 > 127 ? '#' : '.');
            }
            shapes.add(shape.toString());
        }
        assertThat(shapes).hasSize(Phase.values().length);
    }
}
