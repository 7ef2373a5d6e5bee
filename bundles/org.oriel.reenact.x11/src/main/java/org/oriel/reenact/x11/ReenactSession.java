package org.oriel.reenact.x11;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.oriel.host.EventCodec;
import org.oriel.trajectory.Episode;
import org.oriel.trajectory.Trajectories;
import org.oriel.trajectory.TrajectorySink;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What {@code oriel replay} does: reads recorded events, makes steps of them, does the steps again, and ends. */
@Component(
        name = "org.oriel.reenact.x11",
        service = ReenactSession.class,
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ReenactSession.Config.class)
public final class ReenactSession {
    /** Settings. */
    @ObjectClassDefinition(name = "Oriel re-enactment")
    public @interface Config {
        /** What to do again. */
        @AttributeDefinition(description = "A .jsonl file of events, or a folder of them.")
        String input();

        /** Where. */
        @AttributeDefinition(description = "X display such as :0; empty takes DISPLAY.")
        String display() default "";

        /** Which. */
        @AttributeDefinition(description = "Id of the episode, or its number from 1 on; empty does all.")
        String episode() default "";

        /** How long a window may take to come. */
        @AttributeDefinition(description = "How long a window may take to get the keyboard.")
        int patienceSeconds() default 10;

        /** For programs. */
        @AttributeDefinition(description = "One JSON object a step instead of lines for people.")
        boolean json() default false;

        /** Without hands. */
        @AttributeDefinition(description = "Only lists the steps.")
        boolean list() default false;
    }

    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int ENVIRONMENT = 4;
    private static final long SETTLE_MOST_MILLIS = 3_000;

    private final Config config;
    private final EventCodec codec;
    private final IntConsumer exit;
    private final Thread thread;

    /**
     * Begins when the whole set is started.
     *
     * @param started the launcher's way to stop
     */
    @Activate
    public ReenactSession(
            Config config,
            @Reference EventCodec codec,
            @Reference(target = "(oriel.started=true)") IntConsumer started) {
        this.config = config;
        this.codec = codec;
        this.exit = started;
        thread = new Thread(this::run, "oriel-replay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it: hands are let go. */
    @Deactivate
    public void close() {
        thread.interrupt();
    }

    private void run() {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int code;
        try {
            code = replay(episodes(), new Report(out, config.json()));
        } catch (NoSuchFileException e) {
            code = fail(ENVIRONMENT, config.input() + " does not exist");
        } catch (IOException e) {
            code = fail(
                    ENVIRONMENT,
                    config.input() + " cannot be read: " + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            code = fail(USAGE, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            code = fail(ENVIRONMENT, String.valueOf(e.getMessage()));
        }
        int result = code;
        new Thread(() -> exit.accept(result), "oriel-exit").start();
    }

    private static int fail(int code, String why) {
        System.err.println("oriel: replay: " + why);
        return code;
    }

    private int replay(List<Episode> all, Report report) {
        List<Episode> chosen = choose(all);
        if (config.list()) {
            chosen.forEach(report::list);
            return 0;
        }
        String name = config.display().isEmpty() ? String.valueOf(System.getenv("DISPLAY")) : config.display();
        boolean fine = true;
        try (Display display = new Display(name);
                Hands hands = new Hands(display)) {
            Windows windows = new Windows(display, config.patienceSeconds() * 1000L, SETTLE_MOST_MILLIS);
            Reenactor reenactor = new Reenactor(hands, windows);
            for (Episode episode : chosen) {
                report.begin(episode);
                fine &= reenactor.run(episode.steps(), report::step);
            }
        }
        report.end(fine);
        return fine ? 0 : FAILED;
    }

    private List<Episode> choose(List<Episode> all) {
        String wanted = config.episode();
        if (all.isEmpty()) {
            throw new IllegalArgumentException(config.input() + " has no episode");
        }
        if (wanted.isEmpty()) {
            return all;
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(wanted) || Integer.toString(i + 1).equals(wanted)) {
                return List.of(all.get(i));
            }
        }
        throw new IllegalArgumentException(
                "episode " + wanted + " is not there, allowed: 1 to " + all.size() + ", or an id");
    }

    private List<Episode> episodes() throws IOException {
        List<Episode> episodes = new ArrayList<>();
        Trajectories trajectories = new Trajectories(new TrajectorySink() {
            @Override
            public void episode(Episode episode) {
                if (!episode.steps().isEmpty()) {
                    episodes.add(episode);
                }
            }
        });
        for (Path file : files(Path.of(config.input()))) {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                long number = 1;
                for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
                    accept(trajectories, line, file, number);
                }
            }
        }
        trajectories.finish();
        return episodes;
    }

    private void accept(Trajectories trajectories, String line, Path file, long number) {
        try {
            trajectories.accept(codec.decode(line));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " line " + number + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }
}
