package org.oriel.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** {@code oriel verify|coverage|recall DIR} for data sets: runs the trajectory library on plain jars, without a framework. */
final class Datasets {
    private static final String COMMANDS = "org.oriel.trajectory.dataset.DatasetCommands";

    private Datasets() {}

    /** Whether the folder is a data set: whether an export left its mark there. */
    static boolean is(Path directory) {
        return Files.exists(directory.resolve(".oriel").resolve("marker.json"));
    }

    static int coverage(Home home, List<String> words) {
        Arguments arguments = Arguments.parse("coverage", words, Set.of("--svg", "--png"), Set.of("--json"));
        return run(home, "coverage", arguments, Set.of("svg", "png"));
    }

    static int recall(Home home, List<String> words) {
        Arguments arguments = Arguments.parse("recall", words, Set.of("--list"), Set.of("--json"));
        if (arguments.value("--list").isEmpty()) {
            throw new Failure(Failure.USAGE, "oriel recall: --list FILE is missing, see oriel recall --help");
        }
        return run(home, "recall", arguments, Set.of("list"));
    }

    static int verify(Home home, Path directory, boolean json) {
        return run(home, "verify", directory, json ? Map.of("json", "") : Map.of());
    }

    /** The same as verify, but says something only where something is wrong. */
    static int check(Home home, Path directory) {
        return run(home, "verify", directory, Map.of("quiet", ""));
    }

    private static int run(Home home, String command, Arguments arguments, Set<String> files) {
        if (arguments.rest().size() != 1) {
            throw new Failure(
                    Failure.USAGE, "oriel " + command + ": exactly one data set, see oriel " + command + " --help");
        }
        Map<String, String> options = new HashMap<>();
        for (String name : files) {
            arguments
                    .value("--" + name)
                    .ifPresent(file ->
                            options.put(name, Path.of(file).toAbsolutePath().toString()));
        }
        if (arguments.flag("--json")) {
            options.put("json", "");
        }
        return run(home, command, Path.of(arguments.rest().get(0)).toAbsolutePath(), options);
    }

    static int run(Home home, String command, Path directory, Map<String, String> options) {
        try (URLClassLoader loader = new URLClassLoader(Verify.jars(home), Datasets.class.getClassLoader())) {
            Object codec = loader.loadClass("org.oriel.spool.SpoolCodec")
                    .getConstructor()
                    .newInstance();
            Method decode = codec.getClass().getMethod("decode", String.class);
            Function<String, Object> decoder = line -> call(decode, codec, line);
            Function<String, byte[]> png = SvgPicture::png;
            Constructor<?> commands = loader.loadClass(COMMANDS)
                    .getConstructor(PrintStream.class, PrintStream.class, Function.class, Function.class);
            Object one = commands.newInstance(System.out, System.err, decoder, png);
            return (int) one.getClass()
                    .getMethod("run", String.class, Path.class, Map.class)
                    .invoke(one, command, directory, options);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new Failure(Failure.CHECK, "oriel " + command + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException | IOException e) {
            throw new Failure(Failure.ENVIRONMENT, "oriel " + command + ": the distribution is incomplete: " + e, e);
        }
    }

    /** What does not decode is the caller's to name, by its line. */
    private static Object call(Method method, Object on, String text) {
        try {
            return method.invoke(on, text);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
