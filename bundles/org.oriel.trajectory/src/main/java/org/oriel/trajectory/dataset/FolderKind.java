package org.oriel.trajectory.dataset;

import java.util.regex.Pattern;

/**
 * What a folder is for. Written into it before anything else; a folder is never opened as another kind.
 *
 * @param format name of the format, such as {@code parquet}
 * @param formatVersion version of the layout of its files
 * @param exporter name of the exporter that writes it
 * @param purpose purpose of everything in it
 */
public record FolderKind(String format, int formatVersion, String exporter, String purpose) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Checks the names. */
    public FolderKind {
        named("format", format);
        named("exporter", exporter);
        if (purpose.isEmpty()) {
            throw new IllegalArgumentException("purpose is empty, allowed: the purpose that the person agreed to");
        }
        if (formatVersion < 1) {
            throw new IllegalArgumentException("formatVersion=" + formatVersion + ", allowed: 1 and more");
        }
    }

    private static void named(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + "=" + name + ", allowed: letters, digits, dot, dash and underscore, at most 64");
        }
    }
}
