package org.oriel.context.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.oriel.api.source.Application;

/** Which program started a process, as the kernel tells it (proc(5)). */
final class Programs {
    private final Path proc;

    Programs(Path proc) {
        this.proc = proc;
    }

    /** The program of a process's parent; empty where one of them is gone, or its file was replaced. */
    Optional<Application> parentOf(int process) {
        try {
            // Latin 1, because the name in it may be any bytes.
            String stat = Files.readString(proc.resolve(process + "/stat"), StandardCharsets.ISO_8859_1);
            // pid (name) state ppid …: the name may hold parentheses and spaces.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 3);
            Path executable = Files.readSymbolicLink(proc.resolve(fields[1] + "/exe"));
            return executable.isAbsolute() && Files.isRegularFile(executable)
                    ? Optional.of(new Application(executable.toString(), true, ""))
                    : Optional.empty();
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
