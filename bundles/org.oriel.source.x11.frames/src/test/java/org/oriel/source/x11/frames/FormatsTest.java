package org.oriel.source.x11.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Formats that the servers of the other tests do not use. */
class FormatsTest {
    private static int[] pixels(PixelFormat format, int width, int rows, int... bytes) {
        ByteBuffer from = ByteBuffer.allocate(bytes.length);
        for (int value : bytes) {
            from.put((byte) value);
        }
        int[] pixels = new int[width * rows];
        format.copy(from.flip(), width, rows, pixels, 0, width);
        return pixels;
    }

    @Test
    @DisplayName("packed, swapped and deep pixels become 0x00RRGGBB, and rows end at their padding")
    void pixels() {
        PixelFormat packed = new PixelFormat(24, 32, ByteOrder.LITTLE_ENDIAN, 0xff0000, 0xff00, 0xff);
        assertThat(pixels(packed, 1, 2, 3, 2, 1, 99, 6, 5, 4, 99)).containsExactly(0x010203, 0x040506);
        PixelFormat packedBig = new PixelFormat(24, 32, ByteOrder.BIG_ENDIAN, 0xff0000, 0xff00, 0xff);
        assertThat(pixels(packedBig, 1, 1, 1, 2, 3, 99)).containsExactly(0x010203);
        PixelFormat big = new PixelFormat(32, 32, ByteOrder.BIG_ENDIAN, 0xff0000, 0xff00, 0xff);
        assertThat(pixels(big, 1, 1, 255, 1, 2, 3)).containsExactly(0x010203);
        PixelFormat swapped = new PixelFormat(32, 32, ByteOrder.LITTLE_ENDIAN, 0xff, 0xff00, 0xff0000);
        assertThat(pixels(swapped, 1, 1, 1, 2, 3, 255)).containsExactly(0x010203);
        PixelFormat deep = new PixelFormat(32, 32, ByteOrder.LITTLE_ENDIAN, 0x3ff00000, 0xffc00, 0x3ff);
        assertThat(pixels(deep, 1, 1, 0, 0, 0xf0, 0x3f)).containsExactly(0xff0000);
    }

    private static ByteBuffer settings(ByteOrder order, String name, int value) {
        ByteBuffer out = ByteBuffer.allocate(200).order(order);
        out.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 0 : 1)).put(new byte[3]);
        out.putInt(7).putInt(3);
        out.put((byte) 1).put((byte) 0).putShort((short) 5).put("Theme\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
        out.putInt(7).putInt(3).put("abc\0".getBytes(StandardCharsets.ISO_8859_1));
        out.put((byte) 2).put((byte) 0).putShort((short) 4).put("Tint".getBytes(StandardCharsets.ISO_8859_1));
        out.putInt(7).putLong(0);
        out.put((byte) 0).put((byte) 0).putShort((short) name.length());
        out.put(name.getBytes(StandardCharsets.ISO_8859_1)).put(new byte[(4 - name.length() % 4) % 4]);
        return out.putInt(7).putInt(value).flip();
    }

    @Test
    @DisplayName("the scale comes from Xft.dpi or the window scaling factor; nonsense is 1")
    void scale() {
        assertThat(Monitors.ofResources("a:\t1\nXft.dpi:\t192\n")).isEqualTo(2.0);
        assertThat(Monitors.ofResources("Xft.dpi: many")).isZero();
        assertThat(Monitors.ofResources("Xft.dpi: -5")).isZero();
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            assertThat(Monitors.ofSettings(settings(order, "Gdk/WindowScalingFactor", 3)))
                    .isEqualTo(3.0);
            assertThat(Monitors.ofSettings(settings(order, "Gdk/WindowScalingFactor", 1000)))
                    .isEqualTo(1.0);
            assertThat(Monitors.ofSettings(settings(order, "Gdk/Other", 3))).isEqualTo(1.0);
        }
        assertThat(Monitors.ofSettings(ByteBuffer.wrap(new byte[] {0, 0, 0}))).isEqualTo(1.0);
        assertThat(Monitors.ofSettings(null)).isEqualTo(1.0);
    }
}
