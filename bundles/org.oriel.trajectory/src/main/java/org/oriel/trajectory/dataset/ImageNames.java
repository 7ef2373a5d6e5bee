package org.oriel.trajectory.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Image files by the id that their names give, without folder and ending. */
final class ImageNames {
    private final Map<String, List<String>> names = new HashMap<>();

    ImageNames(List<FileEntry> files) {
        for (FileEntry entry : files) {
            if (entry.kind() == FileEntry.Kind.IMAGE) {
                String name = entry.file().substring(entry.file().lastIndexOf('/') + 1);
                int dot = name.lastIndexOf('.');
                names.computeIfAbsent(dot < 0 ? name : name.substring(0, dot), id -> new ArrayList<>())
                        .add(entry.file());
            }
        }
    }

    List<String> of(String id) {
        return names.getOrDefault(id, List.of());
    }
}
