package org.oriel.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code oriel verify DIR}: runs the spool's verifier on plain jars, without a framework, so it needs no instance. */
final class Verify {
    private static final List<String> JARS = List.of(
            "org.oriel.spool",
            "org.oriel.host",
            "org.oriel.api",
            "org.oriel.trajectory",
            "sqlite-jdbc",
            "gson",
            "jna",
            "org.oriel.keys.secretservice");

    private Verify() {}

    static int run(Home home, List<String> words) {
        if (Ledgers.meant(words)) {
            return Ledgers.run(home, words);
        }
        Arguments arguments = Arguments.parse("verify", words, java.util.Set.of(), java.util.Set.of("--json"));
        if (arguments.rest().size() != 1) {
            throw new Failure(Failure.USAGE, "oriel verify: exactly one directory, see oriel verify --help");
        }
        Path directory = Path.of(arguments.rest().get(0)).toAbsolutePath();
        if (!Files.isDirectory(directory)) {
            throw new Failure(Failure.ENVIRONMENT, "oriel verify: " + directory + " is not a directory");
        }
        if (Datasets.is(directory)) {
            return Datasets.verify(home, directory, arguments.flag("--json"));
        }
        int ledger = Ledgers.within(home, directory);
        Path spool = Files.isDirectory(directory.resolve("spool")) ? directory.resolve("spool") : directory;
        try (URLClassLoader loader = new URLClassLoader(jars(home), Verify.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> verifier = loader.loadClass("org.oriel.spool.Verify");
            int store = (int) verifier.getMethod("run", PrintStream.class, String[].class)
                    .invoke(null, System.out, new String[] {spool.toString()});
            return Math.max(store, ledger);
        } catch (InvocationTargetException e) {
            throw new Failure(Failure.CHECK, "oriel verify: " + e.getCause(), e);
        } catch (ReflectiveOperationException | IOException e) {
            throw new Failure(Failure.ENVIRONMENT, "oriel verify: the distribution is incomplete: " + e, e);
        }
    }

    static URL[] jars(Home home) throws IOException {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home.repository())) {
            for (Path jar : files.filter(Verify::wanted).toList()) {
                urls.add(url(jar));
            }
        }
        return urls.toArray(new URL[0]);
    }

    private static boolean wanted(Path file) {
        Path version = file.getParent();
        Path artifact = version == null ? null : version.getParent();
        return file.toString().endsWith(".jar")
                && artifact != null
                && JARS.contains(artifact.getFileName().toString());
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
