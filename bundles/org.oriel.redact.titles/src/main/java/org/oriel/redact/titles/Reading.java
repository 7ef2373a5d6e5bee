package org.oriel.redact.titles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.oriel.api.redact.Finding;

/** Reads one title: peels off names of applications, tries templates, masks what is left. */
final class Reading {
    /** Longer ones are not matched against templates: what is left beside the application's name is masked whole. */
    private static final int MAX_LENGTH = 300;

    private static final List<String> SEGMENT_ENDS = List.of(" - ", " | ", " · ");
    private static final Map<Shape, String> SHAPES = Map.of(
            Shape.URL, "URL", Shape.SLUG, "REPO", Shape.AT, "HANDLE", Shape.HASH, "CHANNEL", Shape.EMAIL, "ACCOUNT");
    private static final List<Shape> SHAPE_ORDER = List.of(Shape.URL, Shape.SLUG, Shape.AT, Shape.HASH, Shape.EMAIL);

    private final Level title;
    private final Registry registry;
    private final Vocabulary vocabulary;
    private final Paths paths;
    private final App page;
    private final List<Finding> findings = new ArrayList<>();

    Reading(Level title, Registry registry, Vocabulary vocabulary, App page) {
        this.title = title;
        this.registry = registry;
        this.vocabulary = vocabulary;
        this.paths = new Paths(vocabulary);
        this.page = page;
    }

    /** Reads as a title of {@code app}; where that is a browser, of the page at {@code origin} in it. */
    List<Finding> read(App app, String origin) {
        int[] part = decorations(0, title.length());
        if (app.kind() == App.Kind.BROWSER) {
            browser(app, origin, part[0], part[1]);
        } else {
            body(app, strip(part, app.allNames()));
        }
        return findings;
    }

    /** Reads as the title of a page at {@code origin}. */
    List<Finding> readPage(String origin) {
        page(origin, decorations(0, title.length()));
        return findings;
    }

    /** Reads as a title of a program that no grammar knows, but for these names. */
    List<Finding> readUnknown(List<String> names) {
        int[] part = strip(decorations(0, title.length()), names);
        rest(part[0], part[1], "TITLE", "title.unknown", false);
        return findings;
    }

    private int[] strip(int[] part, List<String> names) {
        int[] once = Registry.strip(title, part[0], part[1], names);
        int[] twice = Registry.strip(title, once[0], once[1], names);
        return decorations(twice[0], twice[1]);
    }

    private void browser(App app, String origin, int from, int to) {
        int[] front = {Registry.strip(title, from, to, app.allNames())[0], to};
        for (int i = 0; i < app.templates().size() && to - from <= MAX_LENGTH; i++) {
            List<Template.Filled> filled = app.templates().get(i).match(title, front[0], front[1]);
            if (filled != null) {
                for (Template.Filled slot : filled) {
                    if (slot.slot().type().equals("*")) {
                        page(origin, decorations(slot.from(), slot.to()));
                    } else {
                        fill(slot, rule(app, i));
                    }
                }
                return;
            }
        }
        page(origin, strip(new int[] {from, to}, app.allNames()));
    }

    private void page(String origin, int[] part) {
        Registry.Named named = registry.named(title, part[0], part[1], true);
        App app = named == null ? null : named.app();
        App host = origin.isEmpty() ? null : registry.identify(origin);
        if (host != null && host.kind() != App.Kind.BROWSER) {
            // The address is what the browser says; a title says whatever its page likes.
            app = host;
        }
        if (app == null) {
            profile(part);
        } else {
            body(app, strip(part, app.allNames()));
        }
    }

    /** A page of no known application; the last part may be the browser's profile behind a known one. */
    private void profile(int[] part) {
        int last = title.text().lastIndexOf(" - ", part[1] - 4);
        Registry.Named named = last <= part[0] ? null : registry.named(title, part[0], last, true);
        if (named == null) {
            body(page, part);
        } else if (named.from() >= named.to()) {
            // The site's name stands in front: "Meet - …".
            body(named.app(), new int[] {last + 3, part[1]});
        } else {
            body(named.app(), decorations(named.from(), named.to()));
            mask(last + 3, part[1], "ACCOUNT", "title.profile");
        }
    }

