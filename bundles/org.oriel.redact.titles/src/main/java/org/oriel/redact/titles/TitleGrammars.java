package org.oriel.redact.titles;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.oriel.api.redact.Finding;

/**
 * All title grammars: what in a title belongs to its application and what to a person. Immutable. Reading is refused as
 * a whole where a grammar is malformed or one of its own cases fails.
 */
public final class TitleGrammars {
    /** The files of the bundle, in the order in which their applications are asked. */
    private static final List<String> FILES = List.of(
            "browsers",
            "mail",
            "chat",
            "calls",
            "editors",
            "office",
            "terminals",
            "files",
            "data",
            "tools",
            "code",
            "web");

    private static final String VOCABULARY = "vocabulary";
    /** The application that reads pages of which nothing is known. */
    private static final String PAGE = "page";
    /** Longer texts, and texts of several lines, are no titles. */
    private static final int MAX_TITLE = 400;

    private final Vocabulary vocabulary;
    private final List<App> apps;
    private final Registry registry;
    private final App page;

    private TitleGrammars(Vocabulary vocabulary, List<App> apps) {
        this.vocabulary = vocabulary;
        this.apps = List.copyOf(apps);
        registry = new Registry(apps);
        App found = registry.identify(PAGE);
        if (found == null) {
            throw new IllegalArgumentException("title grammar " + PAGE + " is missing");
        }
        page = found;
    }

    /** The grammars of this bundle. */
    public static TitleGrammars builtIn() {
        return load(null);
    }

    /** The grammars of this bundle behind those of {@code directory}, which are asked first; none where it is null. */
    static TitleGrammars load(@Nullable Path directory) {
        Vocabulary vocabulary = new Vocabulary(resource(VOCABULARY));
        List<App> apps = new ArrayList<>();
        if (directory != null) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
                List<Path> sorted = new ArrayList<>();
                files.forEach(sorted::add);
                sorted.sort(null);
                for (Path file : sorted) {
                    try (Reader reader = Files.newBufferedReader(file)) {
                        read(file.getFileName().toString(), reader, vocabulary, apps);
                    }
                }
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "directory: " + directory + " cannot be read ("
                                + e.getClass().getSimpleName() + ")",
                        e);
            }
        }
        for (String name : FILES) {
            add(name, resource(name), vocabulary, apps);
        }
        TitleGrammars grammars = new TitleGrammars(vocabulary, apps);
        List<String> problems = grammars.problems();
        if (!problems.isEmpty()) {
            int more = problems.size() - 1;
            throw new IllegalArgumentException(problems.get(0) + (more == 0 ? "" : " (and " + more + " more)"));
        }
        return grammars;
    }

    private static JsonObject resource(String name) {
        InputStream stream = TitleGrammars.class.getResourceAsStream(name + ".json");
        if (stream == null) {
            throw new IllegalStateException("title grammars " + name + " are missing from the bundle");
        }
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return GrammarReader.read(reader);
        } catch (IOException | JsonParseException e) {
            throw new IllegalArgumentException("title grammars " + name + ": " + e.getMessage(), e);
        }
    }

    static void read(String name, Reader reader, Vocabulary vocabulary, List<App> apps) throws IOException {
        JsonObject source;
        try {
            source = GrammarReader.read(reader);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("title grammars " + name + ": " + e.getMessage(), e);
        }
        add(name, source, vocabulary, apps);
    }

    private static void add(String name, JsonObject source, Vocabulary vocabulary, List<App> apps) {
        int number = 0;
        try {
            GrammarReader.onlyMembers(source, "version", "apps");
            for (JsonObject app : GrammarReader.objects(source, "apps")) {
                number++;
                apps.add(App.read(app, vocabulary));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "title grammars " + name + ", application " + number + ": " + e.getMessage(), e);
        }
    }

    /** What is wrong, case by case: names and numbers, never the text of a case. */
    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (App app : apps) {
            int number = 0;
            for (String positive : app.positive()) {
                judge(app, "positive case " + ++number, Case.read(positive), problems);
            }
            number = 0;
            for (String negative : app.negative()) {
                judge(app, "negative case " + ++number, new Case(negative, List.of()), problems);
            }
        }
        return problems;
    }

    private void judge(App app, String which, Case expected, List<String> problems) {
        String problem = expected.judge(find(app.id(), expected.title()));
        if (!problem.isEmpty()) {
            problems.add("title grammar " + app.id() + ", " + which + ": " + problem);
        }
    }

    /** All classes that the grammars mask. */
    public Set<String> classes() {
        Set<String> classes =
                new TreeSet<>(Set.of("TITLE", "USER", "PATH", "URL", "REPO", "HANDLE", "CHANNEL", "ACCOUNT"));
        apps.forEach(app -> classes.addAll(app.types()));
        return classes;
    }

    List<App> apps() {
        return apps;
    }

    Registry registry() {
        return registry;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The application that a title names itself, in front of a bar or at its end; empty where it names none. */
    public Optional<String> recognise(String title) {
        if (title.length() > MAX_TITLE || title.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        Level level = Level.of(title);
        return Optional.ofNullable(registry.named(level, 0, level.length(), false))
                .map(named -> named.app().id());
    }

    /**
     * What must be masked in a title, in order and without overlap.
     *
     * @param app path of the program, {@code class:Name}, origin of the page, or name; empty where only the title can
     *     tell. A text that names no application then counts as no title, and nothing is found.
     * @param title the title; placeholders in it are left alone
     */
    public List<Finding> find(String app, String title) {
        if (app.isEmpty()) {
            return recognise(title).map(id -> find(id, title)).orElse(List.of());
        }
        return find(app, "", Level.of(title));
    }

    /** The same, with the origin of the page where the program is a browser. */
    List<Finding> find(String program, String origin, Level title) {
        App app = registry.identify(program);
        Reading reading = new Reading(title, registry, vocabulary, page);
        if (app != null) {
            return reading.read(app, origin);
        }
        Registry.Named named = registry.named(title, 0, title.length(), false);
        if (named != null) {
            return reading.read(named.app(), origin);
        }
        return reading.readUnknown(List.of(Registry.program(program)));
    }

    /** What must be masked in the title of the page at {@code origin}, without a browser's name. */
    List<Finding> findPage(String origin, Level title) {
        return new Reading(title, registry, vocabulary, page).readPage(origin);
    }
}
