package org.oriel.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.oriel.api.redact.TextDetector;
import org.oriel.redact.rules.RulePack;

/** The detector of a pack as it ships, outside a framework. */
final class DetectorParts {
    private static final String RULES = "OSGI-INF/oriel/rules/";

    private DetectorParts() {}

    /** The detector of the pack of that name on the class path. */
    static TextDetector of(String name) {
        try {
            for (URL url : Collections.list(DetectorParts.class.getClassLoader().getResources(RULES))) {
                RulePack pack = read(url.toURI());
                if (pack.name().equals(name)) {
                    return pack.detector();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("no rule pack " + name + " on the class path");
    }

    private static RulePack read(URI folder) throws IOException {
        if (!folder.getScheme().equals("jar")) {
            return RulePack.read(Path.of(folder));
        }
        try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
            return RulePack.read(jar.getPath(RULES));
        }
    }
}
