package org.oriel.export.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.oriel.api.export.ExportRecord;

/**
 * How objects are named and how large they get.
 *
 * @param prefix what names begin with
 * @param maxObjectBytes before compression; one event may be larger
 * @param partBytes larger objects go in parts of this size
 */
record Layout(String prefix, int maxObjectBytes, int partBytes) {
    Layout {
        if (!prefix.matches("[A-Za-z0-9][A-Za-z0-9._=-]*(/[A-Za-z0-9][A-Za-z0-9._=-]*)*") || prefix.length() > 512) {
            throw new IllegalArgumentException("prefix=" + prefix
                    + ", allowed: parts of letters, digits, dot, dash, equals and underscore between slashes");
        }
        if (maxObjectBytes < 4096 || maxObjectBytes > 256 << 20) {
            throw new IllegalArgumentException(
                    "maxObjectBytes=" + maxObjectBytes + ", allowed: 4096 to " + (256 << 20));
        }
        if (partBytes < 5 << 20 || partBytes > 64 << 20) {
            throw new IllegalArgumentException(
                    "partBytes=" + partBytes + ", allowed: " + (5 << 20) + " to " + (64 << 20));
        }
    }

    /** The same events always get the same name; twelve digits, so that names sort as positions do. */
    String key(String day, String device, long first, long last) {
        return prefix + "/" + day + "/" + device + "/" + String.format("%012d-%012d.jsonl.gz", first, last);
    }

    /** Beside the object, and put after it. */
    static String manifest(String key) {
        return key.substring(0, key.length() - ".jsonl.gz".length()) + ".manifest.json";
    }

    String picture(String device, String image) throws IOException {
        if (!image.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new IOException("a picture with a name that is not one");
        }
        return prefix + "/pictures/" + device + "/" + image + ".png";
    }

    List<List<ExportRecord>> objects(List<ExportRecord> records) {
        List<List<ExportRecord>> objects = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            // Characters, not bytes: near enough for a size before compression.
            long more = records.get(i).json().length() + 1L;
            if (i > from && bytes + more > maxObjectBytes) {
                objects.add(records.subList(from, i));
                from = i;
                bytes = 0;
            }
            bytes += more;
        }
        if (from < records.size()) {
            objects.add(records.subList(from, records.size()));
        }
        return objects;
    }
}
