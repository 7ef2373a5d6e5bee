package org.oriel.control.shell;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Whether this process is in the foreground of its terminal, as the system tells it. */
final class Foreground {
    private static final int LONGEST = 1024;

    private Foreground() {}

    /**
     * Looks into {@code /proc/self/stat} (proc(5)): field 5 is the process group, 7 the terminal, 8 the group in the
     * terminal's foreground. Elsewhere than on Linux the terminal cannot be asked this way, and the answer is yes.
     */
    static boolean now() {
        // A plain stream and no decoding: it is asked as long as somebody is captured, also when nothing happens.
        try (FileInputStream stat = new FileInputStream("/proc/self/stat")) {
            byte[] line = new byte[LONGEST];
            int length = stat.read(line);
            return length > 0 && foreground(new String(line, 0, length, StandardCharsets.ISO_8859_1));
        } catch (FileNotFoundException e) {
            return true;
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
