package org.oriel.launcher;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the distribution is installed: {@code lib}, {@code repository}, {@code sets}, {@code conf}. */
record Home(Path path) {
    /** From the system property {@code oriel.home}, else from the place of the launcher's jar. */
    static Home find() {
        String property = System.getProperty("oriel.home");
        if (property != null) {
            return new Home(Path.of(property).toAbsolutePath());
        }
        try {
            Path jar = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path lib = jar.getParent();
            if (lib == null || lib.getParent() == null) {
                throw new Failure(Failure.ENVIRONMENT, "cannot tell the distribution's folder from " + jar);
            }
            return new Home(lib.getParent());
        } catch (URISyntaxException e) {
            throw new Failure(Failure.ENVIRONMENT, "cannot tell the distribution's folder: " + e, e);
        }
    }

    Path sets() {
        return path.resolve("sets");
    }

    Path repository() {
        return path.resolve("repository");
    }
}
