package org.oriel.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code oriel verify} for ledgers: runs the stand-alone verifier, with its options. */
final class Ledgers {
    private static final String FILE = "ledger.jsonl";
    private static final Set<String> OPTIONS = Set.of("--head", "--key", "--prove", "--digest", "--since", "--lang");

    private Ledgers() {}

    /** Whether a ledger is named, or something is asked that only a ledger answers. */
    static boolean meant(List<String> words) {
        return words.stream().anyMatch(OPTIONS::contains)
                || (!words.isEmpty() && Files.exists(Path.of(words.get(0)).resolve(FILE)));
    }

    /** The words as they are; a data directory stands for the ledger in it. */
    static int run(Home home, List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.replaceAll(word -> {
            Path inside = Path.of(word).resolve("ledger");
            return Files.exists(inside.resolve(FILE)) ? inside.toString() : word;
        });
        return call(home, all);
    }

    /** Checks the ledger of a data directory, if it has one. */
    static int within(Home home, Path data) {
        Path inside = data.resolve("ledger");
        return Files.exists(inside.resolve(FILE)) ? call(home, List.of(inside.toString())) : 0;
    }

    private static int call(Home home, List<String> words) {
        URL[] jar = new URL[1];
        try {
            jar[0] = home.path().resolve("lib/oriel-verify.jar").toUri().toURL();
            try (URLClassLoader loader = new URLClassLoader(jar, Ledgers.class.getClassLoader())) {
                return (int) loader.loadClass("org.oriel.ledger.Verify")
                        .getMethod("run", PrintStream.class, String[].class)
                        .invoke(null, System.out, words.toArray(new String[0]));
            }
        } catch (InvocationTargetException e) {
            throw new Failure(Failure.CHECK, "oriel verify: " + e.getCause(), e);
        } catch (ReflectiveOperationException | IOException e) {
            throw new Failure(Failure.ENVIRONMENT, "oriel verify: the distribution is incomplete: " + e, e);
        }
    }
}