    private void body(App app, int[] part) {
        int from = part[0];
        int to = part[1];
        if (from >= to || app.keep().contains(title.text().substring(from, to))) {
            return;
        }
        for (int i = 0; i < app.templates().size() && to - from <= MAX_LENGTH; i++) {
            List<Template.Filled> filled = app.templates().get(i).match(title, from, to);
            if (filled != null) {
                for (Template.Filled slot : filled) {
                    fill(slot, rule(app, i));
                }
                return;
            }
        }
        rest(from, to, app.rest(), "title." + app.id() + ".rest", app.whole());
    }

    private static String rule(App app, int template) {
        return "title." + app.id() + "." + (template + 1);
    }

    private void fill(Template.Filled slot, String rule) {
        String type = slot.slot().type();
        if (type.isEmpty() || title.isPlaceholder(slot.from(), slot.to())) {
            return;
        }
        if (type.equals("FILE") || type.equals("PATH")) {
            path(slot.from(), slot.to(), type, rule);
        } else if (!isOpen(slot.slot()) || !vocabulary.isInterface(title.text().substring(slot.from(), slot.to()))) {
            mask(slot.from(), slot.to(), type, rule);
        }
    }

    /** Whether words of an interface may stand in the slot: they are no name of anybody. */
    private static boolean isOpen(Template.Slot slot) {
        return slot.type().equals("TITLE") || slot.shape() == Shape.NAME;
    }

    /** What no template knows: parts that are words of an interface or a name of an application stay. */
    private void rest(int from, int to, String type, String rule, boolean whole) {
        int begin = from;
        boolean one = whole || to - from > MAX_LENGTH;
        while (begin < to) {
            int end = to;
            int next = to;
            for (String separator : one ? List.<String>of() : SEGMENT_ENDS) {
                int at = title.text().indexOf(separator, begin);
                if (at >= 0 && at < end) {
                    end = at;
                    next = at + separator.length();
                }
            }
            segment(begin, end, type, rule);
            begin = next;
        }
    }

    private void segment(int from, int to, String type, String rule) {
        if (from >= to) {
            return;
        }
        String text = title.text().substring(from, to);
        if (vocabulary.isInterface(text) || registry.isName(text)) {
            return;
        }
        if (type.equals("FILE") || Paths.isAbsolute(text) && Shape.WORD.fits(text)) {
            path(from, to, type.equals("FILE") ? type : "PATH", rule);
            return;
        }
        String shown = type;
        for (int i = 0; i < SHAPE_ORDER.size() && shown.equals("TITLE"); i++) {
            shown = SHAPE_ORDER.get(i).fits(text) ? SHAPES.getOrDefault(SHAPE_ORDER.get(i), type) : shown;
        }
        mask(from, to, shown, rule);
    }

    private void path(int from, int to, String type, String rule) {
        for (Paths.Part part : paths.mask(title.text().substring(from, to), type)) {
            mask(from + part.from(), from + part.to(), part.type(), rule);
        }
    }

    private void mask(int from, int to, String type, String rule) {
        int start = from;
        int end = to;
        while (start < end && title.text().charAt(start) <= ' ') {
            start++;
        }
        while (end > start && title.text().charAt(end - 1) <= ' ') {
            end--;
        }
        if (start < end && title.tells(start, end)) {
            findings.add(new Finding(title.start(start), title.end(end), type, rule));
        }
    }

    /** Leaves out counts and signs of change at both ends: {@code (3)}, a dot, an asterisk. */
    private int[] decorations(int begin, int finish) {
        String text = title.text();
        int from = begin;
        int to = finish;
        for (boolean again = true; again; ) {
            int before = from;
            while (from < to && "*●○◦·•✳⠂⠐⠋✱ \t".indexOf(text.charAt(from)) >= 0) {
                from++;
            }
            from = count(text, from, to);
            again = from > before && from < to;
        }
        while (to > from && " *●\t".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return new int[] {from, to};
    }

    private static int count(String text, int from, int to) {
        char close = from >= to ? 0 : text.charAt(from) == '(' ? ')' : text.charAt(from) == '[' ? ']' : 0;
        int end = close == 0 ? -1 : text.indexOf(close, from);
        boolean number = end > from + 1
                && end < to - 1
                && Shape.NUMBER.fits(text.substring(from + 1, end))
                && text.charAt(end + 1) == ' '
                && !(end + 2 < to && Character.isDigit(text.charAt(end + 2)));
        return number ? end + 2 : from;
    }
}
