package org.oriel.control.tray;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.oriel.api.consent.CaptureState;
import org.osgi.framework.Bundle;

/** The classes of {@link Sign}, out of the framework, where a process of its own finds them. */
final class SignClasses {
    private static final String FOLDER = "org/oriel/control/tray/";

    private SignClasses() {}

    /** Writes them as a jar; {@code file} is in the bundle's own storage. */
    static String write(Bundle bundle, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (URL entry : Collections.list(bundle.findEntries(FOLDER, "*.class", false))) {
                try (InputStream in = entry.openStream()) {
                    put(jar, FOLDER + entry.getPath().substring(entry.getPath().lastIndexOf('/') + 1), in);
                }
            }
            for (Class<?> type : new Class<?>[] {CaptureState.class, CaptureState.Phase.class}) {
                String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
                try (InputStream in = type.getResourceAsStream(name)) {
                    if (in == null) {
                        throw new IOException(name + " cannot be found");
                    }
                    put(jar, type.getPackageName().replace('.', '/') + "/" + name, in);
                }
            }
        }
        return file.toString();
    }

    private static void put(JarOutputStream jar, String name, InputStream in) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        in.transferTo(jar);
        jar.closeEntry();
    }
}
