package org.oriel.redact.titles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which application something belongs to: by its program, its window class, its host, or its name in the title. */
final class Registry {
    /** Where a name was found at an end of a title, and what is left. */
    record Named(App app, int from, int to) {}

    /** What stands between a page and the name of its application, at either end. */
    private static final List<String> SEPARATORS = List.of(" - ", " | ", " · ", " / ", " : ");

    private final Map<String, App> byProgram = new HashMap<>();
    private final Map<String, App> byHost = new HashMap<>();
    private final Map<String, List<App>> byName = new HashMap<>();
    private final int longestName;

    Registry(List<App> apps) {
        int longest = 0;
        // Earlier ones win, so that a deployment's own grammars stand before the built-in ones.
        for (App app : apps) {
            byProgram.putIfAbsent(app.id(), app);
            app.executables().forEach(name -> byProgram.putIfAbsent(name, app));
            app.classes().forEach(name -> byProgram.putIfAbsent("class:" + name, app));
            app.hosts().forEach(host -> byHost.putIfAbsent(host, app));
            for (String name : app.allNames()) {
                byName.computeIfAbsent(name, n -> new ArrayList<>()).add(app);
                longest = Math.max(longest, name.length());
            }
        }
        longestName = longest;
    }

    /**
     * The application of an identity: a path of a program, {@code class:Name}, the origin of a page, or a name as it
     * stands in titles.
     */
    @Nullable
    App identify(String identity) {
        if (identity.isEmpty()) {
            return null;
        }
        if (identity.contains("://")) {
            return byHost(Urls.parse(identity).host());
        }
        String lower = identity.toLowerCase(Locale.ROOT);
        App app = byProgram.get(lower.startsWith("class:") ? lower : program(lower));
        if (app == null && lower.startsWith("class:")) {
            app = byProgram.get(lower.substring("class:".length()));
        }
        List<App> named = byName.get(identity);
        return app == null && named != null ? named.get(0) : app;
    }

    /** The name of a program without path and extension. */
    static String program(String identity) {
        String name = identity.startsWith("class:") ? identity.substring("class:".length()) : identity;
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return name.toLowerCase(Locale.ROOT).endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
    }

    private @Nullable App byHost(String host) {
        App app = byHost.get(host);
        for (int dot = host.indexOf('.'); app == null && dot >= 0; dot = host.indexOf('.', dot + 1)) {
            app = byHost.get("*" + host.substring(dot));
        }
        return app;
    }

    /** The hosts that belong to an application and name nobody. */
    List<String> hosts() {
        return byHost.keySet().stream()
                .filter(host -> !host.startsWith("*"))
                .sorted()
                .toList();
    }

    /** Whether {@code text} is the name of an application. */
    boolean isName(String text) {
        return byName.containsKey(text);
    }

    /**
     * The application that names itself in front of {@code |}, or at the end. Ordinary words count only in front, and
     * only where a title says nothing else about its program.
     */
    @Nullable
    Named named(Level title, int from, int to, boolean page) {
        String text = title.text();
        int bar = text.indexOf(" | ", from);
        if (bar > from && bar < to && bar - from <= longestName) {
            App app = pick(text.substring(from, bar), page, true);
            if (app != null) {
                return new Named(app, bar + 3, to);
            }
        }
        for (String separator : SEPARATORS) {
            int at = text.lastIndexOf(separator, to - separator.length() - 1);
            int name = at + separator.length();
            if (at > from && to - name <= longestName) {
                App app = pick(text.substring(name, to), page, false);
                if (app != null) {
                    return new Named(app, from, at);
                }
            }
        }
        App app = to - from <= longestName ? pick(text.substring(from, to), page, false) : null;
        return app == null ? null : new Named(app, to, to);
    }

    private @Nullable App pick(String name, boolean page, boolean front) {
        for (App app : byName.getOrDefault(name, List.of())) {
            boolean readable = !page || app.kind() != App.Kind.BROWSER;
            if (readable && (app.names().contains(name) || front && !page)) {
                return app;
            }
        }
        return null;
    }

    /** What is left of a title without the names of its application at both ends. */
    static int[] strip(Level title, int from, int to, List<String> names) {
        String text = title.text();
        for (String name : names) {
            if (to - from == name.length() && text.startsWith(name, from)) {
                return new int[] {to, to};
            }
        }
        return new int[] {front(text, from, to, names), back(text, from, to, names)};
    }

    private static int front(String text, int from, int to, List<String> names) {
        for (String name : names) {
            if (text.startsWith(name, from)) {
                for (String separator : List.of(" | ", " - ", ": ", " · ")) {
                    int end = from + name.length() + separator.length();
                    if (end < to && text.startsWith(separator, from + name.length())) {
                        return end;
                    }
                }
            }
        }
        return from;
    }

    private static int back(String text, int from, int to, List<String> names) {
        for (String name : names) {
            int at = to - name.length();
            if (at > from && text.startsWith(name, at)) {
                for (String separator : SEPARATORS) {
                    if (at - separator.length() >= from && text.startsWith(separator, at - separator.length())) {
                        return at - separator.length();
                    }
                }
            }
        }
        return to;
    }
}
