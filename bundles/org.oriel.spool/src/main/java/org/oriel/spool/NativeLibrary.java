package org.oriel.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/**
 * Puts SQLite's native library beside the data once and loads it from there. The driver's own way unpacks it into the
 * folder for temporary files at every start, which costs 0.1 s and fails where that folder is mounted noexec.
 */
final class NativeLibrary {
    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";
    private static final String TEMPORARY = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /** Before the first connection; later calls in the same JVM change nothing, because it is loaded then. */
    static synchronized void prepare(Path folder) throws IOException {
        if (System.getProperty(PATH) != null) {
            return;
        }
        System.setProperty(TEMPORARY, folder.toString());
        String name = System.mapLibraryName("sqlitejdbc");
        String resource = "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + name;
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (in == null) {
                return; // The driver says what it misses.
            }
            byte[] library = in.readAllBytes();
            Path file = folder.resolve(name);
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), library)) {
                SpoolFiles.write(file, library);
            }
        }
        System.setProperty(PATH, folder.toString());
        System.setProperty(NAME, name);
    }
}
