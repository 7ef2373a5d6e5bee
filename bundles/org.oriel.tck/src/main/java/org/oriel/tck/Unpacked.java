package org.oriel.tck;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A file and everything packed into it: gzip, zlib, raw deflate and zip, at any offset, three levels deep. */
final class Unpacked {
    private static final int DEPTH = 3;
    // Bounds what a small file can unfold to.
    private static final int LARGEST = 64 << 20;
    // What inflates to less is noise that happens to look like a stream.
    private static final int SMALLEST = 6;

    private Unpacked() {}

    static void visit(byte[] content, BiConsumer<String, byte[]> visitor) {
        visit("", content, DEPTH, visitor);
    }

    private static void visit(String form, byte[] content, int depth, BiConsumer<String, byte[]> visitor) {
        visitor.accept(form, content);
        if (depth == 0) {
            return;
        }
        boolean zipSeen = false;
        for (int at = 0; at + 3 < content.length; at++) {
            int first = content[at] & 0xff;
            int second = content[at + 1] & 0xff;
            if (first == 0x1f && second == 0x8b && content[at + 2] == 8) {
                // A fixed header of ten bytes; optional fields are rare enough to try a few starts (RFC 1952).
                inner(form + "gzip > ", inflate(content, gzipBody(content, at), true), depth, visitor);
            } else if (first == 0x78 && (first << 8 | second) % 31 == 0) {
                inner(form + "zlib > ", inflate(content, at, false), depth, visitor);
            } else if (!zipSeen && first == 'P' && second == 'K' && content[at + 2] == 3 && content[at + 3] == 4) {
                zipSeen = true;
                zip(form, content, at, depth, visitor);
            }
        }
        inner(form + "deflate > ", inflate(content, 0, true), depth, visitor);
    }

    private static void inner(String form, byte[] content, int depth, BiConsumer<String, byte[]> visitor) {
        if (content.length >= SMALLEST) {
            visit(form, content, depth - 1, visitor);
        }
    }

    private static int gzipBody(byte[] content, int at) {
        int flags = at + 3 < content.length ? content[at + 3] : 0;
        int body = at + 10;
        if ((flags & 4) != 0 && body + 1 < content.length) {
            body += 2 + (content[body] & 0xff) + ((content[body + 1] & 0xff) << 8);
        }
        for (int field = 8; field <= 16; field *= 2) {
            if ((flags & field) != 0) {
                while (body < content.length && content[body] != 0) {
                    body++;
                }
                body++;
            }
        }
        return (flags & 2) != 0 ? body + 2 : body;
    }

    /** What can be inflated from {@code at} on; a torn or damaged stream gives what stands before the damage. */
    private static byte[] inflate(byte[] content, int at, boolean raw) {
        if (at >= content.length) {
            return new byte[0];
        }
        Inflater inflater = new Inflater(raw);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            inflater.setInput(content, at, content.length - at);
            int count = inflater.inflate(buffer);
            while (count > 0 && out.size() < LARGEST) {
                out.write(buffer, 0, count);
                count = inflater.inflate(buffer);
            }
        } catch (DataFormatException e) {
            return out.toByteArray();
        } finally {
            inflater.end();
        }
        return out.toByteArray();
    }

    private static void zip(String form, byte[] content, int at, int depth, BiConsumer<String, byte[]> visitor) {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(content, at, content.length - at))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                visitor.accept(form + "zip name > ", entry.getName().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                inner(form + "zip > ", in.readNBytes(LARGEST), depth, visitor);
            }
        } catch (IOException | IllegalArgumentException e) {
            // Not a zip after all, or a damaged one: what could be read was searched.
            return;
        }
    }
}
