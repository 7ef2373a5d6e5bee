package org.oriel.context.ide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.oriel.api.source.Application;

/** Which program a process runs, as the kernel tells it (proc(5)). */
final class Programs {
    private final Path proc;

    Programs(Path proc) {
        this.proc = proc;
    }

    /** The program of a process; empty where it is gone, or its file was replaced. */
    Optional<Application> of(int process) {
        try {
            Path executable = Files.readSymbolicLink(proc.resolve(process + "/exe"));
            return executable.isAbsolute() && Files.isRegularFile(executable)
                    ? Optional.of(new Application(executable.toString(), true, ""))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
