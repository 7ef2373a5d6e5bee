package org.oriel.control.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this process is in the foreground of its terminal, as the system tells it. */
final class Foreground {
    private Foreground() {}

    /**
     * Looks into {@code /proc/self/stat} (proc(5)): field 5 is the process group, 7 the terminal, 8 the group in the
     * terminal's foreground. Elsewhere than on Linux the terminal cannot be asked this way, and the answer is yes.
     */
    static boolean now() {
        Path stat = Path.of("/proc/self/stat");
        if (!Files.isReadable(stat)) {
            return true;
        }
        try {
            return foreground(Files.readString(stat));
        } catch (IOException e) {
            return false;
        }
    }

    /** The command's name, field 2, stands in brackets and may itself hold blanks and brackets. */
    static boolean foreground(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        int group = Integer.parseInt(fields[2]);
        int terminal = Integer.parseInt(fields[4]);
        int foregroundGroup = Integer.parseInt(fields[5]);
        return terminal != 0 && group == foregroundGroup;
    }
}
