package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The recalls that were applied to a folder. They do not reach what its exporter kept back for a file to come. */
public final class Recalled {
    private final List<RecallList> lists;

    private Recalled(List<RecallList> lists) {
        this.lists = lists;
    }

    /** Of the data set in {@code dir}. */
    public static Recalled of(Path dir) throws IOException {
        List<RecallList> lists = new ArrayList<>();
        Path folder = Disk.resolve(dir, Names.RECALLS);
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jsonl")) {
                for (Path file : files) {
                    lists.add(RecallList.read(file));
                }
            }
        }
        return new Recalled(lists);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return lists.isEmpty();
    }

    /** Whether what was made of {@code scope}, under the consent {@code grant}, must not be written any more. */
    public boolean reaches(Scope scope, String grant) {
        return lists.stream()
                .anyMatch(list -> list.reaches(scope)
                        || list.entries().stream()
                                .anyMatch(entry -> entry instanceof RecallList.WholeGrant whole
                                        && whole.grant().equals(grant)));
    }
}
