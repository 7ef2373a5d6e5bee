package org.oriel.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The newest head and the state that appending goes on from, two lines of a file.
 *
 * @param head signed
 * @param bytes length of the entries under it
 * @param last hash of the last of them, hex
 * @param frontier roots of the complete subtrees, hex
 */
record HeadFile(SignedHead head, long bytes, String last, String frontier) {
    static HeadFile read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        if (end < 0 || !text.endsWith("\n")) {
            throw new IllegalArgumentException("it has not two lines");
        }
        Map<String, Object> state = Json.object(text.substring(end + 1, Math.max(end + 1, text.length() - 1)));
        HeadFile read = new HeadFile(
                SignedHead.of(text.substring(0, end)),
                Json.number(state, "bytes"),
                Json.text(state, "last"),
                Json.text(state, "frontier"));
        if (!read.text().equals(text)) {
            throw new IllegalArgumentException("not the one way to write it");
        }
        return read;
    }

    String text() {
        return head.line() + "\n{\"bytes\":" + bytes + ",\"last\":\"" + last + "\",\"frontier\":\"" + frontier
                + "\"}\n";
    }
}
