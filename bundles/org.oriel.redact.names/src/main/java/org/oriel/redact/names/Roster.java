package org.oriel.redact.names;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names that a deployment supplies: {@code people.txt}, {@code companies.txt}, {@code customers.txt} with one name a
 * line, and {@code *.csv} with the columns name and class. Empty lines and lines that begin with # are skipped.
 */
final class Roster {
    static final String PERSON = "PERSON";
    static final String COMPANY = "COMPANY";
    static final String CUSTOMER = "CUSTOMER";

    /** A name in any case would be found in ordinary words below this length. */
    private static final int FREE_CASE_LENGTH = 5;

    private static final int MAX_NAMES = 500_000;
    private static final Map<String, String> FILES =
            Map.of("people.txt", PERSON, "companies.txt", COMPANY, "customers.txt", CUSTOMER);
    private static final Set<String> PARTICLES = Set.of(
            "de", "da", "di", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "dos", "das", "du", "del");

    /**
     * What was found: its class, its rule, and what it asks of the text.
     *
     * @param capital whether a capital letter must begin it, because it is an ordinary word otherwise
     * @param spaced whether it counts only beside an at sign or a slash: the two names run together
     */
    record Entry(String type, String rule, boolean capital, boolean spaced) {}

    private final Trie<Entry> names = new Trie<>();
    private final Set<String> types = new TreeSet<>();
    private final Set<String> companyWords;
    private int size;

    Roster(Set<String> companyWords) {
        this.companyWords = companyWords;
    }

    /** Reads all files of {@code directory}; an error names the file and the line, never a name. */
    static Roster read(Path directory, Set<String> companyWords) {
        Roster roster = new Roster(companyWords);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{txt,csv}")) {
            List<Path> sorted = new ArrayList<>();
            files.forEach(sorted::add);
            sorted.sort(null);
            for (Path file : sorted) {
                roster.file(file);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("directory: " + directory + " cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
        return roster;
    }

    private void file(Path file) throws IOException {
        String name = file.getFileName().toString();
        boolean csv = name.endsWith(".csv");
        String type = FILES.get(name);
        if (!csv && type == null) {
            throw new IllegalArgumentException(
                    "roster " + name + ": allowed: people.txt, companies.txt, customers.txt, *.csv");
        }
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    if (csv) {
                        row(line, number == 1);
                    } else {
                        add(line.trim(), type == null ? PERSON : type);
                    }
                }
            }
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("roster " + name + ": is not UTF-8");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("roster " + name + ", line " + number + ": " + e.getMessage());
        }
    }

    private void row(String line, boolean first) {
        List<String> cells = Csv.cells(line);
        if (cells.size() != 2) {
            throw new IllegalArgumentException(cells.size() + " columns, allowed: name,class");
        }
        String type = cells.get(1).trim();
        if (first && type.equals("class")) {
            return;
        }
        if (!type.matches("[A-Z][A-Z0-9_]{0,31}")) {
            throw new IllegalArgumentException("class, allowed: upper case letters, digits and underscores");
        }
        add(cells.get(0).trim(), type);
    }

    /** Adds one name in all the forms it is written in. */
    void add(String name, String type) {
        if (++size > MAX_NAMES) {
            throw new IllegalArgumentException("more than " + MAX_NAMES + " names");
        }
        Words words = new Words(name);
        if (words.size() == 0) {
            throw new IllegalArgumentException("no letters");
        }
        types.add(type);
        if (type.equals(PERSON) && words.size() > 1) {
            person(words, name);
        } else {
            whole(words, type);
        }
    }

    private void whole(Words words, String type) {
        List<String> row = folded(words);
        int end = row.size();
        while (end > 1 && Companies.isLegalForm(row.get(end - 1))) {
            end--;
        }
        row = row.subList(0, end);
        boolean ordinary =
                row.size() == 1 && (row.get(0).length() < FREE_CASE_LENGTH || companyWords.contains(row.get(0)));
        boolean capital = ordinary && Character.isUpperCase(words.get(0).cased().charAt(0));
        names.add(row, new Entry(type, "roster." + type.toLowerCase(java.util.Locale.ROOT), capital, false));
        if (row.size() > 1) {
            String joined = String.join("", row);
            names.add(List.of(joined), new Entry(type, "roster.handle", false, joined.length() < 8));
        }
    }

    private void person(Words words, String name) {
        List<String> row = folded(words);
        int comma = name.indexOf(',');
        if (comma > 0) {
            int first = new Words(name.substring(0, comma)).size();
            List<String> turned = new ArrayList<>(row.subList(first, row.size()));
            turned.addAll(row.subList(0, first));
            row = turned;
        }
        int surname = row.size() - 1;
        while (surname > 1 && PARTICLES.contains(row.get(surname - 1))) {
            surname--;
        }
        List<String> last = row.subList(surname, row.size());
        List<String> given = row.subList(0, surname);
        Entry any = new Entry(PERSON, "roster.person", false, false);
        Entry capital = new Entry(PERSON, "roster.initial", true, false);
        Entry run = new Entry(PERSON, "roster.handle", false, true);
        names.add(row, any);
        names.add(join(last, given), any);
        String initial = given.get(0).substring(0, given.get(0).offsetByCodePoints(0, 1));
        names.add(join(List.of(given.get(0)), last), any);
        names.add(join(last, List.of(given.get(0))), any);
        names.add(join(List.of(initial), last), capital);
        names.add(join(last, List.of(initial)), capital);
        names.add(
                join(List.of(given.get(0)), List.of(last.get(0).substring(0, 1))),
                new Entry(PERSON, "roster.initial", true, true));
        String surnames = String.join("", last);
        for (String handle :
                List.of(given.get(0) + surnames, initial + surnames, surnames + given.get(0), surnames + initial)) {
            names.add(List.of(handle), run);
        }
        names.add(List.of(given.get(0) + surnames), new Entry(PERSON, "roster.handle", false, false));
    }

    private static List<String> join(List<String> first, List<String> second) {
        List<String> row = new ArrayList<>(first);
        row.addAll(second);
        return row;
    }

    private static List<String> folded(Words words) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            row.add(words.get(i).folded());
        }
        return row;
    }

    /** The classes of its names. */
    Set<String> types() {
        return types;
    }

    int size() {
        return size;
    }

    /** What of the roster stands at word {@code at}: the last word of each class's longest name. */
    Map<Entry, Integer> find(Words words, int at) {
        List<Trie.Hit<Entry>> hits = names.find(words, at);
        if (hits.isEmpty()) {
            return Map.of();
        }
        Map<String, Trie.Hit<Entry>> longest = new HashMap<>();
        for (Trie.Hit<Entry> hit : hits) {
            if (stands(words, at, hit)) {
                longest.put(hit.value().type(), hit);
            }
        }
        Map<Entry, Integer> found = new LinkedHashMap<>();
        longest.values().forEach(hit -> found.put(hit.value(), hit.last()));
        return found;
    }

    private static boolean stands(Words words, int at, Trie.Hit<Entry> hit) {
        Entry entry = hit.value();
        if (entry.capital() && !Character.isUpperCase(words.get(at).cased().charAt(0))) {
            return false;
        }
        if (entry.capital()
                && !Character.isUpperCase(words.get(hit.last()).cased().charAt(0))) {
            return false;
        }
        if (!entry.spaced()) {
            return true;
        }
        String before = words.before(at);
        String after = words.gap(hit.last());
        boolean handle = before.endsWith("@") || before.endsWith("/") || after.startsWith("@") || after.startsWith("/");
        return handle || (entry.capital() && after.startsWith("."));
    }
}
