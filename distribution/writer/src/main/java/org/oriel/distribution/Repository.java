package org.oriel.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** A folder in Maven layout, looked up by bundle symbolic name and version. */
final class Repository {
    private final List<Jar> jars = new ArrayList<>();

    /**
     * A bundle in the folder.
     *
     * @param path relative to the folder
     * @param groupId Maven coordinate
     * @param artifactId Maven coordinate
     * @param mavenVersion Maven coordinate
     * @param symbolicName its symbolic name
     * @param version its bundle version
     * @param manifest its manifest
     */
    record Jar(
            Path path,
            String groupId,
            String artifactId,
            String mavenVersion,
            String symbolicName,
            Version version,
            Manifest manifest) {}

    Repository(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
                add(folder, file);
            }
        }
    }

    private void add(Path folder, Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            String name = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
            if (name == null) {
                return;
            }
            Path path = folder.relativize(file);
            int count = path.getNameCount();
            String group = path.subpath(0, count - 3).toString().replace('/', '.');
            String version = manifest.getMainAttributes().getValue("Bundle-Version");
            jars.add(new Jar(
                    path,
                    group,
                    path.getName(count - 3).toString(),
                    path.getName(count - 2).toString(),
                    name.split(";", 2)[0].trim(),
                    Version.parseVersion(version),
                    manifest));
        }
    }

    Jar find(String symbolicName, String range) {
        VersionRange versions = VersionRange.valueOf(range);
        return jars.stream()
                .filter(j -> j.symbolicName().equals(symbolicName) && versions.includes(j.version()))
                .max(Comparator.comparing(Jar::version))
                .orElseThrow(() -> new IllegalArgumentException(
                        "bundle " + symbolicName + " " + range + " is not among the distribution's dependencies"));
    }
}
