package org.oriel.spool;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** JSON lines, deflated: raw deflate at level 1, every line with its line end. */
final class Lines {
    /** More than any block has; a bound against a block that grows without end. */
    private static final int MOST_BYTES = 256 << 20;

    private Lines() {}

    static byte[] pack(CharSequence lines) {
        byte[] raw = lines.toString().getBytes(StandardCharsets.UTF_8);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(raw);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream(raw.length / 6 + 64);
            byte[] chunk = new byte[Math.max(512, Math.min(raw.length / 4, 64 << 10))];
            while (!deflater.finished()) {
                packed.write(chunk, 0, deflater.deflate(chunk));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    static List<String> unpack(byte[] packed) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            ByteArrayOutputStream raw = new ByteArrayOutputStream(packed.length * 8);
            byte[] chunk = new byte[16 << 10];
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                if ((count == 0 && !inflater.finished()) || raw.size() > MOST_BYTES) {
                    throw new DataFormatException("the block ends early or is too long");
                }
                raw.write(chunk, 0, count);
            }
            return split(raw.toString(StandardCharsets.UTF_8));
        } finally {
            inflater.end();
        }
    }

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            lines.add(text.substring(from, end));
            from = end + 1;
        }
        return lines;
    }
}
