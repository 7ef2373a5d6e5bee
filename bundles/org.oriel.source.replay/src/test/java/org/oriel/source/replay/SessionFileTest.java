package org.oriel.source.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;

class SessionFileTest {
    @TempDir
    Path directory;

    private static SessionFile file(byte[] bytes) {
        return new SessionFile("x.orec", () -> new ByteArrayInputStream(bytes));
    }

    private static void refuses(byte[] bytes, String... words) {
        assertThatThrownBy(() -> file(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x.orec")
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("\n");
    }

    private static byte[] good() {
        return SessionWriter.seeded(1)
                .window(1, "/usr/bin/a", "A")
                .focus(1)
                .type("hello")
                .toBytes();
    }

    private static byte[] of(RawRecord... records) {
        ByteBuffer out = ByteBuffer.allocate(16 + 64 * records.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(SessionFile.MAGIC).putInt(1).putInt(records.length);
        for (RawRecord raw : records) {
            raw.write(out);
        }
        return out.array();
    }

    private static RawRecord text(int id, int part, String text, boolean last) {
        byte[] utf8 = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new RawRecord().begin(RecordKind.TEXT, 5).text(id, part, utf8, 0, utf8.length, last);
    }

    @Test
    void readsWhatTheWriterWrote() throws IOException {
        Path path = directory.resolve("a.orec");
        SessionWriter writer =
                SessionWriter.seeded(1).window(1, "/usr/bin/a", "A").focus(1).type("hello");
        writer.write(path);
        SessionFile session = SessionFile.of(path.toString());
        assertThat(session.records()).isEqualTo(writer.records());
        assertThat(session.name()).isEqualTo(path.toString());
        try (SessionFile.Cursor cursor = session.open()) {
            RawRecord raw = new RawRecord();
            int read = 0;
            while (cursor.next(raw)) {
                read++;
            }
            assertThat(read).isEqualTo(writer.records());
        }
    }

    @Test
    void sameSeedAndScriptGiveTheSameBytes() {
        assertThat(good()).isEqualTo(good());
    }

    @Test
    void refusesAForeignFile() {
        refuses(new byte[0], "ORIELREC");
        refuses("ORIELRE".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "ORIELREC");
        byte[] bytes = good();
        bytes[0] = 'o';
        refuses(bytes, "ORIELREC");
    }

    @Test
    void refusesAnotherVersion() {
        byte[] bytes = good();
        bytes[8] = 2;
        refuses(bytes, "version 2", "allowed: 1");
    }

    @Test
    void refusesAnImpossibleCount() {
        byte[] bytes = Arrays.copyOf(good(), 16);
        Arrays.fill(bytes, 12, 16, (byte) 0);
        refuses(bytes, "0 records");
        Arrays.fill(bytes, 12, 16, (byte) 0xff);
        refuses(bytes, "4294967295 records");
    }

    @Test
    void refusesATruncatedTailWithTheNumberOfItsRecord() {
        byte[] bytes = good();
        int records = (bytes.length - 16) / 64;
        refuses(Arrays.copyOf(bytes, bytes.length - 1), "record " + records + " of " + records, "cut off");
        refuses(Arrays.copyOf(bytes, bytes.length - 64), "record " + records + " of " + records, "cut off");
    }

    @Test
    void refusesBytesAfterTheLastRecord() {
        byte[] bytes = good();
        refuses(Arrays.copyOf(bytes, bytes.length + 1), "bytes after record " + (bytes.length - 16) / 64);
    }

    @Test
    void refusesAnUnknownRecordVersionOrKind() {
        byte[] bytes = good();
        bytes[16 + 64 + 2] = 9;
        refuses(bytes, "record 2", "version 9");
        refuses(of(new RawRecord().begin(99, 5)), "record 1", "kind 99");
        refuses(of(new RawRecord().begin(0, 5)), "record 1", "kind 0");
    }

    @Test
    void refusesAnUnknownText() {
        RawRecord first = text(1, 0, "a", true);
        refuses(of(first, new RawRecord().begin(RecordKind.KEY, 5).value(2)), "record 2", "text 2 is not known");
        refuses(of(first, new RawRecord().begin(RecordKind.KEY, 5).value(1L << 32 | 1)), "record 2", "is not known");
        refuses(of(first, new RawRecord().begin(RecordKind.TITLE, 5).value(-1)), "record 2", "text -1");
        refuses(of(first, new RawRecord().begin(RecordKind.WINDOW, 5).code(7).value(1)), "record 2", "text 7");
        refuses(of(first, new RawRecord().begin(RecordKind.WINDOW, 5).code(1).value(7)), "record 2", "text 7");
        assertThat(file(of(
                                first,
                                new RawRecord()
                                        .begin(RecordKind.WINDOW, 5)
                                        .code(1)
                                        .value(0)))
                        .records())
                .isEqualTo(2);
    }

    @Test
    void refusesATextInDisorder() {
        refuses(of(text(1, 1, "a", true)), "record 1", "part 1 is out of order");
        refuses(of(text(1, 0, "a", false), text(2, 1, "b", true)), "record 2", "out of order");
        refuses(of(text(1, 0, "a", false)), "record 1", "without its last part");
        refuses(of(text(0, 0, "a", true)), "record 1", "text id 0");
        byte[] half = {(byte) 0xc3};
        refuses(of(new RawRecord().begin(RecordKind.TEXT, 5).text(1, 0, half, 0, 1, true)), "record 1", "not UTF-8");
        assertThat(file(of(text(1, 0, "a", false), text(1, 1, "b", true))).records())
                .isEqualTo(2);
    }

    @Test
    void refusesTimesThatGoBack() {
        refuses(
                of(new RawRecord().begin(RecordKind.POINTER, 5), new RawRecord().begin(RecordKind.POINTER, 4)),
                "record 2",
                "earlier");
    }

    @Test
    void refusesAMissingFileWithItsName() {
        String path = directory.resolve("none.orec").toString();
        assertThatThrownBy(() -> SessionFile.of(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(path);
    }
}
