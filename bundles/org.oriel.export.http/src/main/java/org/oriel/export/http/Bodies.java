package org.oriel.export.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.oriel.api.export.ExportRecord;

/** Makes bodies of events, none larger than it may be, except for an event that is larger alone. */
final class Bodies {
    private final boolean array;
    private final boolean gzip;
    private final int maxBytes;

    Bodies(String format, boolean gzip, int maxBytes) {
        this.array = Settings.oneOf("format", format, List.of("ndjson", "json")).equals("json");
        this.gzip = gzip;
        this.maxBytes = maxBytes;
        if (maxBytes < 4096 || maxBytes > 64 << 20) {
            throw new IllegalArgumentException("maxRequestBytes=" + maxBytes + ", allowed: 4096 to " + (64 << 20));
        }
    }

    List<List<ExportRecord>> parts(List<ExportRecord> records) {
        List<List<ExportRecord>> parts = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            long more = size(records.get(i).json()) + 2L;
            if (i > from && bytes + more > maxBytes) {
                parts.add(records.subList(from, i));
                from = i;
                bytes = 0;
            }
            bytes += more;
        }
        if (from < records.size()) {
            parts.add(records.subList(from, records.size()));
        }
        return parts;
    }

    /** Length in UTF-8, without making it. */
    private static long size(String text) {
        long size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A pair of surrogates is two characters and four bytes.
            size += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return size;
    }

    Body of(List<ExportRecord> records) throws IOException {
        MessageDigest hash = sha256();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = gzip ? new GZIPOutputStream(bytes, 8192) : bytes) {
            for (int i = 0; i < records.size(); i++) {
                String start = !array ? "" : i == 0 ? "[" : ",\n";
                byte[] line = (start + records.get(i).json() + (array ? "" : "\n")).getBytes(StandardCharsets.UTF_8);
                hash.update(line);
                out.write(line);
            }
            if (array) {
                out.write("]\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        String digest = Base64.getEncoder().encodeToString(sha256().digest(bytes.toByteArray()));
        return new Body(
                bytes.toByteArray(),
                array ? "application/json" : "application/x-ndjson",
                gzip,
                "sha-256=:" + digest + ":",
                HexFormat.of().formatHex(hash.digest(), 0, 16));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
