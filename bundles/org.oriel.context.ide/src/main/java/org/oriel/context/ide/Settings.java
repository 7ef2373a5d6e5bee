package org.oriel.context.ide;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.api.event.Sensitive;

/**
 * What may be told.
 *
 * @param project of a project's name
 * @param content of code
 * @param typing kinds of files in which keys are told
 * @param salt for hashes of names
 */
record Settings(Project project, Content content, Set<String> typing, SaltFile salt) {
    private static final Set<String> KINDS = new TreeSet<>(List.of("source", "test", "config", "docs", "other"));

    /** What is told of a project's name. */
    enum Project {
        NONE,
        HASHED,
        NAMED
    }

    /** What is told of code. */
    enum Content {
        NONE,
        SHAPE,
        REDACTED
    }

    /** Copies the set. */
    Settings {
        typing = Set.copyOf(typing);
    }

    static Settings of(String project, String content, List<String> typing, Path folder) throws IOException {
        Project told = value(Project.class, "project", project);
        Content code = value(Content.class, "content", content);
        for (String kind : typing) {
            if (!KINDS.contains(kind)) {
                throw new IllegalArgumentException(
                        "typing " + kind + " is no kind of file, allowed: " + String.join(" ", KINDS));
            }
        }
        return new Settings(told, code, Set.copyOf(typing), SaltFile.in(folder));
    }

    private static <E extends Enum<E>> E value(Class<E> type, String name, String value) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(value)) {
                return constant;
            }
        }
        String allowed = String.join(
                " ", Arrays.stream(type.getEnumConstants()).map(Settings::word).toList());
        throw new IllegalArgumentException(name + " " + value + " is unknown, allowed: " + allowed);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** What the extension needs to know, so that what may not be told does not leave the editor. */
    String config() {
        return "{\"type\":\"config\",\"project\":" + (project != Project.NONE) + ",\"content\":\"" + word(content)
                + "\"}\n";
    }

    Sensitive project(String name) {
        return switch (project) {
            case NONE -> Sensitive.empty();
            case HASHED -> Sensitive.of(name.isEmpty() ? "" : salt.hash(name));
            case NAMED -> Sensitive.of(name);
        };
    }

    /** A line as it may be told. The extension did it already; a wrong extension is no reason to tell more. */
    Sensitive content(String line) {
        return switch (content) {
            case NONE -> Sensitive.empty();
            case SHAPE -> Sensitive.of(line.replaceAll("[\\p{L}\\p{M}]", "a").replaceAll("\\p{N}", "0"));
            case REDACTED -> Sensitive.of(line);
        };
    }
}
