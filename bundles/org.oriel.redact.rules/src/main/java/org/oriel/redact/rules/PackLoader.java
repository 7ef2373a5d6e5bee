package org.oriel.redact.rules;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Loads packs. Their own cases run once for each state of pack and engine: the outcome is remembered under sums of both,
 * because reading and running a thousand cases is most of what loading costs.
 */
final class PackLoader {
    /** Larger is no pack. */
    private static final int LARGEST = 8 << 20;

    private final BundleContext context;
    private final EngineSettings settings;
    private final @Nullable Path cacheDirectory;
    private final String engine;

    PackLoader(BundleContext context, EngineSettings settings, @Nullable Path cacheDirectory) {
        this.context = context;
        this.settings = settings;
        this.cacheDirectory = cacheDirectory;
        engine = engine(context.getBundle());
    }

    /** The pack in a folder of a bundle. */
    PackDetector load(Bundle bundle, String folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        List<URL> entries = new ArrayList<>();
        var found = bundle.findEntries(folder.trim(), "*.json", false);
        if (found != null) {
            entries.addAll(Collections.list(found));
        }
        for (URL entry : entries) {
            String path = entry.getPath();
            try (InputStream in = entry.openStream()) {
                files.put(path.substring(path.lastIndexOf('/') + 1), bytes(in, path));
            }
        }
        if (files.isEmpty()) {
            throw new PackException("no *.json in " + folder.trim());
        }
        return load(files);
    }

    /** A pack of one file. */
    PackDetector load(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String name = String.valueOf(file.getFileName());
            return load(new TreeMap<>(Map.of(name, bytes(in, name))));
        }
    }

    private static byte[] bytes(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new PackException(name + ": more than " + LARGEST + " bytes");
        }
        return bytes;
    }

    private PackDetector load(Map<String, byte[]> files) throws IOException {
        String sum = sum(files);
        Path passed = passed(sum);
        boolean known = passed != null && isKnown(passed, sum);
        List<PackReader.Content> contents = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            try (InputStream in = new ByteArrayInputStream(file.getValue())) {
                contents.add(PackReader.read(file.getKey(), RulePack.reader(in), !known));
            }
        }
        RulePack pack = RulePack.join(contents);
        if (!known) {
            pack.selfTest();
            remember(passed, sum);
        }
        return new PackDetector(pack, settings);
    }

    /** Of the engine, of every byte of the pack, and of what the cases depend on beside them. */
    private String sum(Map<String, byte[]> files) {
        Sum sum = new Sum();
        files.forEach((name, bytes) -> {
            sum.add((name + ' ' + bytes.length + '\n').getBytes(StandardCharsets.UTF_8));
            sum.add(bytes);
        });
        return context.getBundle().getVersion() + " " + engine + " " + sum;
    }

    /** Of the engine's jar where it is a file, else when it was installed: snapshots have the same version for long. */
    private static String engine(Bundle engine) {
        String location = engine.getLocation().replaceFirst("^reference:", "");
        if (location.startsWith("file:")) {
            try {
                Path jar = Path.of(URI.create(location));
                if (Files.isRegularFile(jar)) {
                    return Sum.of(Files.readAllBytes(jar)).toString();
                }
            } catch (IOException | IllegalArgumentException e) {
                // Then the time must do.
            }
        }
        return "installed " + engine.getLastModified();
    }

    /** The file that says that this pack passed; named after the sum, so that packs do not push each other out. */
    private @Nullable Path passed(String sum) {
        String name = "passed-" + Sum.of(sum.getBytes(StandardCharsets.UTF_8));
        if (cacheDirectory != null) {
            return cacheDirectory.resolve(name);
        }
        File file = context.getDataFile(name);
        return file == null ? null : file.toPath();
    }

    private static boolean isKnown(Path passed, String sum) {
        try {
            return Files.readString(passed).equals(sum);
        } catch (IOException e) {
            return false;
        }
    }

    /** Without it the cases run again next time. */
    private static void remember(@Nullable Path passed, String sum) {
        if (passed == null) {
            return;
        }
        try {
            Files.createDirectories(passed.getParent());
            Path fresh = Files.createTempFile(passed.getParent(), "passed", ".tmp");
            Files.writeString(fresh, sum);
            Files.move(fresh, passed, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // Nothing is lost but time.
        }
    }

    /** Two sums that the processor computes itself: against change by accident, and fast from the first byte. */
    private static final class Sum {
        private final CRC32 one = new CRC32();
        private final CRC32C other = new CRC32C();

        static Sum of(byte[] bytes) {
            Sum sum = new Sum();
            sum.add(bytes);
            return sum;
        }

        void add(byte[] bytes) {
            one.update(bytes, 0, bytes.length);
            other.update(bytes, 0, bytes.length);
        }

        @Override
        public String toString() {
            return Long.toHexString(one.getValue() << 32 | other.getValue());
        }
    }
}
