package org.oriel.control.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The formats of a set: lines such as {@code steps: org.oriel.export.trajectory dialects=steps}. */
final class ExportFormats {
    private final Map<String, Format> formats = new LinkedHashMap<>();

    /**
     * A format.
     *
     * @param name as it is asked for
     * @param pid bundle and configuration of the exporter
     * @param settings what it is configured with, beside the folder
     */
    record Format(String name, String pid, Map<String, String> settings) {
        Format {
            settings = Map.copyOf(settings);
        }

        /** The same with settings on top. */
        Format with(Map<String, String> more) {
            Map<String, String> all = new LinkedHashMap<>(settings);
            all.putAll(more);
            return new Format(name, pid, all);
        }
    }

    ExportFormats(String... lines) {
        for (String line : lines) {
            String[] words = line.strip().split("[:\\s]+", -1);
            if (words.length < 2) {
                throw new IllegalArgumentException("formats=" + line + ", allowed: NAME: PID [KEY=VALUE ...]");
            }
            Map<String, String> settings = new LinkedHashMap<>();
            for (int i = 2; i < words.length; i++) {
                int equals = words[i].indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("formats=" + line + ", allowed: NAME: PID [KEY=VALUE ...]");
                }
                settings.put(words[i].substring(0, equals), words[i].substring(equals + 1));
            }
            formats.put(words[0], new Format(words[0], words[1], settings));
        }
    }

    @Nullable
    Format find(String name) {
        return formats.get(name);
    }

    Set<String> names() {
        return formats.keySet();
    }
}
